// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "period_noise.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/control_chart.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

void require_sound(const control_options& options) {
  if (!(options.weight > 0 && options.weight <= 1)) {
    detail::throw_invalid_argument("the weight of a period is above 0 and at most 1, not {}",
                                   {options.weight});
  }
  if (!(options.width > 0 && options.average_width > 0)) {
    detail::throw_invalid_argument(
        "limits lie a number of standard errors above 0 from the centre, not {} or {}",
        {options.width, options.average_width});
  }
}

// Whether a value is beyond limits by more than rounding.
bool beyond(const interval& limits, double value, double centre) {
  const double slack = 1e-12 * std::max(std::abs(value), std::abs(centre));
  return value < limits.low - slack || value > limits.high + slack;
}

}  // namespace

control_chart control_chart_of(std::span<const estimate> periods, const control_options& options) {
  require_sound(options);
  control_chart result;
  result.points.resize(periods.size());
  const detail::measured_periods measured = detail::measured_periods_of(periods, options.baseline);
  const std::size_t baseline = options.baseline == 0 ? periods.size() : options.baseline;
  double weights = 0;
  double values = 0;
  std::size_t used = 0;
  for (const auto& [place, value, weight] : measured.used) {
    if (place >= baseline) continue;
    weights += weight;
    values += weight * value;
    ++used;
  }
  if (weights == 0) return result;
  result.centre = values / weights;

  // Where each period is certain, the noise is how much those of the baseline differ.
  double noise = 1;
  if (measured.certain) {
    noise = 0;
    for (const auto& [place, value, weight] : measured.used) {
      if (place < baseline) noise += (value - result.centre) * (value - result.centre);
    }
    if (used < 2) return result;
    noise /= static_cast<double>(used - 1);
  }

  const interval range = range_of(periods.front());
  const auto limits = [&](double variance, double width) {
    const double half = width * std::sqrt(std::max(0.0, variance));
    return interval{std::max(range.low, result.centre - half), std::min(range.high, result.centre + half)};
  };
  // The average less the centre is a sum of the periods. These are its variance if the centre were certain, how much of the
  // average is of periods, and how much is of periods of the baseline.
  const double keep = 1 - options.weight;
  const double of_centre = noise / weights;
  double variance = 0;
  double of_periods = 0;
  double of_baseline = 0;
  double average = result.centre;
  for (const auto& [place, value, weight] : measured.used) {
    const bool inside = place < baseline;
    const double own = noise / weight;
    control_point& point = result.points[place];
    point.value = value;
    point.limits = limits(own + (inside ? -of_centre : of_centre), options.width);
    point.unusual = beyond(point.limits, value, result.centre);

    average = options.weight * value + keep * average;
    variance = options.weight * options.weight * own + keep * keep * variance;
    of_periods = options.weight + keep * of_periods;
    of_baseline = (inside ? options.weight : 0) + keep * of_baseline;
    point.average = average;
    point.average_limits =
        limits(variance + of_centre * of_periods * (of_periods - 2 * of_baseline), options.average_width);
    point.average_unusual = beyond(point.average_limits, average, result.centre);
  }
  return result;
}

}  // namespace cxmetrics
