// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_CONTROL_CHART_HPP
#define CXMETRICS_STATS_CONTROL_CHART_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace cxmetrics {

/// How to judge whether a period is unusual. `docs/trend.md` tells how many false alarms a year each gives.
struct control_options {
  /// The centre is that of so many first periods; 0: of all.
  std::size_t baseline = 0;
  /// How many standard errors from the centre a period is unusual (Shewhart 1931).
  double width = 3;
  /// How much a period counts in the weighted moving average, in 0…1; less finds smaller changes, later.
  double weight = 0.2;
  /// How many standard errors from the centre the average is unusual; with 0.2 and 2.86, as rarely as a single period
  /// is at 3 (Lucas and Saccucci 1990).
  double average_width = 2.86;
};

/// A period in a control chart. What is not known is NaN.
struct control_point {
  double value = std::numeric_limits<double>::quiet_NaN();
  interval limits{};     ///< between which the value is nothing unusual, cut to what the metric can be
  bool unusual = false;  ///< the value lies outside
  /// The exponentially weighted moving average of this and all earlier periods, which begins at the centre.
  double average = std::numeric_limits<double>::quiet_NaN();
  interval average_limits{};
  bool average_unusual = false;
};

/// Estimates of successive periods about a centre.
struct control_chart {
  double centre = std::numeric_limits<double>::quiet_NaN();
  std::vector<control_point> points{};  ///< one for each period
};

/// Whether any of successive periods is unusual. For shares this is the p-chart. Periods as in `stats/trend.hpp`, with
/// the same standard errors, here from the baseline. The limits know that the centre is itself estimated: for a period
/// within the baseline the variance is SE² - SE²(centre), for another SE² + SE²(centre); textbooks leave the centre's
/// out. A period without observations leaves the average as it was.
///
/// Throws `std::invalid_argument` where levels, units, polarities or ranges differ, for a weight outside 0…1 or of 0,
/// and for widths that are not above 0.
CXMETRICS_EXPORT control_chart control_chart_of(std::span<const estimate> periods,
                                                const control_options& options = {});

}  // namespace cxmetrics

#endif
