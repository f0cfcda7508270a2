// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/design.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/planning.hpp>

#include <cmath>
#include <stdexcept>

namespace tests_of_planning {
namespace cx = cxmetrics;
using cx::tests::WithinRel;

TEST_CASE("a metric is planned for the greatest spread it can have", "[planning]") {
  // Half promoters, half detractors: σ = 100; three answers are those of the adjusted Wald interval.
  CHECK(cx::sample_size(cx::nps, 5) == 1534);
  CHECK(cx::sample_size(cx::csat, 3) == 1068);
  CHECK(cx::sample_size(cx::ces, 0.1) == 3458);
  CHECK(cx::sample_size(cx::csat, 3, {.population = 2000}) == 697);
}

TEST_CASE("a metric is planned with the spread of an earlier survey", "[planning]") {
  cx::tally pilot{cx::zero_to_ten};
  pilot.record(10, 45);
  pilot.record(7, 30);
  pilot.record(0, 25);
  const double deviation = cx::standard_deviation(cx::nps(pilot));
  CHECK_THAT(deviation, WithinRel(100 * std::sqrt(0.7 - 0.04), 1e-14));
  const cx::plan plan{.standard_deviation = deviation};
  const auto n = cx::sample_size(cx::nps, 5, plan);
  CHECK(n < cx::sample_size(cx::nps, 5));
  CHECK(cx::achieved_margin(cx::nps, n, plan) <= 5);
  CHECK(cx::achieved_margin(cx::nps, n - 1, plan) > 5);
  CHECK_THROWS_AS(cx::standard_deviation(cx::nps(cx::tally{cx::zero_to_ten})), std::invalid_argument);
  CHECK_THROWS_AS(cx::standard_deviation(cx::estimate{}), std::invalid_argument);
}

TEST_CASE("a metric is planned with the spread of a weighted survey", "[planning]") {
  cx::weighted_tally pilot{cx::zero_to_ten};
  for (int i = 0; i < 100; ++i) pilot.record(i < 45 ? 10 : i < 75 ? 7 : 0, cx::sampling_weight{3});
  const cx::estimate weighted = cx::nps(pilot);
  CHECK_THAT(cx::standard_deviation(weighted), WithinRel(100 * std::sqrt(0.66 * 100 / 99), 1e-12));
  CHECK_THAT(cx::design_effect(weighted), WithinRel(1, 1e-12));
  CHECK_THROWS_AS(cx::standard_deviation(cx::nps(cx::weighted_tally{cx::zero_to_ten})),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::standard_deviation(cx::population_total(cx::nps, pilot)), std::invalid_argument);
}

TEST_CASE("a comparison is planned by its power", "[planning]") {
  const cx::plan plan{.standard_deviation = 100 * std::sqrt(0.69)};
  CHECK(cx::sample_size_to_detect(cx::nps, 10, plan) == 1081);
  CHECK(cx::sample_size_to_detect(cx::nps, -10, plan) == 1081);
  CHECK(cx::power(cx::nps, 10, 1081, 1081, plan) >= 0.8);
  CHECK(cx::power(cx::nps, 10, 1080, 1080, plan) < 0.8);
  CHECK(cx::power(cx::nps, 10, 540, 540, plan) < 0.6);
  CHECK(cx::sample_size_to_detect(cx::nps, 10, {.power = 0.9, .standard_deviation = 100 * std::sqrt(0.69)}) >
        1081);
}

TEST_CASE("what is beyond the range of a metric is not planned", "[planning]") {
  CHECK(cx::sample_size(cx::nps, 150) == 1);
  CHECK(cx::sample_size_to_detect(cx::nps, 200) >= 1);
  CHECK_THROWS_WITH(cx::sample_size(cx::csat, 101), "a metric of 0 to 100 has no margin of 101");
  CHECK_THROWS_WITH(cx::sample_size_to_detect(cx::nps, -201),
                    "a metric of -100 to 100 has no difference of -201");
  CHECK_THROWS_AS(cx::power(cx::ces, 6.5, 100, 100), std::invalid_argument);
  CHECK_THROWS_AS(cx::sample_size(cx::nps, std::nan("")), std::invalid_argument);
}

TEST_CASE("a plan can tell how the second sample spreads", "[planning]") {
  // From 5 % detractors and 85 % promoters to 20 and 60: the deviations are 50.99 and 80, and the second counts.
  const cx::plan same{.standard_deviation = 50.99};
  const cx::plan both{.standard_deviation = 50.99, .standard_deviation_after = 80.0};
  const auto n = cx::sample_size_to_detect(cx::nps, 40, both);
  CHECK(n > cx::sample_size_to_detect(cx::nps, 40, same));
  // (1.959964 + 0.841621)² (50.99² + 80²) / 40² - 3
  CHECK(n == static_cast<std::uint64_t>(std::ceil(7.848879 * (50.99 * 50.99 + 6400) / 1600 - 3)));
  CHECK(cx::power(cx::nps, 40, n, n, both) > 0.8);
  CHECK(cx::power(cx::nps, 40, n, n, same) > cx::power(cx::nps, 40, n, n, both));
}

}  // namespace tests_of_planning
