// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_TREND_HPP
#define CXMETRICS_STATS_TREND_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace cxmetrics {

// All of these take the estimates of successive periods of equal length, of different people, oldest first; a period
// without observations keeps its place by an estimate of n = 0. They throw `std::invalid_argument` where levels, units,
// polarities or ranges differ. Time counts periods, from 0 at the first.

/// A straight line through the estimates of successive periods.
struct trend {
  difference slope{};  ///< the change per period, with the p-value of its being 0
  /// The mean time of the periods, each weighted by how precise it is, and the height of the line there.
  double centre = std::numeric_limits<double>::quiet_NaN();
  double height = std::numeric_limits<double>::quiet_NaN();
  double height_error = std::numeric_limits<double>::quiet_NaN();  ///< standard error of the height
  double slope_error = std::numeric_limits<double>::quiet_NaN();   ///< standard error of the slope
  std::size_t periods = 0;                                         ///< with observations
  std::uint64_t n = 0;                                             ///< observations in all of them
  /// How far the periods lie from the line, in squared standard errors: about `periods - 2` where they differ from it
  /// by chance alone. NaN where no standard error is known, because each period is certain.
  double unexplained = std::numeric_limits<double>::quiet_NaN();
  /// How surprising so much scatter would be if it were chance alone; NaN with fewer than three periods.
  double scatter_p_value = std::numeric_limits<double>::quiet_NaN();
  /// By how much the scatter about the line exceeds standard errors, as a factor: `unexplained` over its degrees of
  /// freedom, of which this is the root; where no standard error is known, the residual standard deviation.
  double scatter = std::numeric_limits<double>::quiet_NaN();
  interval range{};  ///< what the metric can be

  /// The line at a time, before, between or after the periods, with its interval, cut to what the metric can be.
  CXMETRICS_EXPORT estimate at(double time) const;
  /// How probable it is that the line is at or above a value at a time, in 0…1: what a person should believe who knew
  /// nothing before, and trusts that the line is straight. NaN where there is no line.
  CXMETRICS_EXPORT double chance_above(double time, double value) const;
};

/// The line by weighted least squares, each period with the weight 1 / SE². The standard error of counted answers is
/// that of all periods' answers pooled, so that a period in which all agree is not taken for certain; others have half
/// the interval over z.
///
/// Periods may differ from a line by more than the chance of sampling, and with few periods that cannot be ruled out.
/// So the interval is the wider of two: the one of known standard errors, and the one of Student's t with the scatter
/// that was seen (`lm(y ~ time, weights = 1 / se^2)` in R); likewise the p-value. Two periods give the first only.
/// Where each period is certain, the second only, with equal weights. The slope is NaN with fewer than two periods
/// that have observations.
CXMETRICS_EXPORT trend trend_of(std::span<const estimate> periods);

/// How each period differs from the one so many before it, such as the same month of the year before at 12: nothing for
/// the first periods. Each compares two periods and takes nothing from the others; for many, adjust their
/// `mark_p_value`. Throws `std::invalid_argument` for 0.
CXMETRICS_EXPORT std::vector<std::optional<difference>> changes_since(std::span<const estimate> periods,
                                                                      std::size_t periods_before);

/// Several successive periods together.
struct rolling_window {
  std::size_t last = 0;  ///< the place of its last period
  estimate value{};
  /// How it differs from the window so many steps before, of which it may hold a part; nothing for the first.
  std::optional<difference> change{};
};

/// Every window of `width` successive periods, compared with the window `step` periods before it as what the two share
/// (`compare_overlapping`). Throws `std::invalid_argument` for a width or a step of 0, and for estimates that do not
/// rest on counted values.
CXMETRICS_EXPORT std::vector<rolling_window> rolling(std::span<const estimate> periods, std::size_t width,
                                                     std::size_t step = 1);

}  // namespace cxmetrics

#endif
