// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_CUSTOMER_LEDGER_HPP
#define CXMETRICS_CUSTOMERS_CUSTOMER_LEDGER_HPP

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace cxmetrics {

namespace detail {
class spell_counter;
}

/// The books of several periods in a row, in which customers are entered one by one: the state from which
/// `customer_flow`s are read. What closes one period opens the next, so that an entry costs the same however
/// many periods there are. What happens after the last of them is not counted: with `known_periods`, books end on the
/// day up to which the customers are known.
///
/// Ledgers over the same periods add up, in any order: one for each file, thread, or cell of a `breakdown`. Const
/// members may be called by several threads at a time; whatever changes a ledger needs it alone.
class customer_ledger {
 public:
  /// Empty books. Throws `std::invalid_argument` without a period, where one does not begin on the day the one
  /// before it ends, and for more than 2^24 days in all.
  CXMETRICS_EXPORT explicit customer_ledger(std::vector<period> periods,
                                            flow_detail detail = flow_detail::totals);

  /// Enters a customer with one spell. Constant time.
  CXMETRICS_EXPORT void record(const spell& spell);

  /// Enters a customer with any number of spells, in any order; they are `joined`. One that begins after an
  /// earlier one ended, in these periods or before them, is a reactivation. O(n log n).
  CXMETRICS_EXPORT void record(const std::vector<spell>& spells);

  /// Enters a customer for each row, by so many threads (0: as many as the machine runs at once; the result does
  /// not depend on it). Linear in the rows and the days, whatever the number of periods: about three readings of
  /// the memory. Throws `std::invalid_argument` for a row that ends before it begins; the ledger is then
  /// unchanged.
  CXMETRICS_EXPORT void record(const spell_columns& spells, unsigned threads = 1);

  CXMETRICS_EXPORT const std::vector<period>& periods() const noexcept;

  /// The day up to which customers are counted: the last one of the last period. Who leaves later has not left yet.
  day as_of() const noexcept { return periods().back().last() - std::chrono::days{1}; }

  /// The flow of each period. Linear in their number, or in that of their days if they are kept.
  CXMETRICS_EXPORT std::vector<customer_flow> flows() const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static customer_ledger restore(const cxmetrics::snapshot& stored);

  /// Adds the customers of another part. Throws `std::invalid_argument` if the periods differ, if only one
  /// side keeps its days, or if the customers' days could exceed 2^64 - 1; this ledger is then unchanged.
  CXMETRICS_EXPORT customer_ledger& operator+=(const customer_ledger& other);
  /// Takes the customers of a part out again. Throws `std::invalid_argument` likewise, or where they were no part: a
  /// count would fall below zero, or what is left would contradict itself.
  CXMETRICS_EXPORT customer_ledger& operator-=(const customer_ledger& other);
  friend customer_ledger operator+(customer_ledger one, const customer_ledger& other) { return one += other; }
  friend customer_ledger operator-(customer_ledger one, const customer_ledger& other) { return one -= other; }
  CXMETRICS_EXPORT friend bool operator==(const customer_ledger& one, const customer_ledger& other);

 private:
  struct calendar;
  void enter(const spell& spell, bool again);
  void enter(const spell_columns& spells);
  void enter(const detail::spell_counter& counter);
  customer_ledger empty_copy() const;
  void require_consistent() const;
  void require_same_kind(const customer_ledger& other) const;

  std::shared_ptr<const calendar> calendar_;
  std::vector<flow_counters> books_;
  std::vector<day_counters> daily_;
  std::uint64_t entries_ = 0;
};

}  // namespace cxmetrics

#endif
