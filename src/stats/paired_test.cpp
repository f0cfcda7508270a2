// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "exact_sum.hpp"
#include "inversion.hpp"
#include "worth.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/paired_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cxmetrics {
namespace {

comparison_method chosen_method(interval_method asked) {
  if (asked == interval_method::standard || asked == interval_method::score)
    return comparison_method::paired_score;
  if (asked == interval_method::student_t) return comparison_method::paired_t;
  detail::throw_invalid_argument(
      "the interval {} does not fit pairs; here apply: {}, {}",
      {name_of(asked), name_of(interval_method::score), name_of(interval_method::student_t)});
}

}  // namespace

difference paired_test(std::span<const double> changes, std::span<const std::uint64_t> counts,
                       const quantity& quantity, const estimate_options& options) {
  if (changes.empty() || changes.size() != counts.size()) {
    detail::throw_invalid_argument("{} changes with {} counts", {changes.size(), counts.size()});
  }
  for (const double change : changes) detail::require_worth(change);
  difference result;
  result.method = chosen_method(options.method);
  result.level = options.level.level();
  result.unit = quantity.unit;
  result.better = quantity.better;
  const interval everything{std::ranges::min(changes), std::ranges::max(changes)};
  std::vector<double> pairs(counts.begin(), counts.end());
  double n = 0;
  detail::exact_sum sum;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    n += pairs[i];
    sum.add(counts[i], changes[i]);
  }
  const double population = options.population ? static_cast<double>(*options.population) : 0;
  if (options.population && population < n) {
    detail::throw_invalid_argument("{} pairs of a population of {}", {n, *options.population});
  }
  if (n == 0) {
    result.ci = everything;
    return result;
  }
  result.value = sum.value() / n;
  double squares = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    squares += pairs[i] * (changes[i] - result.value) * (changes[i] - result.value);
  }
  const double left_out = options.population ? 1 - n / population : 1;
  if (left_out == 0) {
    result.ci = {result.value, result.value};
    result.p_value = result.value == 0 ? 1 : 0;
    return result;
  }
  if (result.method == comparison_method::paired_t) {
    const double error =
        n > 1 ? std::sqrt(squares / (n - 1) / n * left_out) : std::numeric_limits<double>::quiet_NaN();
    const mean_test test = welch_test({result.value, error, n - 1}, {0, 0}, options.level);
    result.p_value = std::isnan(test.p_value) ? 1 : test.p_value;
    result.ci = test.ci;
  } else {
    if (options.population) {
      for (double& each : pairs) each *= (population - 1) / (population - n);
    }
    const auto interval_at = [&](confidence level) { return score_interval(changes, pairs, level); };
    result.p_value = detail::inverted(result.value, interval_at);
    result.ci = interval_at(options.level);
  }
  result.ci = {std::clamp(std::min(result.ci.low, result.value), everything.low, everything.high),
               std::clamp(std::max(result.ci.high, result.value), everything.low, everything.high)};
  detail::agree(result);
  return result;
}

}  // namespace cxmetrics
