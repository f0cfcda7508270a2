// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/sample_size.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {

std::uint64_t sample_size(const precision_goal& goal) {
  if (!(goal.margin > 0)) detail::throw_invalid_argument("a margin is greater than 0, not {}", {goal.margin});
  if (!(goal.standard_deviation >= 0)) {
    detail::throw_invalid_argument("a standard deviation is at least 0, not {}", {goal.standard_deviation});
  }
  const double z = detail::normal_quantile(goal.level.tail() / 2);
  const double ratio = z * goal.standard_deviation / goal.margin;
  double n = std::max(1.0, ratio * ratio - goal.free_answers);
  if (goal.population) n /= 1 + (n - 1) / static_cast<double>(*goal.population);
  if (!(n < 0x1p63)) {
    detail::throw_invalid_argument("a margin of {} would take more answers than can be counted",
                                   {goal.margin});
  }
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(n)));
}

}  // namespace cxmetrics
