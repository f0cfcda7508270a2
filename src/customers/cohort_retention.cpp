// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

estimate share_of(std::uint64_t retained, std::uint64_t customers, const estimate_options& options) {
  distribution values;
  values.add(0, customers - retained);
  values.add(100, retained);
  return estimate_of(values, {unit::percent, better::high}, options);
}

}  // namespace

estimate retention_of(const cohort_cell& cell, const estimate_options& options) {
  estimate result = share_of(cell.retained, cell.customers, options);
  if (cell.mature || cell.retained > 0) return result;
  result.value = result.standard_error = std::numeric_limits<double>::quiet_NaN();
  result.ci = range_of(result);
  result.n = 0;
  result.basis = {};
  return result;
}

curve pooled_retention(const std::vector<cohort>& cohorts, const estimate_options& options) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> by_age;  // customers, retained
  for (const cohort& each : cohorts) {
    for (const cohort_cell& cell : each.cells) {
      if (!cell.mature) continue;
      const auto age = static_cast<std::size_t>(cell.age);
      if (by_age.size() <= age) by_age.resize(age + 1);
      by_age[age].first += cell.customers;
      by_age[age].second += cell.retained;
    }
  }
  std::vector<curve_step> steps;
  for (std::size_t age = 0; age < by_age.size(); ++age) {
    const auto [customers, retained] = by_age[age];
    if (customers == 0) continue;
    steps.push_back({static_cast<std::int64_t>(age), customers, customers - retained, 0,
                     share_of(retained, customers, options)});
  }
  return {share_of(0, 0, options), std::move(steps)};
}

renewals renewals_of(const customer_cohorts& cohorts) {
  renewals all;
  for (const cohort& each : cohorts.cohorts(retention_kind::unbounded)) {
    std::vector<std::uint64_t> alive;
    for (const cohort_cell& cell : each.cells) {
      if (cell.mature) alive.push_back(cell.retained);
    }
    if (alive.empty()) alive.push_back(each.customers);  // whose first age is not over
    all.record_cohort(alive);
  }
  return all;
}

std::vector<cohort_pair> compare_cohorts(const std::vector<cohort>& cohorts, std::int64_t age,
                                         adjustment adjustment, const estimate_options& options) {
  std::vector<std::pair<period, estimate>> known;
  for (const cohort& each : cohorts) {
    for (const cohort_cell& cell : each.cells) {
      if (cell.age == age && cell.mature) known.emplace_back(each.joined, retention_of(cell, options));
    }
  }
  std::vector<cohort_pair> pairs;
  std::vector<double> p_values;
  for (std::size_t one = 0; one < known.size(); ++one) {
    for (std::size_t other = one + 1; other < known.size(); ++other) {
      pairs.push_back({known[one].first, known[other].first, compare(known[one].second, known[other].second),
                       std::numeric_limits<double>::quiet_NaN()});
      p_values.push_back(pairs.back().found.mark_p_value);
    }
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) pairs[pair].adjusted_p_value = raised[pair];
  return pairs;
}

}  // namespace cxmetrics
