// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/laws.hpp"

#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/journey/funnel_of.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::funnel_order;

namespace {

const std::vector<std::string> shop{"visit", "cart", "pay", "done"};
constexpr std::chrono::sys_seconds noon = cx::day{2024y / 3 / 1} + 12h;

struct said {
  std::chrono::seconds at;
  std::string what;
};

std::vector<cx::funnel_event> events_of(const cx::funnel& funnel, const std::vector<said>& all) {
  std::vector<cx::funnel_event> events;
  for (const said& each : all) events.push_back({noon + each.at, funnel.number_of(each.what)});
  return events;
}

std::size_t furthest(const cx::funnel_rules& rules, const std::vector<said>& all) {
  const cx::funnel funnel{rules};
  return funnel.passage_of(events_of(funnel, all)).furthest;
}

// "2024-03-01T01:57:55Z"
std::chrono::sys_seconds time_in(const std::string& text) {
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return std::chrono::sys_days{date} + std::chrono::hours{number(11, 2)} +
         std::chrono::minutes{number(14, 2)} + std::chrono::seconds{number(17, 2)};
}

std::vector<cx::funnel_event> any_events() {
  std::vector<cx::funnel_event> events;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i)
    events.push_back(
        {noon + std::chrono::hours{*rc::gen::inRange(0, 60)}, *rc::gen::inRange<std::uint32_t>(0, 5)});
  return events;
}

}  // namespace

TEST_CASE("the reference funnels are found in every order and window", "[funnel]") {
  const cx::tests::golden figures("funnel.csv");
  const cx::tests::golden rows("funnel_events.csv");
  REQUIRE(figures.size() == 64);
  for (const auto& row : figures) {
    const std::string mode = row.text("mode");
    cx::funnel funnel{{.steps = shop,
                       .order = cx::funnel_order_named(mode),
                       .within = std::chrono::seconds{row.count("window_seconds")}}};
    std::map<std::string, std::vector<cx::funnel_event>> customers;
    for (const auto& event : rows)
      customers[event.text("customer")].push_back(
          {time_in(event.text("time")), funnel.number_of(event.text("event"))});
    std::int64_t fastest = 0;
    const std::size_t step = row.count("step");
    for (const auto& [customer, events] : customers) {
      funnel.record(events);
      const cx::funnel_passage passage = funnel.passage_of(events);
      if (passage.furthest == step) fastest += passage.times[step - 1].count();
    }
    CAPTURE(mode, row.text("window_seconds"), step);
    CHECK(funnel.reached(step - 1) == row.count("reached"));
    if (mode != "any_order")  // where there is no such figure
      CHECK(fastest == static_cast<std::int64_t>(row.count("fastest_seconds_sum")));
    CHECK(funnel.customers() == customers.size());
  }
}

TEST_CASE("one event is never two steps, and both ends of the window belong to it", "[funnel]") {
  const cx::funnel_rules again{.steps = {"visit", "visit"}, .within = 10s};
  CHECK(furthest(again, {{0s, "visit"}}) == 1);
  CHECK(furthest(again, {{0s, "visit"}, {10s, "visit"}}) == 2);
  CHECK(furthest(again, {{0s, "visit"}, {11s, "visit"}}) == 1);
  CHECK(furthest(again, {}) == 0);
}

TEST_CASE("events come in any order of time, and of the same second as given", "[funnel]") {
  const cx::funnel_rules rules{.steps = {"visit", "cart"}};
  CHECK(furthest(rules, {{9s, "cart"}, {1s, "visit"}}) == 2);
  CHECK(furthest(rules, {{1s, "cart"}, {1s, "visit"}}) == 1);
  CHECK(furthest(rules, {{1s, "visit"}, {1s, "cart"}}) == 2);
}

TEST_CASE("the orders differ in what may lie between the steps", "[funnel]") {
  const std::vector<said> back_and_forth{{0s, "visit"}, {1s, "pay"}, {2s, "cart"}, {3s, "help"}, {4s, "pay"}};
  cx::funnel_rules rules{.steps = {"visit", "cart", "pay"}};
  CHECK(furthest(rules, back_and_forth) == 3);
  rules.order = funnel_order::strict;
  CHECK(furthest(rules, back_and_forth) == 1);
  CHECK(furthest(rules, {{0s, "visit"}, {1s, "help"}, {2s, "cart"}}) == 2);
  rules.order = funnel_order::first_attempt;
  rules.within = 5s;
  CHECK(furthest(rules, {{0s, "visit"}, {8s, "visit"}, {9s, "cart"}}) == 1);
  rules.order = funnel_order::any_order;
  CHECK(furthest(rules, {{0s, "pay"}, {1s, "pay"}, {2s, "cart"}}) == 2);
}

TEST_CASE("an exclusion ends a passage, and what was reached stays so", "[funnel]") {
  cx::funnel_rules rules{.steps = {"visit", "cart", "pay"}, .exclusions = {"refund"}};
  const std::vector<said> refunded{{0s, "visit"}, {1s, "cart"}, {2s, "refund"}, {3s, "pay"}};
  CHECK(furthest(rules, refunded) == 2);
  CHECK(furthest(rules, {{0s, "visit"}, {1s, "refund"}, {2s, "visit"}, {3s, "cart"}}) == 2);
  rules.order = funnel_order::any_order;
  CHECK(furthest(rules, refunded) == 2);
}

TEST_CASE("only passages count that begin in the period of entry", "[funnel]") {
  cx::funnel_rules rules{.steps = {"visit", "cart"}, .entry = cx::period{2024y / 3 / 1, 2024y / 3 / 2}};
  CHECK(furthest(rules, {{-24h, "visit"}, {1s, "cart"}}) == 0);
  CHECK(furthest(rules, {{-24h, "visit"}, {1s, "visit"}, {40h, "cart"}}) == 2);
  rules.order = funnel_order::first_attempt;
  CHECK(furthest(rules, {{-24h, "visit"}, {1s, "visit"}, {40h, "cart"}}) == 0);
}

TEST_CASE("who entered too late to finish within the window is left out and counted", "[funnel]") {
  cx::funnel funnel{{.steps = {"visit", "cart"}, .within = 12h, .as_of = cx::day{2024y / 3 / 1}}};
  funnel.record(events_of(funnel, {{0s, "visit"}, {1h, "cart"}}));  // noon: over at midnight
  funnel.record(events_of(funnel, {{1s, "visit"}, {1h, "cart"}}));  // a second later: not over
  funnel.record(events_of(funnel, {{1s, "visit"}}));
  funnel.record(events_of(funnel, {{0s, "visit"}, {2h, "visit"}, {3h, "cart"}}));
  funnel.record(events_of(funnel, {{12h, "visit"}}));  // after all that is known
  CHECK(funnel.reached(0) == 2);
  CHECK(funnel.reached(1) == 2);
  CHECK(funnel.too_late() == 2);
  CHECK(funnel.not_entered() == 1);
  CHECK(funnel.customers() == 5);
  CHECK(funnel.times_to(1).at(3600 * 3) == cx::funnel::moment{1, 0});
  CHECK(funnel.times_to(1).at(3600 * 12 - 1) == cx::funnel::moment{0, 1});
}

TEST_CASE("a funnel has steps with names, and each event is one thing", "[funnel]") {
  const auto refused = [](cx::funnel_rules rules) {
    CHECK_THROWS_AS(cx::funnel{std::move(rules)}, std::invalid_argument);
  };
  refused({});
  refused({.steps = std::vector<std::string>(101, "visit")});
  refused({.steps = {"visit", ""}});
  refused({.steps = {"visit"}, .within = -1s});
  refused({.steps = {"visit"}, .exclusions = {"visit"}});
  refused({.steps = {"visit", "visit"}, .order = funnel_order::any_order});
  CHECK_THROWS_AS(cx::funnel_order_named("sideways"), std::invalid_argument);
  CHECK(cx::funnel_order_named("First_Attempt") == funnel_order::first_attempt);
  const cx::funnel one{{.steps = {"visit"}}};
  CHECK_THROWS_AS(one.reached(1), std::out_of_range);
  CHECK_THROWS_AS(one.times_to(0), std::out_of_range);
}

TEST_CASE("the first and the last time there is are as far apart as any", "[funnel]") {
  using time = std::chrono::sys_seconds;
  for (const funnel_order order :
       {funnel_order::ordered, funnel_order::strict, funnel_order::first_attempt, funnel_order::any_order}) {
    cx::funnel funnel{{.steps = {"visit", "cart"}, .order = order}};
    funnel.record(std::vector<cx::funnel_event>{{time::min(), 0}, {time::max(), 1}});
    CHECK(funnel.reached(1) == 1);
  }
}

TEST_CASE("laws of a funnel", "[funnel]") {
  cx::tests::check_law("the orders contain one another, a longer window loses nobody, and parts add up", [] {
    std::vector<std::vector<cx::funnel_event>> customers;
    for (int i = 0; i < 8; ++i) customers.push_back(any_events());
    const auto count = [&](funnel_order order, std::chrono::hours within) {
      const cx::funnel empty{{.steps = shop, .order = order, .within = within}};
      std::vector<cx::funnel> parts(3, empty);
      cx::funnel all = empty;
      for (std::size_t i = 0; i < customers.size(); ++i) {
        parts[i % 3].record(customers[i]);
        all.record(customers[i]);
      }
      RC_ASSERT(parts[2] + parts[0] + parts[1] == all);
      for (std::size_t step = 1; step < shop.size(); ++step)
        RC_ASSERT(all.reached(step) <= all.reached(step - 1));
      return all;
    };
    const std::chrono::hours within{*rc::gen::inRange(0, 30)};
    const cx::funnel strict = count(funnel_order::strict, within);
    const cx::funnel ordered = count(funnel_order::ordered, within);
    const cx::funnel first = count(funnel_order::first_attempt, within);
    const cx::funnel any = count(funnel_order::any_order, within);
    for (std::size_t step = 0; step < shop.size(); ++step) {
      RC_ASSERT(strict.reached(step) <= ordered.reached(step));
      RC_ASSERT(first.reached(step) <= ordered.reached(step));
      RC_ASSERT(ordered.reached(step) <= any.reached(step));
    }
    for (const cx::funnel* each : {&strict, &ordered, &first, &any}) {
      const cx::funnel longer = count(each->rules().order, within + 7h);
      for (std::size_t step = 0; step < shop.size(); ++step)
        RC_ASSERT(longer.reached(step) >= each->reached(step));
    }
  });
}
