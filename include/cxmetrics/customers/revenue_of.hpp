// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_REVENUE_OF_HPP
#define CXMETRICS_CUSTOMERS_REVENUE_OF_HPP

#include <cxmetrics/break_down.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/customers/subscription.hpp>
#include <cxmetrics/customers/subscription_columns.hpp>
#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/period.hpp>

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics {

namespace detail {

template <class Since, class Until, class Price, class Customer>
struct price_by {
  Since since;
  Until until;
  Price price;
  Customer customer;
};

template <class Since, class Until, class Price, class Customer, class Record>
constexpr bool require_prices() {
  static_assert(require_spell<Since, Until, Record>());
  static_assert(std::is_convertible_v<std::invoke_result_t<Price&, Record>, recurring_price>,
                "cxmetrics: the price is a whole number of minor units a month, or a cx::recurring_price");
  static_assert(require_key<Customer, Record>());
  return true;
}

// Enters the subscriptions of each customer of each group in ledger_of(group). The key of a record is of its group and
// of its customer.
template <class Key, class Records, class Prices, class KeyOf, class LedgerOf>
void record_customers(Records& records, Prices& prices, const KeyOf& key_of, const LedgerOf& ledger_of) {
  std::vector<std::pair<Key, subscription>> all;
  const auto end = end_of(records);
  for (auto at = begin_of(records); at != end; ++at) {
    auto&& record = *at;
    all.emplace_back(key_of(record), subscription{spell_in(prices.since, prices.until, record),
                                                  project(prices.price, record)});
  }
  std::sort(all.begin(), all.end(),
            [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<subscription> of_customer;
  for (auto at = all.begin(); at != all.end();) {
    of_customer.clear();
    const auto customer = at;
    for (; at != all.end() && !(customer->first < at->first); ++at) of_customer.push_back(at->second);
    ledger_of(customer->first).record(of_customer);
  }
}

}  // namespace detail

/// The revenue of each period, the periods being in a row, from a range of records with projections to the first day of
/// a subscription, the first day no longer of it (nothing: it goes on), its price and whose it is.
///
///     revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer)
///
/// O(n log n) in the records, all of which are held in memory at once. Throws as `spell`, `subscription` and
/// `revenue_ledger` do.
template <detail::input_range Records, class Since, class Until, class Price, class Customer>
std::vector<revenue_flow> revenues_of(std::vector<period> periods, Records&& records, Since since,
                                      Until until, Price price, Customer customer) {
  using record = detail::reference_t<Records>;
  static_assert(detail::require_prices<Since, Until, Price, Customer, record>());
  using key = detail::stored_key<detail::projected_t<Records, Customer>>;
  revenue_ledger ledger{std::move(periods)};
  detail::price_by<Since, Until, Price, Customer> prices{since, until, price, customer};
  detail::record_customers<key>(
      records, prices, [&](auto&& of) { return key(detail::project(prices.customer, of)); },
      [&](const key&) -> revenue_ledger& { return ledger; });
  return ledger.flows();
}

/// The same of columns.
inline std::vector<revenue_flow> revenues_of(std::vector<period> periods, const subscription_columns& prices,
                                             unsigned threads = 1) {
  revenue_ledger ledger{std::move(periods)};
  ledger.record(prices, threads);
  return ledger.flows();
}

/// The revenue of one period; otherwise as `revenues_of`.
///
///     revenue_of(year_of(today), rows, &row::since, &row::until, &row::cents, &row::customer)
template <detail::input_range Records, class Since, class Until, class Price, class Customer>
revenue_flow revenue_of(const period& period, Records&& records, Since since, Until until, Price price,
                        Customer customer) {
  return revenues_of({period}, std::forward<Records>(records), std::move(since), std::move(until),
                     std::move(price), std::move(customer))
      .front();
}

/// What `break_down` enters of subscriptions.
template <class Since, class Until, class Price, class Customer>
constexpr detail::price_by<std::decay_t<Since>, std::decay_t<Until>, std::decay_t<Price>,
                           std::decay_t<Customer>>
prices(Since&& since, Until&& until, Price&& price, Customer&& customer) {
  return {std::forward<Since>(since), std::forward<Until>(until), std::forward<Price>(price),
          std::forward<Customer>(customer)};
}

/// The ledger of each group of subscriptions. Who has some in two groups is a customer of each: the money of the groups
/// adds up to that of all, the numbers of customers may not, and what moves from one group to the other has churned in
/// one and is new in the other. Throws as `revenues_of`.
///
///     break_down(months, rows, prices(&row::since, &row::until, &row::cents, &row::customer), by(&row::plan))
template <detail::input_range Records, class Since, class Until, class Price, class Customer, class... Keys>
auto break_down(std::vector<period> periods, Records&& records,
                detail::price_by<Since, Until, Price, Customer> prices, grouping<Keys...> by) {
  using record = detail::reference_t<Records>;
  static_assert(detail::require_prices<Since, Until, Price, Customer, record>());
  using group = std::tuple<detail::stored_key<detail::projected_t<Records, std::remove_cvref_t<Keys>>>...>;
  using key = std::pair<group, detail::stored_key<detail::projected_t<Records, Customer>>>;
  breakdown<revenue_ledger, detail::stored_key<detail::projected_t<Records, std::remove_cvref_t<Keys>>>...>
      result{revenue_ledger{std::move(periods)}};
  const auto key_of = [&](auto&& of) {
    return key(std::apply([&](auto&... part) { return group(detail::project(part, of)...); }, by.keys),
               detail::project(prices.customer, of));
  };
  detail::record_customers<key>(records, prices, key_of, [&](const key& of) -> revenue_ledger& {
    if constexpr (sizeof...(Keys) == 1) {
      return result[std::get<0>(of.first)];
    } else {
      return result[of.first];
    }
  });
  return result;
}

}  // namespace cxmetrics

#endif
