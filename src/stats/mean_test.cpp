// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/mean_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

using detail::infinity;

// `certain`: where there is no standard error, the figures are known, and do not merely come from answers that agree.
mean_test tested(double difference, double standard_error, double degrees_of_freedom, bool certain,
                 confidence level) {
  mean_test result;
  result.difference = difference;
  result.standard_error = standard_error;
  result.statistic = difference / standard_error;
  result.degrees_of_freedom = degrees_of_freedom;
  if (standard_error == 0 && !certain) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    result.statistic = nothing;
    result.p_value = nothing;
    result.ci = {-infinity, infinity};
    return result;
  }
  if (standard_error == 0) {
    result.statistic = difference == 0 ? 0 : std::copysign(infinity, difference);
    result.p_value = difference == 0 ? 1 : 0;
    result.ci = {difference, difference};
    return result;
  }
  result.p_value = 2 * detail::student_upper_tail(std::abs(result.statistic), degrees_of_freedom);
  result.ci = student_t(difference, standard_error, degrees_of_freedom, level);
  if (!result.ci.exists()) result.ci = {-infinity, infinity};
  return result;
}

}  // namespace

mean_test welch_test(const measured& first, const measured& second, confidence level) {
  const double of_first = first.standard_error * first.standard_error;
  const double of_second = second.standard_error * second.standard_error;
  const double variance = of_first + of_second;
  const double degrees_of_freedom = variance / (of_first / variance * of_first / first.degrees_of_freedom +
                                                of_second / variance * of_second / second.degrees_of_freedom);
  const bool certain = std::isinf(first.degrees_of_freedom) && std::isinf(second.degrees_of_freedom);
  return tested(first.value - second.value, std::sqrt(variance), degrees_of_freedom, certain, level);
}

mean_test student_test(const measured& first, const measured& second, confidence level) {
  const double degrees_of_freedom = first.degrees_of_freedom + second.degrees_of_freedom;
  if (!std::isfinite(degrees_of_freedom)) {
    detail::throw_invalid_argument("Student's test with {} and {} degrees of freedom",
                                   {first.degrees_of_freedom, second.degrees_of_freedom});
  }
  const auto n = [](const measured& sample) { return sample.degrees_of_freedom + 1; };
  const auto squares = [&](const measured& sample) {
    // A single observation has no standard error, and nothing to add.
    if (sample.degrees_of_freedom == 0) return 0.0;
    return sample.standard_error * sample.standard_error * n(sample) * sample.degrees_of_freedom;
  };
  const double pooled = (squares(first) + squares(second)) / degrees_of_freedom;
  const double standard_error = std::sqrt(pooled * (1 / n(first) + 1 / n(second)));
  return tested(first.value - second.value, standard_error, degrees_of_freedom, false, level);
}

}  // namespace cxmetrics
