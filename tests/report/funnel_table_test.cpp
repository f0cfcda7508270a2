// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/funnel_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>
#include <vector>

namespace tests_of_funnel_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

cx::funnel shop(int visits, int carts) {
  cx::funnel result{{.steps = {"visit", "cart"}, .within = 48h}};
  const std::chrono::sys_seconds start = cx::day{2024y / 3 / 1};
  for (int i = 0; i < visits; ++i) {
    std::vector<cx::funnel_event> events{{start, 0}};
    if (i < carts) events.push_back({start + 60s, 1});
    result.record(events);
  }
  return result;
}

}  // namespace

TEST_CASE("rows of a funnel tell step, reached, and both conversions with intervals", "[funnel_table]") {
  const cx::table table = cx::make_table(shop(8, 6));
  const std::string json = cx::to_json(table);
  const cx::tests::json read = cx::tests::json_reader::read(json);
  CHECK_THAT(json, contains(R"("step": "cart")"));
  CHECK_THAT(json, contains(R"("reached": 6)"));
  CHECK_THAT(json, contains(R"("conversion": {"value": 75,)"));
  CHECK_THAT(json, contains(R"("conversion_from_start": {"value": 75,)"));
  CHECK_THAT(table.formula, contains("within 2 days"));
  REQUIRE(table.related.size() == 2);
  CHECK(table.related[0].rows.size() == 1);
  CHECK(table.related[0].rows[0].result().value == 25);
  CHECK(table.related[1].rows[0].result().value == 60);
  CHECK_THAT(cx::to_text(table), contains("from start"));
  CHECK_THAT(cx::to_csv(table), contains("conversion_from_start"));
  const std::string page = cx::to_html({table});
  CHECK_THAT(page, contains("funnel"));
  // The card of one funnel has its conversion.
  CHECK_THAT(page, contains("<p class=\"value\"><data value=\"75\">75.0 %</data></p>"));
  CHECK_THAT(page, contains("conversion from visit to cart"));
}

TEST_CASE("groups are compared step by step, and steps with no other step", "[funnel_table]") {
  cx::breakdown<cx::funnel, std::string> by{shop(0, 0)};
  by["desk"] = shop(100, 80);
  by["phone"] = shop(100, 20);
  cx::table table = cx::make_table(by, {"device"});
  cx::mark_significance(table);
  REQUIRE(table.find(cx::column_meaning::against_rest) != nullptr);
  const cx::row_comparison* cart = cx::comparison_of(table, table.rows[1], cx::column_meaning::against_rest);
  REQUIRE(cart != nullptr);
  CHECK(cart->found.value == 60);
  CHECK(cart->significant);
  cx::table alone = cx::make_table(shop(100, 50));
  cx::mark_significance(alone);
  CHECK(alone.find(cx::column_meaning::against_rest) == nullptr);
}

TEST_CASE("reasons stand by step with who gave none last, and are compared between groups",
          "[funnel_table]") {
  cx::drop_off why{{"visit", "cart"}};
  for (int i = 0; i < 40; ++i) why.record(0, {"slow", "price"});
  for (int i = 0; i < 10; ++i) why.record(0, {});
  cx::table table = cx::make_table(why);
  cx::mark_significance(table);
  CHECK(table.find(cx::column_meaning::against_rest) == nullptr);
  CHECK(cx::key_of(table, table.rows[0]) == std::vector<std::string>{"visit", "price"});
  CHECK(table.rows[0].result().value == 80);
  CHECK(cx::key_of(table, table.rows[2]) == std::vector<std::string>{"visit", "no reason given"});
  CHECK_THAT(table.formula, contains("exceed 100 %"));

  cx::breakdown<cx::drop_off, std::string> by{cx::drop_off{{"visit", "cart"}}};
  by["desk"] = why;
  for (int i = 0; i < 50; ++i) by["phone"].record(0, {"slow"});
  cx::table groups = cx::make_table(by, {"device"});
  cx::mark_significance(groups);
  const cx::row_comparison* price =
      cx::comparison_of(groups, groups.rows[0], cx::column_meaning::against_rest);
  REQUIRE(price != nullptr);
  CHECK(price->found.value == 80);
  CHECK(groups.rows.size() == 6);
}

}  // namespace tests_of_funnel_table
