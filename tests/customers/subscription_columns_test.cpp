// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/subscription_columns.hpp>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace tests_of_subscription_columns {
namespace cx = cxmetrics;

TEST_CASE("rows of columns are subscriptions", "[subscription_columns]") {
  const std::vector<std::int64_t> customer{7, 9};
  const std::vector<std::int32_t> since{0, 10};
  const std::vector<std::int32_t> until{31, cx::spell_columns::no_end};
  const std::vector<std::int64_t> price{500, 700};
  const cx::spell_columns days{since, until};
  const cx::subscription_columns rows{customer, days, price, cx::price_interval::quarter};
  CHECK(rows.size() == 2);
  CHECK(rows[0] == cx::subscription({cx::spell{cx::day{}, cx::day{std::chrono::days{31}}}},
                                    {500, cx::price_interval::quarter}));
  CHECK_FALSE(rows[1].days().until());
  CHECK_THROWS_AS(cx::subscription_columns({customer.data(), 1}, days, price), std::invalid_argument);
  CHECK_THROWS_AS(cx::subscription_columns(customer, days, {price.data(), 1}), std::invalid_argument);
  const std::vector<std::int64_t> below{-1, 700};
  CHECK_THROWS_AS(cx::subscription_columns(customer, days, below)[0], std::invalid_argument);
}

}  // namespace tests_of_subscription_columns
