// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_LIFETIMES_OF_HPP
#define CXMETRICS_CUSTOMERS_LIFETIMES_OF_HPP

#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/range.hpp>

namespace cxmetrics {

/// The lifetimes of a range of records in days, with projections to the first day as a customer and to the first day
/// no longer one (nothing: still a customer). Every record is a customer. On several threads where the range can be
/// divided (0: as many as the machine runs at once); the result does not depend on it. Throws `std::invalid_argument`
/// for a record that ends before it begins, or lasts longer than `lifetimes::longest`.
///
///     kaplan_meier(lifetimes_of(customers, &customer::since, &customer::until, {.as_of = today}))
template <detail::input_range Records, class Since, class Until>
lifetimes lifetimes_of(Records&& records, Since since, Until until, const observation& observed,
                       unsigned threads = 1) {
  static_assert(detail::require_spell<Since, Until, detail::reference_t<Records>>());
  const auto record_all = [&](lifetimes& into, auto at, const auto end) {
    for (; at != end; ++at) {
      auto&& record = *at;
      into.record(detail::spell_in(since, until, record), observed);
    }
  };
  return detail::count_range(records, threads, lifetimes{}, record_all);
}

/// The same of columns, in about one and a half times what it takes to read them.
inline lifetimes lifetimes_of(const spell_columns& spells, const observation& observed,
                              unsigned threads = 1) {
  lifetimes result;
  result.record(spells, observed, threads);
  return result;
}

}  // namespace cxmetrics

#endif
