// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_WHAT_CHANGED_HPP
#define CXMETRICS_JOURNEY_WHAT_CHANGED_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace cxmetrics {

/// The same segment in two periods; n = 0 where it is not there.
struct segment_in_time {
  std::string name{};
  estimate before{};
  estimate after{};
};

/// What a segment did to the whole.
struct segment_effect {
  std::string name{};
  double share_before = std::numeric_limits<double>::quiet_NaN();  ///< of all observations, in 0…1
  double share_after = std::numeric_limits<double>::quiet_NaN();
  /// How the segment itself changed, with a p-value adjusted for all segments; below 1 - level exactly where
  /// `significant`.
  difference change{};
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
  bool significant = false;
  /// By how much the whole changed because the segment's share did: its share's growth, times how far the segment lies
  /// above the whole. And because its value did: its change, times its share.
  difference mix{};
  difference rate{};
};

/// A change of the whole, taken apart.
struct what_changed {
  difference change{};  ///< of the whole, `after - before`
  /// The part that is due to more or fewer observations of better and worse segments, and the part that is due to
  /// changes within segments. Together they are the change, and each is the sum of those of the segments.
  difference mix{};
  difference rate{};
  std::vector<segment_effect> segments{};  ///< in the order given
  /// Simpson's reversal: no segment changed the way that the whole did, and some changed the other way.
  bool reversed = false;
};

/// Takes the change of the whole between two periods apart by segments, which together are all observations, of
/// different people in both (Kitagawa 1955). With shares a and b and values m and m', before and after, the mix is
/// Σ (b - a)(m + m')/2 and the rate Σ (m' - m)(a + b)/2: what both do together is halved between them, so that neither
/// period is the base. A segment that is in one period only is all mix. The shares are by observations, by their weight
/// where they have one, or by what the values are ratios over.
///
/// The intervals are square-and-add of those of the segments, together with the multinomial variance of the shares: who
/// answers is left to chance as well. Where nobody is on a side, nothing is known.
///
/// Quadratic in the segments. Throws `std::invalid_argument` for no segments, and where levels, units, polarities or
/// ranges differ.
CXMETRICS_EXPORT what_changed what_changed_between(std::span<const segment_in_time> segments,
                                                   adjustment adjustment = adjustment::holm);

}  // namespace cxmetrics

#endif
