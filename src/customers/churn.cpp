// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/events.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

constexpr detail::named<churn_definition> definition_names[] = {
    {churn_definition::start_cohort, "start-cohort"},
    {churn_definition::naive, "naive"},
    {churn_definition::at_risk, "at-risk"},
    {churn_definition::mid_period, "mid-period"},
    {churn_definition::daily, "daily"},
    {churn_definition::customer_day, "customer-day"},
};
using detail::infinity;

using detail::real;

estimate share(std::uint64_t part, std::uint64_t whole, better better, const estimate_options& options) {
  distribution customers;
  customers.add(100, part);
  customers.add(0, whole - part);
  return estimate_of(customers, {unit::percent, better}, options);
}

void require_method(churn_definition definition, interval_method asked, interval_method fits) {
  if (asked == interval_method::standard || asked == fits) return;
  detail::throw_invalid_argument("the interval {} does not fit {} churn; here applies: {}",
                                 {name_of(asked), name_of(definition), name_of(fits)});
}

// A ratio whose uncertainty nobody knows.
estimate ratio(churn_definition definition, std::uint64_t lost, double base, std::uint64_t n,
               const estimate_options& options) {
  require_method(definition, options.method, interval_method::none);
  estimate result;
  result.level = options.level.level();
  result.unit = unit::percent;
  result.better = better::low;
  if (base > 0) {
    result.value = 100 * real(lost) / base;
    result.n = n;
  }
  return result;
}

estimate sum_of_events(churn_definition definition, interval_method method, weighted_events events,
                       std::uint64_t n, estimate_options options) {
  require_method(definition, options.method, method);
  options.method = method;
  events.n = n;
  return estimate_of(events, {unit::percent, better::low}, options);
}

weighted_events daily_rates(const customer_flow& flow) {
  if (flow.detail() != flow_detail::daily) {
    detail::throw_invalid_argument("daily churn needs a flow with daily detail; that of {} has none",
                                   {std::string_view(to_string(flow.period()))});
  }
  weighted_events events;
  std::uint64_t customers = flow.at_start();
  for (const day_counters& day : flow.daily()) {
    if (customers > 0) {
      const double weight = 100 / real(customers);
      events.sum += real(day.left) * weight;
      events.variance += real(day.left) * weight * weight;
      events.greatest_weight = std::max(events.greatest_weight, weight);
    }
    customers += day.came - day.left;
  }
  return events;
}

weighted_events per_customer_day(const customer_flow& flow) {
  if (flow.customer_days() == 0) return {};
  const double weight =
      100 * real(static_cast<std::uint64_t>(flow.period().days())) / real(flow.customer_days());
  const double lost = real(flow.lost());
  return {.sum = lost * weight, .variance = lost * weight * weight, .greatest_weight = weight};
}

void require_rate(const estimate& churn) {
  if (churn.unit != unit::percent || churn.value < 0 || churn.value > 100) {
    detail::throw_invalid_argument("{} is no churn rate in 0 to 100 per cent", {churn.value});
  }
}

// Bounds beyond 100 are those of rates that are no proportions; more than all cannot leave.
interval mapped(const interval& of_churn, double (*map)(double, double), double parameter) {
  if (!of_churn.exists()) return of_churn;
  const double low = map(std::clamp(of_churn.low, 0.0, 100.0), parameter);
  const double high = map(std::clamp(of_churn.high, 0.0, 100.0), parameter);
  return {std::min(low, high), std::max(low, high)};
}

double over_periods(double rate, double periods) {
  return -100 * std::expm1(periods * std::log1p(-rate / 100));
}

double lifetime(double rate, double) {
  return 100 / rate;
}

}  // namespace

std::string_view name_of(churn_definition definition) noexcept {
  return detail::name_in(definition_names, definition);
}

churn_definition churn_definition_named(std::string_view name) {
  return detail::value_in(definition_names, "churn definition", name);
}

estimate churn_rate(const customer_flow& flow, churn_definition definition, const estimate_options& options) {
  switch (definition) {
    case churn_definition::naive:
      return ratio(definition, flow.lost(), real(flow.at_start()), flow.at_start(), options);
    case churn_definition::at_risk:
      return share(flow.lost(), flow.at_risk(), better::low, options);
    case churn_definition::mid_period:
      return ratio(definition, flow.lost(), (real(flow.at_start()) + real(flow.at_end())) / 2, flow.at_risk(),
                   options);
    case churn_definition::daily:
      return sum_of_events(definition, interval_method::gamma, daily_rates(flow), flow.at_risk(), options);
    case churn_definition::customer_day:
      return sum_of_events(definition, interval_method::garwood, per_customer_day(flow), flow.at_risk(),
                           options);
    case churn_definition::start_cohort:
      break;
  }
  return share(flow.churned() - flow.returned(), flow.at_start(), better::low, options);
}

estimate retention_rate(const customer_flow& flow, const estimate_options& options) {
  return share(flow.at_start() - flow.churned() + flow.returned(), flow.at_start(), better::high, options);
}

estimate annualised(const estimate& churn, double periods) {
  require_rate(churn);
  if (!(periods > 0 && periods < infinity)) {
    detail::throw_invalid_argument("{} periods of churn", {periods});
  }
  estimate result = churn;
  result.value = over_periods(churn.value, periods);
  result.standard_error = periods * std::pow(1 - churn.value / 100, periods - 1) * churn.standard_error;
  result.ci = mapped(churn.ci, over_periods, periods);
  result.basis = {};
  return result;
}

estimate expected_lifetime(const estimate& churn) {
  require_rate(churn);
  estimate result = churn;
  result.unit = unit::score;
  result.better = churn.better == better::low ? better::high : better::low;
  result.value = lifetime(churn.value, 0);
  result.standard_error = churn.value > 0 ? churn.standard_error * 100 / (churn.value * churn.value)
                                          : std::numeric_limits<double>::quiet_NaN();
  result.ci = mapped(churn.ci, lifetime, 0);
  result.basis = {};
  return result;
}

}  // namespace cxmetrics
