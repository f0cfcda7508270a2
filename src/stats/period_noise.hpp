// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_PERIOD_NOISE_HPP
#define CXMETRICS_SRC_STATS_PERIOD_NOISE_HPP

#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace cxmetrics::detail {

// A period that something is known of.
struct measured_period {
  std::size_t place;
  double value;
  double weight;  // 1 / SE²; 1 where all are certain
};

// The periods as lines, charts and steps see them.
struct measured_periods {
  std::vector<measured_period> used{};
  bool certain = false;  // no standard error is known, so the weights say nothing of the noise
};

// The variance of one counted answer is that of the answers of all `baseline` first periods (0: of all periods).
// Throws where the estimates are not comparable.
measured_periods measured_periods_of(std::span<const estimate> periods, std::size_t baseline = 0);

}  // namespace cxmetrics::detail

#endif
