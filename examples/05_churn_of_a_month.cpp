// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Who came and who left in March 2024, and the six things people call the churn rate of the month.
#include "expect.hpp"

#include <cxmetrics/customers/churn.hpp>
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
  std::optional<cx::day> until;  // the first day no longer a customer
};

const std::vector<subscription> subscriptions{
    {"Ann", 2023y / 6 / 1, std::nullopt},     //
    {"Ben", 2023y / 6 / 1, 2024y / 3 / 1},    // was there the day before: of the start, and lost
    {"Cat", 2024y / 1 / 15, 2024y / 3 / 20},  //
    {"Dan", 2024y / 1 / 15, 2024y / 3 / 10},  //
    {"Dan", 2024y / 3 / 25, std::nullopt},    // came back
    {"Eve", 2024y / 3 / 5, std::nullopt},     //
    {"Fay", 2024y / 3 / 5, 2024y / 3 / 15},   //
    {"Gus", 2024y / 3 / 31, 2024y / 4 / 1},   // lost in April
    {"Hal", 2024y / 3 / 12, 2024y / 3 / 12},  // changed his mind within the day
    {"Ida", 2023y / 6 / 1, 2024y / 2 / 1},    //
    {"Ida", 2024y / 3 / 8, std::nullopt}};    // came back, having left before March

int main() {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  const cx::customer_flow flow =
      cx::flow_of(march, subscriptions, &subscription::since, &subscription::until, &subscription::customer);
  expect(fmt::format("{}: {} + {} new + {} back - {} lost - {} new and lost = {}", march, flow.at_start(),
                     flow.acquired(), flow.reactivated(), flow.churned(), flow.churned_new(), flow.at_end()),
         "2024-03: 4 + 4 new + 2 back - 3 lost - 2 new and lost = 5");

  using definition = cx::churn_definition;
  expect(fmt::format("start cohort  {}", cx::churn_rate(flow)), "start cohort  50.0 % [15.0, 85.0] (n = 4)");
  expect(fmt::format("naive         {}", cx::churn_rate(flow, definition::naive)),
         "naive         125.0 % (n = 4)");
  expect(fmt::format("at risk       {}", cx::churn_rate(flow, definition::at_risk)),
         "at risk       50.0 % [23.7, 76.3] (n = 10)");
  expect(fmt::format("mid-period    {}", cx::churn_rate(flow, definition::mid_period)),
         "mid-period    111.1 % (n = 10)");
  expect(fmt::format("daily         {}", cx::churn_rate(flow, definition::daily)),
         "daily         86.7 % [23.1, 249.7] (n = 10)");
  expect(fmt::format("customer-day  {}", cx::churn_rate(flow, definition::customer_day)),
         "customer-day  121.1 % [39.3, 282.6] (n = 10)");
  expect(fmt::format("retention     {}", cx::retention_rate(flow)),
         "retention     50.0 % [15.0, 85.0] (n = 4)");
}
