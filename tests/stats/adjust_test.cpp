// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/adjust.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace tests_of_adjust {
namespace cx = cxmetrics;
using cx::adjustment;
using cx::tests::golden;
using cx::tests::WithinRel;

namespace {
constexpr std::array all{adjustment::none,
                         adjustment::bonferroni,
                         adjustment::holm,
                         adjustment::hochberg,
                         adjustment::hommel,
                         adjustment::benjamini_hochberg,
                         adjustment::benjamini_yekutieli};
}

TEST_CASE("adjusted p-values agree with R", "[adjust]") {
  for (const auto& row : golden("p_adjust.csv")) {
    const auto expected = row.numbers("adjusted");
    const auto result = cx::adjusted(row.numbers("p_values"), cx::adjustment_named(row.text("method")));
    CAPTURE(row.text("method"), row.text("set"));
    REQUIRE(result.size() == expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) CHECK_THAT(result[i], WithinRel(expected[i], 1e-12));
  }
}

TEST_CASE("adjustment never lowers a p-value, keeps the order and the place", "[adjust]") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> p(1 + random() % 20);
    for (double& each : p) each = std::pow(uniform(random), 3);
    for (const auto adjustment : all) {
      const auto result = cx::adjusted(p, adjustment);
      for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK(result[i] >= p[i]);
        CHECK(result[i] <= 1);
        for (std::size_t j = 0; j < p.size(); ++j) {
          if (p[i] < p[j]) CHECK(result[i] <= result[j]);
        }
      }
    }
    const auto holm = cx::adjusted(p, adjustment::holm);
    const auto hochberg = cx::adjusted(p, adjustment::hochberg);
    const auto hommel = cx::adjusted(p, adjustment::hommel);
    const auto bonferroni = cx::adjusted(p, adjustment::bonferroni);
    for (std::size_t i = 0; i < p.size(); ++i) {
      CHECK(holm[i] <= bonferroni[i]);
      CHECK(hochberg[i] <= holm[i]);
      CHECK(hommel[i] <= hochberg[i] * (1 + 1e-12));
    }
  }
}

TEST_CASE("Hommel's adjustment is the closure of Simes's tests", "[adjust]") {
  // By definition: the greatest Simes p-value of all sets of hypotheses that hold this one.
  const std::vector<double> p{0.01, 0.02, 0.022, 0.09, 0.5};
  const auto hommel = cx::adjusted(p, adjustment::hommel);
  for (std::size_t i = 0; i < p.size(); ++i) {
    double greatest = 0;
    for (unsigned set = 1; set < 32; ++set) {
      if ((set >> i & 1) == 0) continue;
      std::vector<double> chosen;
      for (std::size_t j = 0; j < p.size(); ++j) {
        if ((set >> j & 1) != 0) chosen.push_back(p[j]);
      }
      double simes = 1;
      for (std::size_t k = 0; k < chosen.size(); ++k) {
        simes = std::min(simes, static_cast<double>(chosen.size()) * chosen[k] / static_cast<double>(k + 1));
      }
      greatest = std::max(greatest, simes);
    }
    CHECK_THAT(hommel[i], WithinRel(greatest, 1e-14));
  }
}

TEST_CASE("tests that could not be made do not count", "[adjust]") {
  const std::vector<double> p{0.02, std::nan(""), 0.03};
  for (const auto adjustment : all) {
    const auto result = cx::adjusted(p, adjustment);
    const auto without = cx::adjusted(std::vector{0.02, 0.03}, adjustment);
    CHECK(result[0] == without[0]);
    CHECK(std::isnan(result[1]));
    CHECK(result[2] == without[1]);
  }
  CHECK(cx::adjusted({}, adjustment::hommel).empty());
  CHECK_THROWS_AS(cx::adjusted(std::vector{1.5}, adjustment::holm), std::invalid_argument);
  CHECK_THROWS_AS(cx::adjusted(std::vector{-0.1}, adjustment::none), std::invalid_argument);
}

TEST_CASE("adjustments are found by their names", "[adjust]") {
  for (const auto adjustment : all) CHECK(cx::adjustment_named(cx::name_of(adjustment)) == adjustment);
  CHECK(cx::adjustment_named("fdr") == adjustment::benjamini_hochberg);
  CHECK(cx::adjustment_named("benjamini_yekutieli") == adjustment::benjamini_yekutieli);
  CHECK_THROWS_AS(cx::adjustment_named("sidak"), std::invalid_argument);
}

}  // namespace tests_of_adjust
