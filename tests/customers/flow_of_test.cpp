// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/flow_of.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_flow_of {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

struct customer {
  cx::day since;
  std::optional<cx::day> until;
  std::string name;
};

const cx::period march = cx::month_of(2024y / 3 / 1);
const std::vector<customer> customers{{2024y / 1 / 10, std::nullopt, "Ann"},
                                      {2024y / 2 / 29, 2024y / 3 / 1, "Bob"},
                                      {2024y / 3 / 5, 2024y / 3 / 5, "Cem"},
                                      {2024y / 3 / 31, 2024y / 4 / 1, "Dee"},
                                      {2024y / 3 / 20, std::nullopt, "Bob"}};

}  // namespace

TEST_CASE("every record is a customer", "[flow_of]") {
  const auto flow = cx::flow_of(march, customers, &customer::since, &customer::until);
  CHECK(flow.counters() == cx::flow_counters{.at_start = 2,
                                             .acquired = 3,
                                             .churned = 1,
                                             .churned_new = 1,
                                             .customer_days = 31 + 0 + 0 + 1 + 12});
  CHECK(flow.at_end() == 3);
  CHECK(cx::churn_rate(flow).value == 50);
  CHECK(cx::churn_rate(flow, cx::churn_definition::mid_period).value == 80);
  CHECK(cx::churn_rate(flow, cx::churn_definition::daily).value == 50);
}

TEST_CASE("records of a customer are joined by key", "[flow_of]") {
  const auto flow = cx::flow_of(march, customers, &customer::since, &customer::until, &customer::name);
  CHECK(flow.counters() == cx::flow_counters{.at_start = 2,
                                             .acquired = 2,
                                             .reactivated = 1,
                                             .churned = 1,
                                             .churned_new = 1,
                                             .returned = 1,
                                             .customer_days = 31 + 0 + 0 + 1 + 12});
  CHECK(cx::churn_rate(flow).value == 0);
}

TEST_CASE("any range, any projection and any key will do", "[flow_of]") {
  const std::list<customer> linked{customers.begin(), customers.end()};
  const auto flow = cx::flow_of(march, customers, &customer::since, &customer::until);
  CHECK(cx::flow_of(march, linked, &customer::since, &customer::until) == flow);
  CHECK(cx::flow_of(
            march, linked, [](const customer& c) { return std::chrono::year_month_day{c.since}; },
            [](const customer& c) { return c.until; },
            [](const customer& c) { return std::string_view{c.name}.substr(0, 1); }) ==
        cx::flow_of(march, customers, &customer::since, &customer::until, &customer::name));
  // All end: no optional needed.
  const std::vector<cx::day> days{2024y / 3 / 1, 2024y / 3 / 2};
  const auto ended = cx::flow_of(
      march, days, [](cx::day day) { return day - std::chrono::days{1}; }, [](cx::day day) { return day; },
      {.detail = cx::flow_detail::totals});
  CHECK(ended.churned() == 1);
  CHECK(ended.churned_new() == 1);
  CHECK(ended.detail() == cx::flow_detail::totals);
}

TEST_CASE("no records make an empty flow", "[flow_of]") {
  const auto flow = cx::flow_of(march, std::vector<customer>{}, &customer::since, &customer::until);
  CHECK(flow == cx::customer_flow{march, cx::flow_detail::daily});
}

TEST_CASE("a record that ends before it begins is refused", "[flow_of]") {
  const std::vector<customer> wrong{{2024y / 3 / 5, 2024y / 3 / 4, ""}};
  CHECK_THROWS_AS(cx::flow_of(march, wrong, &customer::since, &customer::until), std::invalid_argument);
}

TEST_CASE("flows of periods in a row are those of each period alone", "[flow_of]") {
  const auto months = cx::periods_of(cx::granularity::month, cx::year_of(2024y / 1 / 1));
  const auto flows = cx::flows_of(months, customers, &customer::since, &customer::until);
  const auto keyed = cx::flows_of(months, customers, &customer::since, &customer::until, &customer::name);
  REQUIRE(flows.size() == 12);
  for (std::size_t month = 0; month < 12; ++month) {
    CHECK(flows[month] == cx::flow_of(months[month], customers, &customer::since, &customer::until));
    CHECK(keyed[month] ==
          cx::flow_of(months[month], customers, &customer::since, &customer::until, &customer::name));
  }
}

TEST_CASE("customers are entered in a ledger for each group, from records and from columns", "[flow_of]") {
  struct member {
    std::string plan;
    cx::day since;
    std::optional<std::chrono::sys_seconds> until;
  };
  const std::vector<cx::period> months{cx::month_of(2024y / 1 / 1), cx::month_of(2024y / 2 / 1)};
  std::vector<member> members;
  std::vector<std::string> plans;
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  std::map<std::string, cx::customer_ledger> expected;
  for (int row = 0; row < 40'000; ++row) {
    const cx::day first = cx::day{2023y / 12 / 1} + std::chrono::days{row % 90};
    const cx::day last = first + std::chrono::days{row % 31};
    members.push_back({row % 3 == 0 ? "gold" : "basic", first, last + 5h});
    if (row % 4 == 0) members.back().until.reset();
    plans.push_back(members.back().plan);
    since.push_back(static_cast<std::int32_t>(first.time_since_epoch().count()));
    until.push_back(row % 4 == 0 ? cx::spell_columns::no_end
                                 : static_cast<std::int32_t>(last.time_since_epoch().count()));
    const cx::spell spell{first, row % 4 == 0 ? std::nullopt : std::optional(last)};
    expected.try_emplace(plans.back(), cx::customer_ledger{months, cx::flow_detail::daily})
        .first->second.record(spell);
  }
  for (const unsigned threads : {1U, 3U}) {
    const auto by = cx::break_down(months, members, cx::spells(&member::since, &member::until),
                                   cx::by(&member::plan), {.threads = threads});
    CHECK(std::equal(by.begin(), by.end(), expected.begin(), expected.end()));
    CHECK(cx::break_down(months, cx::spell_columns{since, until}, cx::by(plans), {.threads = threads}) == by);
    CHECK(by.total().flows() == cx::flows_of(months, members, &member::since, &member::until));
  }
  const auto totals = cx::break_down(months, members, cx::spells(&member::since, &member::until),
                                     cx::by(&member::plan), {.detail = cx::flow_detail::totals});
  CHECK(totals.total().flows().front().detail() == cx::flow_detail::totals);
}

TEST_CASE("nothing after the day up to which the records are known is counted", "[flow_of]") {
  const cx::day as_of = 2024y / 3 / 20;
  const auto known = cx::flow_of(march, customers, &customer::since, &customer::until, {.as_of = as_of});
  CHECK(known.period() == march.to(as_of));
  CHECK(known.period().is_partial());
  CHECK(known.counters() ==
        cx::flow_counters{
            .at_start = 2, .acquired = 2, .churned = 1, .churned_new = 1, .customer_days = 20 + 0 + 0 + 1});

  // As if the file had been written on that day: ends that lie ahead do not matter, wherever they lie.
  const std::vector<cx::period> months{cx::month_of(2024y / 2 / 1), march, cx::month_of(2024y / 4 / 1)};
  for (const cx::day end :
       {as_of + std::chrono::days{1}, cx::day{2024y / 4 / 30}, cx::day{9999y / 12 / 31}}) {
    std::vector<customer> open = customers;
    std::vector<customer> ahead = customers;
    for (customer& each : ahead) {
      if (!each.until) each.until = end;
    }
    ahead.push_back({as_of + std::chrono::days{1}, std::nullopt, "Eve"});
    const auto flows_of = [&](const std::vector<customer>& records, auto... key) {
      return cx::flows_of(months, records, &customer::since, &customer::until, key..., {.as_of = as_of});
    };
    CHECK(flows_of(open) == flows_of(ahead));
    CHECK(flows_of(open, &customer::name) == flows_of(ahead, &customer::name));
    CHECK(flows_of(open).size() == 2);
  }
  CHECK_THROWS_AS(
      cx::flow_of(march, customers, &customer::since, &customer::until, {.as_of = cx::day{2024y / 2 / 29}}),
      std::invalid_argument);
}

TEST_CASE("columns and groups are counted as of a day too", "[flow_of]") {
  const cx::day as_of = 2024y / 3 / 20;
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  const auto number = [](cx::day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); };
  for (const customer& each : customers) {
    since.push_back(number(each.since));
    until.push_back(each.until ? number(*each.until) : cx::spell_columns::no_end);
  }
  const std::vector<cx::period> months{march};
  const cx::flow_options options{.as_of = as_of};
  const auto flows = cx::flows_of(months, customers, &customer::since, &customer::until, options);
  CHECK(cx::flows_of(months, cx::spell_columns{since, until}, options) == flows);
  const auto by = cx::break_down(months, customers, cx::spells(&customer::since, &customer::until),
                                 cx::by(&customer::name), options);
  CHECK(by.total().flows() == flows);
  CHECK(by.total().as_of() == as_of);
}

}  // namespace tests_of_flow_of
