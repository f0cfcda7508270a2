// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/maximise.hpp"
#include "customers/purchase_groups.hpp"

#include <cxmetrics/customers/spend_model.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <boost/math/special_functions/digamma.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace cxmetrics {
namespace {

using boost::math::digamma;

struct spenders {
  std::vector<double> totals;  // of each customer
  double log_means = 0;
};

void require_spend(const purchase_history& of) {
  if (!(of.mean_spend > 0 && std::isfinite(of.mean_spend))) {
    detail::throw_invalid_argument("a mean amount of {} of {} repeat purchases", {of.mean_spend, of.repeats});
  }
}

}  // namespace

gamma_gamma::gamma_gamma(double p, double q, double gamma) : parameters_{p, q, gamma} {
  detail::require_positive(parameters_);
}

double gamma_gamma::expected_spend(const purchase_history& of) const {
  const auto& [p, q, gamma] = parameters_;
  const double x = static_cast<double>(of.repeats);
  if (of.repeats > 0) require_spend(of);
  const double base = p * x + q - 1;
  if (!(base > 0)) return std::numeric_limits<double>::infinity();
  return p * (gamma + (of.repeats > 0 ? x * of.mean_spend : 0)) / base;
}

double gamma_gamma::log_likelihood(const purchase_history& of) const {
  if (of.repeats == 0) return 0;
  require_spend(of);
  const auto& [p, q, gamma] = parameters_;
  const double x = static_cast<double>(of.repeats);
  return std::lgamma(p * x + q) - std::lgamma(p * x) - std::lgamma(q) + q * std::log(gamma) +
         (p * x - 1) * std::log(of.mean_spend) + p * x * std::log(x) -
         (p * x + q) * std::log(gamma + x * of.mean_spend);
}

fitted<gamma_gamma> fit_gamma_gamma(std::span<const purchase_history> of, confidence level) {
  std::map<double, spenders> by_repeats;
  double mean = 0;
  std::uint64_t customers = 0;
  for (const purchase_history& each : of) {
    if (each.repeats == 0) continue;
    require_spend(each);
    const double x = static_cast<double>(each.repeats);
    spenders& alike = by_repeats[x];
    alike.totals.push_back(x * each.mean_spend);
    alike.log_means += std::log(each.mean_spend);
    mean += each.mean_spend;
    ++customers;
  }
  if (customers == 0) detail::throw_invalid_argument("no customer with a repeat purchase");
  mean /= static_cast<double>(customers);
  const auto log_likelihood = [&](std::span<const double> logs, std::span<double> gradient) {
    const double p = std::exp(logs[0]);
    const double q = std::exp(logs[1]);
    const double gamma = std::exp(logs[2]);
    double sum = 0;
    for (double& each : gradient) each = 0;
    for (const auto& [x, alike] : by_repeats) {
      const double n = static_cast<double>(alike.totals.size());
      double log_totals = 0;
      double inverse_totals = 0;
      for (const double total : alike.totals) {
        log_totals += std::log(gamma + total);
        inverse_totals += 1 / (gamma + total);
      }
      const double both = p * x + q;
      sum +=
          n * (std::lgamma(both) - std::lgamma(p * x) - std::lgamma(q) + q * logs[2] + p * x * std::log(x)) +
          (p * x - 1) * alike.log_means - both * log_totals;
      gradient[0] += x * (n * (digamma(both) - digamma(p * x) + std::log(x)) + alike.log_means - log_totals);
      gradient[1] += n * (digamma(both) - digamma(q) + logs[2]) - log_totals;
      gradient[2] += n * q / gamma - both * inverse_totals;
    }
    gradient[0] *= p;
    gradient[1] *= q;
    gradient[2] *= gamma;
    return sum;
  };
  model_fit fit =
      detail::maximised(log_likelihood, {{3, 3, mean}, {1, 2, mean}, {10, 5, mean / 2}}, customers, level);
  const gamma_gamma model(fit.parameters[0].value, fit.parameters[1].value, fit.parameters[2].value);
  return {model, std::move(fit)};
}

}  // namespace cxmetrics
