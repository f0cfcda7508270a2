// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/in_range.hpp"
#include "support/instruction_sets.hpp"
#include "support/laws.hpp"

#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/journey/funnel_of.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_funnel {
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
  const int count = cx::tests::in_range(0, 12);
  for (int i = 0; i < count; ++i)
    events.push_back({noon + std::chrono::hours{4 * cx::tests::in_range(0, 15)},
                      cx::tests::in_range<std::uint32_t>(0, 6)});
  return events;
}

struct columns {
  std::vector<std::uint32_t> customers;
  std::vector<std::int64_t> seconds;
  std::vector<std::uint32_t> events;

  void add(std::uint32_t customer, const cx::funnel_event& event) {
    customers.push_back(customer);
    seconds.push_back(event.time.time_since_epoch().count());
    events.push_back(event.event);
  }
  void record_in(cx::funnel& funnel) const { funnel.record(customers, seconds, events); }
};

// Once in so many times, from the first small cases on.
bool once_in(int times) {
  return cx::tests::in_range(0, times) == 0;
}

cx::funnel_rules any_rules() {
  cx::funnel_rules rules{.steps = shop};
  rules.order = *rc::gen::element(funnel_order::ordered, funnel_order::ordered, funnel_order::first_attempt,
                                  funnel_order::strict, funnel_order::any_order);
  if (!once_in(3)) rules.within = std::chrono::hours{4 * cx::tests::in_range(0, 8)};
  if (rules.order == funnel_order::ordered && once_in(4)) rules.steps.push_back("visit");
  if (once_in(6)) rules.steps = {"visit"};
  if (once_in(2)) return rules;
  if (once_in(3)) rules.exclusions = {"back"};
  if (once_in(3)) rules.entry = cx::period{2024y / 3 / 2, 2024y / 3 / 3};
  if (once_in(4)) rules.as_of = 2024y / 3 / 2;
  return rules;
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

TEST_CASE("columns say what the events of each customer say", "[funnel]") {
  cx::tests::check_law("sorted by customer or by turns, in one part or in any two", [] {
    const cx::funnel_rules rules = any_rules();
    cx::funnel expected{rules};
    std::vector<std::vector<cx::funnel_event>> customers(cx::tests::in_range<std::size_t>(0, 16));
    const bool far = once_in(4);  // times that have no place of their own
    const bool by_time = once_in(2);
    for (auto& events : customers) {
      events = any_events();
      if (far) events.push_back({noon + std::chrono::hours{24 * cx::tests::in_range(0, 400)}, 1});
      if (by_time) {
        std::stable_sort(events.begin(), events.end(),
                         [](const auto& one, const auto& other) { return one.time < other.time; });
      }
      if (!events.empty()) expected.record(events);
    }
    columns sorted;
    std::vector<columns> parts(2);
    columns by_turns;
    for (std::size_t at = 0; at < customers.size(); ++at) {
      const std::uint32_t number = 0x07060504U * static_cast<std::uint32_t>(at);
      columns& part = parts[cx::tests::in_range<std::size_t>(0, 2)];
      for (const cx::funnel_event& each : customers[at]) {
        sorted.add(number, each);
        part.add(number, each);
      }
    }
    for (std::size_t turn = 0; turn < 13; ++turn) {
      for (std::size_t at = customers.size(); at-- > 0;) {
        if (turn < customers[at].size())
          by_turns.add(0x07060504U * static_cast<std::uint32_t>(at), customers[at][turn]);
      }
    }
    cx::tests::under_every_instruction_set([&] {
      cx::funnel found{rules};
      sorted.record_in(found);
      RC_ASSERT(found == expected);
      sorted.record_in(found);
      RC_ASSERT(found == expected + expected);
      cx::funnel turned{rules};
      by_turns.record_in(turned);
      RC_ASSERT(turned == expected);
      cx::funnel one{rules};
      cx::funnel other{rules};
      parts[0].record_in(one);
      parts[1].record_in(other);
      RC_ASSERT(one + other == expected);
      RC_ASSERT(other + one == expected);
    });
  });
}

TEST_CASE("columns say of every short history what the events say", "[funnel]") {
  for (const funnel_order order :
       {funnel_order::ordered, funnel_order::strict, funnel_order::first_attempt, funnel_order::any_order}) {
    for (int window = 0; window < 7; ++window) {
      cx::funnel_rules rules{.steps = shop, .order = order};
      if (window > 0) rules.within = std::chrono::hours{window - 1};
      cx::funnel expected{rules};
      columns log;
      for (std::uint32_t history = 0; history < 6 * 6 * 6 * 6; ++history) {
        std::vector<cx::funnel_event> events;
        std::chrono::sys_seconds time = noon;
        std::uint32_t rest = history;
        for (std::uint32_t event = 0; event < 4; ++event, rest /= 6) {
          time += std::chrono::hours{(history + event * event) % 3};
          events.push_back({time, rest % 6});
          log.add(history, events.back());
        }
        expected.record(events);
      }
      CAPTURE(cx::name_of(order), window);
      cx::tests::under_every_instruction_set([&] {
        cx::funnel found{rules};
        log.record_in(found);
        CHECK(found == expected);
      });
    }
  }
}

TEST_CASE("columns of many customers have all the places that times need", "[funnel]") {
  // More customers than places of the first hour, and times from seconds to years.
  const cx::funnel_rules rules{.steps = {"visit", "cart", "pay"}};
  cx::funnel expected{rules};
  columns log;
  for (std::uint32_t customer = 0; customer < 3000; ++customer) {
    const std::int64_t after = std::int64_t{customer} * customer * (customer % 2 == 0 ? 1 : 29);
    std::vector<cx::funnel_event> events{{noon, 0}, {noon + std::chrono::seconds{after}, 1}};
    if (customer % 3 == 0) events.push_back({noon + std::chrono::seconds{2 * after}, 2});
    expected.record(events);
    for (const cx::funnel_event& each : events) log.add(customer, each);
  }
  // And a customer of more events than most.
  std::vector<cx::funnel_event> busy;
  for (std::uint32_t event = 0; event < 5000; ++event)
    busy.push_back({noon + std::chrono::minutes{event}, event % 1700 == 1699 ? event % 3 : 0});
  expected.record(busy);
  for (const cx::funnel_event& each : busy) log.add(3000, each);
  cx::tests::under_every_instruction_set([&] {
    cx::funnel found{rules};
    log.record_in(found);
    CHECK(found == expected);
  });
}

TEST_CASE("columns of different length are refused, and times at the ends of all are taken", "[funnel]") {
  cx::funnel funnel{{.steps = {"visit", "cart"}}};
  const std::vector<std::uint32_t> two{1, 1};
  const std::vector<std::int64_t> one{5};
  CHECK_THROWS_AS(funnel.record(two, one, two), std::invalid_argument);
  CHECK(funnel.customers() == 0);
  const std::vector<std::int64_t> ends{std::numeric_limits<std::int64_t>::min(),
                                       std::numeric_limits<std::int64_t>::max()};
  funnel.record(two, ends, std::vector<std::uint32_t>{0, 1});
  CHECK(funnel.reached(1) == 1);
  cx::funnel alone{{.steps = {"visit"}}};
  alone.record(std::vector<std::uint32_t>{1, 2, 3}, std::vector<std::int64_t>{0, 0, ends[1]},
               std::vector<std::uint32_t>{0, 2, 0});
  CHECK(alone.reached(0) == 2);
  CHECK(alone.not_entered() == 1);
}

TEST_CASE("laws of a funnel", "[funnel]") {
  cx::tests::check_law("the orders contain one another, a longer window loses nobody, and parts add up", [] {
    std::vector<std::vector<cx::funnel_event>> customers;
    for (int i = 0; i < 8; ++i) customers.push_back(any_events());
    const auto count = [&](funnel_order order, std::chrono::hours within) {
      const cx::funnel empty{{.steps = shop, .order = order, .within = within}};
      std::vector<cx::funnel> parts(3, empty);
      cx::funnel all = empty;
      for (const auto& events : customers) {
        parts[cx::tests::in_range<std::size_t>(0, 3)].record(events);
        all.record(events);
      }
      RC_ASSERT(parts[2] + parts[0] + parts[1] == all);
      RC_ASSERT(parts[0] + (parts[1] + parts[2]) == all);
      for (std::size_t step = 1; step < shop.size(); ++step)
        RC_ASSERT(all.reached(step) <= all.reached(step - 1));
      return all;
    };
    const std::chrono::hours within{4 * cx::tests::in_range(0, 8)};
    const cx::funnel strict = count(funnel_order::strict, within);
    const cx::funnel ordered = count(funnel_order::ordered, within);
    const cx::funnel first = count(funnel_order::first_attempt, within);
    const cx::funnel any = count(funnel_order::any_order, within);
    for (std::size_t step = 0; step < shop.size(); ++step) {
      RC_ASSERT(strict.reached(step) <= ordered.reached(step));
      RC_ASSERT(first.reached(step) <= ordered.reached(step));
      RC_ASSERT(ordered.reached(step) <= any.reached(step));
    }
    const std::chrono::hours more{cx::tests::in_range(0, 40)};
    for (const cx::funnel* each : {&strict, &ordered, &first, &any}) {
      const cx::funnel longer = count(each->rules().order, within + more);
      for (std::size_t step = 0; step < shop.size(); ++step)
        RC_ASSERT(longer.reached(step) >= each->reached(step));
    }
  });
  cx::tests::check_law("a funnel of one step is a count", [] {
    for (const funnel_order order : {funnel_order::ordered, funnel_order::strict, funnel_order::first_attempt,
                                     funnel_order::any_order}) {
      cx::funnel one{{.steps = {"visit"}, .order = order, .within = 7h}};
      std::uint64_t visitors = 0;
      for (int i = 0; i < 8; ++i) {
        const std::vector<cx::funnel_event> events = any_events();
        one.record(events);
        visitors +=
            std::any_of(events.begin(), events.end(), [](const auto& each) { return each.event == 0; });
      }
      RC_ASSERT(one.reached(0) == visitors);
      RC_ASSERT(one.not_entered() == 8 - visitors);
    }
  });
}

}  // namespace tests_of_funnel
