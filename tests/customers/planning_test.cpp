// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/planning.hpp>

#include <cmath>
#include <stdexcept>

namespace tests_of_planning {
namespace cx = cxmetrics;
using cx::tests::contains;
using definition = cx::churn_definition;

TEST_CASE("a churn rate is planned as the share it is", "[churn planning]") {
  // Cochran (1977), section 4.4: ±3 points at one half take 1,068; of 2,000 people 697.
  CHECK(cx::sample_size(definition::start_cohort, 3) == 1068);
  CHECK(cx::sample_size(definition::at_risk, 3, {.population = 2000}) == 697);
  CHECK(cx::sample_size(definition::start_cohort, 1) == 9604);
}

TEST_CASE("an expected churn rate takes fewer customers", "[churn planning]") {
  CHECK(cx::sample_size(definition::start_cohort, 1, {.rate = 5}) == 1825);
  CHECK(cx::sample_size(definition::start_cohort, 1, {.rate = 95}) == 1825);
  CHECK(cx::sample_size(definition::start_cohort, 1, {.population = 2000, .rate = 5}) == 955);
  CHECK(cx::achieved_margin(definition::start_cohort, 1825, {.rate = 5}) <= 1);
  CHECK(cx::achieved_margin(definition::start_cohort, 1824, {.rate = 5}) > 1);
}

TEST_CASE("a change of churn is planned by its power", "[churn planning]") {
  // Chow, Shao and Wang (2008), example 4.2.4: 65 and 85 % take 70 a side.
  CHECK(cx::sample_size_to_detect(definition::start_cohort, 20, {.rate = 65}) == 70);
  CHECK(cx::sample_size_to_detect(definition::start_cohort, -20, {.rate = 85}) == 70);
  CHECK(cx::power(definition::start_cohort, 20, 70, 70, {.rate = 65}) >= 0.8);
  CHECK(cx::power(definition::start_cohort, 20, 69, 69, {.rate = 65}) < 0.8);
  CHECK(cx::sample_size_to_detect(definition::start_cohort, 20) == 99);
  CHECK(cx::sample_size_to_detect(definition::start_cohort, 20, {.power = 0.9, .rate = 65}) > 70);
}

TEST_CASE("what no churn rate can be is not planned", "[churn planning]") {
  CHECK_THROWS_WITH(cx::sample_size(definition::naive, 3),
                    contains("naive churn is no share") && contains("start-cohort, at-risk"));
  for (const double rate : {0.0, 100.0, -1.0, std::nan("")}) {
    CHECK_THROWS_AS(cx::sample_size(definition::start_cohort, 3, {.rate = rate}), std::invalid_argument);
  }
  CHECK_THROWS_WITH(cx::sample_size(definition::start_cohort, 101), contains("0 to 100"));
  CHECK_THROWS_WITH(cx::sample_size_to_detect(definition::start_cohort, 101), contains("0 to 100"));
  CHECK_THROWS_WITH(cx::sample_size_to_detect(definition::start_cohort, -6, {.rate = 5}),
                    "a rate of 0 to 100 cannot go from 5 to -1");
  CHECK_THROWS_AS(cx::power(definition::start_cohort, 50, 9, 9, {.rate = 60}), std::invalid_argument);
  CHECK_THROWS_AS(cx::sample_size(definition::start_cohort, 0), std::invalid_argument);
}

}  // namespace tests_of_planning
