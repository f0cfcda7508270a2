// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_INVERSION_HPP
#define CXMETRICS_SRC_STATS_INVERSION_HPP

#include "quantile.hpp"

#include <cxmetrics/stats/comparison.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cxmetrics::detail {

// The tail outside a level; the greatest that is rounded away for a level so near 1 that it was rounded to it.
inline double tail_of_level(double level) {
  return std::max(1 - level, 0x1p-54);
}

// Throws where levels, units, polarities or ranges differ.
void require_comparable(const estimate& one, const estimate& other);

// The two-sided p-value of a difference of which `interval_at(level)` is known: the tail at which the
// interval just touches 0. It is found as the quantile z with that tail, because the distance of a bound from 0 is
// nearly linear in z: where a line through two levels meets 0, the root is near.
template <class IntervalAt>
double inverted(double value, IntervalAt interval_at) {
  if (value == 0) return 1;
  const auto tail_at = [](double z) { return 2 * normal_upper_tail(z); };
  const auto distance_from_zero = [&](double z) {
    const interval bounds = interval_at(confidence::of_tail(tail_at(z)));
    return value > 0 ? bounds.low : -bounds.high;
  };
  // Where the tails are 1 - 1e-15 and 1e-300.
  constexpr double least = 1.2533e-15;
  constexpr double greatest = 37.0656;
  double low = least;
  double high = greatest;
  double at_low = 0;
  double at_high = 0;
  const double guess = 2 * std::abs(value) / (std::abs(value) - distance_from_zero(2));
  for (const double bound : {0.9 * guess, 1.1 * guess}) {
    if (!(low < bound && bound < high)) continue;
    const double at_bound = distance_from_zero(bound);
    (at_bound > 0 ? low : high) = bound;
    (at_bound > 0 ? at_low : at_high) = at_bound;
  }
  if (high == greatest) at_high = distance_from_zero(high);
  if (at_high > 0) return 0;
  if (low == least) at_low = distance_from_zero(low);
  if (!(at_low > 0)) return 1;
  std::uintmax_t steps = 100;
  const auto bracket = boost::math::tools::toms748_solve(
      distance_from_zero, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(48), steps);
  return tail_at(bracket.first);
}

// At the very edge rounding may put the p-value on the other side of the tail than the interval. A mark goes by the
// same p-value unless there is a better one.
inline void agree(difference& result) {
  if (result.ci.exists() && result.level < 1) {
    const double tail = 1 - result.level;
    result.p_value = result.ci.contains(0) ? std::max(result.p_value, tail)
                                           : std::min(result.p_value, std::nextafter(tail, 0.0));
  }
  result.mark_p_value = result.p_value;
}

}  // namespace cxmetrics::detail

#endif
