// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_BOOTSTRAP_HPP
#define CXMETRICS_STATS_BOOTSTRAP_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/distribution.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <cstdint>
#include <vector>

namespace cxmetrics {

/// How to resample. The same seed gives the same bits on every platform and for any number of threads.
struct bootstrap_options {
  std::uint32_t replicates = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 1;  ///< how many draw at a time; 0: as many as the machine runs at once
};

/// The mean worths of samples drawn with replacement from the observations, each as large as they are, in the
/// order drawn (Efron 1979).
///
/// Draws the counts of each worth at once, from their multinomial distribution, so that a replicate costs the
/// same for a hundred observations and for a million. Without observations, the means are NaN. Throws
/// `std::invalid_argument` for no replicates.
CXMETRICS_EXPORT std::vector<double> bootstrap_means(const distribution& values,
                                                     const bootstrap_options& options = {});

/// Efron (1981): the mean worth between quantiles of the replicates. Where the level asks for a rarer
/// replicate than were drawn, everything the mean can be; without observations likewise.
CXMETRICS_EXPORT interval bootstrap_percentile(const distribution& values, confidence level = 0.95,
                                               const bootstrap_options& options = {});

/// Efron (1987): the same, between quantiles moved by the bias of the replicates' median (replicates equal to
/// the estimate count half on either side) and by the skewness of the observations.
CXMETRICS_EXPORT interval bootstrap_bca(const distribution& values, confidence level = 0.95,
                                        const bootstrap_options& options = {});

}  // namespace cxmetrics

#endif
