// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

interval square_and_add(const estimate& before, interval of_before, const estimate& after,
                        interval of_after) {
  const double value = after.value - before.value;
  return {value - std::hypot(after.value - of_after.low, of_before.high - before.value),
          value + std::hypot(of_after.high - after.value, before.value - of_before.low)};
}

// The tail at which the interval of the difference just touches 0, found on a logarithmic scale because it
// may be tiny. Intervals shrink as the tail grows.
double inverted(const estimate& before, const estimate& after) {
  const auto touches_zero = [&](double log_tail) {
    const auto level = confidence::of_tail(std::exp(log_tail));
    return square_and_add(before, interval_at(before, level), after, interval_at(after, level)).contains(0);
  };
  double outside = std::log1p(-1e-15);
  double inside = std::log(1e-300);
  if (touches_zero(outside)) return 1;
  if (!touches_zero(inside)) return 0;
  while (outside - inside > 1e-14 * (1 - inside)) {
    const double middle = (outside + inside) / 2;
    if (middle <= inside || middle >= outside) break;
    (touches_zero(middle) ? inside : outside) = middle;
  }
  return std::exp(outside);
}

}  // namespace

difference compare(const estimate& before, const estimate& after) {
  if (before.unit != after.unit) {
    detail::throw_invalid_argument("estimates of different units cannot be compared");
  }
  if (before.level != after.level) {
    detail::throw_invalid_argument("estimates at different levels cannot be compared: {} and {}",
                                   {before.level, after.level});
  }
  difference result;
  result.level = before.level;
  result.unit = before.unit;
  result.value = after.value - before.value;
  if (!before.ci.exists() || !after.ci.exists()) return result;
  if (std::isnan(result.value)) {
    result.ci = {after.ci.low - before.ci.high, after.ci.high - before.ci.low};
    return result;
  }
  result.ci = square_and_add(before, before.ci, after, after.ci);
  const double tail = confidence(result.level).tail();
  const double p = inverted(before, after);
  // At the very edge the search may end on the other side of the tail than the interval.
  result.p_value = result.significant() ? std::min(p, std::nextafter(tail, 0.0)) : std::max(p, tail);
  return result;
}

}  // namespace cxmetrics
