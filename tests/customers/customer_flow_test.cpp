// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/customer_flow.hpp>

#include <chrono>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_customer_flow {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

const cx::period march = cx::month_of(2024y / 3 / 1);
const cx::period april = cx::next(march);
const cx::period two_days{2024y / 3 / 1, 2024y / 3 / 3};
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

const cx::flow_counters some{.at_start = 10,
                             .acquired = 5,
                             .reactivated = 2,
                             .churned = 4,
                             .churned_new = 1,
                             .returned = 1,
                             .customer_days = 300};
const cx::flow_counters more{.at_start = 100, .acquired = 1, .churned = 7, .customer_days = 3000};

// Ten customers; on the first day two come and one leaves, on the second three leave.
cx::customer_flow with_days() {
  return {two_days,
          {.at_start = 10, .acquired = 3, .churned = 4, .churned_new = 1, .customer_days = 19},
          {{2, 1}, {0, 3}}};
}

}  // namespace

TEST_CASE("an empty flow has nobody", "[customer_flow]") {
  const cx::customer_flow flow{march};
  CHECK(flow.period() == march);
  CHECK(flow.counters() == cx::flow_counters{});
  CHECK(flow.at_risk() == 0);
  CHECK(flow.at_end() == 0);
  CHECK(flow.detail() == cx::flow_detail::totals);
  CHECK(cx::customer_flow{march, cx::flow_detail::daily}.daily().size() == 31);
}

TEST_CASE("the end of a period follows from its start and what happened", "[customer_flow]") {
  const cx::customer_flow flow{march, some};
  CHECK(flow.at_risk() == 17);
  CHECK(flow.lost() == 5);
  CHECK(flow.at_end() == 12);
}

TEST_CASE("counters are plain memory, all zero when empty, and come back", "[customer_flow]") {
  cx::flow_counters copy;
  const unsigned char zeroed[sizeof copy] = {};
  std::memcpy(&copy, zeroed, sizeof copy);
  CHECK(cx::customer_flow(march, copy) == cx::customer_flow{march});
  const cx::customer_flow flow{march, some};
  std::memcpy(&copy, &flow.counters(), sizeof copy);
  CHECK(cx::customer_flow(march, copy) == flow);
  const cx::customer_flow daily = with_days();
  CHECK(cx::customer_flow(daily.period(), daily.counters(), daily.daily()) == daily);
}

TEST_CASE("counters that contradict each other are refused", "[customer_flow]") {
  const auto made = [](const cx::flow_counters& counters) { return cx::customer_flow{march, counters}; };
  CHECK_THROWS_WITH(made({.at_start = 3, .churned = 4}), contains("4") && contains("3"));
  CHECK_THROWS_AS(made({.acquired = 1, .churned_new = 2}), std::invalid_argument);
  CHECK_THROWS_AS(made({.at_start = 3, .reactivated = 2, .churned = 1, .returned = 2}),
                  std::invalid_argument);
  CHECK_THROWS_AS(made({.at_start = 3, .churned = 1, .returned = 1}), std::invalid_argument);
  CHECK_THROWS_AS(made({.at_start = 3, .reactivated = 1, .churned = 1, .churned_new = 1, .returned = 1}),
                  std::invalid_argument);
  CHECK_NOTHROW(made({.at_start = 3, .customer_days = 3 * 31}));
  CHECK_THROWS_AS(made({.at_start = 3, .customer_days = 3 * 31 + 1}), std::invalid_argument);
  CHECK_THROWS_AS(made({.at_start = most, .acquired = 1}), std::invalid_argument);
  CHECK_NOTHROW(made({.at_start = most, .churned = most}));
}

TEST_CASE("days that do not lead to the counters are refused", "[customer_flow]") {
  const cx::flow_counters counters = with_days().counters();
  const auto made = [&](const std::vector<cx::day_counters>& daily) {
    return cx::customer_flow{two_days, counters, daily};
  };
  CHECK_NOTHROW(made({{2, 1}, {0, 3}}));
  CHECK_THROWS_AS(made({{2, 4}}), std::invalid_argument);
  CHECK_THROWS_AS(made({{1, 0}, {0, 3}}), std::invalid_argument);
  CHECK_THROWS_AS(made({{2, 3}, {0, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(made({{4, 3}, {0, 3}}), std::invalid_argument);
  CHECK_THROWS_WITH(made({{3, 11}, {0, 0}}), contains("11") && contains("opened it"));
}

TEST_CASE("flows of different customers add up and come apart again", "[customer_flow]") {
  const cx::customer_flow one{march, some};
  const cx::customer_flow other{march, more};
  const cx::customer_flow both = one + other;
  CHECK(both == other + one);
  CHECK(both.at_start() == 110);
  CHECK(both.at_end() == one.at_end() + other.at_end());
  CHECK(both.customer_days() == 3300);
  CHECK(both - other == one);
  CHECK(both - both == cx::customer_flow{march});
  CHECK(cx::customer_flow{march} + one == one);
  CHECK(one + cx::customer_flow{march} == one);
  CHECK(one != other);
  const cx::customer_flow twice = with_days() + with_days();
  CHECK(twice.daily()[1].left == 6);
  CHECK(twice - with_days() == with_days());
}

TEST_CASE("flows of different periods do not add up, and the message says which", "[customer_flow]") {
  cx::customer_flow flow{march, some};
  CHECK_THROWS_AS(flow += cx::customer_flow{april}, std::invalid_argument);
  CHECK_THROWS_WITH(flow -= cx::customer_flow{april}, contains("2024-03") && contains("2024-04"));
  CHECK_THROWS_AS((flow += cx::customer_flow{march, cx::flow_detail::daily}), std::invalid_argument);
  CHECK(flow == cx::customer_flow{march, some});
}

TEST_CASE("a flow never falls below zero nor exceeds 64 bits", "[customer_flow]") {
  cx::customer_flow flow{march, some};
  CHECK_THROWS_AS((flow -= cx::customer_flow{march, more}), std::invalid_argument);
  // Every counter would stay above zero, but five churned of four would be left.
  CHECK_THROWS_AS((flow -= cx::customer_flow{march, {.at_start = 7}}), std::invalid_argument);
  CHECK(flow == cx::customer_flow{march, some});
  cx::customer_flow full{march, {.at_start = most}};
  CHECK_THROWS_AS((full += cx::customer_flow{march, {.acquired = 1}}), std::invalid_argument);
  CHECK(full.at_risk() == most);
}

TEST_CASE("flows are the state of a breakdown", "[customer_flow]") {
  cx::breakdown<cx::customer_flow, std::string> by{cx::customer_flow{march}};
  by["north"] += cx::customer_flow{march, some};
  by["south"] += cx::customer_flow{march, more};
  CHECK(by.size() == 2);
  CHECK(by.total() == cx::customer_flow{march, some} + cx::customer_flow{march, more});
}

}  // namespace tests_of_customer_flow
