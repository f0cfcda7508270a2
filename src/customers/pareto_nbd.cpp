// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/hypergeometric.hpp"
#include "customers/maximise.hpp"
#include "customers/purchase_groups.hpp"

#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <boost/math/special_functions/digamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

// The likelihood as Fader and Hardie (2005) derive it: with the time that a customer may have left integrated out, the integral from
// the last purchase to now is the difference of two that go on for ever. There are far fewer of these than of customers.
namespace cxmetrics {
namespace {

using boost::math::digamma;
using detail::repeat_group;
using detail::repeat_times;
using parameters = std::array<double, 4>;

struct log_with_slopes {
  double value;
  parameters by;
};

// The logarithm of the integral of s (alpha + t)^-(r + x) (beta + t)^-(s + 1) from `time` on.
log_with_slopes log_left_after(const parameters& of, double x, double time) {
  const auto& [r, alpha, s, beta] = of;
  const double power = r + s + x;
  const bool alpha_is_greater = alpha >= beta;
  const double greater = std::max(alpha, beta) + time;
  const double lesser = std::min(alpha, beta) + time;
  const double second = alpha_is_greater ? s + 1 : r + x;
  const double z = (greater - lesser) / greater;
  // Beyond, parameters are so far apart that data tell nothing of them.
  if (z > 0.9999) return {std::numeric_limits<double>::quiet_NaN(), {}};
  const auto f = detail::log_hypergeometric_with_slopes(power, second, z);
  const double log_greater = std::log(greater);
  const double by_power = f.by_a - 1 / power - log_greater;
  const double by_greater = f.by_z * lesser / (greater * greater) - power / greater;
  const double by_lesser = -f.by_z / greater;
  return {std::log(s) - std::log(power) + f.value - power * log_greater,
          {by_power + (alpha_is_greater ? 0 : f.by_b), alpha_is_greater ? by_greater : by_lesser,
           by_power + (alpha_is_greater ? f.by_b : 0) + 1 / s, alpha_is_greater ? by_lesser : by_greater}};
}

// The same of (alpha + t)^-(r + x) (beta + t)^-s, of who is still there.
log_with_slopes log_still_there(const parameters& of, double x, double time) {
  const auto& [r, alpha, s, beta] = of;
  const double log_alpha = std::log(alpha + time);
  const double log_beta = std::log(beta + time);
  return {-(r + x) * log_alpha - s * log_beta,
          {-log_alpha, -(r + x) / (alpha + time), -log_beta, -s / (beta + time)}};
}

// Groups whose times are places among all times of the group.
struct placed_group {
  struct place {
    std::size_t recency;
    std::size_t age;
    double customers;
  };
  double repeats;
  double customers;
  std::vector<double> times;  // ascending
  std::vector<place> places;
};

std::vector<placed_group> placed(const std::vector<repeat_group>& groups) {
  std::vector<placed_group> result;
  for (const repeat_group& group : groups) {
    placed_group& into = result.emplace_back(placed_group{group.repeats, group.customers, {}, {}});
    for (const repeat_times& each : group.times) {
      into.times.push_back(each.recency);
      into.times.push_back(each.age);
    }
    std::sort(into.times.begin(), into.times.end());
    into.times.erase(std::unique(into.times.begin(), into.times.end()), into.times.end());
    const auto place_of = [&](double time) {
      return static_cast<std::size_t>(std::lower_bound(into.times.begin(), into.times.end(), time) -
                                      into.times.begin());
    };
    for (const repeat_times& each : group.times)
      into.places.push_back({place_of(each.recency), place_of(each.age), each.customers});
  }
  return result;
}

double log_likelihood_of(const std::vector<placed_group>& groups, const parameters& of,
                         std::span<double> gradient) {
  const auto& [r, alpha, s, beta] = of;
  double sum = 0;
  for (double& each : gradient) each = 0;
  std::vector<log_with_slopes> left;
  for (const placed_group& group : groups) {
    const double x = group.repeats;
    left.clear();
    for (const double time : group.times) left.push_back(log_left_after(of, x, time));
    for (const placed_group::place& each : group.places) {
      const log_with_slopes there = log_still_there(of, x, group.times[each.age]);
      const log_with_slopes& since = left[each.recency];
      const log_with_slopes& later = left[each.age];
      // As shares of the first, which is not 0.
      const double of_since = std::exp(since.value - there.value);
      const double of_later = std::exp(later.value - there.value);
      const double all = 1 + of_since - of_later;
      sum += each.customers * (there.value + std::log(all));
      for (std::size_t i = 0; i < of.size(); ++i) {
        gradient[i] += each.customers * (there.by[i] + of_since * since.by[i] - of_later * later.by[i]) / all;
      }
    }
    sum += group.customers * (std::lgamma(r + x) - std::lgamma(r) + r * std::log(alpha) + s * std::log(beta));
    gradient[0] += group.customers * (digamma(r + x) - digamma(r) + std::log(alpha));
    gradient[1] += group.customers * r / alpha;
    gradient[2] += group.customers * std::log(beta);
    gradient[3] += group.customers * s / beta;
  }
  return sum;
}

}  // namespace

pareto_nbd::pareto_nbd(double r, double alpha, double s, double beta) : parameters_{r, alpha, s, beta} {
  detail::require_positive(parameters_);
}

std::string_view pareto_nbd::name() const noexcept {
  return "Pareto/NBD";
}

double pareto_nbd::expected_purchases(double time) const {
  return expected_purchases(time, {});
}

double pareto_nbd::expected_purchases(double time, const purchase_history& of) const {
  if (!(time >= 0 && std::isfinite(time))) detail::throw_invalid_argument("a time of {}", {time});
  const double alive = probability_alive(of);
  const auto& [r, alpha, s, beta] = parameters_;
  const double later = std::log1p(time / (beta + of.age));
  const double while_there = s == 1 ? later : -std::expm1(-(s - 1) * later) / (s - 1);
  return alive * (r + static_cast<double>(of.repeats)) * (beta + of.age) / (alpha + of.age) * while_there;
}

double pareto_nbd::probability_alive(const purchase_history& of) const {
  detail::require_possible(of);
  const double x = static_cast<double>(of.repeats);
  const double there = log_still_there(parameters_, x, of.age).value;
  return 1 / (1 + std::exp(log_left_after(parameters_, x, of.recency).value - there) -
              std::exp(log_left_after(parameters_, x, of.age).value - there));
}

double pareto_nbd::log_likelihood(const purchase_history& of) const {
  const std::array one{of};
  std::array<double, 4> gradient{};
  return log_likelihood_of(placed(detail::repeat_groups_of(one)), parameters_, gradient);
}

fitted<pareto_nbd> fit_pareto_nbd(std::span<const purchase_history> of, confidence level) {
  const std::vector<placed_group> groups = placed(detail::repeat_groups_of(of));
  double longest = 0;
  for (const placed_group& group : groups) longest = std::max(longest, group.times.back());
  if (!(longest > 0)) detail::throw_invalid_argument("customers who were all watched for no time");
  const auto log_likelihood = [&](std::span<const double> logs, std::span<double> gradient) {
    const parameters at{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
    const double sum = log_likelihood_of(groups, at, gradient);
    for (std::size_t i = 0; i < at.size(); ++i) gradient[i] *= at[i];
    return sum;
  };
  model_fit fit = detail::maximised(
      log_likelihood,
      {{0.5, longest / 4, 0.5, longest / 4}, {1, longest, 1, longest / 2}, {2, longest / 2, 0.5, longest}},
      of.size(), level);
  const pareto_nbd model(fit.parameters[0].value, fit.parameters[1].value, fit.parameters[2].value,
                         fit.parameters[3].value);
  return {model, std::move(fit)};
}

}  // namespace cxmetrics
