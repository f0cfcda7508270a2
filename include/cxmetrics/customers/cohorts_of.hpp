// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_COHORTS_OF_HPP
#define CXMETRICS_CUSTOMERS_COHORTS_OF_HPP

#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/period.hpp>

#include <utility>
#include <vector>

namespace cxmetrics {

/// The cohorts of a range of records, with projections to the first day as a customer and to the first day no longer
/// one (nothing: still a customer). Every record is a customer. On several threads where the range can be divided (0:
/// as many as the machine runs at once); the result does not depend on it. Throws what `customer_cohorts` throws, and
/// `std::invalid_argument` for a record that ends before it begins.
///
///     cohorts_of(periods_of(granularity::month, year), customers, &customer::since, &customer::until, today)
template <detail::input_range Records, class Since, class Until>
customer_cohorts cohorts_of(std::vector<period> periods, Records&& records, Since since, Until until,
                            day as_of, cohort_age age = cohort_age::calendar, unsigned threads = 1) {
  static_assert(detail::require_spell<Since, Until, detail::reference_t<Records>>());
  const auto record_all = [&](customer_cohorts& into, auto at, const auto end) {
    for (; at != end; ++at) {
      auto&& record = *at;
      into.record(detail::spell_in(since, until, record));
    }
  };
  return detail::count_range(records, threads, customer_cohorts{std::move(periods), as_of, age}, record_all);
}

/// The same of columns.
inline customer_cohorts cohorts_of(std::vector<period> periods, const spell_columns& spells, day as_of,
                                   cohort_age age = cohort_age::calendar, unsigned threads = 1) {
  customer_cohorts result{std::move(periods), as_of, age};
  result.record(spells, threads);
  return result;
}

}  // namespace cxmetrics

#endif
