// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/model_fit.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace tests_of_model_fit {
namespace cx = cxmetrics;
using cx::tests::WithinRel;

namespace {

cx::model_fit two_parameters() {
  cx::model_fit fit;
  fit.parameters.resize(2);
  for (cx::estimate& each : fit.parameters) each.n = 70;
  fit.covariance_of_logs = {0.04, 0.01, 0.01, 0.09};
  return fit;
}

}  // namespace

TEST_CASE("what is computed from parameters has the error that these give it", "[model_fit]") {
  const std::array slopes{2.0, -1.0};
  const cx::estimate found = cx::estimate_from(two_parameters(), 40, slopes, cx::unit::percent, {0, 100});
  CHECK_THAT(found.standard_error, WithinRel(std::sqrt(4 * 0.04 - 4 * 0.01 + 0.09), 1e-14));
  CHECK(found.n == 70);
  CHECK(found.ci.low > 0);
  // Normal in the log odds.
  const auto log_odds = [](double share) { return std::log(share / (100 - share)); };
  CHECK_THAT(log_odds(found.ci.high) - log_odds(40), WithinRel(log_odds(40) - log_odds(found.ci.low), 1e-9));
  const cx::estimate unbounded = cx::estimate_from(two_parameters(), 40, slopes, cx::unit::score,
                                                   {0, std::numeric_limits<double>::infinity()});
  CHECK_THAT(unbounded.ci.high / 40, WithinRel(40 / unbounded.ci.low, 1e-12));
}

TEST_CASE("at a bound, and where the error is unknown, the interval is everything", "[model_fit]") {
  const std::array slopes{2.0, -1.0};
  CHECK(cx::estimate_from(two_parameters(), 100, slopes, cx::unit::percent, {0, 100}).ci ==
        cx::interval{0, 100});
  cx::model_fit unknown = two_parameters();
  for (double& each : unknown.covariance_of_logs) each = std::numeric_limits<double>::quiet_NaN();
  CHECK(cx::estimate_from(unknown, 40, slopes, cx::unit::percent, {0, 100}).ci == cx::interval{0, 100});
}

}  // namespace tests_of_model_fit
