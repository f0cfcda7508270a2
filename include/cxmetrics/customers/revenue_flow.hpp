// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_REVENUE_FLOW_HPP
#define CXMETRICS_CUSTOMERS_REVENUE_FLOW_HPP

#include <cxmetrics/detail/wide_sum.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstdint>
#include <type_traits>

namespace cxmetrics {

struct snapshot;

/// The counters of a `revenue_flow`: plain memory that an engine may zero, copy byte by byte and never destroy. All
/// zero means empty. Money is what it comes to in a year, in minor units, because monthly, quarterly and yearly prices
/// are all whole so.
struct revenue_counters {
  std::int64_t start = 0;        ///< paid by the customers the day before the period
  std::int64_t acquired = 0;     ///< of those who pay for the first time
  std::int64_t reactivated = 0;  ///< of those who pay again after a time without
  std::int64_t expansion = 0;    ///< more from those who pay already
  std::int64_t contraction = 0;  ///< less from those who go on paying
  std::int64_t churned = 0;      ///< of those who no longer pay
  /// The part of the start that the same customers no longer pay at the end: Σ max(0, start - end).
  std::int64_t lost_of_start = 0;
  /// What the customers at the start pay more at the end, or less if below 0: Σ (end - start).
  std::int64_t change_of_start = 0;

  std::uint64_t customers_at_start = 0;  ///< who pay something
  std::uint64_t customers_acquired = 0;
  std::uint64_t customers_reactivated = 0;
  std::uint64_t customers_churned = 0;        ///< somebody who left twice counts twice
  std::uint64_t customers_lost_of_start = 0;  ///< at the start, and not at the end
  std::uint64_t customers_moved = 0;          ///< who are in the figures of the quick ratio

  /// Sums of squares and products over the customers, from which the intervals are made.
  detail::wide_sum start_squared{};
  detail::wide_sum end_squared{};
  detail::wide_sum lost_squared{};
  detail::wide_sum lost_by_start{};
  detail::wide_sum change_squared{};
  detail::wide_sum change_by_start{};
  detail::wide_sum gain_squared{};  ///< of acquired and expansion
  detail::wide_sum loss_squared{};  ///< of contraction and churned
  detail::wide_sum gain_by_loss{};

  friend constexpr bool operator==(const revenue_counters&, const revenue_counters&) = default;
};
static_assert(std::is_trivially_copyable_v<revenue_counters>);

/// The recurring revenue of a period per month, in whole minor units of one currency, and how it came about:
/// `start() + acquired() + reactivated() + expansion() - contraction() - churned() == end()`, always, and the end of a
/// period is the start of the next.
///
/// A movement is the change of what a customer pays, all subscriptions together, from one day to the next, and belongs
/// to the period that holds the day. So the movements of days add up to those of their month. Who begins and ends
/// within the period is in `acquired` (or `reactivated`) and in `churned`. A customer who pays nothing is none.
///
/// What is kept is exact. Each accessor gives whole minor units, so that yearly prices, of which a twelfth is no whole
/// number, are off by less than one unit in all, not for each customer. Where all prices are monthly nothing is
/// rounded.
///
/// Flows of different customers in the same period add up, in any order; see `state`.
class revenue_flow {
 public:
  /// Nobody paid.
  CXMETRICS_EXPORT explicit revenue_flow(const cxmetrics::period& period);
  /// Takes counters kept elsewhere. Throws `std::invalid_argument` where they contradict each other.
  CXMETRICS_EXPORT revenue_flow(const cxmetrics::period& period, const revenue_counters& counters);

  const cxmetrics::period& period() const noexcept { return period_; }
  CXMETRICS_EXPORT std::int64_t start() const noexcept;
  CXMETRICS_EXPORT std::int64_t acquired() const noexcept;
  CXMETRICS_EXPORT std::int64_t reactivated() const noexcept;
  CXMETRICS_EXPORT std::int64_t expansion() const noexcept;
  CXMETRICS_EXPORT std::int64_t contraction() const noexcept;
  CXMETRICS_EXPORT std::int64_t churned() const noexcept;
  CXMETRICS_EXPORT std::int64_t end() const noexcept;

  std::uint64_t customers_at_start() const noexcept { return counters_.customers_at_start; }
  std::uint64_t customers_acquired() const noexcept { return counters_.customers_acquired; }
  std::uint64_t customers_reactivated() const noexcept { return counters_.customers_reactivated; }
  std::uint64_t customers_churned() const noexcept { return counters_.customers_churned; }
  /// At the start and at the end.
  std::uint64_t customers_kept() const noexcept {
    return counters_.customers_at_start - counters_.customers_lost_of_start;
  }
  std::uint64_t customers_at_end() const noexcept {
    return customers_at_start() + customers_acquired() + customers_reactivated() - customers_churned();
  }

  /// The exact counters, per year.
  const revenue_counters& counters() const noexcept { return counters_; }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static revenue_flow restore(const cxmetrics::snapshot& stored);

  /// Adds the flow of other customers. Throws `std::invalid_argument` if the periods differ or the sum exceeds 64 bits;
  /// this flow is then unchanged.
  CXMETRICS_EXPORT revenue_flow& operator+=(const revenue_flow& other);
  /// Takes the flow of a part out again. Throws `std::invalid_argument` likewise, or where it was no part.
  CXMETRICS_EXPORT revenue_flow& operator-=(const revenue_flow& other);
  friend revenue_flow operator+(revenue_flow one, const revenue_flow& other) { return one += other; }
  friend revenue_flow operator-(revenue_flow one, const revenue_flow& other) { return one -= other; }
  friend bool operator==(const revenue_flow&, const revenue_flow&) = default;

 private:
  cxmetrics::period period_;
  revenue_counters counters_{};
};

}  // namespace cxmetrics

#endif
