// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/sample_size.hpp>

#include <cmath>

namespace tests_of_sample_size {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("the sample size of a share is the worked one", "[sample_size]") {
  // Cochran (1977), section 4.4: ±3 points at one half take 1,068 answers; of 2,000 people 697.
  CHECK(cx::sample_size({.margin = 3, .standard_deviation = 50}) == 1068);
  CHECK(cx::sample_size({.margin = 3, .standard_deviation = 50, .population = 2000}) == 697);
}

TEST_CASE("the sample sizes of net scores are those of MeasuringU", "[sample_size]") {
  const double deviation = 100 * std::sqrt(0.69);
  CHECK(cx::sample_size({.margin = 10, .standard_deviation = deviation, .free_observations = 3}) == 263);
  CHECK(cx::sample_size({.margin = 5, .standard_deviation = deviation, .free_observations = 3}) == 1058);
  CHECK(cx::sample_size({.margin = 3, .standard_deviation = deviation, .free_observations = 3}) == 2943);
  CHECK(cx::sample_size(cx::detection_goal{.difference = 10,
                                           .standard_deviation_before = deviation,
                                           .standard_deviation_after = deviation,
                                           .free_observations = 3}) == 1081);
}

TEST_CASE("Student's t takes the few answers more that the header tells", "[sample_size]") {
  // R 4.2, power.t.test(delta = 0.5, sd = 1, power = 0.8) and (delta = 1, sd = 1, power = 0.9): 63.76561 and 22.02110.
  const cx::detection_goal small{
      .difference = 0.5, .standard_deviation_before = 1, .standard_deviation_after = 1};
  const cx::detection_goal large{
      .difference = 1, .standard_deviation_before = 1, .standard_deviation_after = 1, .power = 0.9};
  CHECK(cx::sample_size(small) == 63);
  CHECK(cx::sample_size(large) == 22);
  // ± 0.5 standard deviations: t's margin at n = 18 is 2.1098 / √18 = 0.4973, at 17 it is 0.5142.
  CHECK(cx::sample_size({.margin = 0.5, .standard_deviation = 1}) == 16);
}

TEST_CASE("the margin achieved by a sample of the size asked for is just within the one asked for",
          "[sample_size]") {
  for (const double margin : {0.5, 2.0, 7.0}) {
    for (const double free : {0.0, 3.0}) {
      for (const auto population : {std::optional<std::uint64_t>{}, std::optional<std::uint64_t>{5000}}) {
        const cx::precision_goal goal{.margin = margin,
                                      .standard_deviation = 40,
                                      .level = 0.9,
                                      .population = population,
                                      .free_observations = free};
        const auto n = cx::sample_size(goal);
        CAPTURE(margin, free, n);
        CHECK(cx::achieved_margin(n, goal) <= margin);
        CHECK(cx::achieved_margin(n - 1, goal) > margin);
      }
    }
  }
  CHECK(cx::achieved_margin(10, {.margin = 1, .standard_deviation = 40, .population = 10}) == 0);
}

TEST_CASE("samples of the size asked for have the power asked for", "[sample_size]") {
  for (const double power : {0.5, 0.8, 0.95}) {
    for (const auto population : {std::optional<std::uint64_t>{}, std::optional<std::uint64_t>{900}}) {
      const cx::detection_goal goal{.difference = -8,
                                    .standard_deviation_before = 60,
                                    .standard_deviation_after = 60,
                                    .power = power,
                                    .population = population};
      const auto n = cx::sample_size(goal);
      CAPTURE(power, n);
      CHECK(cx::power(n, n, goal) >= power);
      CHECK(cx::power(n - 1, n - 1, goal) < power + 1e-4);  // the other tail, which the formula leaves out
    }
  }
}

TEST_CASE("power is between the level's tail and certainty", "[sample_size]") {
  cx::detection_goal goal{
      .difference = 1e-9, .standard_deviation_before = 50, .standard_deviation_after = 50};
  CHECK_THAT(cx::power(100, 100, goal), WithinRel(0.05, 1e-9));
  goal.difference = 1000;
  CHECK(cx::power(100, 100, goal) == 1);
  goal.difference = 1;
  goal.population = 100;
  CHECK(cx::power(100, 100, goal) == 1);
  // 2.8016 standard errors: 1.9600 to be significant and 0.8416 for the power.
  goal = {.difference = 2.8015852, .standard_deviation_before = 6, .standard_deviation_after = 8};
  CHECK_THAT(cx::power(100, 100, goal), WithinAbs(0.8, 1e-6));
}

TEST_CASE("planning refuses what it cannot plan", "[sample_size]") {
  CHECK(cx::sample_size({.margin = 1, .standard_deviation = 0}) == 1);
  CHECK(cx::sample_size({.margin = 100, .standard_deviation = 1, .free_observations = 3}) == 1);
  CHECK_THROWS_AS(cx::sample_size({.margin = 0, .standard_deviation = 1}), std::invalid_argument);
  CHECK_THROWS_AS(cx::sample_size({.margin = 1, .standard_deviation = -1}), std::invalid_argument);
  CHECK_THROWS_AS(cx::sample_size({.margin = 1e-12, .standard_deviation = 1}), std::invalid_argument);
  CHECK_THROWS_AS(cx::achieved_margin(0, {.margin = 1, .standard_deviation = 1}), std::invalid_argument);
  CHECK_THROWS_AS(cx::achieved_margin(11, {.margin = 1, .standard_deviation = 1, .population = 10}),
                  std::invalid_argument);
  cx::detection_goal goal{.difference = 0, .standard_deviation_before = 1, .standard_deviation_after = 1};
  CHECK_THROWS_AS(cx::sample_size(goal), std::invalid_argument);
  CHECK_THROWS_AS(cx::power(1, 1, goal), std::invalid_argument);
  goal.difference = 1;
  CHECK_THROWS_AS(cx::power(0, 1, goal), std::invalid_argument);
  goal.power = 1;
  CHECK_THROWS_AS(cx::sample_size(goal), std::invalid_argument);
}

TEST_CASE("what is no number is not planned with", "[sample_size]") {
  for (const double no_number : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(cx::sample_size({.margin = no_number, .standard_deviation = 1}), std::invalid_argument);
    CHECK_THROWS_AS(cx::sample_size({.margin = 1, .standard_deviation = no_number}), std::invalid_argument);
    CHECK_THROWS_AS(cx::sample_size({.margin = 1, .standard_deviation = 1, .free_observations = no_number}),
                    std::invalid_argument);
    CHECK_THROWS_AS(cx::achieved_margin(5, {.margin = 1, .standard_deviation = no_number}),
                    std::invalid_argument);
    const cx::detection_goal goal{
        .difference = no_number, .standard_deviation_before = 1, .standard_deviation_after = 1};
    CHECK_THROWS_AS(cx::sample_size(goal), std::invalid_argument);
    CHECK_THROWS_AS(cx::power(5, 5, goal), std::invalid_argument);
  }
  CHECK_THROWS_AS(cx::sample_size({.margin = 1, .standard_deviation = 1, .population = 0}),
                  std::invalid_argument);
}

}  // namespace tests_of_sample_size
