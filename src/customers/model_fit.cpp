// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/hill_search.hpp"
#include "stats/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cxmetrics {
namespace detail {

model_fit maximised(const log_likelihood& of, const std::vector<std::vector<double>>& starts,
                    std::uint64_t customers, confidence level) {
  const hill_search search(of);
  std::vector<place> tops;
  for (vector start : starts) {
    for (double& each : start) each = std::log(each);
    tops.push_back(search.climb(search.at(std::move(start))));
  }
  place best = *std::max_element(
      tops.begin(), tops.end(), [](const place& one, const place& other) { return one.value < other.value; });
  const std::size_t size = best.logs.size();
  std::optional<matrix> covariance;
  for (int round = 0; round < 3; ++round) {
    covariance = inverse(search.information(best), size);
    if (!covariance) break;
    vector logs = best.logs;
    const vector step = times(*covariance, best.gradient);
    for (std::size_t i = 0; i < size; ++i) logs[i] += step[i];
    place polished = search.at(std::move(logs));
    if (!(greatest(polished.gradient) < greatest(best.gradient))) break;
    best = std::move(polished);
  }

  model_fit fit;
  fit.log_likelihood = best.value;
  fit.gradient = greatest(best.gradient);
  fit.starts = static_cast<unsigned>(starts.size());
  fit.agreeing = static_cast<unsigned>(std::count_if(tops.begin(), tops.end(), [&](const place& top) {
    return top.value > best.value - 1e-6 * (1 + std::abs(best.value));
  }));
  fit.converged = std::isfinite(best.value) && fit.gradient <= 1e3 * hill_search::near_enough(best) &&
                  greatest(best.logs) < 14.9;
  fit.identified = covariance.has_value();
  fit.covariance_of_logs = covariance.value_or(matrix(size * size, std::numeric_limits<double>::quiet_NaN()));
  const double z = normal_quantile(level.tail() / 2);
  for (std::size_t i = 0; i < size; ++i) {
    const double error = std::sqrt(fit.covariance_of_logs[i * size + i]);
    fit.identified = fit.identified && error < std::log(10);
    estimate& parameter = fit.parameters.emplace_back();
    parameter.value = std::exp(best.logs[i]);
    parameter.standard_error = parameter.value * error;
    parameter.ci = {parameter.value * std::exp(-z * error), parameter.value * std::exp(z * error)};
    if (!parameter.ci.exists()) parameter.ci = {0, std::numeric_limits<double>::infinity()};
    parameter.level = level.level();
    parameter.n = customers;
    parameter.method = interval_method::wald;
  }
  return fit;
}

}  // namespace detail

estimate estimate_from(const model_fit& fit, double value, std::span<const double> gradient,
                       const quantity& quantity, const interval& bounds) {
  double variance = 0;
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    for (std::size_t j = 0; j < gradient.size(); ++j)
      variance += gradient[i] * fit.covariance_of_logs[i * gradient.size() + j] * gradient[j];
  }
  estimate result;
  result.value = value;
  result.standard_error = std::sqrt(variance);
  result.level = fit.parameters.front().level;
  result.n = fit.parameters.front().n;
  result.unit = quantity.unit;
  result.better = quantity.better;
  result.method = interval_method::wald;
  result.ci = bounds;
  const double above = value - bounds.low;
  const double below = bounds.high - value;
  if (!std::isfinite(result.standard_error) || !(above > 0) || !(below > 0)) return result;
  const double z = detail::normal_quantile((1 - result.level) / 2);
  const auto bound = [&](double times) {
    if (std::isinf(bounds.high)) return bounds.low + above * std::exp(times * result.standard_error / above);
    const double odds = above / below * std::exp(times * result.standard_error * (1 / above + 1 / below));
    return std::isinf(odds) ? bounds.high : bounds.low + (bounds.high - bounds.low) * odds / (1 + odds);
  };
  result.ci = {bound(-z), bound(z)};
  return result;
}

}  // namespace cxmetrics
