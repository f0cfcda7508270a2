// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_FLOW_OF_HPP
#define CXMETRICS_CUSTOMERS_FLOW_OF_HPP

#include <cxmetrics/break_down.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/period.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
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
  /// The day up to which the records are known: nothing after it is counted, and a period that goes on after it is
  /// partial, those that begin after it left out. Without it, every period is taken to be over.
  std::optional<day> as_of{};
};

namespace detail {

// One line instead of pages of templates.
template <class Since, class Until, class Record>
constexpr bool require_spell() {
  static_assert(std::is_invocable_v<Since&, Record> && std::is_invocable_v<Until&, Record>,
                "cxmetrics: first and last days are found by functions or members of the record");
  if constexpr (std::is_invocable_v<Since&, Record> && std::is_invocable_v<Until&, Record>) {
    static_assert(
        day_or_moment<std::remove_cvref_t<std::invoke_result_t<Since&, Record>>>,
        "cxmetrics: the first day as a customer is a cx::day or a time point of std::chrono::system_clock");
    static_assert(end_day<std::remove_cvref_t<std::invoke_result_t<Until&, Record>>>,
                  "cxmetrics: the first day no longer a customer is a cx::day, a time point, or a "
                  "std::optional of one");
  }
  return true;
}

template <class Since, class Until, class Record>
spell spell_in(Since& since, Until& until, Record&& record) {
  return spell{day_in(project(since, record)), end_in(project(until, record))};
}

template <class Since, class Until>
struct spell_by {
  Since since;
  Until until;
};

inline customer_ledger empty_ledger(std::vector<period> periods, const flow_options& options) {
  if (options.as_of) periods = known_periods(std::move(periods), *options.as_of);
  return customer_ledger{std::move(periods), options.detail};
}

}  // namespace detail

/// The flow of each period, the periods being in a row, from a range of records with projections to the first
/// day as a customer and to the first day no longer one (nothing: still a customer). Every record is a
/// customer.
///
/// One pass, linear in the records and the days. Throws `std::invalid_argument` for a record that ends before
/// it begins, for no period up to `as_of`, and for periods that do not follow on one another.
template <detail::input_range Records, class Since, class Until>
std::vector<customer_flow> flows_of(std::vector<period> periods, Records&& records, Since since, Until until,
                                    const flow_options& options = {}) {
  static_assert(detail::require_spell<Since, Until, detail::reference_t<Records>>());
  customer_ledger ledger = detail::empty_ledger(std::move(periods), options);
  const auto record_all = [&](customer_ledger& into, auto at, const auto end) {
    for (; at != end; ++at) {
      auto&& record = *at;
      into.record(detail::spell_in(since, until, record));
    }
  };
  return detail::count_range(records, options.threads, ledger, record_all).flows();
}

/// The same of columns, in about three times what it takes to read them.
inline std::vector<customer_flow> flows_of(std::vector<period> periods, const spell_columns& spells,
                                           const flow_options& options = {}) {
  customer_ledger ledger = detail::empty_ledger(std::move(periods), options);
  ledger.record(spells, options.threads);
  return ledger.flows();
}

/// The same where a customer may have several records, which `key` tells: their spells are `joined`, and who
/// comes back is reactivated. O(n log n) in the records, all of which are held in memory at once.
template <detail::input_range Records, class Since, class Until, class Key>
requires(!std::same_as<Key, flow_options>) std::vector<customer_flow> flows_of(
    std::vector<period> periods, Records&& records, Since since, Until until, Key key,
    const flow_options& options = {}) {
  static_assert(detail::require_spell<Since, Until, detail::reference_t<Records>>());
  static_assert(detail::require_key<Key, detail::reference_t<Records>>());
  using stored = detail::stored_key<detail::projected_t<Records, Key>>;
  std::vector<std::pair<stored, spell>> keyed;
  const auto end = detail::end_of(records);
  for (auto at = detail::begin_of(records); at != end; ++at) {
    auto&& record = *at;
    keyed.emplace_back(stored(detail::project(key, record)), detail::spell_in(since, until, record));
  }
  std::sort(keyed.begin(), keyed.end(),
            [](const auto& one, const auto& other) { return one.first < other.first; });
  customer_ledger ledger = detail::empty_ledger(std::move(periods), options);
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
template <detail::input_range Records, class Since, class Until>
customer_flow flow_of(const period& period, Records&& records, Since since, Until until,
                      const flow_options& options = {}) {
  return flows_of({period}, std::forward<Records>(records), std::move(since), std::move(until), options)
      .front();
}

/// The flow of one period, records of a customer joined by key.
template <detail::input_range Records, class Since, class Until, class Key>
requires(!std::same_as<Key, flow_options>) customer_flow
    flow_of(const period& period, Records&& records, Since since, Until until, Key key,
            const flow_options& options = {}) {
  return flows_of({period}, std::forward<Records>(records), std::move(since), std::move(until),
                  std::move(key), options)
      .front();
}

/// What `break_down` enters of customers: projections to the first day as a customer and to the first day no longer
/// one.
template <class Since, class Until>
constexpr detail::spell_by<std::decay_t<Since>, std::decay_t<Until>> spells(Since&& since, Until&& until) {
  return {std::forward<Since>(since), std::forward<Until>(until)};
}

/// The ledger of each group of customers. Every record is a customer. Throws as `flows_of` does.
///
///     break_down(months, customers, spells(&customer::since, &customer::until), by(&customer::plan), {.threads = 4})
template <detail::input_range Records, class Since, class Until, class... Keys>
auto break_down(std::vector<period> periods, Records&& records, detail::spell_by<Since, Until> spells,
                grouping<Keys...> by, const flow_options& options = {}) {
  static_assert(detail::require_spell<Since, Until, detail::reference_t<Records>>());
  const auto enter = [&spells](customer_ledger& into, auto&& record) {
    Since since = spells.since;
    Until until = spells.until;
    into.record(detail::spell_in(since, until, record));
  };
  return break_down(detail::empty_ledger(std::move(periods), options), std::forward<Records>(records), enter,
                    std::move(by), {options.threads});
}

/// The same of columns, of spells and of keys.
///
///     break_down(months, spell_columns{since, until}, by(plans))
template <class... Keys>
auto break_down(std::vector<period> periods, const spell_columns& spells, grouping<Keys...> by,
                const flow_options& options = {}) {
  const auto enter = [](customer_ledger& into, std::int32_t since, std::int32_t until) {
    into.record(spell_columns::spell_of(since, until));
  };
  return break_down(detail::empty_ledger(std::move(periods), options),
                    columns(spells.since(), spells.until()), enter, std::move(by), {options.threads});
}

}  // namespace cxmetrics

#endif
