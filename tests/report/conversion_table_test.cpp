// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/report/conversion_table.hpp>
#include <cxmetrics/report/funnel_table.hpp>
#include <cxmetrics/report/goal_table.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/trend_table.hpp>
#include <cxmetrics/survey/csat.hpp>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_conversion_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::WithinAbs;

namespace {

const cx::funnel_rules rules{.steps = {"visit", "cart", "pay"}};

// So many who visited, of whom so many filled a cart and so many paid.
cx::funnel passages(std::uint64_t visited, std::uint64_t filled, std::uint64_t paid) {
  cx::funnel result{rules};
  const std::chrono::sys_seconds start = std::chrono::sys_days{2025y / 1 / 1};
  for (std::uint64_t at = 0; at < visited; ++at) {
    std::vector<cx::funnel_event> events{{start, result.number_of("visit")}};
    if (at < filled) events.push_back({start + 1h, result.number_of("cart")});
    if (at < paid) events.push_back({start + 2h, result.number_of("pay")});
    result.record(events);
  }
  return result;
}

}  // namespace

TEST_CASE("a funnel has one conversion, from its first step to its last", "[conversion_table]") {
  const cx::table table = cx::conversion_table(cx::make_table(passages(100, 60, 30)));
  CHECK(table.title == "conversion from visit to pay");
  CHECK(table.rows.empty());
  REQUIRE(table.total);
  CHECK_THAT(table.total->result().value, WithinAbs(30, 1e-12));
  CHECK(table.total->result().n == 100);
  CHECK(table.total->counts == std::vector<std::uint64_t>{30});
}

TEST_CASE("the conversions of groups are pooled, not averaged", "[conversion_table]") {
  cx::breakdown<cx::funnel, std::string> by{cx::funnel{rules}};
  by[{"desk"}] = passages(300, 200, 150);
  by[{"phone"}] = passages(100, 60, 10);
  const cx::table table = cx::conversion_table(cx::make_table(by, {"device"}));
  REQUIRE(table.rows.size() == 2);
  CHECK_THAT(table.rows[0].result().value, WithinAbs(50, 1e-12));
  CHECK_THAT(table.rows[1].result().value, WithinAbs(10, 1e-12));
  CHECK_THAT(table.total->result().value, WithinAbs(40, 1e-12));
  CHECK(table.total->counts == std::vector<std::uint64_t>{160});
}

TEST_CASE("conversions by period have a trend and a goal", "[conversion_table]") {
  cx::breakdown<cx::funnel, std::string, cx::period> by{cx::funnel{rules}};
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (std::uint64_t at = 0; at < 6; ++at, month = cx::next(month)) {
    by[{"desk", month}] = passages(200, 150, 60 + 4 * at);
    by[{"phone", month}] = passages(200, 100, 20);
  }
  cx::table table = cx::conversion_table(cx::make_table(by, {"device", "period"}));
  CHECK(table.rows.size() == 12);
  CHECK_FALSE(table.total);  // somebody may be in the funnels of two months
  REQUIRE(table.margins.size() == 1);
  REQUIRE(table.margins[0].rows.size() == 6);
  CHECK_THAT(table.margins[0].rows[0].result().value, WithinAbs(20, 1e-12));
  cx::add_trend(table);
  CHECK_THAT(table.related[0].rows[0].result().value, WithinAbs(2, 1e-9));
  CHECK_THAT(table.related[0].rows[2].result().value, WithinAbs(1, 1e-9));
  cx::add_goal(table, {.target = 30, .by = 2025y / 12 / 31});
  CHECK_THAT(table.related.back().remarks.front(),
             contains("desk: conversion from visit to pay of at least 30.0 % by 2025-12-31"));
}

TEST_CASE("what a table of steps hides, its conversions hide, and so do their sums", "[conversion_table]") {
  cx::breakdown<cx::funnel, std::string> by{cx::funnel{rules}};
  by[{"desk"}] = passages(300, 200, 150);
  by[{"phone"}] = passages(100, 3, 1);
  cx::table steps = cx::make_table(by, {"device"});
  steps.rows.back().suppressed = true;
  const cx::table table = cx::conversion_table(steps);
  CHECK_FALSE(table.rows[0].suppressed);
  CHECK(table.rows[1].suppressed);
  CHECK_FALSE(table.total);
}

TEST_CASE("only steps have a conversion, and no steps have none", "[conversion_table]") {
  const cx::table answers = cx::make_table(cx::csat, cx::tally{cx::one_to_five});
  CHECK_THROWS_AS(cx::conversion_table(answers), std::invalid_argument);
  const cx::breakdown<cx::funnel, std::string> nobody{cx::funnel{rules}};
  const cx::table empty = cx::conversion_table(cx::make_table(nobody, {"device"}));
  CHECK(empty.rows.empty());
  CHECK_FALSE(empty.total);
}

}  // namespace tests_of_conversion_table
