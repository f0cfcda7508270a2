// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_PURCHASE_HISTORY_HPP
#define CXMETRICS_CUSTOMERS_PURCHASE_HISTORY_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace cxmetrics {

/// All that models of purchases need to know of a customer: how often they came again, and when last. Times count from
/// the first purchase, in whatever unit, such as weeks.
struct purchase_history {
  std::uint64_t repeats = 0;  ///< purchases after the first one ("frequency", x)
  double recency = 0;         ///< the age at the last purchase, 0 without a repeat (t_x)
  double age = 0;             ///< until when the customer was watched (T)
  double mean_spend = 0;      ///< the mean amount of the repeat purchases; 0 without one
  friend bool operator==(const purchase_history&, const purchase_history&) = default;
};

/// A purchase in a log.
struct purchase {
  std::int64_t customer;    ///< a number of yours
  day on;                   ///< when
  std::int64_t amount = 0;  ///< in minor units
};

/// The histories of the customers in a log, in the order of their numbers. What a customer buys on one day is one
/// purchase, whose amount is the sum; what comes after `end`, the last day that was watched, is not looked at, nor who
/// first came after it. Times are in units of so many days, 7 for weeks, and amounts in so many minor units, 100 for
/// euros. O(n log n) in the purchases. Throws `std::invalid_argument` unless both are above 0.
CXMETRICS_EXPORT std::vector<purchase_history> purchase_histories(std::vector<purchase> log, day end,
                                                                  double days_in_unit = 7,
                                                                  double minor_units = 100);

/// Pearson's correlation between the number and the mean amount of repeat purchases, over those who have any. Models of
/// spending suppose that there is none; beyond 0.3 or so do not multiply the one by the other. NaN for fewer than two
/// such customers.
CXMETRICS_EXPORT double correlation_of_repeats_and_spend(
    std::span<const purchase_history> histories) noexcept;

}  // namespace cxmetrics

#endif
