// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_RANK_TEST_HPP
#define CXMETRICS_STATS_RANK_TEST_HPP

#include <cxmetrics/export.hpp>

#include <cstdint>
#include <span>

namespace cxmetrics {

/// A test of two independent samples that heeds only the order of the observations, not their worth.
struct rank_test {
  /// Mann and Whitney's U of the first sample: the pairs of one observation each in which the first sample's is the
  /// higher one, ties counting half.
  double u;
  /// U over the number of pairs, in 0…1: how likely a random observation of the first sample beats one of the second
  /// (Vargha and Delaney 2000). ½ where neither tends to be higher; NaN if a sample is empty.
  double superiority;
  double z;  ///< U in standard errors from its mean, after the correction; 0 if all observations are equal
  double p_value;  ///< two-sided; 1 if all observations are equal, NaN if a sample is empty
};

/// Mann and Whitney (1947), from how often each score was given, the scores in ascending order and the same for
/// both samples. The normal approximation with the variance for ties and the correction for continuity
/// (Lehmann 1975, section 1.4), which SciPy calls asymptotic; rough where a sample has fewer than about 8
/// observations. Takes time linear in the scores, whatever the counts. Throws `std::invalid_argument` for different
/// numbers of scores.
CXMETRICS_EXPORT rank_test mann_whitney_test(std::span<const std::uint64_t> first,
                                             std::span<const std::uint64_t> second);

}  // namespace cxmetrics

#endif
