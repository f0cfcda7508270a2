// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/planning.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <cmath>

namespace cxmetrics {
namespace {

constexpr double most_uncertain = 50;

double deviation_at(double rate) {
  return std::sqrt(rate * (100 - rate));
}

void require(churn_definition definition, const churn_plan& plan) {
  if (definition != churn_definition::start_cohort && definition != churn_definition::at_risk) {
    detail::throw_invalid_argument(
        "{} churn is no share of customers, which could be planned; here apply: start-cohort, at-risk",
        {name_of(definition)});
  }
  if (plan.rate && !(*plan.rate > 0 && *plan.rate < 100)) {
    detail::throw_invalid_argument("a churn rate to plan with lies between 0 and 100, not {}", {*plan.rate});
  }
}

precision_goal precision_of(churn_definition definition, double margin, const churn_plan& plan) {
  require(definition, plan);
  if (!(margin <= 100)) detail::throw_invalid_argument("a rate of 0 to 100 has no margin of {}", {margin});
  return {.margin = margin,
          .standard_deviation = deviation_at(plan.rate.value_or(most_uncertain)),
          .level = plan.level,
          .population = plan.population};
}

detection_goal detection_of(churn_definition definition, double difference, const churn_plan& plan) {
  require(definition, plan);
  if (!(std::abs(difference) <= 100)) {
    detail::throw_invalid_argument("a rate of 0 to 100 has no difference of {}", {difference});
  }
  const double before = plan.rate.value_or(most_uncertain);
  const double after = plan.rate ? before + difference : before;
  if (!(after >= 0 && after <= 100)) {
    detail::throw_invalid_argument("a rate of 0 to 100 cannot go from {} to {}", {before, after});
  }
  return {.difference = difference,
          .standard_deviation_before = deviation_at(before),
          .standard_deviation_after = deviation_at(after),
          .power = plan.power,
          .level = plan.level,
          .population = plan.population};
}

}  // namespace

std::uint64_t sample_size(churn_definition definition, double margin, const churn_plan& plan) {
  return sample_size(precision_of(definition, margin, plan));
}

double achieved_margin(churn_definition definition, std::uint64_t n, const churn_plan& plan) {
  return achieved_margin(n, precision_of(definition, 0, plan));
}

std::uint64_t sample_size_to_detect(churn_definition definition, double difference, const churn_plan& plan) {
  return sample_size(detection_of(definition, difference, plan));
}

double power(churn_definition definition, double difference, std::uint64_t n_before, std::uint64_t n_after,
             const churn_plan& plan) {
  return power(n_before, n_after, detection_of(definition, difference, plan));
}

}  // namespace cxmetrics
