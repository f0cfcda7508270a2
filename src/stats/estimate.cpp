// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

using kind = distribution::kind;

interval_method chosen_method(interval_method asked, kind quantity) {
  const bool share = quantity == kind::share;
  const bool net = quantity == kind::net;
  switch (asked) {
    case interval_method::standard:
      return share ? interval_method::wilson : net ? interval_method::score : interval_method::student_t;
    case interval_method::student_t:
      return asked;
    case interval_method::wilson:
      if (share) return asked;
      break;
    case interval_method::score:
      if (net) return asked;
      break;
    default:
      break;
  }
  detail::throw_invalid_argument("the interval {} does not fit; here apply: {}",
                                 {name_of(asked), share ? std::string_view("Wilson, Student t")
                                                  : net ? std::string_view("score, Student t")
                                                        : std::string_view("Student t")});
}

double standard_error_of(const distribution& answers) {
  const auto n = static_cast<double>(answers.n());
  const double divisor = answers.kind_of() == kind::quantity ? n - 1 : n;
  return divisor > 0 ? std::sqrt(answers.variance() / divisor) : std::numeric_limits<double>::quiet_NaN();
}

interval scaled(interval of_one, double factor) {
  return {of_one.low * factor, of_one.high * factor};
}

interval unclipped(const distribution& answers, interval_method method, confidence level) {
  const auto n = static_cast<double>(answers.n());
  const auto low = static_cast<double>(answers.count_of(-100));
  const auto middle = static_cast<double>(answers.count_of(0));
  const auto high = static_cast<double>(answers.count_of(100));
  switch (method) {
    case interval_method::wilson:
      return scaled(wilson(high, n, level), 100);
    case interval_method::score:
      return scaled(net_score_interval(low, middle, high, level), 100);
    default:
      return student_t(answers.mean(), std::sqrt(answers.variance() / (n - 1)), n - 1, level);
  }
}

// No interval claims what the quantity cannot be, and none leaves out its own estimate for a last bit.
interval clipped(interval bounds, const distribution& answers) {
  const double value = answers.mean();
  return {std::clamp(std::min(bounds.low, value), answers.lowest(), answers.highest()),
          std::clamp(std::max(bounds.high, value), answers.lowest(), answers.highest())};
}

interval interval_of(const distribution& answers, interval_method method, confidence level) {
  if (answers.n() == 0) return {answers.lowest(), answers.highest()};
  return clipped(unclipped(answers, method, level), answers);
}

}  // namespace

estimate estimate_of(const distribution& answers, unit unit, const estimate_options& options) {
  const interval_method method = chosen_method(options.method, answers.kind_of());
  estimate result;
  result.value = answers.mean();
  result.standard_error = standard_error_of(answers);
  result.ci = interval_of(answers, method, options.level);
  result.level = options.level.level();
  result.n = answers.n();
  result.unit = unit;
  result.method = method;
  result.basis = counted_answers{answers, options};
  return result;
}

interval interval_at(const estimate& estimate, confidence level) {
  if (const auto* counted = std::get_if<counted_answers>(&estimate.basis)) {
    return interval_of(counted->answers, estimate.method, level);
  }
  if (const auto* events = std::get_if<counted_events>(&estimate.basis)) {
    return gamma_interval(events->sum, events->variance, events->greatest_weight, level);
  }
  if (std::isnan(estimate.value) || !estimate.ci.exists()) return estimate.ci;
  const double stretch = detail::normal_quantile(level.tail() / 2) /
                         detail::normal_quantile(confidence(estimate.level).tail() / 2);
  return {estimate.value - stretch * (estimate.value - estimate.ci.low),
          estimate.value + stretch * (estimate.ci.high - estimate.value)};
}

}  // namespace cxmetrics
