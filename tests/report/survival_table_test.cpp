// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/report/table.hpp>

#include <stdexcept>
#include <string>

namespace tests_of_survival_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

cx::lifetimes months(std::int64_t first) {
  cx::lifetimes result{cx::granularity::month};
  for (std::int64_t month = first; month < first + 10; ++month) result.record_left(month, 0, 0, 4);
  result.record_present(first + 12, 0, 60);
  return result;
}

}  // namespace

TEST_CASE("survival has a row for each time", "[survival_table]") {
  const cx::table table = cx::make_table(months(3));
  CHECK(table.rows.size() == 11);
  CHECK_THAT(cx::to_text(table), contains("month  still there") && contains("at risk  left  last seen"));
  const std::string json = cx::to_json(table);
  CHECK_NOTHROW(cx::tests::json_reader::read(json));
  CHECK_THAT(json, contains(R"({"key": {"time": "4"}, "time": 4, "value": 92,)"));
  CHECK_THAT(json, contains(R"("survival": 92, "at_risk": 96, "events": 4, "censored": 0,)"));
  CHECK_THAT(cx::to_csv(table), contains("survival,4,92,"));
}

TEST_CASE("how long customers stay stands below", "[survival_table]") {
  const cx::table table = cx::make_table(months(3));
  REQUIRE(table.related.size() == 1);
  REQUIRE(table.related[0].rows.size() == 1);
  CHECK(table.related[0].rows[0].counts == std::vector<std::uint64_t>{100, 40});
  CHECK_THAT(cx::to_text(table), contains("not reached"));
  CHECK_THAT(cx::to_text(table), contains("months until half are gone, 95 % "));
  CHECK_THAT(cx::to_text(table), contains("mean of the first 15"));
  CHECK_THAT(cx::to_json(table), contains("\"related\": ["));
  CHECK_THAT(cx::to_markdown(table), contains("until half are gone"));
}

TEST_CASE("groups are tested together and in pairs", "[survival_table]") {
  cx::breakdown<cx::lifetimes, std::string> by{cx::lifetimes{cx::granularity::month}};
  by["a"] += months(3);
  by["b"] += months(3);
  by["c"] += months(8);
  cx::table table = cx::make_table(by, {"plan"});
  REQUIRE(table.tests.size() == 2 + 3);
  CHECK(table.tests[0].name == "log-rank");
  CHECK(table.tests[0].degrees_of_freedom == 2);
  CHECK(table.tests[1].name == "Peto-Peto");
  CHECK(table.tests[2].groups == std::vector<std::string>{"a", "b"});
  CHECK(table.tests[2].p_value > 0.9);
  CHECK(table.tests[3].adjusted_p_value >= table.tests[3].p_value);
  CHECK_THAT(cx::to_text(table),
             contains("log-rank: chi-squared ") && contains("log-rank of a and b: chi-squared"));
  CHECK_THAT(cx::to_json(table), contains(R"({"method": "log-rank", "chi_squared": )"));
  CHECK_NOTHROW(cx::tests::json_reader::read(cx::to_json(table)));
  // Times of a curve are of the same people.
  cx::mark_significance(table);
  for (const cx::table_row& row : table.rows) CHECK(row.differences.empty());
}

TEST_CASE("groups of a table are tested within strata", "[survival_table]") {
  cx::breakdown<cx::lifetimes, std::string> by{cx::lifetimes{cx::granularity::month}};
  by["a"] = months(3);
  by["a"] += months(8);
  by["b"] = months(3);
  cx::table table = cx::make_table(by, {"plan"});
  const cx::lifetimes nobody{cx::granularity::month};
  const std::vector<std::vector<cx::lifetimes>> strata{{months(3), months(3)}, {months(8), nobody}};
  cx::test_within_strata(table, "country", strata);
  REQUIRE(table.tests.size() == 2);
  CHECK(table.tests[0].name == "log-rank within country");
  CHECK(table.tests[0].chi_squared < 1e-9);
  CHECK(table.tests[0].degrees_of_freedom == 1);
  const std::vector<std::vector<cx::lifetimes>> of_three{{months(3), months(3), months(8)}};
  CHECK_THROWS_AS(cx::test_within_strata(table, "country", of_three), std::invalid_argument);
}

TEST_CASE("causes have curves of their own", "[survival_table]") {
  cx::lifetimes of{cx::granularity::day, 2};
  of.record_left(3, 0, 0, 10);
  of.record_left(5, 1, 0, 20);
  of.record_present(9, 0, 70);
  const cx::table table = cx::make_table_of_causes(of, {"price", "support"});
  CHECK(table.rows.size() == 6);
  CHECK_THAT(cx::to_json(table), contains(R"("reason": "support", "time": 5, "value": 20,)"));
  CHECK_THROWS_AS(cx::make_table_of_causes(of, {"price"}), std::invalid_argument);
}

}  // namespace tests_of_survival_table
