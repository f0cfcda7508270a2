// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_INVERSION_HPP
#define CXMETRICS_SRC_STATS_INVERSION_HPP

#include <cxmetrics/stats/comparison.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cxmetrics::detail {

// Throws where units or levels differ.
void require_comparable(const estimate& one, const estimate& other);

// The two-sided p-value of a difference of which `interval_at(level)` is known: the tail at which the
// interval just touches 0, found on a logarithmic scale because it may be tiny.
template <class IntervalAt>
double inverted(double value, IntervalAt interval_at) {
  if (value == 0) return 1;
  const auto distance_from_zero = [&](double log_tail) {
    const interval bounds = interval_at(confidence::of_tail(std::exp(log_tail)));
    return value > 0 ? bounds.low : -bounds.high;
  };
  const double widest = std::log(1e-300);
  const double narrowest = std::log1p(-1e-15);
  const double at_widest = distance_from_zero(widest);
  const double at_narrowest = distance_from_zero(narrowest);
  if (at_widest > 0) return 0;
  if (!(at_narrowest > 0)) return 1;
  std::uintmax_t steps = 100;
  const auto bracket =
      boost::math::tools::toms748_solve(distance_from_zero, widest, narrowest, at_widest, at_narrowest,
                                        boost::math::tools::eps_tolerance<double>(48), steps);
  return std::exp(bracket.second);
}

// At the very edge rounding may put the p-value on the other side of the tail than the interval.
inline void agree(difference& result) {
  if (!result.ci.exists()) return;
  const double tail = confidence(result.level).tail();
  result.p_value = result.ci.contains(0) ? std::max(result.p_value, tail)
                                         : std::min(result.p_value, std::nextafter(tail, 0.0));
}

}  // namespace cxmetrics::detail

#endif
