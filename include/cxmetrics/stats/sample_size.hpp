// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_SAMPLE_SIZE_HPP
#define CXMETRICS_STATS_SAMPLE_SIZE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/confidence.hpp>

#include <cstdint>
#include <optional>

namespace cxmetrics {

/// What a sample is to achieve: an interval of value ± margin.
struct precision_goal {
  double margin;              ///< half the width of the interval, in the unit of the metric
  double standard_deviation;  ///< of one answer, in the same unit
  confidence level = 0.95;
  std::optional<std::uint64_t> population{};  ///< how many people there are, where that is few
  double free_answers = 0;  ///< answers the interval itself contributes: 3 for the adjusted Wald interval
};

/// How many answers it takes: z²σ²/margin² less the free answers, then n / (1 + (n - 1) / N) for a population
/// of N (Cochran 1977, section 4.4), rounded up; at least 1. Throws `std::invalid_argument` unless margin > 0
/// and the standard deviation >= 0, and where the answer exceeds 2^63.
CXMETRICS_EXPORT std::uint64_t sample_size(const precision_goal& goal);

}  // namespace cxmetrics

#endif
