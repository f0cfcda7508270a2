// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SUBSCRIPTION_HPP
#define CXMETRICS_CUSTOMERS_SUBSCRIPTION_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/export.hpp>

#include <cstdint>
#include <string_view>

namespace cxmetrics {

/// What a recurring price is paid for.
enum class price_interval { month, quarter, year };

/// How many of them a year has: 12, 4, 1.
constexpr std::int64_t in_a_year(price_interval interval) noexcept {
  return interval == price_interval::month ? 12 : interval == price_interval::quarter ? 4 : 1;
}

/// The name on a command line: "month", "quarter", "year".
CXMETRICS_EXPORT std::string_view name_of(price_interval interval) noexcept;

/// The interval of that name, whatever its case: "month", "monthly", "quarter", "quarterly", "year", "yearly",
/// "annual", "annually". Throws `std::invalid_argument` for any other, listing the first three.
CXMETRICS_EXPORT price_interval price_interval_named(std::string_view name);

/// What is paid once in every interval, in whole minor units of the currency, such as cents. A whole number is a price
/// a month.
struct recurring_price {
  std::int64_t amount;
  price_interval interval;

  constexpr recurring_price(std::int64_t of, price_interval every = price_interval::month) noexcept
      : amount(of), interval(every) {}
  friend constexpr bool operator==(const recurring_price&, const recurring_price&) = default;
};

/// A recurring price over the days on which it is owed. A change of price is the end of one and the begin of another.
class subscription {
 public:
  /// Throws `std::invalid_argument` for a price below 0, and for one that is beyond 64 bits a year.
  CXMETRICS_EXPORT subscription(const spell& days, recurring_price price);

  const spell& days() const noexcept { return days_; }
  /// What it comes to in a year.
  std::int64_t per_year() const noexcept { return per_year_; }

  friend bool operator==(const subscription&, const subscription&) = default;

 private:
  spell days_;
  std::int64_t per_year_;
};

}  // namespace cxmetrics

#endif
