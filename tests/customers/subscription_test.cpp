// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/subscription.hpp>

#include <chrono>
#include <limits>
#include <stdexcept>

namespace tests_of_subscription {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::price_interval;

namespace {

const cx::spell days{2024y / 1 / 1};

}  // namespace

TEST_CASE("a price of any interval comes to a whole amount a year", "[subscription]") {
  CHECK(cx::subscription(days, 1000).per_year() == 12000);
  CHECK(cx::subscription(days, {1000, price_interval::quarter}).per_year() == 4000);
  CHECK(cx::subscription(days, {200000, price_interval::year}).per_year() == 200000);
  CHECK(cx::subscription(days, 0).per_year() == 0);
}

TEST_CASE("prices below 0 and beyond 64 bits are refused", "[subscription]") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK_THROWS_AS(cx::subscription(days, -1), std::invalid_argument);
  CHECK_THROWS_AS(cx::subscription(days, most / 12 + 1), std::invalid_argument);
  CHECK(cx::subscription(days, most / 12).per_year() == most / 12 * 12);
  CHECK(cx::subscription(days, {most, price_interval::year}).per_year() == most);
}

TEST_CASE("intervals have the names that files give them", "[subscription]") {
  for (const price_interval interval :
       {price_interval::month, price_interval::quarter, price_interval::year}) {
    CHECK(cx::price_interval_named(cx::name_of(interval)) == interval);
  }
  CHECK(cx::price_interval_named("Monthly") == price_interval::month);
  CHECK(cx::price_interval_named("quarterly") == price_interval::quarter);
  CHECK(cx::price_interval_named("annual") == price_interval::year);
  CHECK(cx::price_interval_named("ANNUALLY") == price_interval::year);
  CHECK(cx::price_interval_named("yearly") == price_interval::year);
  CHECK_THROWS_WITH(cx::price_interval_named("weekly"), cx::tests::contains("month, quarter, year"));
}

}  // namespace tests_of_subscription
