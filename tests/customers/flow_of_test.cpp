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
