// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/sampled_mean.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace tests_of_sampled_mean {
namespace cx = cxmetrics;
using cx::tests::WithinRel;
using method = cx::interval_method;

namespace {

// 40 % with a standard error of 5, from four clusters: 96 answers drawn independently would be as precise.
cx::sampled_mean forty_per_cent() {
  cx::sampled_mean mean;
  mean.value = 40;
  mean.variance = 25;
  mean.degrees_of_freedom = 3;
  mean.n = 200;
  mean.observation_variance = 2400;
  mean.unanimous_n = 4;
  mean.values.add(0, 120);
  mean.values.add(100, 80);
  mean.share = {0.6, 0.4};
  return mean;
}

const double z = cx::wald(0, 1).high;
const double t = cx::student_t(0, 1, 3).high;

void check_equal(cx::interval one, cx::interval other) {
  CHECK_THAT(one.low, WithinRel(other.low, 1e-12));
  CHECK_THAT(one.high, WithinRel(other.high, 1e-12));
}

cx::interval hundredfold(cx::interval bounds) {
  return {100 * bounds.low, 100 * bounds.high};
}

}  // namespace

TEST_CASE("intervals that count answers count as many as the design makes them worth", "[sampled_mean]") {
  const cx::sampled_mean mean = forty_per_cent();
  const double n = 96 * z * z / (t * t);
  check_equal(interval_of(mean, method::wilson, 0.95), hundredfold(cx::wilson(0.4 * n, n)));
  check_equal(interval_of(mean, method::jeffreys, 0.95), hundredfold(cx::jeffreys(0.4 * n, n)));
  check_equal(interval_of(mean, method::agresti_coull, 0.95), hundredfold(cx::agresti_coull(0.4 * n, n)));
  check_equal(interval_of(mean, method::score, 0.95), interval_of(mean, method::wilson, 0.95));
}

TEST_CASE("intervals of the mean take Student's t, Wald's the normal quantile", "[sampled_mean]") {
  const cx::sampled_mean mean = forty_per_cent();
  check_equal(interval_of(mean, method::student_t, 0.95), {40 - 5 * t, 40 + 5 * t});
  check_equal(interval_of(mean, method::wald, 0.95), {40 - 5 * z, 40 + 5 * z});
}

TEST_CASE("the logit interval is that of the log odds", "[sampled_mean]") {
  const double odds = std::log(0.4 / 0.6);
  const double margin = t * 0.05 / 0.24;
  const auto expit = [](double x) { return 100 / (1 + std::exp(-x)); };
  check_equal(interval_of(forty_per_cent(), method::logit, 0.95),
              {expit(odds - margin), expit(odds + margin)});
  CHECK(cx::logit_interval(0, 0, 10) == cx::interval{0, 1});
  CHECK(cx::logit_interval(1, 0, 10) == cx::interval{0, 1});
  CHECK(cx::logit_interval(0.5, 0.1, 0) == cx::interval{0, 1});
  CHECK(cx::logit_interval(0.5, 1e6, 5).exists());
  CHECK_THROWS_AS(cx::logit_interval(1.1, 0.1, 5), std::invalid_argument);
}

TEST_CASE("Korn and Graubard's interval is Clopper and Pearson's with an effective number",
          "[sampled_mean]") {
  const double ratio = cx::student_t(0, 1, 199).high / t;
  const double n = 96 * ratio * ratio;
  check_equal(interval_of(forty_per_cent(), method::korn_graubard, 0.95),
              hundredfold(cx::clopper_pearson(0.4 * n, n)));
  CHECK(cx::korn_graubard(0.4, 96, 200, 0) == cx::interval{0, 1});
  CHECK(cx::korn_graubard(0, 1, 1, 1) == cx::interval{0, 1});
  CHECK(cx::korn_graubard(0, 20, 20, 19).low == 0);
  CHECK_THROWS_AS(cx::korn_graubard(-0.1, 96, 200, 3), std::invalid_argument);
}

TEST_CASE("a sampled mean becomes an estimate that knows its design effect", "[sampled_mean]") {
  const cx::estimate share = estimate_of(forty_per_cent(), cx::unit::percent, {.level = 0.9});
  CHECK(share.value == 40);
  CHECK(share.standard_error == 5);
  CHECK(share.n == 200);
  CHECK(share.level == 0.9);
  CHECK(share.unit == cx::unit::percent);
  CHECK(share.method == method::wilson);
  CHECK_THAT(cx::design_effect(share), WithinRel(25 * 200.0 / 2400, 1e-15));
  CHECK(cx::interval_at(share, 0.95) == interval_of(forty_per_cent(), method::wilson, 0.95));
  CHECK(std::isnan(cx::design_effect(cx::estimate{})));
}

TEST_CASE("without degrees of freedom the interval is everything", "[sampled_mean]") {
  cx::sampled_mean mean = forty_per_cent();
  mean.degrees_of_freedom = 0;
  mean.variance = std::numeric_limits<double>::quiet_NaN();
  for (const method each : {method::wilson, method::score, method::student_t, method::wald, method::logit,
                            method::korn_graubard, method::agresti_coull, method::jeffreys}) {
    CHECK(interval_of(mean, each, 0.95) == cx::interval{0, 100});
  }
}

TEST_CASE("a total is not bounded", "[sampled_mean]") {
  cx::sampled_mean total;
  total.value = 1e6;
  total.variance = 4e8;
  total.degrees_of_freedom = 30;
  const cx::estimate estimate = estimate_of(total, cx::unit::score);
  CHECK(estimate.method == method::student_t);
  check_equal(estimate.ci, cx::student_t(1e6, 2e4, 30));
  CHECK_THROWS_AS(interval_of(total, method::wilson, 0.95), std::invalid_argument);
}

}  // namespace tests_of_sampled_mean
