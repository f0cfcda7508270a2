// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/sample_size.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

using population = std::optional<std::uint64_t>;

void require_deviation(double standard_deviation) {
  if (!(standard_deviation >= 0 && std::isfinite(standard_deviation))) {
    detail::throw_invalid_argument("a standard deviation is at least 0, not {}", {standard_deviation});
  }
}

void require_free_observations(double free_observations) {
  if (!(free_observations >= 0 && std::isfinite(free_observations))) {
    detail::throw_invalid_argument("free observations are a number from 0 up, not {}", {free_observations});
  }
}

void require_difference(const detection_goal& goal) {
  require_free_observations(goal.free_observations);
  if (!(std::abs(goal.difference) > 0 && std::isfinite(goal.difference))) {
    detail::throw_invalid_argument("a difference to detect is not {}", {goal.difference});
  }
  require_deviation(goal.standard_deviation_before);
  require_deviation(goal.standard_deviation_after);
}

std::uint64_t rounded_up(double n, double free_observations, const population& people) {
  if (people == 0) detail::throw_invalid_argument("a population of 0");
  n = std::max(1.0, n - free_observations);
  if (people) n /= 1 + (n - 1) / static_cast<double>(*people);
  if (!(n < 0x1p63)) detail::throw_invalid_argument("that would take {} observations", {n});
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(n)));
}

// The variance of the mean of n observations. The correction is the one that `rounded_up` undoes: with n observations
// of N, as good as n' = n (N - 1) / (N - n) of an endless population.
double variance_of_mean(std::uint64_t n, double standard_deviation, double free_observations,
                        const population& people) {
  if (n == 0 || (people && n > *people)) {
    detail::throw_invalid_argument("{} observations of a population of {}", {n, people.value_or(0)});
  }
  auto as_good_as = static_cast<double>(n);
  if (people) {
    if (n == *people) return 0;
    const auto all = static_cast<double>(*people);
    as_good_as *= (all - 1) / (all - as_good_as);
  }
  return standard_deviation * standard_deviation / (as_good_as + free_observations);
}

}  // namespace

std::uint64_t sample_size(const precision_goal& goal) {
  if (!(goal.margin > 0 && std::isfinite(goal.margin))) {
    detail::throw_invalid_argument("a margin is a number greater than 0, not {}", {goal.margin});
  }
  require_deviation(goal.standard_deviation);
  require_free_observations(goal.free_observations);
  const double z = detail::normal_quantile(goal.level.tail() / 2);
  const double ratio = z * goal.standard_deviation / goal.margin;
  return rounded_up(ratio * ratio, goal.free_observations, goal.population);
}

double achieved_margin(std::uint64_t n, const precision_goal& goal) {
  require_deviation(goal.standard_deviation);
  require_free_observations(goal.free_observations);
  const double z = detail::normal_quantile(goal.level.tail() / 2);
  return z * std::sqrt(variance_of_mean(n, goal.standard_deviation, goal.free_observations, goal.population));
}

std::uint64_t sample_size(const detection_goal& goal) {
  require_difference(goal);
  if (!(goal.power > 0 && goal.power < 1)) {
    detail::throw_invalid_argument("a power lies between 0 and 1, not {}", {goal.power});
  }
  const double z = detail::normal_quantile(goal.level.tail() / 2) + detail::normal_quantile(1 - goal.power);
  const double ratio = std::max(0.0, z) *
                       std::hypot(goal.standard_deviation_before, goal.standard_deviation_after) /
                       goal.difference;
  return rounded_up(ratio * ratio, goal.free_observations, goal.population);
}

double power(std::uint64_t n_before, std::uint64_t n_after, const detection_goal& goal) {
  require_difference(goal);
  const double variance =
      variance_of_mean(n_before, goal.standard_deviation_before, goal.free_observations, goal.population) +
      variance_of_mean(n_after, goal.standard_deviation_after, goal.free_observations, goal.population);
  if (variance == 0) return 1;
  const double z = detail::normal_quantile(goal.level.tail() / 2);
  const double shift = std::abs(goal.difference) / std::sqrt(variance);
  return detail::normal_upper_tail(z - shift) + detail::normal_upper_tail(z + shift);
}

}  // namespace cxmetrics
