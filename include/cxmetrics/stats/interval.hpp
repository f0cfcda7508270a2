// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_INTERVAL_HPP
#define CXMETRICS_STATS_INTERVAL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/confidence.hpp>

#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

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

/// The ways to an interval, by name. Which apply depends on the quantity; `docs/uncertainty.md` tells which
/// to take.
enum class interval_method {
  /// Wilson for shares, score for net scores; for other means Student t, and score where all observations agree, as
  /// they show Student's t no spread.
  standard,
  wilson,           ///< shares
  agresti_coull,    ///< shares
  clopper_pearson,  ///< shares; never too short, but of a finite population only nearly so; for audits
  jeffreys,         ///< shares
  score,            ///< any mean worth: Wilson's for a share, Tango's for a net score
  adjusted_wald,    ///< net scores, with pseudo-observations of the caller's choice
  goodman,          ///< net scores; all nets of the three shares hold at once
  wald,             ///< any mean worth; too short with few observations; of survival curves called "plain"
  student_t,        ///< any mean worth
  bootstrap_percentile,  ///< any mean worth
  bootstrap_bca,         ///< any mean worth
  logit,                 ///< shares of weighted observations
  korn_graubard,  ///< shares of weighted observations; Clopper-Pearson with an effective number of observations
  garwood,        ///< events per exposure
  gamma,          ///< sums of weighted event counts
  log,            ///< shares from a survival curve, and cumulative hazards: Wald's interval of the logarithm
  log_log,        ///< shares from a survival curve: Wald's interval of log(-log share)
  none,           ///< there is no defensible interval
};

/// The name people use: "Wilson", "Agresti-Coull", "score", "Student t", …
CXMETRICS_EXPORT std::string_view name_of(interval_method method) noexcept;

/// The method of that name, whatever its case and whether its words are joined by `-`, `_`, a space or
/// nothing: "Clopper-Pearson", "clopper_pearson". Throws `std::invalid_argument` for any other name, listing
/// all.
CXMETRICS_EXPORT interval_method interval_method_named(std::string_view name);

// One function for each method, over plain numbers. Counts may be fractional, so that an effective number of
// observations can be put in. With n = 0 the interval is everything the quantity can be. All take constant time,
// or time linear in the worths, and throw `std::invalid_argument` for counts below 0, successes beyond n, and what is
// not finite.

/// Wilson (1927): the share successes / n in 0…1, by inverting the score test.
CXMETRICS_EXPORT interval wilson(double successes, double n, confidence level = 0.95);

/// Agresti and Coull (1998): the share in 0…1 by Wald's interval around Wilson's centre. Cut to 0…1.
CXMETRICS_EXPORT interval agresti_coull(double successes, double n, confidence level = 0.95);

/// Clopper and Pearson (1934): the share in 0…1 whose binomial tails are both at least half of 1 - level.
/// Covers at least as often as the level says, and mostly more often. Only nearly so with the effective number of
/// observations of a finite population.
CXMETRICS_EXPORT interval clopper_pearson(double successes, double n, confidence level = 0.95);

/// Jeffreys (1946) as in Brown, Cai and DasGupta (2001): the share in 0…1 by the equal-tailed posterior of
/// Beta(½, ½). It is not extended to 0 or 1 if nobody or everybody succeeds; as the interval of a metric it
/// is, so that it contains the value.
CXMETRICS_EXPORT interval jeffreys(double successes, double n, confidence level = 0.95);

/// The mean of observations that can have these worths and no others, by inverting the score test with the
/// restricted maximum-likelihood estimate: Wilson's interval for two worths and Tango's for three, carried on
/// to any number. The variance under test is that of the multinomial fitted best with the mean under test
/// (Owen 2001, section 2.3), where the outermost worths can have a share even if nobody gave them; so the
/// interval never shrinks to a point for unanimous observations, and never leaves the scale.
/// Throws `std::invalid_argument` for spans of different or no length, and for worths beyond ±1e100.
CXMETRICS_EXPORT interval score_interval(std::span<const double> worths, std::span<const double> counts,
                                         confidence level = 0.95);

/// Tango (1998), who gave it for matched pairs; May and Johnson (1997): the net share (high - low) / n in
/// -1…1, which is `score_interval` of the worths -1, 0 and 1.
CXMETRICS_EXPORT interval net_score_interval(double low, double middle, double high, confidence level = 0.95);

/// Observations that an interval adds to those given, to shrink it towards the middle.
struct pseudo_counts {
  double low = 0.75;
  double middle = 1.5;
  double high = 0.75;
};

/// Rocks (2016), after Agresti and Min (2005): the net share by Wald's interval with pseudo-observations added; ¾,
/// 1½, ¾ by default. Not cut to -1…1, which it can leave.
CXMETRICS_EXPORT interval adjusted_wald(double low, double middle, double high, confidence level = 0.95,
                                        const pseudo_counts& pseudo = {});

/// Goodman (1965): the shares of all categories at once, each in 0…1: Wilson's intervals at the level that
/// makes all of them hold together (by Bonferroni's inequality). Less often with few observations in many very unequal
/// categories: about 0.80 for 0.95 with 20 to 30 observations in 11.
CXMETRICS_EXPORT std::vector<interval> goodman_shares(std::span<const double> counts,
                                                      confidence level = 0.95);

/// Goodman (1964): a linear combination of the shares of so many categories, by Wald's interval widened so
/// that all such combinations hold at once. Throws `std::invalid_argument` for fewer than two categories.
CXMETRICS_EXPORT interval goodman_contrast(double value, double standard_error, int categories,
                                           confidence level = 0.95);

/// Laplace (1812), by the name of Wald (1943): value ± z · standard error.
CXMETRICS_EXPORT interval wald(double value, double standard_error, confidence level = 0.95);

/// Student (1908): mean ± t · standard error with so many degrees of freedom. Everything if df <= 0.
CXMETRICS_EXPORT interval student_t(double mean, double standard_error, double degrees_of_freedom,
                                    confidence level = 0.95);

/// The share in 0…1 by Student's t interval of its log odds, the customary one under a design (Lumley 2010). 0…1
/// for a share of 0 or 1, whose odds say nothing, and for df <= 0. Throws `std::invalid_argument` unless 0 <= share <=
/// 1.
CXMETRICS_EXPORT interval logit_interval(double share, double standard_error, double degrees_of_freedom,
                                         confidence level = 0.95);

/// Korn and Graubard (1998): the share in 0…1 by Clopper and Pearson's method, with as many observations as are worth
/// as much under the design, share (1 - share) / standard error², adjusted by the quantiles of Student's t with
/// n - 1 and with the design's degrees of freedom. 0…1 for df <= 0.
CXMETRICS_EXPORT interval korn_graubard(double share, double effective_n, double n, double degrees_of_freedom,
                                        confidence level = 0.95);

/// Garwood (1936): the expected number of events where `events` were seen, exact for Poisson counts.
CXMETRICS_EXPORT interval garwood(double events, confidence level = 0.95);

/// Fay and Feuer (1997): the expected value of a weighted sum of Poisson counts, from the sum itself, the sum
/// of squared weights (its variance) and the greatest weight any event could have had. Equals Garwood for
/// equal weights.
CXMETRICS_EXPORT interval gamma_interval(double sum, double variance, double greatest_weight,
                                         confidence level = 0.95);

}  // namespace cxmetrics

#endif
