// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/survey/planning.hpp>

#include <cmath>
#include <string_view>

namespace cxmetrics {
namespace {

void require_within_range(const metric& metric, std::string_view what, double value) {
  if (std::abs(value) <= metric.highest() - metric.lowest()) return;
  detail::throw_invalid_argument("a metric of {} to {} has no {} of {}",
                                 {metric.lowest(), metric.highest(), what, value});
}

double deviation_of(const metric& metric, const plan& plan) {
  return plan.standard_deviation.value_or((metric.highest() - metric.lowest()) / 2);
}

double free_observations_of(const metric& metric) {
  const distribution possible = distribution_of(metric, tally{metric.scale()});
  return possible.kind_of() == distribution::kind::net ? 3 : 0;
}

precision_goal precision_of(const metric& metric, double margin, const plan& plan) {
  require_within_range(metric, "margin", margin);
  return {.margin = margin,
          .standard_deviation = deviation_of(metric, plan),
          .level = plan.level,
          .population = plan.population,
          .free_observations = free_observations_of(metric)};
}

detection_goal detection_of(const metric& metric, double difference, const plan& plan) {
  require_within_range(metric, "difference", difference);
  const double deviation = deviation_of(metric, plan);
  return {.difference = difference,
          .standard_deviation_before = deviation,
          .standard_deviation_after = plan.standard_deviation_after.value_or(deviation),
          .power = plan.power,
          .level = plan.level,
          .population = plan.population,
          .free_observations = free_observations_of(metric)};
}

}  // namespace

double standard_deviation(const estimate& pilot) {
  const double variance = pilot.basis ? pilot.basis->observation_variance() : -1;
  if (variance >= 0) return std::sqrt(variance);
  detail::throw_invalid_argument("an estimate of {} answers says nothing about their spread", {pilot.n});
}

std::uint64_t sample_size(const metric& metric, double margin, const plan& plan) {
  return sample_size(precision_of(metric, margin, plan));
}

double achieved_margin(const metric& metric, std::uint64_t n, const plan& plan) {
  return achieved_margin(n, precision_of(metric, 0, plan));
}

std::uint64_t sample_size_to_detect(const metric& metric, double difference, const plan& plan) {
  return sample_size(detection_of(metric, difference, plan));
}

double power(const metric& metric, double difference, std::uint64_t n_before, std::uint64_t n_after,
             const plan& plan) {
  return power(n_before, n_after, detection_of(metric, difference, plan));
}

}  // namespace cxmetrics
