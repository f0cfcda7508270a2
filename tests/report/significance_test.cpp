// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <chrono>
#include <random>
#include <string>

namespace tests_of_significance {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

using by_segment_and_month = cx::breakdown<cx::tally, std::string, cx::period>;

const cx::period march = cx::month_of(2024y / 3 / 1);
const cx::period april = cx::month_of(2024y / 4 / 1);
const cx::period june = cx::month_of(2024y / 6 / 1);

void record(cx::tally& into, std::uint64_t detractors, std::uint64_t promoters) {
  into.record(0, detractors);
  into.record(10, promoters);
}

cx::table marked(const by_segment_and_month& by, cx::adjustment adjustment = cx::adjustment::none) {
  cx::table table = cx::make_table(cx::nps, by, {"segment", "period"});
  cx::mark_significance(table, adjustment);
  return table;
}

const cx::row_comparison* change_of(const cx::table& table, std::size_t row) {
  return comparison_of(table, table.rows.at(row), cx::column_meaning::change);
}
const cx::row_comparison* against_rest_of(const cx::table& table, std::size_t row) {
  return comparison_of(table, table.rows.at(row), cx::column_meaning::against_rest);
}

}  // namespace

TEST_CASE("a row is compared with the same group in the period before, if that is there", "[significance]") {
  by_segment_and_month by{cx::tally{cx::zero_to_ten}};
  record(by[{"a", march}], 40, 60);
  record(by[{"a", april}], 10, 90);
  record(by[{"a", june}], 10, 90);
  record(by[{"b", april}], 50, 50);
  const cx::table table = marked(by);
  CHECK_FALSE(change_of(table, 0));
  REQUIRE(change_of(table, 1));
  const cx::difference expected =
      cx::compare(cx::nps(*by.find({"a", march})), cx::nps(*by.find({"a", april})));
  CHECK(change_of(table, 1)->found.value == expected.value);
  CHECK(change_of(table, 1)->found.p_value == expected.p_value);
  CHECK(change_of(table, 1)->adjusted_p_value == expected.p_value);
  CHECK(change_of(table, 1)->significant);
  CHECK_FALSE(change_of(table, 2));  // May is not there
  CHECK_FALSE(change_of(table, 3));
}

TEST_CASE("a row is compared with the others of its period, not with a total that contains it",
          "[significance]") {
  by_segment_and_month by{cx::tally{cx::zero_to_ten}};
  record(by[{"a", march}], 40, 60);
  record(by[{"b", march}], 10, 90);
  record(by[{"c", march}], 20, 30);
  record(by[{"a", april}], 1, 1);
  const cx::table table = marked(by);
  const cx::tally rest = *by.find({"b", march}) + *by.find({"c", march});
  const cx::difference expected = cx::compare(cx::nps(rest), cx::nps(*by.find({"a", march})));
  REQUIRE(against_rest_of(table, 0));
  CHECK(against_rest_of(table, 0)->found.value == expected.value);
  CHECK(against_rest_of(table, 0)->found.ci == expected.ci);
  CHECK_FALSE(against_rest_of(table, 1));  // alone in April
}

TEST_CASE("two kinds of marks are said to be adjusted each by itself", "[significance]") {
  by_segment_and_month by{cx::tally{cx::zero_to_ten}};
  for (const char* segment : {"a", "b"}) {
    for (const auto& month : {march, april}) record(by[{segment, month}], 40, 60);
  }
  CHECK(cx::to_text(marked(by, cx::adjustment::holm))
            .find("many comparisons: Holm, change and vs rest each by itself\n") != std::string::npos);
}

TEST_CASE("groups without a period are compared with each other", "[significance]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  record(by["a"], 40, 60);
  record(by["b"], 10, 90);
  cx::table table = cx::make_table(cx::nps, by, {"segment"});
  cx::mark_significance(table);
  CHECK(against_rest_of(table, 0)->found.value == -against_rest_of(table, 1)->found.value);
  CHECK_FALSE(change_of(table, 0));
}

TEST_CASE("a period without answers is compared without a verdict", "[significance]") {
  by_segment_and_month by{cx::tally{cx::zero_to_ten}};
  by[{"a", march}].record_missing();
  record(by[{"a", april}], 10, 90);
  const cx::table table = marked(by, cx::adjustment::holm);
  REQUIRE(change_of(table, 1));
  CHECK(std::isnan(change_of(table, 1)->adjusted_p_value));
  CHECK_FALSE(change_of(table, 1)->significant);
}

TEST_CASE("the marks are printed with what they mean", "[significance]") {
  by_segment_and_month by{cx::tally{cx::zero_to_ten}};
  record(by[{"a", march}], 40, 60);
  record(by[{"a", april}], 10, 90);
  const cx::table table = marked(by, cx::adjustment::holm);
  const std::string text = cx::to_text(table);
  CHECK(text.find("+60.0 *") != std::string::npos);
  CHECK(text.find("* significant at 95 % by square-and-add; adjustment for many comparisons: Holm\n") !=
        std::string::npos);
  CHECK(cx::to_csv(table).find("change_adjusted_p") != std::string::npos);
  const auto json = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(json["adjustment"].text == "Holm");
  CHECK(json["rows"][1]["change"]["method"].text == "square-and-add");
  CHECK(json["rows"][1]["change"]["value"].number == 60);
  CHECK(json["rows"][1]["change"]["significant"].number == 1);
}

TEST_CASE("a table of fifty segments that do not differ seldom cries wolf", "[significance][simulation]") {
  std::mt19937 random(20240301);
  int tables_with_an_alarm = 0;
  int alarms_without_adjustment = 0;
  const int tables = 400;
  for (int repetition = 0; repetition < tables; ++repetition) {
    cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
    for (int segment = 0; segment < 50; ++segment) {
      cx::tally& cell = by[std::to_string(segment)];
      for (int answer = 0; answer < 60; ++answer) cell.record(static_cast<int>(random() % 11));
    }
    cx::table table = cx::make_table(cx::nps, by, {"segment"});
    const auto alarms = [&](cx::adjustment adjustment) {
      cx::mark_significance(table, adjustment);
      int found = 0;
      for (const cx::table_row& row : table.rows)
        found += comparison_of(table, row, cx::column_meaning::against_rest)->significant;
      return found;
    };
    tables_with_an_alarm += alarms(cx::adjustment::holm) > 0;
    alarms_without_adjustment += alarms(cx::adjustment::none);
  }
  // 5 % of 400 tables and three standard deviations of that; 5 % of 20,000 rows, and half as much again.
  CHECK(tables_with_an_alarm <= 20 + 13);
  CHECK(alarms_without_adjustment < 1500);
  CHECK(alarms_without_adjustment > 500);
}

TEST_CASE("the rest of a finite population is finite too", "[significance]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  record(by["a"], 40, 60);
  record(by["b"], 10, 90);
  record(by["c"], 30, 20);
  cx::table table = cx::make_table(cx::nps, by, {"segment"}, {.population = 500});
  cx::mark_significance(table);
  const cx::estimate rest = cx::nps(*by.find("b") + *by.find("c"), {.population = 300});
  const cx::difference expected = cx::compare(rest, cx::nps(*by.find("a"), {.population = 200}));
  CHECK(against_rest_of(table, 0)->found.ci == expected.ci);
  CHECK(against_rest_of(table, 0)->found.p_value == expected.p_value);
}

TEST_CASE("where everybody was asked, no group is left uncertain", "[significance]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  record(by["a"], 3, 4);
  record(by["b"], 9, 9);
  cx::table table = cx::make_table(cx::nps, by, {"segment"}, {.population = 25});
  cx::mark_significance(table);
  CHECK(table.rows[0].result().ci.width() == 0);
  CHECK(against_rest_of(table, 0)->found.ci.width() == 0);
}

TEST_CASE("answers to one question are compared with the rest of that question only", "[significance]") {
  cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
  record(by[{"price", "a"}], 40, 60);
  record(by[{"price", "b"}], 10, 90);
  record(by[{"staff", "a"}], 80, 20);
  cx::table table = cx::make_table(cx::nps, by, {"question", "segment"});
  table.columns.at(0).meaning = cx::column_meaning::question;
  cx::mark_significance(table);
  const cx::difference expected =
      cx::compare(cx::nps(*by.find("price", "b")), cx::nps(*by.find("price", "a")));
  REQUIRE(against_rest_of(table, 0));
  CHECK(against_rest_of(table, 0)->found.value == expected.value);
  CHECK_FALSE(against_rest_of(table, 2));
}

}  // namespace tests_of_significance
