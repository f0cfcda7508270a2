// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"
#include "quantile.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace cxmetrics {
namespace {

using detail::kind;

bool unanimous(const sampled_mean& mean) {
  return std::ranges::count_if(mean.share, [](double share) { return share > 0; }) == 1;
}

// How many independent observations of equal weight would be as precise. Where the variance of the mean is 0 but for rounding
// although that of the observations is not, margins fix the mean, and say nothing of how many observations there are.
double worth_in_answers(const sampled_mean& mean) {
  double variance = 0;
  for (std::size_t i = 0; i < mean.values.size(); ++i) {
    const double off = mean.values.worth(i) - mean.value;
    variance += mean.share[i] * off * off;
  }
  return unanimous(mean) || mean.variance <= 1e-20 * variance ? mean.unanimous_n : variance / mean.variance;
}

// The number of observations that the mean is worth: a few great weights leave its variance as uncertain as a few observations.
double degrees_of_freedom_of(const sampled_mean& mean) {
  return std::min(mean.degrees_of_freedom, mean.kish_n - 1);
}

// Few clusters leave the variance itself uncertain: the wider quantile of Student's t is that of fewer observations.
double answers_at(const sampled_mean& mean, confidence level) {
  const double degrees_of_freedom = degrees_of_freedom_of(mean);
  if (!(degrees_of_freedom > 0)) return 0;
  const double tail = level.tail() / 2;
  const double z = detail::normal_quantile(tail);
  const double t = detail::student_quantile(tail, degrees_of_freedom);
  const double ratio = z < t ? z / t : 1;
  return worth_in_answers(mean) * ratio * ratio;
}

double share_of(const sampled_mean& mean) {
  return std::clamp(mean.value / 100, 0.0, 1.0);
}

interval scaled(interval of_one, double factor) {
  return {of_one.low * factor, of_one.high * factor};
}

template <interval (*Method)(double, double, confidence)>
interval of_share(const sampled_mean& mean, confidence level) {
  const double n = answers_at(mean, level);
  return scaled(Method(share_of(mean) * n, n, level), 100);
}

interval of_score(const sampled_mean& mean, confidence level) {
  std::array<double, distribution::max_worths> worths{};
  std::array<double, distribution::max_worths> counts{};
  const double n = answers_at(mean, level);
  const std::size_t size = mean.values.size();
  for (std::size_t i = 0; i < size; ++i) {
    worths[i] = mean.values.worth(i);
    counts[i] = mean.share[i] * n;
  }
  return score_interval(std::span(worths.data(), size), std::span(counts.data(), size), level);
}

struct mean_recipe {
  interval_method method;
  interval (*bounds)(const sampled_mean&, confidence);
};

constexpr mean_recipe mean_recipes[] = {
    {interval_method::wilson, of_share<wilson>},
    {interval_method::score, of_score},
    {interval_method::student_t,
     [](const sampled_mean& mean, confidence level) {
       return student_t(mean.value, std::sqrt(mean.variance), mean.degrees_of_freedom, level);
     }},
    {interval_method::wald,
     [](const sampled_mean& mean, confidence level) {
       return wald(mean.value, std::sqrt(mean.variance), level);
     }},
    {interval_method::logit,
     [](const sampled_mean& mean, confidence level) {
       return scaled(
           logit_interval(share_of(mean), std::sqrt(mean.variance) / 100, mean.degrees_of_freedom, level),
           100);
     }},
    {interval_method::korn_graubard,
     [](const sampled_mean& mean, confidence level) {
       return scaled(korn_graubard(share_of(mean), worth_in_answers(mean), static_cast<double>(mean.n),
                                   mean.degrees_of_freedom, level),
                     100);
     }},
    {interval_method::agresti_coull, of_share<agresti_coull>},
    {interval_method::jeffreys, of_share<jeffreys>},
};

const mean_recipe& recipe_for(interval_method method, const sampled_mean& mean) {
  return detail::fitting(mean_recipes, method, detail::kind_of(mean.values), "to weighted observations");
}

interval range_of(const sampled_mean& mean) noexcept {
  const double infinity = std::numeric_limits<double>::infinity();
  if (mean.values.size() == 0) return {-infinity, infinity};
  return {mean.values.lowest(), mean.values.highest()};
}

class sampled final : public basis {
 public:
  sampled(const sampled_mean& mean, const estimate_options& options)
      : mean_(mean), method_(recipe_for(options.method, mean).method), level_(options.level) {}

  estimate describe(const quantity& quantity) const override {
    estimate result;
    result.value = mean_.value;
    result.standard_error = std::sqrt(mean_.variance);
    result.method = method_;
    result.ci = interval_by(method_, level_);
    result.level = level_.level();
    result.n = mean_.n;
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.basis = basis_handle(this);
    return result;
  }

  interval interval_by(interval_method method, confidence level) const override {
    return interval_of(mean_, method, level);
  }
  interval range() const noexcept override { return range_of(mean_); }
  double observation_variance() const noexcept override { return mean_.observation_variance; }
  double weight() const noexcept override { return mean_.weight; }

  observations as_observations() const override {
    // Where those who differ have small weights, the variance seen is too small; weights alone allow no more than this.
    const double n = std::min(worth_in_answers(mean_), mean_.kish_n);
    if (!std::isfinite(n)) return {};
    observations result;
    for (std::size_t i = 0; i < mean_.values.size(); ++i) {
      result.values.push_back(mean_.values.worth(i));
      result.counts.push_back(mean_.share[i] * n);
    }
    result.degrees_of_freedom = degrees_of_freedom_of(mean_);
    return result;
  }

  const sampled_mean& mean() const noexcept { return mean_; }

 private:
  sampled_mean mean_;
  interval_method method_;
  confidence level_;
};

}  // namespace

interval interval_of(const sampled_mean& mean, interval_method method, confidence level) {
  const mean_recipe& recipe = recipe_for(method, mean);
  const interval range = range_of(mean);
  if (std::isnan(mean.value)) return range;
  // Everybody was asked: nothing is left to be uncertain about.
  const bool total = mean.values.size() == 0;
  if (mean.variance == 0 && (total || std::isinf(worth_in_answers(mean)))) return {mean.value, mean.value};
  const interval bounds = recipe.bounds(mean, level);
  if (!bounds.exists()) return range;
  return {std::clamp(std::min(bounds.low, mean.value), range.low, range.high),
          std::clamp(std::max(bounds.high, mean.value), range.low, range.high)};
}

estimate estimate_of(const sampled_mean& mean, const quantity& quantity, const estimate_options& options) {
  return basis_handle(new sampled(mean, options))->describe(quantity);
}

const sampled_mean* sampled_mean_of(const estimate& estimate) noexcept {
  const auto* basis = dynamic_cast<const sampled*>(estimate.basis.get());
  return basis == nullptr ? nullptr : &basis->mean();
}

double design_effect(const estimate& estimate) noexcept {
  const sampled_mean* mean = sampled_mean_of(estimate);
  return mean != nullptr ? mean->variance * static_cast<double>(mean->n) / mean->observation_variance
                         : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace cxmetrics
