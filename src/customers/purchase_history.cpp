// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/purchase_groups.hpp"

#include <cxmetrics/customers/purchase_history.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace cxmetrics {

std::vector<purchase_history> purchase_histories(std::vector<purchase> log, day end, double days_in_unit,
                                                 double minor_units) {
  const double infinity = std::numeric_limits<double>::infinity();
  if (!(days_in_unit > 0 && days_in_unit < infinity && minor_units > 0 && minor_units < infinity)) {
    detail::throw_invalid_argument("units of {} days and {} minor units", {days_in_unit, minor_units});
  }
  std::sort(log.begin(), log.end(), [](const purchase& one, const purchase& other) {
    return std::tie(one.customer, one.on) < std::tie(other.customer, other.on);
  });
  const auto units = [&](std::chrono::days days) { return static_cast<double>(days.count()) / days_in_unit; };
  std::vector<purchase_history> result;
  for (auto at = log.begin(); at != log.end();) {
    const auto first = at;
    purchase_history history;
    double spent = 0;
    day last = first->on;
    for (; at != log.end() && at->customer == first->customer; ++at) {
      if (at->on > end || at->on == first->on) continue;
      if (at->on != last) ++history.repeats;
      last = at->on;
      spent += static_cast<double>(at->amount);
    }
    if (first->on > end) continue;
    history.recency = units(last - first->on);
    history.age = units(end - first->on);
    if (history.repeats > 0) history.mean_spend = spent / static_cast<double>(history.repeats) / minor_units;
    result.push_back(history);
  }
  return result;
}

double correlation_of_repeats_and_spend(std::span<const purchase_history> histories) noexcept {
  double n = 0;
  double mean_x = 0;
  double mean_y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (const purchase_history& each : histories) {
    if (each.repeats == 0) continue;
    ++n;
    const double x = static_cast<double>(each.repeats);
    const double off_x = x - mean_x;
    const double off_y = each.mean_spend - mean_y;
    mean_x += off_x / n;
    mean_y += off_y / n;
    xx += off_x * (x - mean_x);
    yy += off_y * (each.mean_spend - mean_y);
    xy += off_x * (each.mean_spend - mean_y);
  }
  return n < 2 ? std::numeric_limits<double>::quiet_NaN() : xy / std::sqrt(xx * yy);
}

namespace detail {

void require_possible(const purchase_history& of) {
  const bool possible = of.age >= 0 && std::isfinite(of.age) && of.recency >= 0 && of.recency <= of.age &&
                        (of.repeats > 0 || of.recency == 0);
  if (!possible) {
    throw_invalid_argument("a history of {} repeats, the last at {} of {}", {of.repeats, of.recency, of.age});
  }
}

std::vector<repeat_group> repeat_groups_of(std::span<const purchase_history> histories) {
  if (histories.empty()) throw_invalid_argument("no customer");
  std::vector<purchase_history> sorted(histories.begin(), histories.end());
  for (const purchase_history& each : sorted) require_possible(each);
  const auto key = [](const purchase_history& of) { return std::tie(of.repeats, of.recency, of.age); };
  std::sort(sorted.begin(), sorted.end(),
            [&](const auto& one, const auto& other) { return key(one) < key(other); });
  std::vector<repeat_group> result;
  const purchase_history* last = nullptr;
  for (const purchase_history& each : sorted) {
    if (last == nullptr || last->repeats != each.repeats)
      result.push_back({static_cast<double>(each.repeats), 0, {}});
    repeat_group& group = result.back();
    ++group.customers;
    if (last == nullptr || key(*last) != key(each)) {
      group.times.push_back({each.recency, each.age, 1});
    } else {
      ++group.times.back().customers;
    }
    last = &each;
  }
  return result;
}

}  // namespace detail
}  // namespace cxmetrics
