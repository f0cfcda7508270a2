// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/funnel_table.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/reason_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>

namespace tests_of_reason_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

cx::churn_reasons reasons() {
  cx::churn_reasons result{cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 3 / 1})};
  const cx::day since = 2023y / 12 / 1;
  result.record({cx::spell{since, 2024y / 1 / 15}, "price"});
  result.record({cx::spell{since, 2024y / 2 / 20}, "price"});
  result.record({cx::spell{since, 2024y / 1 / 20}, "competitor"});
  result.record({cx::spell{since, 2024y / 2 / 20}, ""});
  for (int i = 0; i < 6; ++i) result.record({cx::spell{since}, ""});
  return result;
}

}  // namespace

TEST_CASE("reasons have rows over the same base, and the margin is all churn", "[reason_table]") {
  const cx::table table = cx::make_table(reasons());
  CHECK(table.rows.size() == 6);
  const std::string json = cx::to_json(table);
  CHECK_NOTHROW(cx::tests::json_reader::read(json));
  CHECK_THAT(
      json, contains(R"({"key": {"period": "2024-01", "reason": "price"}, "reason": "price", "value": 10,)"));
  CHECK_THAT(json, contains(R"("at_start": 10, "churned": 1)"));
  CHECK_THAT(json, contains(R"("reason": "no reason given", "value": 12.5,)"));
  REQUIRE(table.margins.size() == 1);
  CHECK(table.margins[0].rows[0].result().value == 20);
  CHECK(table.margins[0].rows[1].result().value == 25);
  CHECK_THAT(cx::to_text(table), contains("2024-02  price"));
}

TEST_CASE("a reason is compared with itself a period before, and with no other", "[reason_table]") {
  cx::table table = cx::make_table(reasons());
  cx::mark_significance(table);
  CHECK(table.find(cx::column_meaning::against_rest) == nullptr);
  REQUIRE(table.find(cx::column_meaning::change) != nullptr);
  CHECK(cx::comparison_of(table, table.rows[3], cx::column_meaning::change) != nullptr);
}

TEST_CASE("groups have reasons of their own", "[reason_table]") {
  cx::breakdown<cx::churn_reasons, std::string> by{reasons() - reasons()};
  by["Pro"] += reasons();
  by["Basic"].record({cx::spell{2023y / 12 / 1, 2024y / 2 / 2}, "weather"});
  const cx::table table = cx::make_table(by, {"plan"});
  CHECK(table.rows.size() == 6 + 2);
  CHECK(cx::key_of(table, table.rows[0]) == std::vector<std::string>{"Basic", "2024-01", "weather"});
}

}  // namespace tests_of_reason_table
