// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_PROPORTION_TEST_HPP
#define CXMETRICS_STATS_PROPORTION_TEST_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <cstdint>

namespace cxmetrics {

/// So many of n.
struct proportion {
  std::uint64_t successes;
  std::uint64_t n;
};

/// Which differences count as evidence against equal shares.
enum class alternative {
  two_sided,
  less,     ///< the first share is the lower one
  greater,  ///< the first share is the higher one
};

/// A test statistic and how often chance alone brings one at least as extreme.
struct test_result {
  double statistic;
  double p_value;
};

// Tests and intervals of the difference of two independent shares, first - second. All throw
// `std::invalid_argument` for more successes than trials. A side without trials, and shares that are both 0
// or both 1, leave a test nothing to go by: statistic and p-value are NaN (Fisher's p-value is then 1).

/// The z test of two shares with the pooled share in the standard error (Fleiss 1981). Its two-sided p-value
/// is that of `chi_squared_test`.
CXMETRICS_EXPORT test_result two_proportion_z_test(const proportion& first, const proportion& second,
                                                   alternative alternative = alternative::two_sided);

/// Pearson (1900): chi-squared of the 2 × 2 table with one degree of freedom, two-sided.
CXMETRICS_EXPORT test_result chi_squared_test(const proportion& first, const proportion& second);

/// The same with the continuity correction of Yates (1934), which never exceeds the deviation itself.
CXMETRICS_EXPORT test_result chi_squared_test_yates(const proportion& first, const proportion& second);

/// Fisher (1935): exact given both margins; the statistic is the sample odds ratio (infinite where a cell of
/// its denominator is empty). Two-sided: all tables no likelier than the one seen. Time grows with the
/// standard deviation of the table; throws for more than 10^12 trials together.
CXMETRICS_EXPORT test_result fisher_exact_test(const proportion& first, const proportion& second,
                                               alternative alternative = alternative::two_sided);

/// Wald's interval of the difference, with the variances of both shares. Can leave -1…1.
CXMETRICS_EXPORT interval wald_difference(const proportion& first, const proportion& second,
                                          confidence level = 0.95);

/// Agresti and Caffo (2000): Wald's interval after adding a success and a failure to either side. Can leave
/// -1…1.
CXMETRICS_EXPORT interval agresti_caffo(const proportion& first, const proportion& second,
                                        confidence level = 0.95);

/// Newcombe (1998b), his method 10: square-and-add of the two Wilson intervals.
CXMETRICS_EXPORT interval newcombe(const proportion& first, const proportion& second,
                                   confidence level = 0.95);

}  // namespace cxmetrics

#endif
