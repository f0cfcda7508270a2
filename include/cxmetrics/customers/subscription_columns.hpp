// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SUBSCRIPTION_COLUMNS_HPP
#define CXMETRICS_CUSTOMERS_SUBSCRIPTION_COLUMNS_HPP

#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/customers/subscription.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace cxmetrics {

/// Subscriptions that lie in columns of memory: whose they are, the first day and the first day no longer as
/// `spell_columns` has them, and the price in minor units, all for the same interval. They are not copied and must
/// stay.
class subscription_columns {
 public:
  /// Throws `std::invalid_argument` for columns of different length.
  subscription_columns(std::span<const std::int64_t> customer, const spell_columns& days,
                       std::span<const std::int64_t> price, price_interval interval = price_interval::month)
      : customer_(customer), days_(days), price_(price), interval_(interval) {
    if (customer.size() != days.size() || price.size() != days.size()) {
      detail::throw_invalid_argument("{} customers, {} spells and {} prices",
                                     {customer.size(), days.size(), price.size()});
    }
  }

  std::size_t size() const noexcept { return price_.size(); }
  std::span<const std::int64_t> customer() const noexcept { return customer_; }
  const spell_columns& days() const noexcept { return days_; }
  std::span<const std::int64_t> price() const noexcept { return price_; }
  price_interval interval() const noexcept { return interval_; }

  /// The subscription in a row. Throws `std::invalid_argument` if it ends before it begins or costs less than nothing.
  subscription operator[](std::size_t row) const { return {days_[row], {price_[row], interval_}}; }

 private:
  std::span<const std::int64_t> customer_;
  spell_columns days_;
  std::span<const std::int64_t> price_;
  price_interval interval_;
};

}  // namespace cxmetrics

#endif
