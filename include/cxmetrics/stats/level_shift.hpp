// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_LEVEL_SHIFT_HPP
#define CXMETRICS_STATS_LEVEL_SHIFT_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace cxmetrics {

/// How to simulate. The same seed gives the same result everywhere.
struct level_shift_options {
  std::uint32_t replicates = 9'999;
  std::uint64_t seed = 1;
};

/// Where successive periods changed from one level to another.
struct level_shift {
  std::size_t first = 0;  ///< the place of the first period of the new level
  /// Between which places the date of the shift lies, at the level of the estimates. A shift that is not significant
  /// has no date: from 1 to the last period.
  std::size_t earliest = 0;
  std::size_t latest = 0;
  estimate before{};  ///< the level until then, and
  estimate after{};   ///< the level from then on
  /// `after - before`. The p-value knows that the date was looked for: it is the share of simulated series without any
  /// shift in which the greatest step, wherever it is, is as great. The interval holds those of every date that cannot
  /// be ruled out; it contains 0 where the shift is not significant.
  difference change{};
  /// How far the periods lie from the two levels, in squared standard errors; compare with `trend::unexplained`, which
  /// is smaller where a straight line fits better.
  double unexplained = std::numeric_limits<double>::quiet_NaN();
};

/// The step that explains most of the differences between successive periods (as in `stats/trend.hpp`, with the same
/// standard errors), whether or not it is more than noise. Nothing with fewer than four periods that have observations.
///
/// The greatest step over its standard error is compared with the greatest in normal series without any step: once by
/// the standard errors of the periods, once by the scatter that the step leaves; the p-value is the greater of the two.
/// For the interval of the date, each date that cannot be ruled out at sight is tested: by how much another fits better
/// in series simulated with the shift at that date. A steady trend makes a significant shift too.
///
/// Linear in replicates × periods, and for the date of a significant shift at most in 999 × periods × dates. Throws
/// `std::invalid_argument` where levels, units, polarities or ranges differ, and for no replicates.
CXMETRICS_EXPORT std::optional<level_shift> level_shift_of(std::span<const estimate> periods,
                                                           const level_shift_options& options = {});

}  // namespace cxmetrics

#endif
