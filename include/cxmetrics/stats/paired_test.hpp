// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_PAIRED_TEST_HPP
#define CXMETRICS_STATS_PAIRED_TEST_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <cstdint>
#include <span>

namespace cxmetrics {

/// The mean of changes within pairs, and whether it is 0: every change that can occur (the same one may come
/// several times), and how many pairs had it. The score interval or Student's, as `options.method` says; the
/// standard is the score. The p-value inverts the interval: with changes of -1, 0 and 1 the score's is that
/// of McNemar (1947). Throws `std::invalid_argument` for other methods, for changes beyond ±1e100, for spans of
/// different or no length and for more pairs than people.
CXMETRICS_EXPORT difference paired_test(std::span<const double> changes,
                                        std::span<const std::uint64_t> counts, const quantity& quantity,
                                        const estimate_options& options = {});

}  // namespace cxmetrics

#endif
