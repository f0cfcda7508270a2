// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/kaplan_meier.hpp"
#include "reals.hpp"
#include "stats/step_share.hpp"

#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/events.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace cxmetrics {
namespace {

using detail::infinity;
using detail::unknown;

using detail::real;

// At time 0, before anything: all are there, for sure.
estimate certain(double value, std::uint64_t customers, const estimate& of) {
  estimate result = of;
  result.n = customers;
  if (customers == 0) return result;
  result.value = value;
  result.standard_error = 0;
  result.ci = {value, value};
  return result;
}

}  // namespace

curve detail::kaplan_meier(std::span<const lifetimes::moment> moments, std::uint64_t customers,
                           const estimate_options& options) {
  const quantity quantity{unit::percent, better::high};
  std::vector<curve_step> steps;
  double share = 1;
  double spread = 0;
  for (const lifetimes::moment& now : moments) {
    const double n = real(now.at_risk);
    const double left = real(now.left);
    if (now.left > 0) {
      share *= (n - left) / n;
      spread += left / (n * (n - left));
    }
    const double error = share == 0 ? unknown : share * std::sqrt(spread);
    steps.push_back({now.duration, now.at_risk, now.left, now.last_seen,
                     detail::estimate_of(detail::step_share{share, error, now.at_risk}, quantity, options)});
  }
  const estimate nobody = detail::estimate_of(detail::step_share{1, unknown, 0}, quantity, options);
  return {certain(100, customers, nobody), std::move(steps)};
}

curve kaplan_meier(const lifetimes& lifetimes, const estimate_options& options) {
  return detail::kaplan_meier(lifetimes.moments(), lifetimes.customers(), options);
}

curve nelson_aalen(const lifetimes& lifetimes, const estimate_options& options) {
  const quantity quantity{unit::ratio, better::low};
  std::vector<curve_step> steps;
  weighted_events events;
  for (const lifetimes::moment& now : lifetimes.moments()) {
    const double n = real(now.at_risk);
    if (now.left > 0) {
      events.sum += real(now.left) / n;
      events.variance += real(now.left) / n / n;
    }
    if (now.at_risk > 0) events.greatest_weight = std::max(events.greatest_weight, 1 / n);
    events.n = now.at_risk;
    steps.push_back(
        {now.duration, now.at_risk, now.left, now.last_seen, estimate_of(events, quantity, options)});
  }
  return {certain(0, lifetimes.customers(), estimate_of(weighted_events{}, quantity, options)),
          std::move(steps)};
}

namespace {

// When a falling line that begins at 100 is no higher than a level, with a tolerance for what was summed.
template <class HeightOf>
double time_at(const curve& survival, double level, HeightOf height_of) {
  constexpr double tolerance = 1.5e-6;
  std::optional<std::int64_t> equal;
  for (const curve_step& step : survival.steps()) {
    const double height = height_of(step.value);
    if (!(height <= level + tolerance)) continue;
    if (!equal) equal = step.time;
    if (height < level - tolerance) return real(static_cast<std::uint64_t>(*equal + step.time)) / 2;
  }
  if (!equal) return infinity;
  return real(static_cast<std::uint64_t>(*equal + survival.last())) / 2;
}

}  // namespace

estimate time_until_gone(const curve& survival, double gone) {
  if (!(gone > 0 && gone < 100)) {
    detail::throw_invalid_argument("a share of 0 to 100 per cent is gone at some time, not {}", {gone});
  }
  estimate result;
  result.level = survival.start().level;
  result.n = survival.start().n;
  result.method = interval_method::none;
  result.better = better::high;
  if (result.n == 0) {
    result.ci = {0, infinity};
    return result;
  }
  const double level = 100 - gone;
  result.value = time_at(survival, level, [](const estimate& at) { return at.value; });
  result.ci = {time_at(survival, level, [](const estimate& at) { return at.ci.low; }),
               time_at(survival, level, [](const estimate& at) { return at.ci.high; })};
  for (const curve_step& step : survival.steps()) {
    if (step.value.ci.exists()) result.method = step.value.method;
  }
  return result;
}

estimate restricted_mean(const curve& survival, std::int64_t horizon) {
  if (horizon < 1) detail::throw_invalid_argument("a horizon of {}", {horizon});
  estimate result;
  result.level = survival.start().level;
  result.method = interval_method::wald;
  result.better = better::high;
  result.ci = {0, static_cast<double>(horizon)};
  if (survival.start().n == 0 || (survival.last() < horizon && !survival.is_complete())) return result;
  result.n = survival.start().n;

  // From the last step back: the area from a step to the horizon, and what leaving at it does to the mean.
  double area = 0;
  double variance = 0;
  std::int64_t until = horizon;
  for (auto step = survival.steps().rbegin(); step != survival.steps().rend(); ++step) {
    if (step->time > horizon) continue;
    area += step->value.value / 100 * static_cast<double>(until - step->time);
    until = step->time;
    const double stay = real(step->at_risk - step->events);
    if (step->events > 0 && stay > 0) {
      variance += area * area * real(step->events) / (real(step->at_risk) * stay);
    }
  }
  result.value = area + static_cast<double>(until);
  result.standard_error = std::sqrt(variance);
  const interval bounds = wald(result.value, result.standard_error, result.level);
  result.ci = {std::max(bounds.low, 0.0), std::min(bounds.high, static_cast<double>(horizon))};
  return result;
}

}  // namespace cxmetrics
