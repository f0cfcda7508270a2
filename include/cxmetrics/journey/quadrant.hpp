// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_QUADRANT_HPP
#define CXMETRICS_JOURNEY_QUADRANT_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// Where a touchpoint stands by how closely it goes with the outcome, and by how it fares (Martilla and James 1977).
enum class quadrant_field {
  fix_first,     ///< important, and worse than the others
  keep_up,       ///< important, and better than the others
  low_priority,  ///< unimportant, and worse than the others
  enough,        ///< unimportant, and better than the others
  uncertain      ///< noise could have put it into another field
};

/// "fix first", "keep up", "low priority", "enough" or "uncertain".
CXMETRICS_EXPORT std::string_view name_of(quadrant_field field) noexcept;

/// One touchpoint of a quadrant.
struct quadrant_member {
  std::string name;
  estimate importance{};   ///< its share of what is explained, in per cent
  estimate performance{};  ///< its score
  quadrant_field field = quadrant_field::uncertain;
};

/// Touchpoints by importance and performance.
struct quadrant {
  std::vector<quadrant_member> members{};  ///< the most important one first
  /// 100 over their number, where all are equally strong.
  double importance_cut = std::numeric_limits<double>::quiet_NaN();
  estimate performance_cut{};  ///< the score of all touchpoints
};

/// Puts each item of drivers, which is also a touchpoint, into its field. Importance is certain where its interval leaves out
/// the cut, and performance where the touchpoint differs significantly from the others, adjusted for their number; without
/// both, the touchpoint is uncertain, however far from the cuts its point may lie. What is better is above the cut for a
/// metric of which high is good, and below it for another. Throws `std::invalid_argument` for an item that is no touchpoint.
CXMETRICS_EXPORT quadrant quadrant_of(const driver_strengths& drivers, const touchpoint_scores& touchpoints);

}  // namespace cxmetrics

#endif
