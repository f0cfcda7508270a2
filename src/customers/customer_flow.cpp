// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/flow_fields.hpp"
#include "state.hpp"

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <array>
#include <limits>
#include <string>
#include <utility>

namespace cxmetrics {
namespace {

using detail::flow_fields;

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
  if (a > std::numeric_limits<std::uint64_t>::max() - b) {
    detail::throw_invalid_argument("more than 64 bits can count: {} and {}", {a, b});
  }
  return a + b;
}

std::uint64_t minus(std::uint64_t a, std::uint64_t b) {
  if (a < b) detail::throw_invalid_argument("cannot take {} customers from {}", {b, a});
  return a - b;
}

void require_at_most(std::uint64_t part, std::string_view part_name, std::uint64_t whole,
                     std::string_view whole_name) {
  if (part > whole) {
    detail::throw_invalid_argument("{} {} customers, but only {} {}", {part, part_name, whole, whole_name});
  }
}

void require_consistent(const period& period, const flow_counters& counters) {
  const std::uint64_t came = sum(counters.acquired, counters.reactivated);
  const std::uint64_t at_risk = sum(counters.at_start, came);
  require_at_most(counters.churned, "churned", counters.at_start, "at start");
  require_at_most(counters.returned, "returned", counters.churned, "churned");
  require_at_most(counters.returned, "returned", counters.reactivated, "reactivated");
  require_at_most(counters.churned_new, "churned new", came - counters.returned, "came and did not return");
  const auto days = static_cast<std::uint64_t>(period.days());
  const std::uint64_t full_days = counters.customer_days / days;
  if (full_days > at_risk || (full_days == at_risk && counters.customer_days % days != 0)) {
    detail::throw_invalid_argument("{} customer-days of {} customers in {} days",
                                   {counters.customer_days, at_risk, days});
  }
}

void require_consistent(const customer_flow& flow, const std::vector<day_counters>& daily) {
  if (std::cmp_not_equal(daily.size(), flow.period().days())) {
    detail::throw_invalid_argument("{} days of counters for a period of {} days",
                                   {daily.size(), flow.period().days()});
  }
  std::uint64_t customers = flow.at_start();
  std::uint64_t customer_days = 0;
  std::uint64_t came = 0;
  for (const day_counters& day : daily) {
    require_at_most(day.left, "left on a day", customers, "opened it");
    came = sum(came, day.came);
    customers = sum(customers - day.left, day.came);
    customer_days = sum(customer_days, customers);
  }
  const std::uint64_t all_who_came = flow.acquired() + flow.reactivated();
  require_at_most(came, "came by day", all_who_came, "came");
  require_at_most(all_who_came - came, "left on the day they came", flow.churned_new(), "churned new");
  if (customers != flow.at_end() || customer_days != flow.customer_days()) {
    detail::throw_invalid_argument("the days end with {} customers and {} customer-days, not {} and {}",
                                   {customers, customer_days, flow.at_end(), flow.customer_days()});
  }
}

void require_same_kind(const customer_flow& one, const customer_flow& other) {
  if (one.period() != other.period()) {
    detail::throw_invalid_argument(
        "flows of different periods do not add up: {} and {}",
        {std::string_view(to_string(one.period())), std::string_view(to_string(other.period()))});
  }
  if (one.detail() != other.detail()) {
    detail::throw_invalid_argument("a flow with daily detail and one without do not add up");
  }
}

template <class Operation>
flow_counters combined(const flow_counters& one, const flow_counters& other, Operation operation) {
  flow_counters result;
  for (const auto field : flow_fields) result.*field = operation(one.*field, other.*field);
  return result;
}

template <class Operation>
std::vector<day_counters> combined(const std::vector<day_counters>& one,
                                   const std::vector<day_counters>& other, Operation operation) {
  std::vector<day_counters> result(one.size());
  for (std::size_t day = 0; day < one.size(); ++day) {
    result[day].came = operation(one[day].came, other[day].came);
    result[day].left = operation(one[day].left, other[day].left);
  }
  return result;
}

template <class Operation>
customer_flow combined(const customer_flow& one, const customer_flow& other, Operation operation) {
  require_same_kind(one, other);
  const flow_counters counters = combined(one.counters(), other.counters(), operation);
  if (one.detail() == flow_detail::totals) return {one.period(), counters};
  return {one.period(), counters, combined(one.daily(), other.daily(), operation)};
}

}  // namespace

customer_flow::customer_flow(const cxmetrics::period& period, flow_detail detail) : period_(period) {
  if (detail == flow_detail::daily) daily_.resize(static_cast<std::size_t>(period.days()));
}

customer_flow::customer_flow(const cxmetrics::period& period, const flow_counters& counters)
    : period_(period), counters_(counters) {
  require_consistent(period_, counters_);
}

customer_flow::customer_flow(const cxmetrics::period& period, const flow_counters& counters,
                             std::vector<day_counters> daily)
    : customer_flow(period, counters) {
  require_consistent(*this, daily);
  daily_ = std::move(daily);
}

static_assert(divisible<customer_flow>);

// The first day and the first day after it, and 1 for daily detail. The counters in the order of `flow_counters`, and of
// each day those of `day_counters`. A partial period is written as the whole.
snapshot customer_flow::snapshot() const {
  cxmetrics::snapshot result{
      .type = "customer_flow",
      .layout = 1,
      .parameters = {period_.first().time_since_epoch().count(), period_.last().time_since_epoch().count(),
                     daily_.empty() ? 0 : 1}};
  detail::add_wholes(result, {period_});
  for (const auto field : flow_fields) result.words.push_back(counters_.*field);
  for (const day_counters& day : daily_) result.words.insert(result.words.end(), {day.came, day.left});
  return result;
}

customer_flow customer_flow::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "customer_flow", detail::layout_of_parts);
  const std::size_t parameters = stored.layout < detail::layout_of_parts ? 3 : 5;
  detail::require_sizes(stored, parameters, stored.words.size());
  const cxmetrics::period days{detail::day_in(stored, 0), detail::day_in(stored, 1)};
  const cxmetrics::period period = detail::parts_in(stored, {days}, 3).front();
  const bool daily = detail::daily_in(stored, 2);
  const auto daily_counters = static_cast<std::size_t>(daily ? period.days() : 0);
  detail::require_sizes(stored, parameters, flow_fields.size() + 2 * daily_counters);
  detail::word_reader words(stored);
  flow_counters counters;
  for (const auto field : flow_fields) counters.*field = words.next();
  if (!daily) return {period, counters};
  std::vector<day_counters> by_day(daily_counters);
  for (day_counters& day : by_day) {
    day.came = words.next();
    day.left = words.next();
  }
  return {period, counters, std::move(by_day)};
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

customer_flow& customer_flow::operator+=(const customer_flow& other) {
  return *this = combined(*this, other, sum);
}

customer_flow& customer_flow::operator-=(const customer_flow& other) {
  return *this = combined(*this, other, minus);
}

}  // namespace cxmetrics
