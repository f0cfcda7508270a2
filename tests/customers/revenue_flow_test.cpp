// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/revenue_flow.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace tests_of_revenue_flow {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using counters = cx::revenue_counters;

namespace {

const cx::period may{2024y / 5 / 1, 2024y / 6 / 1};
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

void check_identity(const cx::revenue_flow& flow) {
  CHECK(flow.start() + flow.acquired() + flow.reactivated() + flow.expansion() - flow.contraction() -
            flow.churned() ==
        flow.end());
}

}  // namespace

TEST_CASE("a flow nobody paid in is all zero", "[revenue_flow]") {
  const cx::revenue_flow flow{may};
  CHECK(flow.start() == 0);
  CHECK(flow.end() == 0);
  CHECK(flow.customers_at_end() == 0);
  CHECK(flow.period() == may);
}

TEST_CASE("movements are a twelfth of what they come to in a year", "[revenue_flow]") {
  const cx::revenue_flow flow{may,
                              {.start = 1200,
                               .acquired = 240,
                               .reactivated = 120,
                               .expansion = 60,
                               .contraction = 24,
                               .churned = 36,
                               .lost_of_start = 60,
                               .change_of_start = 0}};
  CHECK(flow.start() == 100);
  CHECK(flow.acquired() == 20);
  CHECK(flow.reactivated() == 10);
  CHECK(flow.expansion() == 5);
  CHECK(flow.contraction() == 2);
  CHECK(flow.churned() == 3);
  CHECK(flow.end() == 130);
}

TEST_CASE("the identity holds to the last unit where a month of yearly prices is no whole number",
          "[revenue_flow]") {
  for (std::int64_t seed = 1; seed < 500; ++seed) {
    const cx::revenue_flow flow{may,
                                {.start = seed * 7919 % 1000,
                                 .acquired = seed * 104729 % 500,
                                 .reactivated = seed * 1299709 % 30,
                                 .expansion = seed * 15485863 % 100,
                                 .contraction = seed * 32452843 % 10,
                                 .churned = 0}};
    if (flow.counters().start < 10) continue;
    check_identity(flow);
    for (const std::int64_t part :
         {flow.acquired(), flow.reactivated(), flow.expansion(), flow.contraction(), flow.churned()}) {
      CHECK(part >= 0);
    }
    CHECK(flow.churned() == 0);
    // Never off by a whole unit.
    CHECK(std::abs(12 * flow.acquired() - flow.counters().acquired) < 12);
    CHECK(std::abs(12 * flow.start() - flow.counters().start) <= 6);
  }
}

TEST_CASE("no cent is lost over all customers, although each is a third of one off", "[revenue_flow]") {
  cx::revenue_flow all{may};
  for (int customer = 0; customer < 300; ++customer) all += cx::revenue_flow{may, {.acquired = 200000}};
  CHECK(all.end() == 300 * 200000 / 12);
  CHECK(cx::revenue_flow(may, {.acquired = 200000}).end() == 16667);
}

TEST_CASE("counters of revenue that contradict each other are refused", "[revenue_flow]") {
  const auto refused = [](const counters& wrong) {
    CHECK_THROWS_AS((cx::revenue_flow{may, wrong}), std::invalid_argument);
  };
  refused({.start = -1});
  refused({.churned = 1});
  refused({.start = 10, .contraction = 6, .churned = 5});
  refused({.start = 10, .churned = 10, .lost_of_start = 11});
  refused({.start = 10, .change_of_start = -1});
  refused({.start = 10, .expansion = 3, .change_of_start = 4});
  refused({.start = most, .acquired = 1});
  refused({.customers_churned = 1});
  refused({.customers_at_start = 1, .customers_acquired = 1, .customers_lost_of_start = 2});
}

TEST_CASE("revenue of other customers adds up and comes apart", "[revenue_flow]") {
  const cx::revenue_flow one{may,
                             {.start = 120, .churned = 120, .lost_of_start = 120, .change_of_start = -120}};
  const cx::revenue_flow other{may, {.start = 240, .expansion = 12, .change_of_start = 12}};
  const cx::revenue_flow both = one + other;
  CHECK(both.start() == 30);
  CHECK(both.end() == 21);
  CHECK(both - one == other);
  CHECK_THROWS_AS(one - other, std::invalid_argument);
  CHECK_THROWS_AS(one + cx::revenue_flow(cx::period{2024y / 5 / 1, 2024y / 6 / 2}), std::invalid_argument);
  CHECK_THROWS_AS((cx::revenue_flow{may, {.start = most}} + one), std::invalid_argument);
}

}  // namespace tests_of_revenue_flow
