// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "period_noise.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <cmath>
#include <limits>
#include <optional>

namespace cxmetrics::detail {
namespace {

// The variance of one answer of the periods together; not positive where that is not known.
double variance_of_one(std::span<const estimate> periods) {
  std::vector<estimate> some;
  for (const estimate& period : periods) {
    if (period.n > 0) some.push_back(period);
  }
  const std::optional<estimate> all = pooled(some);
  return all && all->basis ? all->basis->observation_variance() : 0;
}

// How many observations a period counts as. Those of a population that was asked in good part count as more.
double observations_of(const estimate& period) {
  const double variance = period.basis ? period.basis->observation_variance() : 0;
  const double squared = period.standard_error * period.standard_error;
  return variance > 0 && squared > 0 ? variance / squared : static_cast<double>(period.n);
}

// Half the interval over z; 0 of a certain estimate.
double error_by_interval(const estimate& period) {
  return period.ci.width() / 2 / normal_quantile(tail_of_level(period.level) / 2);
}

}  // namespace

measured_periods measured_periods_of(std::span<const estimate> periods, std::size_t baseline) {
  measured_periods result;
  for (const estimate& period : periods) require_comparable(periods.front(), period);
  const double variance =
      variance_of_one(baseline == 0 || baseline > periods.size() ? periods : periods.first(baseline));
  for (std::size_t place = 0; place < periods.size(); ++place) {
    const estimate& period = periods[place];
    if (std::isnan(period.value) || !period.ci.exists()) continue;
    if (period.ci.width() == 0) result.certain = true;
    const double error = error_by_interval(period);
    const double weight = variance > 0 ? observations_of(period) / variance : 1 / (error * error);
    if (weight > 0) result.used.push_back({place, period.value, weight});
  }
  if (result.certain) {
    for (measured_period& period : result.used) period.weight = 1;
  }
  return result;
}

}  // namespace cxmetrics::detail
