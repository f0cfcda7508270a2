// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "quantile.hpp"
#include "sample.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace cxmetrics {
namespace {

using detail::sample;
using kind = distribution::kind;

interval times(interval of_one, double factor) {
  return {of_one.low * factor, of_one.high * factor};
}

// Of a standard error that nobody knows, nothing follows.
interval if_known(interval bounds) {
  return bounds.exists()
             ? bounds
             : interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
}

template <interval (*Method)(double, double, confidence)>
interval of_share(const sample& sample, confidence level) {
  return times(Method(sample.count_of(100), sample.n(), level), 100);
}

// Rao and Wu (1988): of a finite population, replicates differ from the value by less.
template <interval (*Method)(const distribution&, confidence, const bootstrap_options&)>
interval of_replicates(const sample& sample, confidence level) {
  const interval bounds = Method(sample.answers, level, sample.options.bootstrap);
  const double value = sample.answers.mean();
  const double shrink = std::sqrt(sample.left_out);
  return {value + shrink * (bounds.low - value), value + shrink * (bounds.high - value)};
}

interval of_score(const sample& sample, confidence level) {
  return score_interval(sample.worths(), sample.counts(), level);
}

constexpr unsigned shares = 1;
constexpr unsigned nets = 2;
constexpr unsigned quantities = 4;
constexpr unsigned any = shares | nets | quantities;

struct recipe {
  interval_method method;
  unsigned kinds;
  interval (*bounds)(const sample&, confidence);
};

// The first that fits is the standard.
constexpr recipe recipes[] = {
    {interval_method::wilson, shares, of_share<wilson>},
    {interval_method::score, shares | nets, of_score},
    {interval_method::student_t, any,
     [](const sample& s, confidence level) {
       const measured mean = s.by_sample();
       return student_t(mean.value, mean.standard_error, mean.degrees_of_freedom, level);
     }},
    {interval_method::score, quantities, of_score},
    {interval_method::agresti_coull, shares, of_share<agresti_coull>},
    {interval_method::clopper_pearson, shares, of_share<clopper_pearson>},
    {interval_method::jeffreys, shares, of_share<jeffreys>},
    {interval_method::adjusted_wald, nets,
     [](const sample& s, confidence level) {
       return times(
           adjusted_wald(s.count_of(-100), s.count_of(0), s.count_of(100), level, s.options.pseudo_counts),
           100);
     }},
    {interval_method::goodman, nets,
     [](const sample& s, confidence level) {
       return if_known(goodman_contrast(s.answers.mean(), s.standard_error(), 3, level));
     }},
    {interval_method::wald, any,
     [](const sample& s, confidence level) {
       return if_known(wald(s.answers.mean(), s.standard_error(), level));
     }},
    {interval_method::bootstrap_percentile, any, of_replicates<bootstrap_percentile>},
    {interval_method::bootstrap_bca, any, of_replicates<bootstrap_bca>},
};

const recipe& recipe_for(interval_method method, kind quantity) {
  const unsigned wanted = quantity == kind::share ? shares : quantity == kind::net ? nets : quantities;
  std::string fitting;
  for (const recipe& each : recipes) {
    if ((each.kinds & wanted) == 0) continue;
    if (method == each.method || method == interval_method::standard) return each;
    fitting.append(fitting.empty() ? "" : ", ").append(name_of(each.method));
  }
  detail::throw_invalid_argument("the interval {} does not fit; here apply: {}",
                                 {name_of(method), std::string_view(fitting)});
}

// Answers that all agree show Student's t no spread at all, which is no reason to be certain.
interval_method chosen(interval_method asked, const distribution& answers) {
  const bool unanimous = answers.kind_of() == kind::quantity && answers.variance() == 0;
  return asked == interval_method::standard && unanimous ? interval_method::score : asked;
}

// No interval claims what the quantity cannot be, given what those said who were asked, and none leaves out its own
// estimate.
interval interval_of(const sample& sample, const recipe& recipe, confidence level) {
  const distribution& answers = sample.answers;
  if (sample.answered == 0) return {answers.lowest(), answers.highest()};
  const double value = answers.mean();
  if (sample.left_out == 0) return {value, value};
  const interval possible{std::lerp(value, answers.lowest(), sample.left_out),
                          std::lerp(value, answers.highest(), sample.left_out)};
  const interval bounds = recipe.bounds(sample, level);
  return {std::clamp(std::min(bounds.low, value), possible.low, possible.high),
          std::clamp(std::max(bounds.high, value), possible.low, possible.high)};
}

}  // namespace

estimate estimate_of(const distribution& answers, unit unit, const estimate_options& options) {
  if (options.population && *options.population < answers.n()) {
    detail::throw_invalid_argument("{} answers of a population of {}", {answers.n(), *options.population});
  }
  const recipe& recipe = recipe_for(chosen(options.method, answers), answers.kind_of());
  const sample sample(answers, options);
  estimate result;
  result.value = answers.mean();
  result.standard_error = sample.standard_error();
  result.ci = interval_of(sample, recipe, options.level);
  result.level = options.level.level();
  result.n = answers.n();
  result.unit = unit;
  result.method = recipe.method;
  result.basis = counted_answers{answers, options};
  return result;
}

interval interval_at(const estimate& estimate, confidence level) {
  if (const auto* counted = std::get_if<counted_answers>(&estimate.basis)) {
    return interval_of({counted->answers, counted->options},
                       recipe_for(estimate.method, counted->answers.kind_of()), level);
  }
  if (const auto* events = std::get_if<counted_events>(&estimate.basis)) {
    return gamma_interval(events->sum, events->variance, events->greatest_weight, level);
  }
  if (const auto* sampled = std::get_if<sampled_mean>(&estimate.basis)) {
    return interval_of(*sampled, estimate.method, level);
  }
  if (std::isnan(estimate.value) || !estimate.ci.exists()) return estimate.ci;
  const double stretch = detail::normal_quantile(level.tail() / 2) /
                         detail::normal_quantile(detail::tail_of_level(estimate.level) / 2);
  return {estimate.value - stretch * (estimate.value - estimate.ci.low),
          estimate.value + stretch * (estimate.ci.high - estimate.value)};
}

}  // namespace cxmetrics
