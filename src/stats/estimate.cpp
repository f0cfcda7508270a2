// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "quantile.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cmath>
#include <limits>

namespace cxmetrics {

interval interval_at(const estimate& estimate, confidence level) {
  if (estimate.basis) return estimate.basis->interval_by(estimate.method, level);
  if (std::isnan(estimate.value) || !estimate.ci.exists()) return estimate.ci;
  const double stretch = detail::normal_quantile(level.tail() / 2) /
                         detail::normal_quantile(detail::tail_of_level(estimate.level) / 2);
  return {estimate.value - stretch * (estimate.value - estimate.ci.low),
          estimate.value + stretch * (estimate.ci.high - estimate.value)};
}

interval range_of(const estimate& estimate) noexcept {
  if (estimate.basis) return estimate.basis->range();
  return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
}

}  // namespace cxmetrics
