// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_SAMPLED_RATIO_HPP
#define CXMETRICS_STATS_SAMPLED_RATIO_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <limits>

namespace cxmetrics {

/// The ratio of two sums over the same units, Σy / Σx, and what its uncertainty takes: the revenue of customers at the
/// end over that at the start, their payments over their number.
///
/// Squares are kept of what a unit differs from a ratio that was expected, off = y - around × x, because most customers
/// pay what they paid before, and the difference of two great sums of squares has few digits.
struct sampled_ratio {
  double y = 0;
  double x = 0;
  double around = 0;       ///< 1 where y and x are alike, or 0
  double off_squared = 0;  ///< Σ (y - around × x)²
  double off_by_x = 0;     ///< Σ (y - around × x) x
  double x_squared = 0;    ///< Σ x²
  std::uint64_t n = 0;     ///< units
  double times = 1;        ///< by which the ratio is printed: 100 for per cent
  double added = 0;        ///< to what is printed: 100 with times -100 for the share that was lost
  /// The least and the greatest ratio a unit can have.
  double lowest = 0;
  double highest = std::numeric_limits<double>::infinity();
};

/// The ratio with its uncertainty, `added + times × Σy / Σx`. The variance is that of the linearised ratio (Cochran
/// 1977, section 6.4), with divisor n - 1 and the quantile of Student's t with n - 1 degrees of freedom, as R survey's
/// `svyratio`.
///
/// Units that all have the same ratio show no spread, although others may have another. The interval then reaches as
/// far as Wilson's of no case among so many units as `units_it_rests_on`: as if a unit that differs had the lowest or
/// the highest ratio, or where there is no highest, twice the usual one.
///
/// Without units, or where Σx is 0, the value is NaN, or infinite where Σy is not 0, and the interval everything the
/// ratio can be; so is that of one unit. Methods: Student t and Wald; throws `std::invalid_argument` for others.
CXMETRICS_EXPORT estimate estimate_of(const sampled_ratio& ratio, const quantity& quantity,
                                      const estimate_options& options = {});

/// How many units of equal size would carry the sums as evenly: (Σx)² / Σx² (Kish 1965). Where it is far below n, few
/// large units carry them, and the interval is too short. NaN without units.
CXMETRICS_EXPORT double units_it_rests_on(const sampled_ratio& ratio) noexcept;

/// The ratio that an estimate rests on; null if it rests on something else. Valid as long as the estimate.
CXMETRICS_EXPORT const sampled_ratio* sampled_ratio_of(const estimate& estimate) noexcept;

}  // namespace cxmetrics

#endif
