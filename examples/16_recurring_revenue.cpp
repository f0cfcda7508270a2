// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Where the recurring revenue of a month came from, and how much of it is retained.
#include "expect.hpp"

#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/report/format.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct subscription {
  std::string customer;
  cx::day since;
  std::optional<cx::day> until;
  cx::recurring_price price;  // in cents; a number alone is a price a month
};

const std::vector<subscription> subscriptions{
    {"Ann", 2023y / 6 / 1, std::nullopt, 50'00},     //
    {"Ann", 2024y / 3 / 12, std::nullopt, 30'00},    // a second one: expansion
    {"Ben", 2023y / 9 / 1, 2024y / 3 / 10, 80'00},   // moved to a cheaper plan
    {"Ben", 2024y / 3 / 10, std::nullopt, 60'00},    // on the day before: contraction
    {"Cat", 2024y / 1 / 15, 2024y / 3 / 20, 40'00},  // churned
    {"Dan", 2023y / 1 / 1, 2023y / 12 / 1, 40'00},   // left last year
    {"Dan", 2024y / 3 / 5, std::nullopt, 35'00},     // and is back: reactivated
    {"Eve", 2024y / 3 / 8, std::nullopt, {2'000'00, cx::price_interval::year}},  // new, 166.67 a month
    {"Fay", 2024y / 1 / 1, std::nullopt, 100'00}};

int main() {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  const cx::revenue_flow flow =
      cx::revenue_of(march, subscriptions, &subscription::since, &subscription::until, &subscription::price,
                     &subscription::customer);
  expect(fmt::format("{} + {} new + {} back + {} more - {} less - {} lost = {} cents", flow.start(),
                     flow.acquired(), flow.reactivated(), flow.expansion(), flow.contraction(),
                     flow.churned(), flow.end()),
         "27000 + 16667 new + 3500 back + 3000 more - 2000 less - 4000 lost = 44167 cents");

  expect(fmt::format("gross retention  {}", cx::gross_revenue_retention(flow)),
         "gross retention  77.8 % [23.5, 100.0] (n = 4)");
  expect(fmt::format("net retention    {}", cx::net_revenue_retention(flow)),
         "net retention    88.9 % [17.2, 160.6] (n = 4)");
  expect(fmt::format("customers kept   {}", cx::paying_customer_retention(flow)),
         "customers kept   75.0 % [30.1, 95.4] (n = 4)");
  expect(fmt::format("quick ratio      {:.2f}", cx::quick_ratio(flow).value), "quick ratio      3.28");
  expect(fmt::format("carried by       {:.1f} equal customers", cx::customers_it_rests_on(flow)),
         "carried by       3.6 equal customers");

  // The same month, customer by customer, in any order and on any machine.
  cx::revenue_ledger ledger{{march}};
  ledger.record(std::vector{cx::subscription{cx::spell{2023y / 6 / 1}, 50'00},
                            cx::subscription{cx::spell{2024y / 3 / 12}, 30'00}});
  expect(fmt::format("Ann alone: {} to {}", ledger.flows()[0].start(), ledger.flows()[0].end()),
         "Ann alone: 5000 to 8000");
}
