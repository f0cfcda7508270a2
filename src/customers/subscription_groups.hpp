// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_SUBSCRIPTION_GROUPS_HPP
#define CXMETRICS_SRC_CUSTOMERS_SUBSCRIPTION_GROUPS_HPP

#include <cxmetrics/customers/subscription_columns.hpp>
#include <cxmetrics/detail/function_ref.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

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

// The rows of columns, customer by customer, in parts that no customer is in two of. Rows of a customer that follow on
// one another are taken as they stand. Others are first dealt out to blocks by customer, each small enough for the
// cache.
class subscription_groups {
 public:
  // Throws for a row that is no subscription.
  subscription_groups(const subscription_columns& columns, unsigned threads);

  std::size_t parts() const noexcept { return begin_of_part_.size() - 1; }
  void each_customer(std::size_t part, function_ref<void(std::span<const price_row>)> visit) const;

 private:
  struct keyed_row {
    std::int64_t customer;
    std::int32_t since;
    std::int32_t until;
    std::int64_t per_year;
  };

  static price_row plain(const keyed_row& row);
  keyed_row row_at(std::size_t row) const;
  bool in_order() const;
  void cut_by_customer(unsigned threads);
  void deal_out(unsigned threads);
  void each_in_order(std::size_t part, function_ref<void(std::span<const price_row>)> visit) const;
  void each_in_block(std::span<const keyed_row> block,
                     function_ref<void(std::span<const price_row>)> visit) const;

  const subscription_columns& columns_;
  std::vector<std::size_t> begin_of_part_;   // rows, or blocks
  std::vector<keyed_row> dealt_;             // block by block, where the rows are not in order
  std::vector<std::size_t> begin_of_block_;  // rows of dealt_
};

}  // namespace cxmetrics::detail

#endif
