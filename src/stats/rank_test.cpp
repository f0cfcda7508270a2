// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/rank_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace cxmetrics {

rank_test mann_whitney_test(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second) {
  if (first.size() != second.size()) {
    detail::throw_invalid_argument("counts of {} and {} scores", {first.size(), second.size()});
  }
  const double n_first = std::accumulate(first.begin(), first.end(), 0.0);
  const double n_second = std::accumulate(second.begin(), second.end(), 0.0);
  const double pairs = n_first * n_second;
  const double n = n_first + n_second;
  double higher = 0;
  double lower = 0;
  double equal = 0;
  double untied = 0;
  double first_below = 0;
  double second_below = 0;
  for (std::size_t score = 0; score < first.size(); ++score) {
    const auto a = static_cast<double>(first[score]);
    const auto b = static_cast<double>(second[score]);
    higher += a * second_below;
    lower += b * first_below;
    equal += a * b;
    // n³ - n - Σ(t³ - t) of the textbooks, without its cancellation.
    untied += (a + b) * (n - (a + b)) * (n + (a + b));
    first_below += a;
    second_below += b;
  }
  rank_test result;
  result.u = higher + equal / 2;
  result.superiority = result.u / pairs;
  if (pairs == 0) {
    result.z = result.p_value = std::numeric_limits<double>::quiet_NaN();
    return result;
  }
  const double from_mean = (higher - lower) / 2;
  const double corrected = std::max(std::abs(from_mean) - 0.5, 0.0);
  const double standard_error = std::sqrt(pairs / 12 * (untied / n / (n - 1)));
  result.z = corrected == 0 ? 0 : std::copysign(corrected / standard_error, from_mean);
  result.p_value = 2 * detail::normal_upper_tail(std::abs(result.z));
  return result;
}

}  // namespace cxmetrics
