// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_FLOW_OF_HPP
#define CXMETRICS_CUSTOMERS_FLOW_OF_HPP

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/period.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics {

/// How flows are counted.
struct flow_options {
  /// Whether they keep what happened on each day, as the churn definition `daily` asks.
  flow_detail detail = flow_detail::daily;
  /// How many threads count, where the range can be divided (random access) and records are not joined by a
  /// key; 0: as many as the machine runs at once. The result does not depend on it. Projections are then called
  /// from several threads at a time.
  unsigned threads = 1;
};

namespace detail {

template <class Range, class Projection>
using of_record_t = std::invoke_result_t<Projection&, std::ranges::range_reference_t<Range>>;

template <class Range, class Since, class Until>
concept range_of_spells =
    std::ranges::input_range<Range> && std::convertible_to<of_record_t<Range, Since>, day> &&
    std::convertible_to<of_record_t<Range, Until>, std::optional<day>>;

template <class Range, class Key>
concept customer_key =
    std::ranges::input_range<Range> && std::totally_ordered<stored_key<of_record_t<Range, Key>>>;

}  // namespace detail

/// The flow of each period, the periods being in a row, from a range of records with projections to the first
/// day as a customer and to the first day no longer one (nothing: still a customer). Every record is a
/// customer.
///
/// One pass, linear in the records and the days. Throws `std::invalid_argument` for a record that ends before
/// it begins, for no period, and for periods that do not follow on one another.
template <std::ranges::input_range Records, class Since, class Until>
requires detail::range_of_spells<Records, Since, Until> std::vector<customer_flow> flows_of(
    std::vector<period> periods, Records&& records, Since since, Until until,
    const flow_options& options = {}) {
  customer_ledger ledger{std::move(periods), options.detail};
  const auto record_all = [&](customer_ledger& into, auto at, const auto end) {
    for (; at != end; ++at) {
      auto&& record = *at;
      into.record(spell{std::invoke(since, record), std::invoke(until, record)});
    }
  };
  return detail::count_range(records, options.threads, ledger, record_all).flows();
}

/// The same of columns, in about three times what it takes to read them.
inline std::vector<customer_flow> flows_of(std::vector<period> periods, const spell_columns& spells,
                                           const flow_options& options = {}) {
  customer_ledger ledger{std::move(periods), options.detail};
  ledger.record(spells, options.threads);
  return ledger.flows();
}

/// The same where a customer may have several records, which `key` tells: their spells are `joined`, and who
/// comes back is reactivated. O(n log n) in the records, all of which are held in memory at once.
template <std::ranges::input_range Records, class Since, class Until, class Key>
requires detail::range_of_spells<Records, Since, Until> && detail::customer_key<Records, Key>
    std::vector<customer_flow> flows_of(std::vector<period> periods, Records&& records, Since since,
                                        Until until, Key key, const flow_options& options = {}) {
  using stored = detail::stored_key<detail::of_record_t<Records, Key>>;
  std::vector<std::pair<stored, spell>> keyed;
  const auto end = std::ranges::end(records);
  for (auto at = std::ranges::begin(records); at != end; ++at) {
    auto&& record = *at;
    keyed.emplace_back(stored(std::invoke(key, record)),
                       spell{std::invoke(since, record), std::invoke(until, record)});
  }
  std::sort(keyed.begin(), keyed.end(),
            [](const auto& one, const auto& other) { return one.first < other.first; });
  customer_ledger ledger{std::move(periods), options.detail};
  std::vector<spell> of_customer;
  for (auto at = keyed.begin(); at != keyed.end();) {
    of_customer.clear();
    const auto customer = at;
    for (; at != keyed.end() && at->first == customer->first; ++at) of_customer.push_back(at->second);
    ledger.record(of_customer);
  }
  return ledger.flows();
}

/// The flow of one period; otherwise as `flows_of`.
///
///     flow_of(month_of(2024y / 3 / 1), customers, &customer::since, &customer::until)
template <std::ranges::input_range Records, class Since, class Until>
requires detail::range_of_spells<Records, Since, Until> customer_flow
flow_of(const period& period, Records&& records, Since since, Until until, const flow_options& options = {}) {
  return flows_of({period}, std::forward<Records>(records), std::move(since), std::move(until), options)
      .front();
}

/// The flow of one period, records of a customer joined by key.
template <std::ranges::input_range Records, class Since, class Until, class Key>
requires detail::range_of_spells<Records, Since, Until> && detail::customer_key<Records, Key> customer_flow
flow_of(const period& period, Records&& records, Since since, Until until, Key key,
        const flow_options& options = {}) {
  return flows_of({period}, std::forward<Records>(records), std::move(since), std::move(until),
                  std::move(key), options)
      .front();
}

}  // namespace cxmetrics

#endif
