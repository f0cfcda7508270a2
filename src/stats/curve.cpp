// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/curve.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace cxmetrics {

curve::curve(estimate start, std::vector<curve_step> steps)
    : start_(std::move(start)), steps_(std::move(steps)) {
  std::int64_t before = -1;
  for (const curve_step& step : steps_) {
    if (step.time <= before) detail::throw_invalid_argument("time {} after time {}", {step.time, before});
    before = step.time;
  }
}

bool curve::is_complete() const noexcept {
  return !steps_.empty() && steps_.back().events == steps_.back().at_risk;
}

std::uint64_t curve::at_risk(std::int64_t time) const noexcept {
  const auto next = std::lower_bound(steps_.begin(), steps_.end(), time,
                                     [](const curve_step& step, std::int64_t at) { return step.time < at; });
  if (next != steps_.end() && next->time == time) return next->at_risk;
  if (next == steps_.begin()) return start_.n;
  const curve_step& before = *(next - 1);
  return before.at_risk - before.events - before.censored;
}

estimate curve::at(std::int64_t time) const {
  if (time < 0) detail::throw_invalid_argument("a curve begins at time 0, not {}", {time});
  const auto next = std::upper_bound(steps_.begin(), steps_.end(), time,
                                     [](std::int64_t at, const curve_step& step) { return at < step.time; });
  if (next == steps_.begin()) return start_;
  estimate result = (next - 1)->value;
  if (time == (next - 1)->time || is_complete()) return result;
  if (time > last()) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const interval everything = range_of(result);
    result.value = result.standard_error = unknown;
    result.ci = everything;
    result.n = 0;
    result.basis = {};
    return result;
  }
  result.n = at_risk(time);
  return result;
}

}  // namespace cxmetrics
