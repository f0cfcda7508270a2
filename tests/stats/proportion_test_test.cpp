// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/proportion_test.hpp>

#include <cmath>
#include <cstdint>
#include <string>

namespace tests_of_proportion_test {
namespace cx = cxmetrics;
using cx::alternative;
using cx::proportion;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

alternative alternative_named(const std::string& name) {
  return name == "less"      ? alternative::less
         : name == "greater" ? alternative::greater
                             : alternative::two_sided;
}

cx::test_result tested(const std::string& test, const proportion& first, const proportion& second,
                       alternative alternative) {
  if (test == "z_pooled") return cx::two_proportion_z_test(first, second, alternative);
  if (test == "chi2") return cx::chi_squared_test(first, second);
  if (test == "chi2_yates") return cx::chi_squared_test_yates(first, second);
  return cx::fisher_exact_test(first, second, alternative);
}

cx::interval difference(const std::string& test, const proportion& first, const proportion& second,
                        double level) {
  if (test == "diff_wald") return cx::wald_difference(first, second, level);
  if (test == "diff_agresti_caffo") return cx::agresti_caffo(first, second, level);
  return cx::newcombe(first, second, level);
}

}  // namespace

TEST_CASE("tests and differences of two shares agree with SciPy, statsmodels and R", "[proportion_test]") {
  for (const auto& row : golden("two_proportion_tests.csv")) {
    const proportion first{row.count("k1"), row.count("n1")};
    const proportion second{row.count("k2"), row.count("n2")};
    const std::string& test = row.text("test");
    CAPTURE(first.successes, first.n, second.successes, second.n, test, row.text("alternative"));
    if (test.starts_with("diff_")) {
      const auto bounds = difference(test, first, second, row.number("conf"));
      CHECK_THAT(bounds.low, WithinRel(row.number("lo"), 1e-9) || WithinAbs(row.number("lo"), 1e-15));
      CHECK_THAT(bounds.high, WithinRel(row.number("hi"), 1e-9) || WithinAbs(row.number("hi"), 1e-15));
      continue;
    }
    const auto result = tested(test, first, second, alternative_named(row.text("alternative")));
    if (row.text("p_value").empty()) {
      CHECK(std::isnan(result.p_value));
      continue;
    }
    CHECK_THAT(result.p_value,
               WithinRel(row.number("p_value"), 1e-9) || WithinAbs(row.number("p_value"), 1e-300));
    if (row.text("statistic").empty()) {
      CHECK(std::isnan(result.statistic));
    } else if (std::isinf(row.number("statistic"))) {
      CHECK(result.statistic == row.number("statistic"));
    } else {
      CHECK_THAT(result.statistic,
                 WithinRel(row.number("statistic"), 1e-9) || WithinAbs(row.number("statistic"), 1e-15));
    }
  }
}

TEST_CASE("Fisher's test of the lady tasting tea", "[proportion_test]") {
  // Fisher (1935): of 8 cups 3 of 4 named right; 17 of 70 arrangements are as good or better.
  const auto tea = cx::fisher_exact_test({3, 4}, {1, 4}, alternative::greater);
  CHECK_THAT(tea.p_value, WithinRel(17.0 / 70, 1e-14));
  CHECK(tea.statistic == 9);
  CHECK_THAT(cx::fisher_exact_test({3, 4}, {1, 4}).p_value, WithinRel(34.0 / 70, 1e-14));
  CHECK_THAT(cx::fisher_exact_test({3, 4}, {1, 4}, alternative::less).p_value, WithinRel(69.0 / 70, 1e-14));
}

TEST_CASE("Fisher's one-sided tests overlap in the table seen", "[proportion_test]") {
  for (std::uint64_t a = 0; a <= 6; ++a) {
    for (std::uint64_t c = 0; c <= 9; ++c) {
      // The hypergeometric probability of the table itself.
      const auto log_factorial = [](std::uint64_t k) { return std::lgamma(static_cast<double>(k) + 1); };
      const double seen = std::exp(log_factorial(6) + log_factorial(9) + log_factorial(a + c) +
                                   log_factorial(15 - a - c) - log_factorial(15) - log_factorial(a) -
                                   log_factorial(6 - a) - log_factorial(c) - log_factorial(9 - c));
      const double less = cx::fisher_exact_test({a, 6}, {c, 9}, alternative::less).p_value;
      const double greater = cx::fisher_exact_test({a, 6}, {c, 9}, alternative::greater).p_value;
      const double both = cx::fisher_exact_test({a, 6}, {c, 9}).p_value;
      CAPTURE(a, c);
      CHECK_THAT(less + greater, WithinRel(1 + seen, 1e-12));
      CHECK(both >= std::min(less, greater));
      CHECK(both <= 1);
      CHECK_THAT(cx::fisher_exact_test({c, 9}, {a, 6}).p_value, WithinRel(both, 1e-12));
    }
  }
}

TEST_CASE("tests of a quadrillion trials keep their digits", "[proportion_test]") {
  const std::uint64_t half = 500'000'000'000'000;
  const auto z = cx::two_proportion_z_test({half, 2 * half}, {half - 30'000'000, 2 * half});
  // The difference 3e-8 over √(½ · ½ · 2 / 10^15), but for the pooled share's being 1.5e-8 less than ½.
  CHECK_THAT(z.statistic, WithinRel(3e-8 / std::sqrt(0.5 / 1e15), 1e-12));
  CHECK(cx::two_proportion_z_test({half, 2 * half}, {half + 1, 2 * half}).statistic < 0);
  const auto bounds = cx::newcombe({half, 2 * half}, {half, 2 * half});
  CHECK(bounds.low == -bounds.high);
  CHECK_THAT(bounds.high, WithinRel(1.9599639845400545 * std::sqrt(0.5 / 1e15), 1e-6));
  CHECK_THROWS_AS(cx::fisher_exact_test({half, 2 * half}, {half, 2 * half}), std::invalid_argument);
  // Far beyond what a double holds, and near: both end.
  CHECK(cx::fisher_exact_test({1'000'000, 2'000'000}, {500'000, 2'000'000}).p_value == 0);
  CHECK(cx::fisher_exact_test({1'000'000, 2'000'000}, {500'000, 2'000'000}, alternative::less).p_value == 1);
}

TEST_CASE("tests of nothing have no result", "[proportion_test]") {
  CHECK(std::isnan(cx::two_proportion_z_test({0, 0}, {1, 2}).p_value));
  CHECK(std::isnan(cx::chi_squared_test_yates({2, 2}, {5, 5}).statistic));
  CHECK(cx::fisher_exact_test({0, 0}, {1, 2}).p_value == 1);
  CHECK(cx::newcombe({0, 0}, {1, 2}) == cx::interval{-1, 1});
  CHECK(cx::wald_difference({1, 2}, {0, 0}) == cx::interval{-1, 1});
  CHECK_THROWS_AS(cx::chi_squared_test({3, 2}, {1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(cx::newcombe({1, 2}, {3, 2}), std::invalid_argument);
}

}  // namespace tests_of_proportion_test
