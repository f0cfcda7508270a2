// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/revenue_of.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_revenue_of {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

struct row {
  std::string customer;
  cx::day since;
  std::optional<cx::day> until;
  int cents;
  std::string plan;
  int seats = 1;
};

const std::vector<row> rows{
    {"Ann", 2024y / 1 / 1, std::nullopt, 1000, "basic"},
    {"Ben", 2024y / 1 / 1, 2024y / 2 / 10, 2000, "basic"},
    {"Ann", 2024y / 2 / 5, std::nullopt, 500, "extra"},     // a second one: expansion
    {"Ben", 2024y / 2 / 10, std::nullopt, 1500, "extra"},   // changed to a cheaper one: contraction
    {"Cat", 2024y / 2 / 20, 2024y / 3 / 1, 3000, "extra"},  // lost in March
};
const auto months = cx::periods_of(cx::granularity::month, {2024y / 1 / 1, 2024y / 4 / 1});

}  // namespace

TEST_CASE("several subscriptions of a customer are summed before they are compared", "[revenue_of]") {
  const auto flows = cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer);
  REQUIRE(flows.size() == 3);
  CHECK(flows[0].acquired() == 3000);
  CHECK(flows[1].start() == 3000);
  CHECK(flows[1].acquired() == 3000);
  CHECK(flows[1].expansion() == 500);
  CHECK(flows[1].contraction() == 500);
  CHECK(flows[1].churned() == 0);
  CHECK(flows[2].churned() == 3000);
  CHECK(flows[2].end() == 3000);
  CHECK(cx::revenue_of(months[1], rows, &row::since, &row::until, &row::cents, &row::customer) == flows[1]);
}

TEST_CASE("prices have intervals of their own where they say so", "[revenue_of]") {
  const auto yearly = [](const row& each) {
    return cx::recurring_price{12 * each.cents, cx::price_interval::year};
  };
  CHECK(cx::revenues_of(months, rows, &row::since, &row::until, yearly, &row::customer) ==
        cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer));
}

TEST_CASE("columns give the same revenue as records", "[revenue_of]") {
  std::vector<std::int64_t> customer;
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  std::vector<std::int64_t> price;
  const auto number_of = [](cx::day day) {
    return static_cast<std::int32_t>(day.time_since_epoch().count());
  };
  for (const row& each : rows) {
    customer.push_back(each.customer[0]);
    since.push_back(number_of(each.since));
    until.push_back(each.until ? number_of(*each.until) : cx::spell_columns::no_end);
    price.push_back(each.cents);
  }
  const cx::spell_columns days{since, until};
  CHECK(cx::revenues_of(months, {customer, days, price}) ==
        cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer));
}

TEST_CASE("the money of groups adds up to that of all", "[revenue_of]") {
  const auto prices = cx::prices(&row::since, &row::until, &row::cents, &row::customer);
  const auto by_plan = cx::break_down(months, rows, prices, cx::by(&row::plan));
  REQUIRE(by_plan.size() == 2);
  const auto all = cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer);
  const auto sum = by_plan.total().flows();
  for (std::size_t month = 0; month < months.size(); ++month) {
    CHECK(sum[month].start() == all[month].start());
    CHECK(sum[month].end() == all[month].end());
  }
  // What Ben moved is churned in one plan and new in the other.
  CHECK(by_plan.find("basic")->flows()[1].churned() == 2000);
  CHECK(by_plan.find("extra")->flows()[1].acquired() == 5000);
  const auto by_both = cx::break_down(months, rows, prices, cx::by(&row::plan, &row::seats));
  CHECK(by_both.rollup<0>().find("basic")->flows() == by_plan.find("basic")->flows());
}

TEST_CASE("a record that is no subscription is refused", "[revenue_of]") {
  std::vector<row> wrong = rows;
  wrong[0].cents = -1;
  CHECK_THROWS_AS(cx::revenues_of(months, wrong, &row::since, &row::until, &row::cents, &row::customer),
                  std::invalid_argument);
  wrong = rows;
  wrong[1].until = 2023y / 1 / 1;
  CHECK_THROWS_AS(cx::revenue_of(months[0], wrong, &row::since, &row::until, &row::cents, &row::customer),
                  std::invalid_argument);
}

}  // namespace tests_of_revenue_of
