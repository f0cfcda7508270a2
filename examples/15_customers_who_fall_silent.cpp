// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Churn where there is no contract and no last day, but a log of orders.
#include "expect.hpp"

#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/report/format.hpp>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct order {
  std::string customer;
  cx::day on;
};

const std::vector<order> orders{{"Ann", 2010y / 12 / 1}, {"Ben", 2010y / 12 / 1}, {"Cat", 2010y / 12 / 15},
                                {"Ann", 2011y / 1 / 10}, {"Dan", 2011y / 1 / 20}, {"Ann", 2011y / 2 / 2},
                                {"Ben", 2011y / 2 / 8},  {"Ann", 2011y / 3 / 3}};

int main() {
  // Gone is who was silent for more than 30 days; who may still come back within them is not.
  const cx::inactivity gone_after{std::chrono::days{30}};
  std::map<std::string, std::vector<cx::day>> acts;
  for (const order& each : orders) acts[each.customer].push_back(each.on);

  cx::customer_ledger ledger{
      cx::periods_of(cx::granularity::month, cx::period{2010y / 12 / 1, 2011y / 3 / 1})};
  for (const auto& [customer, days] : acts) ledger.record(cx::spells_of(days, gone_after));

  const cx::customer_flow january = ledger.flows()[1];
  expect(fmt::format("{}: {} at the start, {} of them lost, {} back, {} new", january.period(),
                     january.at_start(), january.churned(), january.reactivated(), january.acquired()),
         "2011-01: 1 at the start, 1 of them lost, 1 back, 1 new");
  expect(fmt::format("churn {}", cx::churn_rate(january)), "churn 100.0 % [20.7, 100.0] (n = 1)");
}
