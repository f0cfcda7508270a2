// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_INTERVAL_HPP
#define CXMETRICS_STATS_INTERVAL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/confidence.hpp>

#include <cmath>
#include <limits>
#include <span>
#include <string_view>

namespace cxmetrics {

/// Two bounds with low <= high, or none (both NaN) where no interval is defensible.
struct interval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();

  bool exists() const noexcept { return !std::isnan(low) && !std::isnan(high); }
  double width() const noexcept { return high - low; }
  bool contains(double value) const noexcept { return low <= value && value <= high; }
  friend bool operator==(const interval&, const interval&) = default;
};

/// The ways to an interval, by name. Which apply depends on the quantity: `docs/uncertainty.md` tells which
/// to take.
enum class interval_method {
  standard,   ///< Wilson for shares, score for net scores, Student t for other means
  wilson,     ///< shares
  score,      ///< net scores
  student_t,  ///< any mean
  garwood,    ///< events per exposure
  gamma,      ///< sums of weighted event counts
  none,       ///< there is no defensible interval
};

/// The name people use: "Wilson", "score", "Student t", …
CXMETRICS_EXPORT std::string_view name_of(interval_method method) noexcept;

// One function for each method, over plain numbers. Counts may be fractional, so that an effective number of
// answers can be put in. With n = 0 the interval is everything the quantity can be.

/// Wilson (1927): the share successes / n in 0…1, by inverting the score test. Constant time.
/// Throws `std::invalid_argument` unless 0 <= successes <= n.
CXMETRICS_EXPORT interval wilson(double successes, double n, confidence level = 0.95);

/// The mean of answers that can have these worths and no others, by inverting the score test with the
/// restricted maximum-likelihood estimate: Wilson's interval for two worths and Tango's for three, carried on
/// to any number. The variance under test is that of the multinomial fitted best with the mean under test
/// (Owen 2001, section 2.3), where the outermost worths can have a share even if nobody gave them; so the
/// interval never shrinks to a point for unanimous answers, and never leaves the scale. Linear in the worths,
/// times a root search. Throws `std::invalid_argument` for a negative count and for spans of different or no
/// length.
CXMETRICS_EXPORT interval score_interval(std::span<const double> worths, std::span<const double> counts,
                                         confidence level = 0.95);

/// Tango (1998), who gave it for matched pairs; May and Johnson (1997): the net share (high - low) / n in
/// -1…1, which is `score_interval` of the worths -1, 0 and 1. Throws `std::invalid_argument` for a negative
/// count.
CXMETRICS_EXPORT interval net_score_interval(double low, double middle, double high, confidence level = 0.95);

/// Student (1908): mean ± t · standard error with so many degrees of freedom. Everything if df <= 0.
CXMETRICS_EXPORT interval student_t(double mean, double standard_error, double degrees_of_freedom,
                                    confidence level = 0.95);

/// Garwood (1936): the expected number of events where `events` were seen, exact for Poisson counts.
/// Throws `std::invalid_argument` for a negative count.
CXMETRICS_EXPORT interval garwood(double events, confidence level = 0.95);

/// Fay and Feuer (1997): the expected value of a weighted sum of Poisson counts, from the sum itself, the sum
/// of squared weights (its variance) and the greatest weight any event could have had. Equals Garwood for
/// equal weights.
CXMETRICS_EXPORT interval gamma_interval(double sum, double variance, double greatest_weight,
                                         confidence level = 0.95);

}  // namespace cxmetrics

#endif
