// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_PERMUTATION_TEST_HPP
#define CXMETRICS_STATS_PERMUTATION_TEST_HPP

#include <cxmetrics/export.hpp>

#include <span>

namespace cxmetrics {

/// How surprising a difference of two means is if both samples are of one population.
struct permutation_result {
  double p_value;  ///< two-sided, mid-p; NaN where a sample is empty
  bool exact;      ///< every way to deal the answers out was counted; else by the saddlepoint approximation
};

/// The permutation test of two independent samples (Fisher 1935; Pitman 1937). `first[i]` and `second[i]` answers are
/// worth `worths[i]`. If both samples are of one population, any of the pooled answers could as well have been in the
/// other sample: the counts of the first follow the multivariate hypergeometric distribution. The p-value is twice the
/// smaller tail of the sum of the worths in it, where the sum that was seen counts half (mid-p; Lancaster 1961), and at
/// most 1. It needs no distribution and no variance, so it holds its level where nearly all answers agree, far out
/// in the tail too. It tests whether the samples are of one population, not whether two different ones have the same
/// mean.
///
/// Exact where the counts are whole numbers and the sums, added up score by score, take no more than 2^20 steps: for
/// every score but the most frequent, answers × sums so far × answers of it (each at most those of the smaller sample).
/// Otherwise by the double saddlepoint approximation (Skovgaard 1987; Booth and Butler 1990), within some 3 % of the
/// exact p-value where that many steps would be needed; it takes counts that are not whole, such as effective numbers
/// of weighted answers. Worths that have no common step of at least 1/1000 of their range are rounded to such a step in
/// the exact test, which remains a permutation test. Gives the same bits when the samples are exchanged.
///
/// Throws `std::invalid_argument` for spans of different length, worths beyond ±1e100, and counts that are negative or
/// not finite.
CXMETRICS_EXPORT permutation_result permutation_test(std::span<const double> worths,
                                                     std::span<const double> first,
                                                     std::span<const double> second);

}  // namespace cxmetrics

#endif
