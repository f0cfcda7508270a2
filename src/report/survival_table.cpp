// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/survival_table.hpp"
#include "keys.hpp"

#include <cxmetrics/customers/competing_risks.hpp>
#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/customers/survival_test.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <utility>

namespace cxmetrics {
namespace {

constexpr std::size_t most_groups_in_pairs = 12;

std::string name_of_unit(granularity unit) {
  switch (unit) {
    case granularity::day:
      return "day";
    case granularity::month:
      return "month";
    case granularity::quarter:
      return "quarter";
    case granularity::year:
      return "year";
    case granularity::week:
    case granularity::week_from_sunday:
      break;
  }
  return "week";
}

void add_time(table& to, granularity unit) {
  to.add({"time", name_of_unit(unit), column_kind::age, column_meaning::time});
}

void add_numbers(table& to) {
  to.add({"at_risk", "at risk", column_kind::count});
  to.add({"events", "left", column_kind::count});
  to.add({"censored", "last seen", column_kind::count});
}

// About a dozen round times up to the last, in units that people count in.
std::int64_t round_step(std::int64_t last, granularity unit) {
  static constexpr std::int64_t days[] = {1, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650};
  static constexpr std::int64_t others[] = {1, 2, 3, 6, 12, 24, 60, 120};
  const auto choose = [&](const auto& steps) {
    for (const std::int64_t step : steps) {
      if (last / step <= 15) return step;
    }
    return std::max<std::int64_t>(last / 12, 1);
  };
  return unit == granularity::day ? choose(days) : choose(others);
}

// The same curve as it is known at round times.
std::vector<curve_step> at_round_times(const curve& of, granularity unit) {
  std::vector<curve_step> few;
  auto next = of.steps().begin();
  const std::int64_t step = round_step(of.last(), unit);
  for (std::int64_t time = step; time < of.last() + step; time += step) {
    const std::int64_t at = std::min(time, of.last());
    curve_step sum{at, of.at_risk(at), 0, 0, of.at(at)};
    for (; next != of.steps().end() && next->time <= at; ++next) {
      sum.events += next->events;
      sum.censored += next->censored;
    }
    few.push_back(std::move(sum));
  }
  return few;
}

void append_curve(table& to, const std::vector<key_cell>& key, const curve& of, granularity unit,
                  const survival_table_options& options) {
  constexpr std::size_t many = 20;
  const bool few = options.few_times && of.steps().size() > many;
  for (const curve_step& step : few ? at_round_times(of, unit) : of.steps()) {
    table_row row;
    row.key = key;
    row.key.emplace_back(step.time);
    row.estimates = {step.value};
    row.counts = {step.at_risk, step.events, step.censored};
    to.rows.push_back(std::move(row));
  }
}

// Two of the groups of each stratum.
survival_test compare_two(std::span<const std::vector<lifetimes>> strata, std::size_t one,
                          std::size_t other) {
  std::vector<std::vector<lifetimes>> of_two;
  for (const std::vector<lifetimes>& groups : strata) of_two.push_back({groups[one], groups[other]});
  return compare_survival(of_two, survival_weights::log_rank);
}

std::string name_of_group(const std::vector<key_cell>& key) {
  std::string text;
  for (const key_cell& cell : key) {
    if (&cell != &key.front()) text += " / ";
    text += detail::text_of(cell);
  }
  return text;
}

void add_tests_of(table& to, const std::vector<std::vector<key_cell>>& keys,
                  std::span<const std::vector<lifetimes>> strata, const std::string& within,
                  const survival_table_options& options) {
  const std::size_t groups = keys.size();
  if (groups < 2) return;
  to.adjustment = options.adjustment;
  for (const survival_weights weights : {survival_weights::log_rank, survival_weights::peto_peto}) {
    const survival_test found = compare_survival(strata, weights);
    to.tests.push_back({std::string(name_of(weights)).append(within),
                        {},
                        found.chi_squared,
                        found.degrees_of_freedom,
                        found.p_value});
  }
  if (groups < 3 || groups > most_groups_in_pairs) return;
  const std::size_t first = to.tests.size();
  std::vector<double> p_values;
  for (std::size_t one = 0; one < groups; ++one) {
    for (std::size_t other = one + 1; other < groups; ++other) {
      const survival_test found = compare_two(strata, one, other);
      to.tests.push_back({std::string(name_of(survival_weights::log_rank)).append(within),
                          {name_of_group(keys[one]), name_of_group(keys[other])},
                          found.chi_squared,
                          found.degrees_of_freedom,
                          found.p_value});
      p_values.push_back(found.p_value);
    }
  }
  const std::vector<double> raised = adjusted(p_values, options.adjustment);
  for (std::size_t pair = 0; pair < raised.size(); ++pair)
    to.tests[first + pair].adjusted_p_value = raised[pair];
}

}  // namespace

namespace detail {

table survival_table(granularity unit, const survival_table_options& options) {
  table result;
  result.metric = "survival";
  result.title = "still there";
  result.formula = "share of customers who have not left after so long (Kaplan-Meier)";
  result.unit = unit::percent;
  result.better = better::high;
  result.level = options.estimate.level.level();
  add_time(result, unit);
  result.add({"survival", "still there", column_kind::estimate, column_meaning::value});
  add_numbers(result);
  return result;
}

void append_survival(table& to, const std::vector<key_cell>& key, const lifetimes& of,
                     const survival_table_options& options) {
  append_curve(to, key, kaplan_meier(of, options.estimate), of.unit(), options);
}

void add_stays(table& to, granularity unit, const std::vector<std::vector<key_cell>>& keys,
               const std::vector<lifetimes>& groups, const std::vector<std::string>& key_names,
               const survival_table_options& options) {
  std::vector<curve> curves;
  std::int64_t horizon = 0;
  for (const lifetimes& group : groups) {
    curves.push_back(kaplan_meier(group, options.estimate));
    if (group.customers() == 0 || curves.back().is_complete()) continue;
    horizon = horizon == 0 ? curves.back().last() : std::min(horizon, curves.back().last());
  }
  if (horizon == 0) {
    for (const curve& each : curves) horizon = std::max(horizon, each.last());
  }
  horizon = std::max<std::int64_t>(horizon, 1);
  table stays;
  stays.metric = "lifetime";
  stays.title = name_of_unit(unit) + "s until half are gone";
  stays.formula = "first time at which no more than half of the customers are there; mean of the first " +
                  std::to_string(horizon) + " " + name_of_unit(unit) + "s as a customer";
  stays.unit = unit == granularity::day ? unit::days : unit::count;
  stays.level = options.estimate.level.level();
  stays.add({"value", "until half are gone", column_kind::estimate, column_meaning::value});
  stays.add({"restricted_mean", "mean of the first " + std::to_string(horizon), column_kind::estimate});
  stays.add({"customers", "customers", column_kind::count});
  stays.add({"left", "left", column_kind::count});
  for (std::size_t group = 0; group < groups.size(); ++group) {
    table_row row;
    row.key = keys[group];
    row.estimates = {time_until_gone(curves[group]), restricted_mean(curves[group], horizon)};
    for (estimate& each : row.estimates) each.unit = stays.unit;
    row.counts = {groups[group].customers(), groups[group].left()};
    stays.rows.push_back(std::move(row));
  }
  set_keys(stays, key_names, false);
  to.related.push_back(std::move(stays));
}

void add_tests(table& to, const std::vector<std::vector<key_cell>>& keys,
               const std::vector<lifetimes>& groups, const survival_table_options& options) {
  add_tests_of(to, keys, std::span(&groups, 1), "", options);
}

}  // namespace detail

table make_table(const lifetimes& lifetimes, const survival_table_options& options) {
  table result = detail::survival_table(lifetimes.unit(), options);
  detail::append_survival(result, {}, lifetimes, options);
  detail::add_stays(result, lifetimes.unit(), std::vector<std::vector<key_cell>>(1), {lifetimes}, {},
                    options);
  return result;
}

void test_within_strata(table& of, std::string_view column, std::span<const std::vector<lifetimes>> strata,
                        const survival_table_options& options) {
  std::vector<std::vector<key_cell>> keys;
  if (!of.related.empty()) {
    for (const table_row& row : of.related.front().rows) keys.push_back(row.key);
  }
  for (const std::vector<lifetimes>& groups : strata) {
    if (groups.size() != keys.size())
      detail::throw_invalid_argument("a stratum of {} groups in a table of {}", {groups.size(), keys.size()});
  }
  of.tests.clear();
  add_tests_of(of, keys, strata, std::string(" within ").append(column), options);
}

table make_table_of_causes(const lifetimes& lifetimes, const std::vector<std::string>& causes,
                           const survival_table_options& options) {
  if (causes.size() != lifetimes.causes()) {
    detail::throw_invalid_argument("{} names of {} causes", {causes.size(), lifetimes.causes()});
  }
  table result;
  result.metric = "survival";
  result.title = "left for the reason";
  result.formula = "share of customers who have left for the reason after so long (Aalen-Johansen)";
  result.unit = unit::percent;
  result.better = better::low;
  result.level = options.estimate.level.level();
  result.add({"reason", "reason", column_kind::group, column_meaning::reason});
  add_time(result, lifetimes.unit());
  result.add({"value", "left for it", column_kind::estimate, column_meaning::value});
  add_numbers(result);
  const std::vector<curve> curves = aalen_johansen(lifetimes, options.estimate);
  for (std::size_t cause = 0; cause < causes.size(); ++cause)
    append_curve(result, {causes[cause]}, curves[cause], lifetimes.unit(), options);
  return result;
}

}  // namespace cxmetrics
