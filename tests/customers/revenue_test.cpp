// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_revenue {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const cx::period may{2024y / 5 / 1, 2024y / 6 / 1};
const cx::day middle = 2024y / 5 / 15;

cx::day day_named(const std::string& text) {
  return std::chrono::year{std::stoi(text.substr(0, 4))} / std::stoi(text.substr(5, 2)) /
         std::stoi(text.substr(8, 2));
}

// Customers who pay `before` at the start and `after` at the end; 0: nothing.
struct change {
  std::int64_t before;
  std::int64_t after;
};
cx::revenue_flow flow_with(const std::vector<change>& customers) {
  cx::revenue_ledger ledger{{may}};
  for (const auto& [before, after] : customers) {
    ledger.record(std::vector{cx::subscription{cx::spell{2024y / 1 / 1, middle}, before},
                              cx::subscription{cx::spell{middle}, after}});
  }
  return ledger.flows().front();
}

struct row {
  std::string customer;
  cx::day since;
  std::optional<cx::day> until;
  std::int64_t cents;
  std::string plan;
};

}  // namespace

TEST_CASE("retention is that of R's svyratio, with the customers as units", "[revenue]") {
  std::map<std::string, std::vector<change>> customers;
  for (const auto& each : golden{"retention_ratio_data.csv"})
    customers[each.text("case")].push_back({std::stoll(each.text("start")), std::stoll(each.text("end"))});
  for (const auto& expected : golden{"retention_ratio.csv"}) {
    const cx::revenue_flow flow = flow_with(customers.at(expected.text("case")));
    const cx::estimate found = expected.text("retention") == "net" ? cx::net_revenue_retention(flow)
                                                                   : cx::gross_revenue_retention(flow);
    CHECK(found.n == expected.count("customers"));
    CHECK_THAT(found.value, WithinRel(100 * expected.number("value"), 1e-12));
    CHECK_THAT(found.standard_error, WithinRel(100 * expected.number("standard_error"), 1e-9));
    CHECK_THAT(found.ci.low, WithinRel(100 * expected.number("lo"), 1e-9));
    // Nobody keeps more than all.
    const double high = expected.text("retention") == "net" ? infinity : 100;
    CHECK_THAT(found.ci.high, WithinRel(std::min(100 * expected.number("hi"), high), 1e-9));
  }
}

TEST_CASE("published examples of retention, churn and quick ratio", "[revenue]") {
  // 100 of revenue, 10 churned, 10 contracted, 10 expanded: gross 20 %, net 10 % (ChartMogul).
  const cx::revenue_flow chart = flow_with({{60, 60}, {10, 0}, {20, 10}, {10, 20}});
  CHECK_THAT(cx::gross_revenue_churn(chart).value, WithinRel(20.0, 1e-13));
  CHECK_THAT(cx::net_revenue_churn(chart).value, WithinRel(10.0, 1e-13));
  // 100,000, 17,000 churned, 3,000 expanded: net 14 %.
  const cx::revenue_flow posthog = flow_with({{17000, 0}, {83000, 86000}});
  CHECK_THAT(cx::gross_revenue_churn(posthog).value, WithinRel(17.0, 1e-13));
  CHECK_THAT(cx::net_revenue_churn(posthog).value, WithinRel(14.0, 1e-13));
  // 200, -6, -4, +20: NRR 105 %, GRR 95 %.
  const cx::revenue_flow nrr = flow_with({{6, 0}, {10, 6}, {184, 204}});
  CHECK_THAT(cx::net_revenue_retention(nrr).value, WithinRel(105.0, 1e-13));
  CHECK_THAT(cx::gross_revenue_retention(nrr).value, WithinRel(95.0, 1e-13));
  // 20 new and 8 expanded over 5 churned and 3 contracted.
  CHECK_THAT(cx::quick_ratio(flow_with({{0, 20}, {10, 18}, {5, 0}, {10, 7}})).value, WithinRel(3.5, 1e-13));
  // $2,000 a year is 166.67 a month.
  cx::revenue_ledger yearly{{may}};
  yearly.record(cx::subscription{cx::spell{2024y / 1 / 1}, {200000, cx::price_interval::year}});
  CHECK(yearly.flows().front().end() == 16667);
  // 100 at $100 a month and 50 at $600 a year: 12,500.
  cx::revenue_ledger stripe{{may}};
  for (int i = 0; i < 100; ++i) stripe.record(cx::subscription{cx::spell{2024y / 1 / 1}, 10000});
  for (int i = 0; i < 50; ++i)
    stripe.record(cx::subscription{cx::spell{2024y / 1 / 1}, {60000, cx::price_interval::year}});
  CHECK(stripe.flows().front().end() == 1250000);
  const cx::estimate arpu = cx::revenue_per_customer(stripe.flows().front());
  CHECK_THAT(arpu.value, WithinRel(1250000.0 / 150, 1e-13));
  CHECK(arpu.unit == cx::unit::money);
  // By hand: the standard deviation of 100 times 10000 and 50 times 5000, over the root of 150.
  const double mean = 1250000.0 / 150;
  const double squares = 100 * std::pow(10000 - mean, 2) + 50 * std::pow(5000 - mean, 2);
  CHECK_THAT(arpu.standard_error, WithinRel(std::sqrt(squares / 149 / 150), 1e-9));
}

TEST_CASE("gross retention is never above net retention, nor above all", "[revenue]") {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<change> customers(1 + random() % 30);
    for (change& each : customers) {
      each.before = random() % 3 == 0 ? 0 : static_cast<std::int64_t>(random() % 1000);
      each.after = random() % 3 == 0 ? 0 : static_cast<std::int64_t>(random() % 1000);
    }
    const cx::revenue_flow flow = flow_with(customers);
    const cx::estimate gross = cx::gross_revenue_retention(flow);
    const cx::estimate net = cx::net_revenue_retention(flow);
    if (flow.start() == 0) {
      CHECK(std::isnan(gross.value));
      CHECK(gross.ci == cx::interval{0, 100});
      CHECK(std::isnan(net.value));
      CHECK(net.ci == cx::interval{0, infinity});
      continue;
    }
    CHECK(gross.value <= 100);
    CHECK(gross.value <= net.value);
    CHECK_THAT(cx::gross_revenue_churn(flow).value, WithinAbs(100 - gross.value, 1e-10));
    CHECK_THAT(cx::net_revenue_churn(flow).value, WithinAbs(100 - net.value, 1e-10));
    for (const cx::estimate& each :
         {gross, net, cx::net_revenue_churn(flow), cx::revenue_per_customer(flow)}) {
      if (std::isnan(each.value)) continue;
      CHECK(each.ci.contains(each.value));
      CHECK(cx::range_of(each).low <= each.ci.low);
      CHECK(each.ci.high <= cx::range_of(each).high);
    }
  }
}

TEST_CASE("a quick ratio without losses is infinite, and without anything unknown", "[revenue]") {
  const cx::estimate endless = cx::quick_ratio(flow_with({{0, 20}, {10, 10}}));
  CHECK(endless.value == infinity);
  CHECK(endless.n == 1);
  CHECK(endless.ci == cx::interval{0, infinity});
  CHECK(std::isnan(cx::quick_ratio(flow_with({{10, 10}})).value));
}

TEST_CASE("a quick ratio is the linearised ratio of gains and losses, without those who came back",
          "[revenue]") {
  cx::revenue_ledger ledger{{may}};
  const auto record = [&](std::vector<std::pair<cx::day, std::int64_t>> prices) {
    std::vector<cx::subscription> all;
    for (std::size_t at = 0; at < prices.size(); ++at) {
      const auto until = at + 1 < prices.size() ? std::optional{prices[at + 1].first} : std::nullopt;
      all.emplace_back(cx::spell{prices[at].first, until}, prices[at].second);
    }
    ledger.record(all);
  };
  const cx::day before = 2024y / 1 / 1;
  record({{middle, 20}});
  record({{before, 10}, {middle, 18}});
  record({{before, 5}, {middle, 0}});
  record({{before, 10}, {middle, 25}, {2024y / 5 / 20, 19}});
  record({{before, 30}, {2024y / 3 / 1, 0}, {middle, 1000}});
  record({{before, 40}});
  // Gains and losses of the first four, of which the last has both.
  const std::vector<std::pair<double, double>> moved{{20, 0}, {8, 0}, {0, 5}, {15, 6}};
  const double ratio = (20 + 8 + 15) / 11.0;
  double squares = 0;
  for (const auto& [gain, loss] : moved) squares += std::pow(gain - ratio * loss, 2);
  const cx::estimate found = cx::quick_ratio(ledger.flows().front());
  CHECK(found.n == 4);
  CHECK_THAT(found.value, WithinRel(ratio, 1e-13));
  CHECK_THAT(found.standard_error, WithinRel(std::sqrt(4.0 / 3 * squares) / 11, 1e-12));
}

TEST_CASE("logos and revenue are two measures", "[revenue]") {
  const cx::revenue_flow flow = flow_with({{1000, 1000}, {10, 0}, {10, 0}, {10, 10}});
  CHECK(cx::paying_customer_retention(flow).value == 50);
  CHECK(cx::gross_revenue_retention(flow).value > 98);
  // As if but one customer paid.
  CHECK(cx::customers_it_rests_on(flow) < 1.1);
  CHECK(std::isnan(cx::customers_it_rests_on(cx::revenue_flow{may})));
}

TEST_CASE("segments are compared with all others, and with others that they overlap", "[revenue]") {
  const std::vector<change> enterprise{{1000, 1200}, {900, 900}, {1100, 1000}, {800, 0}};
  const std::vector<change> in_europe{{100, 100}, {120, 100}, {90, 0}, {100, 110}};
  std::vector<change> both = enterprise;
  both.insert(both.end(), in_europe.begin(), in_europe.end());
  const cx::estimate all = cx::net_revenue_retention(flow_with(both));
  const cx::estimate part = cx::net_revenue_retention(flow_with(in_europe));
  const cx::estimate rest = cx::net_revenue_retention(flow_with(enterprise));
  CHECK_THAT(cx::compare_with_rest(part, all).value, WithinAbs(part.value - rest.value, 1e-9));
  CHECK_THAT(cx::compare_with_whole(part, all).value, WithinAbs(part.value - all.value, 1e-9));
  CHECK_THROWS_AS(cx::compare(all, cx::net_revenue_churn(flow_with(both))), std::invalid_argument);
}

TEST_CASE("movements of a small book of subscriptions, month by month", "[revenue]") {
  std::vector<row> rows;
  for (const auto& each : golden{"cases/customers/mrr_movements.csv"}) {
    rows.push_back({each.text("customer_id"), day_named(each.text("start_date")),
                    day_named(each.text("end_date")), 100 * std::stoll(each.text("monthly_amount")), ""});
  }
  const auto months = cx::periods_of(cx::granularity::month, {2017y / 9 / 1, 2020y / 2 / 1});
  const auto flows = cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer);
  const auto flow_in = [&](cx::day day) {
    for (const cx::revenue_flow& flow : flows) {
      if (flow.period().contains(day)) return flow;
    }
    throw std::out_of_range("no such month");
  };
  const auto check = [&](cx::day day, std::vector<std::int64_t> movements, double gross, double net) {
    const cx::revenue_flow flow = flow_in(day);
    CHECK(std::vector<std::int64_t>{flow.start() / 100, flow.acquired() / 100, flow.reactivated() / 100,
                                    flow.expansion() / 100, flow.contraction() / 100, flow.churned() / 100,
                                    flow.end() / 100} == movements);
    CHECK_THAT(cx::gross_revenue_retention(flow).value, WithinAbs(gross, 0.05));
    CHECK_THAT(cx::net_revenue_retention(flow).value, WithinAbs(net, 0.05));
  };
  check(2018y / 6 / 1, {105, 0, 0, 30, 0, 0, 135}, 100.0, 128.6);
  check(2018y / 12 / 1, {235, 0, 0, 0, 25, 0, 210}, 89.4, 89.4);
  check(2019y / 7 / 1, {275, 0, 50, 0, 0, 0, 325}, 100.0, 100.0);
  check(2019y / 8 / 1, {325, 0, 0, 0, 25, 75, 225}, 69.2, 69.2);
  check(2019y / 12 / 1, {225, 0, 0, 15, 0, 135, 105}, 40.0, 46.7);
}

TEST_CASE("recurring revenue of real subscriptions is that of pandas", "[revenue][shared]") {
  const auto file = cx::tests::shared_data("ravenstack_subscriptions.csv");
  if (!file) return;
  std::vector<row> rows;
  for (const auto& each : golden{std::ifstream(*file)}) {
    const std::string& end = each.text("end_date");
    rows.push_back({each.text("subscription_id"), day_named(each.text("start_date")),
                    end.empty() ? std::nullopt : std::optional<cx::day>{day_named(end)},
                    std::stoll(each.text("mrr_amount")), "plan_tier=" + each.text("plan_tier")});
  }
  std::size_t compared = 0;
  for (const auto& expected : golden{"churn_monthly.csv"}) {
    std::vector<row> segment;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (expected.text("segment") != "all" && rows[at].plan != expected.text("segment")) continue;
      segment.push_back(rows[at]);
      segment.back().customer = std::to_string(at);
    }
    const cx::revenue_flow flow =
        cx::revenue_of({day_named(expected.text("first_day")), day_named(expected.text("next_first_day"))},
                       segment, &row::since, &row::until, &row::cents, &row::customer);
    ++compared;
    CHECK(flow.start() == std::stoll(expected.text("mrr_start")));
    CHECK(flow.acquired() == std::stoll(expected.text("mrr_new")));
    CHECK(flow.churned() == std::stoll(expected.text("mrr_lost")));
    CHECK(flow.counters().lost_of_start == 12 * std::stoll(expected.text("mrr_lost_of_start")));
    CHECK(flow.reactivated() + flow.expansion() + flow.contraction() == 0);
    if (flow.start() == 0) continue;
    CHECK_THAT(cx::gross_revenue_churn(flow).value,
               WithinAbs(100 * expected.number("mrr_churn_of_start"), 1e-9));
    CHECK_THAT(static_cast<double>(flow.churned()) / static_cast<double>(flow.start()),
               WithinAbs(expected.number("mrr_churn_lost_over_start"), 1e-12));
  }
  CHECK(compared == 104);
}

}  // namespace tests_of_revenue
