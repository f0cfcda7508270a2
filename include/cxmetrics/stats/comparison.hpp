// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_COMPARISON_HPP
#define CXMETRICS_STATS_COMPARISON_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <limits>

namespace cxmetrics {

/// What changed between two estimates, `after - before`, in their unit.
struct difference {
  double value = std::numeric_limits<double>::quiet_NaN();
  interval ci{};
  double level = 0.95;
  /// How surprising so large a difference would be if there were none. Below `1 - level` exactly where `ci`
  /// leaves out 0. NaN where a side has no value or no interval.
  double p_value = std::numeric_limits<double>::quiet_NaN();
  cxmetrics::unit unit = cxmetrics::unit::score;

  /// The interval leaves out 0: the difference is more than noise at this level.
  bool significant() const noexcept { return ci.exists() && !ci.contains(0); }
};

/// Compares two independent samples (different people) by square-and-add: Newcombe (1998); Zou and Donner
/// (2008, "MOVER"). The p-value inverts that interval, so that the two never disagree.
///
/// The level is that of the estimates. Throws `std::invalid_argument` if levels or units differ. Of estimates
/// without answers the difference is NaN and its interval everything it can be.
CXMETRICS_EXPORT difference compare(const estimate& before, const estimate& after);

}  // namespace cxmetrics

#endif
