// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_CUSTOMER_FLOW_HPP
#define CXMETRICS_CUSTOMERS_CUSTOMER_FLOW_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstdint>
#include <type_traits>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// The counters of a `customer_flow`: plain memory that an engine may zero, copy byte by byte and never
/// destroy. All zero means empty. Who is a customer at the end follows from them.
struct flow_counters {
  std::uint64_t at_start = 0;       ///< customers the day before the period
  std::uint64_t acquired = 0;       ///< became customers in the period, for the first time
  std::uint64_t reactivated = 0;    ///< became customers in the period, having been ones before
  std::uint64_t churned = 0;        ///< of those at the start, left in the period
  std::uint64_t churned_new = 0;    ///< of those that came in the period, left in it as well
  std::uint64_t returned = 0;       ///< of the churned, customers again at the end
  std::uint64_t customer_days = 0;  ///< sum of the days on which each was a customer; 0 where not known

  friend constexpr bool operator==(const flow_counters&, const flow_counters&) = default;
};
static_assert(std::is_trivially_copyable_v<flow_counters>);

/// What happened on one day of a period. Who came and left on the very same day is in neither.
struct day_counters {
  std::uint64_t came = 0;  ///< acquired or reactivated
  std::uint64_t left = 0;  ///< of the customers with whom the day opened

  friend constexpr bool operator==(const day_counters&, const day_counters&) = default;
};

/// Whether a flow also keeps what happened on each day, 16 bytes a day. Only the churn definition `daily`
/// needs it.
enum class flow_detail { totals, daily };

/// Who was a customer at the start of a period, who came and who left.
///
/// An event on a day belongs to the period that holds the day, and a period opens with those who were
/// customers the day before. So the end of a period is the start of the next, and
/// `at_start() + acquired() + reactivated() - churned() - churned_new() == at_end()`, always.
///
/// Flows of different customers in the same period add up, in any order. Const members may be called by several threads
/// at a time; whatever changes a flow needs it alone.
class customer_flow {
 public:
  /// Nobody was there and nobody came.
  CXMETRICS_EXPORT explicit customer_flow(const cxmetrics::period& period,
                                          flow_detail detail = flow_detail::totals);

  /// Takes counters kept elsewhere, or known from elsewhere. Throws `std::invalid_argument` where they
  /// contradict each other: more left than could, or more customer-days than customers and days.
  CXMETRICS_EXPORT customer_flow(const cxmetrics::period& period, const flow_counters& counters);

  /// The same with what happened on each day. Throws `std::invalid_argument` also where the days are not
  /// those of the period or do not lead to the counters.
  CXMETRICS_EXPORT customer_flow(const cxmetrics::period& period, const flow_counters& counters,
                                 std::vector<day_counters> daily);

  const cxmetrics::period& period() const noexcept { return period_; }
  std::uint64_t at_start() const noexcept { return counters_.at_start; }
  std::uint64_t acquired() const noexcept { return counters_.acquired; }
  std::uint64_t reactivated() const noexcept { return counters_.reactivated; }
  std::uint64_t churned() const noexcept { return counters_.churned; }
  std::uint64_t churned_new() const noexcept { return counters_.churned_new; }
  std::uint64_t returned() const noexcept { return counters_.returned; }
  std::uint64_t customer_days() const noexcept { return counters_.customer_days; }
  /// The base of the period: all who were or became customers, `at_start + acquired + reactivated`.
  std::uint64_t at_risk() const noexcept {
    return counters_.at_start + counters_.acquired + counters_.reactivated;
  }
  /// Everybody who left, `churned + churned_new`. Somebody who left twice counts twice.
  std::uint64_t lost() const noexcept { return counters_.churned + counters_.churned_new; }
  std::uint64_t at_end() const noexcept { return at_risk() - lost(); }

  /// The plain counters, to keep elsewhere and to come back from.
  const flow_counters& counters() const noexcept { return counters_; }
  /// One for each day of the period, or none: see `flow_detail`.
  const std::vector<day_counters>& daily() const noexcept { return daily_; }
  flow_detail detail() const noexcept { return daily_.empty() ? flow_detail::totals : flow_detail::daily; }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static customer_flow restore(const cxmetrics::snapshot& stored);

  /// Adds the flow of other customers. Throws `std::invalid_argument` if the periods differ, if only one
  /// side knows its days, or if the sum exceeds 2^64 - 1; this flow is then unchanged.
  CXMETRICS_EXPORT customer_flow& operator+=(const customer_flow& other);
  /// Takes the flow of a part out again. Throws `std::invalid_argument` likewise, or where it was not a
  /// part: a count would fall below zero, or what is left would contradict itself.
  CXMETRICS_EXPORT customer_flow& operator-=(const customer_flow& other);
  friend customer_flow operator+(customer_flow one, const customer_flow& other) { return one += other; }
  friend customer_flow operator-(customer_flow one, const customer_flow& other) { return one -= other; }
  friend bool operator==(const customer_flow&, const customer_flow&) = default;

 private:
  cxmetrics::period period_;
  flow_counters counters_{};
  std::vector<day_counters> daily_;
};

}  // namespace cxmetrics

#endif
