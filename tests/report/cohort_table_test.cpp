// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/cohort_table.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tests_of_cohort_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

// 4 in January, of whom 3, 2, 2 stay; 3 in February: 2, 1; 2 in March: 1 so far.
cx::customer_cohorts cohorts() {
  cx::customer_cohorts result{
      cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 5 / 1}), 2024y / 4 / 20};
  const std::pair<cx::day, std::optional<cx::day>> customers[] = {
      {2024y / 1 / 5, 2024y / 2 / 20}, {2024y / 1 / 6, 2024y / 3 / 10}, {2024y / 1 / 7, std::nullopt},
      {2024y / 1 / 20, std::nullopt},  {2024y / 2 / 2, 2024y / 2 / 25}, {2024y / 2 / 10, 2024y / 4 / 1},
      {2024y / 2 / 15, std::nullopt},  {2024y / 3 / 3, std::nullopt},   {2024y / 3 / 9, 2024y / 4 / 20}};
  for (const auto& [since, until] : customers) result.record(cx::spell{since, until});
  return result;
}

}  // namespace

TEST_CASE("a triangle has a line for each cohort and a column for each age", "[cohort_table]") {
  const cx::table table = cx::make_table(cohorts());
  CHECK(table.rows.size() == 4 + 3 + 2);
  const std::string text = cx::to_text(table);
  CHECK_THAT(text, contains("cohort      customers      0       1       2       3"));
  CHECK_THAT(text, contains("2024-01          !! 4  100.0    75.0    50.0  50.0 ~"));
  CHECK_THAT(text, contains("2024-02          !! 3  100.0    66.7  33.3 ~"));
  CHECK_THAT(text, contains("2024-03          !! 2  100.0  50.0 ~"));
  CHECK_THAT(text, contains("all mature       !! 9  100.0    71.4    50.0"));
  CHECK_THAT(text, contains("~ so far"));
  CHECK_THAT(cx::to_markdown(table), contains("| 100.0 | 75.0 | 50.0 | 50.0 \\~ |"));
}

TEST_CASE("cohorts have a row for each cell in JSON and CSV", "[cohort_table]") {
  const cx::table table = cx::make_table(cohorts());
  const std::string json = cx::to_json(table);
  CHECK_NOTHROW(cx::tests::json_reader::read(json));
  CHECK_THAT(
      json,
      contains(R"({"key": {"cohort": "2024-01", "age": "1"}, "cohort": "2024-01", "age": 1, "value": 75,)"));
  CHECK_THAT(json, contains(R"("customers": 4, "retained": 3, "mature": true)"));
  CHECK_THAT(json, contains(R"("customers": 2, "retained": 1, "mature": false)"));
  const std::string csv = cx::to_csv(table);
  CHECK_THAT(csv, contains("metric,cohort,age,value"));
  CHECK_THAT(csv, contains("cohorts,2024-01,1,75,"));
  CHECK_THAT(csv, contains(",mature,"));
}

TEST_CASE("the margin is the pooled curve of what is mature", "[cohort_table]") {
  const cx::table table = cx::make_table(cohorts());
  REQUIRE(table.margins.size() == 1);
  const cx::table& pooled = table.margins.front();
  REQUIRE(pooled.rows.size() == 3);
  CHECK(pooled.rows[1].result().n == 7);
  CHECK(cx::key_of(pooled, pooled.rows[2]) == std::vector<std::string>{"2"});
}

TEST_CASE("cohorts are compared with the one before at the same age, once both are mature",
          "[cohort_table]") {
  cx::customer_cohorts large = cohorts();
  for (int i = 0; i < 400; ++i) {
    large.record(cx::spell{2024y / 1 / 5});
    large.record(i % 2 == 0 ? cx::spell{2024y / 2 / 5} : cx::spell{2024y / 2 / 5, 2024y / 2 / 6});
  }
  cx::table table = cx::make_table(large);
  cx::mark_significance(table);
  for (const cx::table_row& row : table.rows) {
    const cx::row_comparison* change = cx::comparison_of(table, row, cx::column_meaning::change);
    const std::vector<std::string> key = cx::key_of(table, row);
    const bool compared = key == std::vector<std::string>{"2024-02", "0"} ||
                          key == std::vector<std::string>{"2024-02", "1"} ||
                          key == std::vector<std::string>{"2024-03", "0"};
    CHECK((change != nullptr) == compared);
    CHECK(cx::comparison_of(table, row, cx::column_meaning::against_rest) == nullptr);
    if (key[1] == "1" && compared) CHECK(change->significant);
  }
  CHECK_THAT(cx::to_text(table), contains(" * "));
}

TEST_CASE("groups have triangles of their own, and pooled curves", "[cohort_table]") {
  cx::breakdown<cx::customer_cohorts, std::string> by{cohorts() - cohorts()};
  by["Pro"] += cohorts();
  by["Basic"].record(cx::spell{2024y / 1 / 5});
  const cx::table table = cx::make_table(by, {"plan"});
  CHECK(table.rows.size() == 4 + 9);
  REQUIRE(table.margins.size() == 2);
  CHECK(table.margins[0].rows.size() == 3 + 3);
  CHECK(table.margins[1].rows.size() == 3);
  CHECK(table.margins[1].rows[0].result().n == 10);
  CHECK_THAT(cx::to_text(table), contains("Basic  2024-01") && contains("Pro    all mature"));
  CHECK_NOTHROW(cx::tests::json_reader::read(cx::to_json(table)));
}

}  // namespace tests_of_cohort_table
