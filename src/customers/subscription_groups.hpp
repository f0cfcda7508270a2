// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_SUBSCRIPTION_GROUPS_HPP
#define CXMETRICS_SRC_CUSTOMERS_SUBSCRIPTION_GROUPS_HPP

#include <cxmetrics/customers/subscription_columns.hpp>
#include <cxmetrics/detail/function_ref.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace cxmetrics::detail {

// A subscription in plain numbers: days since 1970, and what it comes to in a year.
struct price_row {
  static constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

  std::int64_t since;
  std::int64_t until;
  std::int64_t per_year;

  static price_row of(const subscription& from) {
    const auto until = from.days().until();
    return {from.days().since().time_since_epoch().count(),
            until ? until->time_since_epoch().count() : no_end, from.per_year()};
  }
};

// The rows of columns, customer by customer, in parts that no customer is in two of.
class subscription_groups {
 public:
  virtual ~subscription_groups() = default;
  virtual std::size_t parts() const noexcept = 0;
  // Throws for a row that is no subscription.
  virtual void each_customer(std::size_t part,
                             function_ref<void(std::span<const price_row>)> visit) const = 0;
};

// Rows of a customer that follow on one another are taken as they stand. Others are first dealt out to blocks by
// customer, each small enough for the cache; throws there for a row that is no subscription.
std::unique_ptr<const subscription_groups> customers_of(const subscription_columns& columns,
                                                        unsigned threads);

}  // namespace cxmetrics::detail

#endif
