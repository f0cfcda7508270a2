// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

namespace cxmetrics {
namespace {

using kind = distribution::kind;

bool unanimous(const sampled_mean& mean) {
  return std::ranges::count_if(mean.share, [](double share) { return share > 0; }) == 1;
}

// How many independent answers of equal weight would be as precise.
double worth_in_answers(const sampled_mean& mean) {
  double variance = 0;
  for (std::size_t i = 0; i < mean.answers.size(); ++i) {
    const double off = mean.answers.worth(i) - mean.value;
    variance += mean.share[i] * off * off;
  }
  return unanimous(mean) || mean.variance == 0 ? mean.unanimous_n : variance / mean.variance;
}

// Few clusters leave the variance itself uncertain: the wider quantile of Student's t is had by fewer answers.
double answers_at(const sampled_mean& mean, confidence level) {
  if (!(mean.degrees_of_freedom > 0)) return 0;
  const double tail = level.tail() / 2;
  const double ratio =
      detail::normal_quantile(tail) / detail::student_quantile(tail, mean.degrees_of_freedom);
  return worth_in_answers(mean) * ratio * ratio;
}

double share_of(const sampled_mean& mean) {
  return std::clamp(mean.value / 100, 0.0, 1.0);
}

interval times(interval of_one, double factor) {
  return {of_one.low * factor, of_one.high * factor};
}

template <interval (*Method)(double, double, confidence)>
interval of_share(const sampled_mean& mean, confidence level) {
  const double n = answers_at(mean, level);
  return times(Method(share_of(mean) * n, n, level), 100);
}

interval of_score(const sampled_mean& mean, confidence level) {
  std::array<double, distribution::max_worths> worths{};
  std::array<double, distribution::max_worths> counts{};
  const double n = answers_at(mean, level);
  const std::size_t size = mean.answers.size();
  for (std::size_t i = 0; i < size; ++i) {
    worths[i] = mean.answers.worth(i);
    counts[i] = mean.share[i] * n;
  }
  return score_interval(std::span(worths.data(), size), std::span(counts.data(), size), level);
}

constexpr unsigned shares = 1;
constexpr unsigned nets = 2;
constexpr unsigned quantities = 4;
constexpr unsigned totals = 8;
constexpr unsigned any = shares | nets | quantities | totals;

struct recipe {
  interval_method method;
  unsigned kinds;
  interval (*bounds)(const sampled_mean&, confidence);
};

// The first that fits is the standard.
constexpr recipe recipes[] = {
    {interval_method::wilson, shares, of_share<wilson>},
    {interval_method::score, shares | nets, of_score},
    {interval_method::student_t, any,
     [](const sampled_mean& mean, confidence level) {
       return student_t(mean.value, std::sqrt(mean.variance), mean.degrees_of_freedom, level);
     }},
    {interval_method::score, quantities, of_score},
    {interval_method::wald, any,
     [](const sampled_mean& mean, confidence level) {
       return wald(mean.value, std::sqrt(mean.variance), level);
     }},
    {interval_method::logit, shares,
     [](const sampled_mean& mean, confidence level) {
       return times(
           logit_interval(share_of(mean), std::sqrt(mean.variance) / 100, mean.degrees_of_freedom, level),
           100);
     }},
    {interval_method::korn_graubard, shares,
     [](const sampled_mean& mean, confidence level) {
       return times(korn_graubard(share_of(mean), worth_in_answers(mean), static_cast<double>(mean.n),
                                  mean.degrees_of_freedom, level),
                    100);
     }},
    {interval_method::agresti_coull, shares, of_share<agresti_coull>},
    {interval_method::jeffreys, shares, of_share<jeffreys>},
};

const recipe& recipe_for(interval_method method, const sampled_mean& mean) {
  const kind quantity = mean.answers.kind_of();
  const unsigned wanted = mean.answers.size() == 0  ? totals
                          : quantity == kind::share ? shares
                          : quantity == kind::net   ? nets
                                                    : quantities;
  std::string fitting;
  for (const recipe& each : recipes) {
    if ((each.kinds & wanted) == 0) continue;
    if (method == each.method || method == interval_method::standard) return each;
    fitting.append(fitting.empty() ? "" : ", ").append(name_of(each.method));
  }
  detail::throw_invalid_argument("the interval {} does not fit; to weighted answers apply: {}",
                                 {name_of(method), std::string_view(fitting)});
}

// As for counted answers, the score interval where all agree.
interval_method chosen(interval_method asked, const sampled_mean& mean) {
  const bool applies = mean.answers.kind_of() == kind::quantity && unanimous(mean);
  return asked == interval_method::standard && applies ? interval_method::score : asked;
}

}  // namespace

interval interval_of(const sampled_mean& mean, interval_method method, confidence level) {
  const recipe& recipe = recipe_for(method, mean);
  const bool bounded = mean.answers.size() > 0;
  const double infinity = std::numeric_limits<double>::infinity();
  const double lowest = bounded ? mean.answers.lowest() : -infinity;
  const double highest = bounded ? mean.answers.highest() : infinity;
  if (std::isnan(mean.value)) return {lowest, highest};
  // Everybody was asked: nothing is left to be uncertain about.
  if (mean.variance == 0 && (!bounded || std::isinf(worth_in_answers(mean)))) return {mean.value, mean.value};
  const interval bounds = recipe.bounds(mean, level);
  if (!bounds.exists()) return {lowest, highest};
  return {std::clamp(std::min(bounds.low, mean.value), lowest, highest),
          std::clamp(std::max(bounds.high, mean.value), lowest, highest)};
}

double design_effect(const estimate& estimate) noexcept {
  const auto* mean = std::get_if<sampled_mean>(&estimate.basis);
  return mean ? mean->variance * static_cast<double>(mean->n) / mean->answer_variance
              : std::numeric_limits<double>::quiet_NaN();
}

estimate estimate_of(const sampled_mean& mean, unit unit, const estimate_options& options) {
  estimate result;
  result.value = mean.value;
  result.standard_error = std::sqrt(mean.variance);
  result.method = recipe_for(chosen(options.method, mean), mean).method;
  result.ci = interval_of(mean, result.method, options.level);
  result.level = options.level.level();
  result.n = mean.n;
  result.unit = unit;
  result.basis = mean;
  return result;
}

}  // namespace cxmetrics
