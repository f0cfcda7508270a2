// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

constexpr std::array<std::string_view, 6> names = {"start-cohort", "naive", "at-risk",
                                                   "mid-period",   "daily", "customer-day"};
constexpr double infinity = std::numeric_limits<double>::infinity();

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

estimate share(std::uint64_t part, std::uint64_t whole, const estimate_options& options) {
  distribution answers;
  answers.add(100, part);
  answers.add(0, whole - part);
  return estimate_of(answers, unit::percent, options);
}

void require_method(churn_definition definition, interval_method asked, interval_method fits) {
  if (asked == interval_method::standard || asked == fits) return;
  detail::throw_invalid_argument("the interval {} does not fit {} churn; here applies: {}",
                                 {name_of(asked), name_of(definition), name_of(fits)});
}

estimate rate(churn_definition definition, interval_method method, std::uint64_t n,
              const estimate_options& options) {
  require_method(definition, options.method, method);
  estimate result;
  result.level = options.level.level();
  result.n = n;
  result.unit = unit::percent;
  result.method = method;
  return result;
}

estimate ratio(churn_definition definition, std::uint64_t lost, double base, std::uint64_t n,
               const estimate_options& options) {
  estimate result = rate(definition, interval_method::none, base > 0 ? n : 0, options);
  if (base > 0) result.value = 100 * real(lost) / base;
  return result;
}

estimate sum_of_events(churn_definition definition, interval_method method, const counted_events& events,
                       std::uint64_t n, const estimate_options& options) {
  estimate result = rate(definition, method, events.greatest_weight > 0 ? n : 0, options);
  if (events.greatest_weight > 0) {
    result.value = events.sum;
    result.standard_error = std::sqrt(events.variance);
    result.ci = gamma_interval(events.sum, events.variance, events.greatest_weight, options.level);
    result.basis = events;
  } else {
    result.ci = {0, infinity};
  }
  return result;
}

counted_events daily_rates(const customer_flow& flow) {
  if (flow.detail() != flow_detail::daily) {
    detail::throw_invalid_argument("daily churn needs a flow with daily detail; that of {} has none",
                                   {std::string_view(to_string(flow.period()))});
  }
  counted_events events;
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

counted_events per_customer_day(const customer_flow& flow) {
  if (flow.customer_days() == 0) return {};
  const double weight =
      100 * real(static_cast<std::uint64_t>(flow.period().days())) / real(flow.customer_days());
  const double lost = real(flow.lost());
  return {lost * weight, lost * weight * weight, weight};
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
  return names[static_cast<std::size_t>(definition)];
}

churn_definition churn_definition_named(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    detail::throw_invalid_argument(
        "no churn definition is called {}: start-cohort, naive, at-risk, mid-period, daily, customer-day",
        {name});
  }
  return static_cast<churn_definition>(found - names.begin());
}

estimate churn_rate(const customer_flow& flow, churn_definition definition, const estimate_options& options) {
  switch (definition) {
    case churn_definition::naive:
      return ratio(definition, flow.lost(), real(flow.at_start()), flow.at_start(), options);
    case churn_definition::at_risk:
      return share(flow.lost(), flow.at_risk(), options);
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
  return share(flow.churned() - flow.returned(), flow.at_start(), options);
}

estimate retention_rate(const customer_flow& flow, const estimate_options& options) {
  return share(flow.at_start() - flow.churned() + flow.returned(), flow.at_start(), options);
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
  result.value = lifetime(churn.value, 0);
  result.standard_error = churn.value > 0 ? churn.standard_error * 100 / (churn.value * churn.value)
                                          : std::numeric_limits<double>::quiet_NaN();
  result.ci = mapped(churn.ci, lifetime, 0);
  result.basis = {};
  return result;
}

}  // namespace cxmetrics
