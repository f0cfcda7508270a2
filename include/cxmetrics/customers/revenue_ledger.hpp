// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_REVENUE_LEDGER_HPP
#define CXMETRICS_CUSTOMERS_REVENUE_LEDGER_HPP

#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/subscription.hpp>
#include <cxmetrics/customers/subscription_columns.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cxmetrics {

/// The books of several periods in a row, in which the subscriptions of customers are entered: the state from which
/// `revenue_flow`s are read. An entry costs the same however many periods there are.
///
/// Ledgers over the same periods add up, in any order, if no customer is in two of them. Const members may be called by
/// several threads at a time; whatever changes a ledger needs it alone.
class revenue_ledger {
 public:
  /// Empty books. Throws `std::invalid_argument` without a period, where one does not begin on the day the one before
  /// it ends, and for more than 2^24 days in all.
  CXMETRICS_EXPORT explicit revenue_ledger(std::vector<period> periods);

  /// Enters all subscriptions of one customer: what is paid on a day is summed before it is compared with the day
  /// before. O(n log n) in their number. Throws `std::invalid_argument` where all prices that were ever entered exceed
  /// 2^63 - 1 minor units a year together; the ledger is then unchanged.
  CXMETRICS_EXPORT void record(std::span<const subscription> of_customer);
  /// The same for a customer who only ever had this one.
  void record(const subscription& only) { record(std::span(&only, 1)); }

  /// Enters columns, each customer's rows together, wherever they stand. Linear in the rows; faster where the rows of
  /// each customer stand one after the other. 0 threads: as many as the machine runs at once. Throws
  /// `std::invalid_argument` also for a row that ends before it begins or whose price is below 0.
  CXMETRICS_EXPORT void record(const subscription_columns& subscriptions, unsigned threads = 1);

  CXMETRICS_EXPORT const std::vector<period>& periods() const noexcept;
  /// The flow of each period.
  CXMETRICS_EXPORT std::vector<revenue_flow> flows() const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static revenue_ledger restore(const cxmetrics::snapshot& stored);

  /// Adds the books of other customers. Throws `std::invalid_argument` where the periods differ, and beyond the sum
  /// above.
  CXMETRICS_EXPORT revenue_ledger& operator+=(const revenue_ledger& other);
  /// Takes the books of a part out again. Throws `std::invalid_argument` likewise, and where it was no part.
  CXMETRICS_EXPORT revenue_ledger& operator-=(const revenue_ledger& other);
  friend revenue_ledger operator+(revenue_ledger one, const revenue_ledger& other) { return one += other; }
  friend revenue_ledger operator-(revenue_ledger one, const revenue_ledger& other) { return one -= other; }
  CXMETRICS_EXPORT friend bool operator==(const revenue_ledger& one, const revenue_ledger& other);

 private:
  struct calendar;
  class walk;

  void add_prices(std::int64_t prices);
  revenue_ledger empty_copy() const;
  void require_same_periods(const revenue_ledger& other) const;
  void require_consistent() const;

  std::shared_ptr<const calendar> calendar_;
  std::vector<revenue_counters> books_;  // open: what is at the start is filled in for the first alone
  std::int64_t prices_ = 0;              // of all that was entered, per year
};

}  // namespace cxmetrics

#endif
