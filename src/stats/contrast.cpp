// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace cxmetrics {
namespace {

// The square-and-add interval of a sum of estimates with coefficients, of which `interval_of(estimate)` is
// taken.
template <class IntervalOf>
interval square_and_add(std::span<const contrast_term> terms, double value, IntervalOf interval_of) {
  double below = 0;
  double above = 0;
  for (const auto& [coefficient, of] : terms) {
    const interval bounds = interval_of(of);
    const double to_low = coefficient * (of.value - bounds.low);
    const double to_high = coefficient * (bounds.high - of.value);
    below = std::hypot(below, coefficient > 0 ? to_low : to_high);
    above = std::hypot(above, coefficient > 0 ? to_high : to_low);
  }
  return {value - below, value + above};
}

// All that a sum can be while nothing is known of some terms.
interval everything(std::span<const contrast_term> terms) {
  interval result{0, 0};
  for (const auto& [coefficient, of] : terms) {
    result.low += coefficient * (coefficient > 0 ? of.ci.low : of.ci.high);
    result.high += coefficient * (coefficient > 0 ? of.ci.high : of.ci.low);
  }
  return result;
}

// The weight of a part in the mean of its whole.
double share_of(const estimate& part, const estimate& whole) {
  if (part.basis && whole.basis && !std::isnan(part.basis->weight())) {
    return whole.basis->weight() > 0 ? part.basis->weight() / whole.basis->weight() : 1;
  }
  return whole.n == 0 ? 1 : static_cast<double>(part.n) / static_cast<double>(whole.n);
}

}  // namespace

difference contrast(std::span<const contrast_term> terms) {
  if (terms.empty()) detail::throw_invalid_argument("a contrast of nothing");
  std::vector<contrast_term> given;
  for (const contrast_term& term : terms) {
    detail::require_comparable(terms.front().of, term.of);
    if (term.coefficient != 0) given.push_back(term);
  }
  difference result;
  result.level = terms.front().of.level;
  result.unit = terms.front().of.unit;
  result.better = terms.front().of.better;
  result.method = comparison_method::square_and_add;
  result.value = 0;
  bool bounded = true;
  for (const auto& [coefficient, of] : given) {
    result.value += coefficient * of.value;
    bounded = bounded && of.ci.exists();
  }
  if (!bounded) return result;
  if (std::isnan(result.value)) {
    result.ci = everything(given);
    return result;
  }
  result.ci = square_and_add(given, result.value, [](const estimate& of) { return of.ci; });
  result.p_value = detail::inverted(result.value, [&](confidence level) {
    return square_and_add(given, result.value, [&](const estimate& of) { return interval_at(of, level); });
  });
  detail::agree(result);
  return result;
}

difference compare_with_target(const estimate& now, double target) {
  estimate certain = now;
  certain.value = target;
  certain.ci = {target, target};
  certain.basis = {};
  return contrast(std::array<contrast_term, 2>{{{1, now}, {-1, certain}}});
}

difference compare_with_rest(const estimate& part, const estimate& whole, comparison_method method) {
  return compare(rest_of(whole, part), part, method);
}

difference compare_with_whole(const estimate& part, const estimate& whole) {
  const estimate rest = rest_of(whole, part);
  const double share = share_of(rest, whole);
  return contrast(std::array<contrast_term, 2>{{{share, part}, {-share, rest}}});
}

difference compare_overlapping(const estimate& before, const estimate& after, const estimate& overlap) {
  const estimate only_before = rest_of(before, overlap);
  const estimate only_after = rest_of(after, overlap);
  return contrast(
      std::array<contrast_term, 3>{{{share_of(only_after, after), only_after},
                                    {share_of(overlap, after) - share_of(overlap, before), overlap},
                                    {-share_of(only_before, before), only_before}}});
}

}  // namespace cxmetrics
