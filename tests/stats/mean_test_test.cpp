// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/mean_test.hpp>

#include <cmath>
#include <limits>

namespace tests_of_mean_test {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

cx::measured measured(double mean, double deviation, double n) {
  return {mean, deviation / std::sqrt(n), n - 1};
}
}  // namespace

TEST_CASE("Welch's and Student's tests agree with SciPy and statsmodels", "[mean_test]") {
  int rows = 0;
  for (const auto& row : golden("mean_tests.csv")) {
    const std::string& test = row.text("test");
    if (test != "welch" && test != "student") continue;
    ++rows;
    const auto a = measured(row.number("mean_a"), row.number("sd_a"), row.number("n_a"));
    const auto b = measured(row.number("mean_b"), row.number("sd_b"), row.number("n_b"));
    const double level = row.number("conf");
    const auto result = test == "welch" ? cx::welch_test(a, b, level) : cx::student_test(a, b, level);
    CAPTURE(row.text("a"), row.text("b"), test, level);
    CHECK_THAT(result.statistic, WithinRel(row.number("statistic"), 1e-9));
    CHECK_THAT(result.degrees_of_freedom, WithinRel(row.number("df"), 1e-9));
    // The references read 0 below 1e-300.
    CHECK_THAT(result.p_value,
               WithinRel(row.number("p_value"), 1e-9) || WithinAbs(row.number("p_value"), 1e-300));
    // SciPy 1.10's quantiles of Student's t have nine digits for few degrees of freedom, which a bound next
    // to 0 shows.
    const double digits =
        1e-9 * (result.degrees_of_freedom < 20 ? result.ci.width() : std::abs(result.difference));
    CHECK_THAT(result.ci.low, WithinAbs(row.number("diff_lo"), digits));
    CHECK_THAT(result.ci.high, WithinAbs(row.number("diff_hi"), digits));
  }
  CHECK(rows == 42);
}

TEST_CASE("without degrees of freedom Welch's test is the z test", "[mean_test]") {
  const auto z = cx::welch_test({5, 3}, {-1, 4});
  CHECK(z.difference == 6);
  CHECK(z.standard_error == 5);
  CHECK(z.statistic == 1.2);
  CHECK_THAT(z.p_value, WithinRel(0.23013934044341645, 1e-13));  // 2 (1 - Φ(1.2))
  CHECK_THAT(z.ci.low, WithinRel(6 - 5 * 1.9599639845400545, 1e-14));
  // A figure against a target that is certain.
  CHECK(cx::welch_test({5, 3, 9}, {-1, 0}).degrees_of_freedom == 9);
}

TEST_CASE("a p-value keeps its digits far out", "[mean_test]") {
  CHECK_THAT(cx::welch_test({37, 1}, {0, 0}).p_value, WithinRel(1.1451142445052e-299, 1e-12));
}

TEST_CASE("mean tests turned round are the negative", "[mean_test]") {
  const cx::measured a{3.5, 0.2, 11};
  const cx::measured b{3.1, 0.3, 5};
  for (const auto test : {cx::welch_test, cx::student_test}) {
    const auto one = test(a, b, 0.9);
    const auto other = test(b, a, 0.9);
    CHECK(one.statistic == -other.statistic);
    CHECK(one.p_value == other.p_value);
    CHECK(one.ci == cx::interval{-other.ci.high, -other.ci.low});
  }
}

TEST_CASE("mean tests at their ends", "[mean_test]") {
  const auto equal = cx::welch_test({4, 0}, {4, 0});
  CHECK(equal.p_value == 1);
  CHECK(equal.statistic == 0);
  CHECK(equal.ci == cx::interval{0, 0});
  const auto apart = cx::welch_test({4, 0}, {5, 0});
  CHECK(apart.p_value == 0);
  CHECK(apart.statistic == -infinity);
  CHECK(apart.ci == cx::interval{-1, -1});
  for (const auto test : {cx::welch_test, cx::student_test}) {
    const auto unanimous = test({4, 0, 9}, {5, 0, 9}, 0.95);
    CHECK(std::isnan(unanimous.p_value));
    CHECK(std::isnan(unanimous.statistic));
    CHECK(unanimous.ci == cx::interval{-infinity, infinity});
  }
  const auto one_answer = cx::welch_test({4, std::nan(""), 0}, {5, 0.5, 9});
  CHECK(std::isnan(one_answer.p_value));
  CHECK(one_answer.ci == cx::interval{-infinity, infinity});
  const auto pooled = cx::student_test({4, std::nan(""), 0}, {5, 0.5, 3});
  CHECK_THAT(pooled.standard_error, WithinRel(std::sqrt(0.25 * 4 * (1 + 0.25)), 1e-14));
  CHECK(pooled.degrees_of_freedom == 3);
  CHECK_THROWS_AS(cx::student_test({4, 1}, {5, 1, 3}), std::invalid_argument);
}

}  // namespace tests_of_mean_test
