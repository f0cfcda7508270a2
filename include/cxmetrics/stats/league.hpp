// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_LEAGUE_HPP
#define CXMETRICS_STATS_LEAGUE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace cxmetrics {

/// How to draw ranks. The same seed gives the same result everywhere.
struct league_options {
  /// How often all ranks are drawn. If not given, 10,000 times; of more than 1,000 groups less often, so that 10
  /// million values are drawn in all, but at least 1,000 times.
  std::optional<std::uint32_t> replicates{};
  std::uint64_t seed = 1;
};

/// A group among others.
struct league_entry {
  /// The value drawn towards that of all groups, the more so the less precise it is: the best guess of the truth.
  estimate shrunk{};
  /// How far it was drawn: 0 not at all, 1 all the way.
  double shrinkage = std::numeric_limits<double>::quiet_NaN();
  /// The rank to be expected, 1 being the best, and the ranks it may have at the level of the estimates.
  double rank = std::numeric_limits<double>::quiet_NaN();
  std::size_t best_rank = 0;  ///< 0: nothing is known of the group
  std::size_t worst_rank = 0;
};

/// Groups, best to worst told from luck.
struct league {
  double centre = std::numeric_limits<double>::quiet_NaN();  ///< the mean of the groups' true values
  double spread =
      std::numeric_limits<double>::quiet_NaN();  ///< their standard deviation; 0 where chance explains all
  std::vector<league_entry> entries{};           ///< one for each group, in the order given
};

/// The parametric empirical Bayes estimates of groups of different people (Morris 1983): true values are taken to be
/// normal about a centre, with a spread for which the values' chi-squared about the centre is what it is to be (Paule
/// and Mandel 1982). The intervals allow for both being estimated. With three groups or fewer, of which no spread can
/// be told, nothing is drawn. The variance of one counted answer is that within the groups; other estimates have
/// half the interval over z for a standard error. Groups that are certain are not drawn.
///
/// Ranks are drawn from the normal distributions of these estimates; groups that are certain and equal share theirs.
/// The group on top of many is mostly a lucky one: look at the interval of its rank.
///
/// Time is linear in replicates × groups, times the logarithm of the latter; memory in groups × (1 - level) ×
/// replicates. Throws `std::invalid_argument` where levels, units,
/// polarities or ranges differ, and for no replicates.
CXMETRICS_EXPORT league league_of(std::span<const estimate> groups, const league_options& options = {});

}  // namespace cxmetrics

#endif
