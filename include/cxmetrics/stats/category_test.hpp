// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_CATEGORY_TEST_HPP
#define CXMETRICS_STATS_CATEGORY_TEST_HPP

#include <cxmetrics/export.hpp>

#include <cstdint>
#include <span>

namespace cxmetrics {

/// A test of two samples over the same categories.
struct category_test {
  double statistic;           ///< distributed as chi-squared if the categories are equally frequent in both
  double degrees_of_freedom;  ///< categories that occur at all, less 1
  double p_value;
};

// Whether the observations fall into the categories in the same proportions. Categories that nobody chose are left
// out; where fewer than two remain, or a sample is empty, statistic and p-value are NaN. Both throw
// `std::invalid_argument` for spans of different length.

/// Pearson (1900).
CXMETRICS_EXPORT category_test pearson_test(std::span<const std::uint64_t> first,
                                            std::span<const std::uint64_t> second);

/// The likelihood ratio test, called G (Wilks 1935).
CXMETRICS_EXPORT category_test g_test(std::span<const std::uint64_t> first,
                                      std::span<const std::uint64_t> second);

}  // namespace cxmetrics

#endif
