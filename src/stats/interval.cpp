// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace cxmetrics {

std::string_view name_of(interval_method method) noexcept {
  switch (method) {
    case interval_method::standard:
      return "standard";
    case interval_method::wilson:
      return "Wilson";
    case interval_method::score:
      return "score";
    case interval_method::student_t:
      return "Student t";
    case interval_method::garwood:
      return "Garwood";
    case interval_method::gamma:
      return "gamma";
    case interval_method::none:
      break;
  }
  return "none";
}

interval wilson(double successes, double n, confidence level) {
  if (!(0 <= successes && successes <= n)) {
    detail::throw_invalid_argument("{} successes of {}", {successes, n});
  }
  if (n == 0) return {0, 1};
  const double z = detail::normal_quantile(level.tail() / 2);
  const double failures = n - successes;
  const double root = z * std::sqrt(successes / n * failures + z * z / 4);
  // Each bound is written without the subtraction that would cancel: as the product of the two roots is
  // known, the smaller one is had by division.
  const double scale = n + z * z;
  const double upper = (successes + z * z / 2 + root) / scale;
  const double lower_of_failures = (failures + z * z / 2 + root) / scale;
  const double low = successes / n * successes / (scale * upper);
  const double high = 1 - failures / n * failures / (scale * lower_of_failures);
  return {low, std::min(high, 1.0)};
}

namespace {

// n times the variance that a net share `delta` >= 0 would have, where the share q of low answers is the
// restricted maximum-likelihood estimate: the greater root of a quadratic, written without cancellation.
double restricted_variance(double low, double n, double high, double delta) {
  const double a = 2 * n;
  const double b = -low - high + (2 * n - high + low) * delta;
  const double c = -low * delta * (1 - delta);
  const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
  const double q = b > 0 ? -2 * c / (b + root) : (root - b) / (2 * a);
  return std::max(0.0, n * (2 * q + delta * (1 - delta)));
}

// The greatest delta that the score test does not reject, where (high - low - n delta) = -z standard errors.
double upper_score_bound(double low, double middle, double high, double z) {
  const double n = low + middle + high;
  const auto excess = [&](double delta) {
    const double variance =
        delta >= 0 ? restricted_variance(low, n, high, delta) : restricted_variance(high, n, low, -delta);
    return high - low - n * delta + z * std::sqrt(variance);
  };
  const double estimate = (high - low) / n;
  const double at_end = excess(1);
  if (at_end >= 0) return 1;
  // Unanimous answers have no variance at the estimate itself, which would pass for a root; the bound lies
  // about z²/n beyond it.
  const double start = estimate + (1 - estimate) * 1e-3 * z * z / (n + z * z);
  const double at_start = excess(start);
  if (at_start <= 0) return estimate;
  std::uintmax_t steps = 200;
  const auto bracket = boost::math::tools::toms748_solve(
      excess, start, 1.0, at_start, at_end, boost::math::tools::eps_tolerance<double>(52), steps);
  return (bracket.first + bracket.second) / 2;
}

}  // namespace

interval net_score_interval(double low, double middle, double high, confidence level) {
  if (!(low >= 0 && middle >= 0 && high >= 0)) {
    detail::throw_invalid_argument("a count below 0: {}, {}, {}", {low, middle, high});
  }
  if (low + middle + high == 0) return {-1, 1};
  const double z = detail::normal_quantile(level.tail() / 2);
  return {-upper_score_bound(high, middle, low, z), upper_score_bound(low, middle, high, z)};
}

interval student_t(double mean, double standard_error, double degrees_of_freedom, confidence level) {
  if (!(degrees_of_freedom > 0)) {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  const double margin = detail::student_quantile(level.tail() / 2, degrees_of_freedom) * standard_error;
  return {mean - margin, mean + margin};
}

interval garwood(double events, confidence level) {
  if (!(events >= 0)) detail::throw_invalid_argument("{} events", {events});
  return gamma_interval(events, events, 1, level);
}

interval gamma_interval(double sum, double variance, double greatest_weight, confidence level) {
  if (!(sum >= 0 && variance >= 0 && greatest_weight >= 0)) {
    detail::throw_invalid_argument("a sum {} of variance {} with weights up to {}",
                                   {sum, variance, greatest_weight});
  }
  const double tail = level.tail() / 2;
  double low = 0;
  if (sum > 0 && variance > 0) {
    low = variance / sum * detail::gamma_lower_quantile(sum * sum / variance, tail);
  }
  const double next_sum = sum + greatest_weight;
  const double next_variance = variance + greatest_weight * greatest_weight;
  if (next_variance == 0) return {low, std::numeric_limits<double>::infinity()};
  return {low,
          next_variance / next_sum * detail::gamma_upper_quantile(next_sum * next_sum / next_variance, tail)};
}

}  // namespace cxmetrics
