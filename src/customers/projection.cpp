// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/hypergeometric.hpp"
#include "customers/maximise.hpp"
#include "reals.hpp"

#include <cxmetrics/customers/projection.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::infinity;

using detail::real;

void require_renewal(unsigned renewal) {
  if (renewal == 0) detail::throw_invalid_argument("renewal 0: the first one is 1");
}

// The derivatives of ln S(t) by the logarithms of alpha and beta.
std::array<double, 2> slopes_of_log_survival(const shifted_beta_geometric& model, unsigned renewals) {
  std::array<double, 2> slopes{};
  const double alpha = model.alpha();
  const double beta = model.beta();
  for (unsigned at = 0; at < renewals; ++at) {
    slopes[0] -= alpha / (alpha + beta + at);
    slopes[1] += beta / (beta + at) - beta / (alpha + beta + at);
  }
  return slopes;
}

estimate infinite_mean(const model_fit& fit) {
  estimate result = estimate_from(fit, infinity, std::array{0.0, 0.0}, unit::score, {0, infinity});
  result.standard_error = std::numeric_limits<double>::quiet_NaN();
  result.ci = {0, infinity};
  return result;
}

// A mean that does not exist for all values of alpha that fit.
estimate maybe_infinite(estimate mean, const model_fit& fit) {
  if (fit.parameters.front().ci.low <= 1) mean.ci.high = infinity;
  return mean;
}

}  // namespace

shifted_beta_geometric::shifted_beta_geometric(double alpha, double beta) : alpha_(alpha), beta_(beta) {
  if (!(alpha > 0 && alpha < infinity && beta > 0 && beta < infinity))
    detail::throw_invalid_argument("alpha {} and beta {}: both are above 0", {alpha, beta});
}

double shifted_beta_geometric::survival(unsigned renewals) const noexcept {
  constexpr unsigned few = 1000;
  if (renewals > few) {
    return std::exp(std::lgamma(beta_ + renewals) - std::lgamma(alpha_ + beta_ + renewals) +
                    std::lgamma(alpha_ + beta_) - std::lgamma(beta_));
  }
  double share = 1;
  for (unsigned at = 0; at < renewals; ++at) share *= (beta_ + at) / (alpha_ + beta_ + at);
  return share;
}

double shifted_beta_geometric::retention(unsigned renewal) const {
  require_renewal(renewal);
  return (beta_ + renewal - 1) / (alpha_ + beta_ + renewal - 1);
}

double shifted_beta_geometric::loss(unsigned renewal) const {
  require_renewal(renewal);
  return survival(renewal - 1) * alpha_ / (alpha_ + beta_ + renewal - 1);
}

double shifted_beta_geometric::mean_lifetime() const noexcept {
  return alpha_ > 1 ? (alpha_ + beta_ - 1) / (alpha_ - 1) : infinity;
}

double shifted_beta_geometric::expected_residual_lifetime(unsigned renewals, double discount) const {
  if (!(discount >= 0 && discount < infinity)) {
    detail::throw_invalid_argument("a discount of {} a period", {discount});
  }
  const double beta = beta_ + renewals;
  const double both = alpha_ + beta;
  if (discount == 0) return alpha_ > 1 ? beta / (alpha_ - 1) : infinity;
  return beta / both * detail::hypergeometric_of_one(beta + 1, both + 1, 1 / (1 + discount));
}

retention_projection::retention_projection(const shifted_beta_geometric& model, model_fit fit)
    : model_(model), fit_(std::move(fit)) {}

estimate retention_projection::survival(unsigned renewals) const {
  const double share = 100 * model_.survival(renewals);
  std::array<double, 2> slopes = slopes_of_log_survival(model_, renewals);
  for (double& each : slopes) each *= share;
  return estimate_from(fit_, share, slopes, unit::percent, {0, 100});
}

estimate retention_projection::retention(unsigned renewal) const {
  const double share = model_.retention(renewal);
  const double stays = model_.beta() + renewal - 1;
  const double slope = 100 * share * (1 - share);
  return estimate_from(fit_, 100 * share, std::array{-slope, slope * model_.beta() / stays}, unit::percent,
                       {0, 100});
}

estimate retention_projection::mean_lifetime() const {
  const double alpha = model_.alpha();
  const double mean = model_.mean_lifetime();
  if (std::isinf(mean)) return infinite_mean(fit_);
  const double beta = model_.beta();
  return maybe_infinite(
      estimate_from(fit_, mean, std::array{-alpha * beta / ((alpha - 1) * (alpha - 1)), beta / (alpha - 1)},
                    unit::score, {1, infinity}),
      fit_);
}

estimate retention_projection::expected_residual_lifetime(unsigned renewals, double discount) const {
  const double mean = model_.expected_residual_lifetime(renewals, discount);
  if (std::isinf(mean)) return infinite_mean(fit_);
  const double alpha = model_.alpha();
  const double beta = model_.beta();
  if (discount == 0) {
    const double slope = -alpha * (beta + renewals) / ((alpha - 1) * (alpha - 1));
    return maybe_infinite(
        estimate_from(fit_, mean, std::array{slope, beta / (alpha - 1)}, unit::score, {0, infinity}), fit_);
  }
  // By differences: the derivatives of the series are no simpler.
  constexpr double step = 1e-4;
  const auto at = [&](double of_alpha, double of_beta) {
    return shifted_beta_geometric{alpha * std::exp(of_alpha), beta * std::exp(of_beta)}
        .expected_residual_lifetime(renewals, discount);
  };
  const std::array slopes{(at(step, 0) - at(-step, 0)) / (2 * step),
                          (at(0, step) - at(0, -step)) / (2 * step)};
  return estimate_from(fit_, mean, slopes, unit::score, {0, infinity});
}

retention_projection project_retention(const renewals& of, confidence level) {
  const std::size_t last = of.last();
  std::vector<double> left;
  std::vector<double> stayed;
  std::uint64_t at_risk = of.customers() - of.present(0);
  if (at_risk == 0) detail::throw_invalid_argument("no customer came to a renewal");
  for (std::size_t renewal = 1; renewal <= last; ++renewal) {
    left.push_back(real(of.left(renewal)));
    stayed.push_back(real(at_risk - of.left(renewal)));
    at_risk -= of.left(renewal) + of.present(renewal);
  }
  // That of Fader and Hardie (2007), with the terms of each renewal together.
  const auto log_likelihood = [&](std::span<const double> logs, std::span<double> gradient) {
    const double alpha = std::exp(logs[0]);
    const double beta = std::exp(logs[1]);
    double sum = 0;
    gradient[0] = gradient[1] = 0;
    for (std::size_t at = 0; at < left.size(); ++at) {
      const double age = static_cast<double>(at);
      const double all = left[at] + stayed[at];
      sum += left[at] * logs[0] + stayed[at] * std::log(beta + age) - all * std::log(alpha + beta + age);
      gradient[0] += left[at] - all * alpha / (alpha + beta + age);
      gradient[1] += stayed[at] * beta / (beta + age) - all * beta / (alpha + beta + age);
    }
    return sum;
  };
  model_fit fit =
      detail::maximised(log_likelihood, {{1, 1}, {0.3, 3}, {5, 20}, {3, 0.5}}, of.customers(), level);
  const shifted_beta_geometric model{fit.parameters[0].value, fit.parameters[1].value};
  return {model, std::move(fit)};
}

}  // namespace cxmetrics
