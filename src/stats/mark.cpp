// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "mark.hpp"
#include "quantile.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/permutation_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cxmetrics::detail {
namespace {

// Satterthwaite (1946): of the variance of the difference.
double satterthwaite(const basis::observations& before, double error_before, const basis::observations& after,
                     double error_after) {
  const double of_before = error_before * error_before;
  const double of_after = error_after * error_after;
  const double sum = of_before + of_after;
  if (sum == 0) return std::min(before.degrees_of_freedom, after.degrees_of_freedom);
  return sum * sum /
         (of_before * of_before / before.degrees_of_freedom + of_after * of_after / after.degrees_of_freedom);
}

}  // namespace

double mark_p_value(const estimate& before, const estimate& after, double p_value, double stretch) {
  if (std::isnan(p_value)) return p_value;
  if (!before.basis || !after.basis) return p_value;
  basis::observations first = before.basis->as_observations();
  const basis::observations second = after.basis->as_observations();
  if (first.values.empty() || second.values.empty()) return p_value;
  const double degrees = satterthwaite(first, before.standard_error, second, after.standard_error);
  // Both over the same values.
  std::vector<double> counts(first.values.size());
  for (std::size_t i = 0; i < second.values.size(); ++i) {
    const auto same = std::find(first.values.begin(), first.values.end(), second.values[i]);
    if (same != first.values.end()) {
      counts[static_cast<std::size_t>(same - first.values.begin())] = second.counts[i];
    } else {
      first.values.push_back(second.values[i]);
      first.counts.push_back(0);
      counts.push_back(second.counts[i]);
    }
  }
  if (stretch != 1) {
    for (double& count : first.counts) count *= stretch;
    for (double& count : counts) count *= stretch;
  }
  double dealt = permutation_test(first.values, first.counts, counts).p_value;
  // Where the number of answers rests on an estimated variance, the tail is that of Student's t.
  if (std::isfinite(degrees) && dealt > 0 && dealt < 1) {
    dealt = degrees > 0 ? 2 * student_upper_tail(normal_quantile(dealt / 2), degrees) : 1;
  }
  return std::isnan(dealt) ? p_value : std::max(p_value, dealt);
}

}  // namespace cxmetrics::detail
