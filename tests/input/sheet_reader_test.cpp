// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/share.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_sheet_reader {
namespace cx = cxmetrics;
using key = std::vector<std::string>;

namespace {

constexpr const char* answers =
    "ease,agree,plan,people\n"
    "5,Yes,retail,1\n"
    "5,yes,retail,2\n"
    "8,,retail,1\n"
    ",-,business,1\n"
    "2,No,business,3\n"
    "9,,business,1\n"
    "4.5,Yes,retail,1\n"
    "3,No,retail,many\n";

cx::sheet_columns columns() {
  cx::sheet_columns result;
  result.items = {{"ease", cx::one_to_five}, {"agree", cx::no_or_yes}};
  return result;
}

cx::sheet_reader read(const cx::sheet_columns& of, const std::string& text = answers) {
  cx::sheet_reader reader{of};
  const cx::tests::temporary_file file(text);
  cx::input from(file.path());
  cx::read_csv(from, reader);
  return reader;
}

}  // namespace

TEST_CASE("answers of a person are read together, and every row is accounted for", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.by = {"plan"};
  of.count = "people";
  const cx::sheet_reader reader = read(of);
  const cx::accounting rows = reader.accounting();
  CHECK(rows.answered == 3);
  CHECK(rows.missing == 1);
  CHECK(rows.off_scale == 2);
  REQUIRE(rows.rejected == 2);
  CHECK(rows.rejections()[0].column == "ease");
  CHECK(rows.rejections()[0].text == "4.5");
  CHECK(rows.rejections()[1].reason == "not a count of people");

  const cx::sheet_breakdown sheets = reader.sheets();
  const cx::answer_sheets* retail = sheets.find(key{"retail"}, std::nullopt);
  REQUIRE(retail != nullptr);
  CHECK(retail->people() == 4);
  CHECK(retail->complete() == 3);
  CHECK(retail->of_item(0).off_scale() == 1);
  CHECK(retail->of_item(1).count(1) == 3);
  CHECK(sheets.total().people() == 9);
  CHECK(sheets.total().of_item(1).count(0) == 3);
}

TEST_CASE("words that cannot be read are rejected, with their line", "[sheet_reader]") {
  const cx::sheet_reader reader = read(columns(), "ease,agree\n4,Yes\n5,perhaps\n3,No\n");
  const cx::accounting rows = reader.accounting();
  CHECK(rows.rejected == 3);
  REQUIRE(rows.rejections().size() == 3);
  CHECK(rows.rejections()[1].line == 3);
  CHECK(rows.rejections()[1].column == "agree");
  CHECK(rows.rejections()[1].text == "perhaps");
  CHECK(reader.sheets().total().people() == 0);
}

TEST_CASE("declared texts are scores of the questions whose scale has them", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.values = {{"Top", 5}, {"Sure", 1}};
  const cx::answer_sheets sheets = read(of, "ease,agree\nTop,Sure\nsure,1\n").sheets().total();
  CHECK(sheets.of_item(0).count(5) == 1);
  CHECK(sheets.of_item(0).count(1) == 1);
  CHECK(sheets.of_item(1).count(1) == 2);
  of.values = {{"Top", 6}};
  CHECK_THROWS_WITH(cx::sheet_reader{of}, "Top=6 is no score of any question");
}

TEST_CASE("readers of parts add up in any order, words included", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.by = {"plan"};
  const std::string header = "ease,agree,plan\n";
  const std::string first = "5,Yes,a\n2,No,b\n";
  const std::string second = "1,No,b\n,Yes,c\n7,No,b\n";
  const cx::sheet_reader whole = read(of, header + first + second);
  for (const bool forwards : {true, false}) {
    cx::sheet_reader sum = read(of, header + (forwards ? first : second));
    sum += read(of, header + (forwards ? second : first));
    CHECK(sum.sheets() == whole.sheets());
    CHECK(sum.accounting() == whole.accounting());
  }
  cx::sheet_reader twice = read(of, header + first);
  twice += twice;
  CHECK(twice.sheets().total().people() == 4);
  cx::sheet_reader other{columns()};
  CHECK_THROWS_AS(twice += other, std::invalid_argument);
}

TEST_CASE("durations, texts and respondents are kept of the rows that are used", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.by = {"plan"};
  of.duration = "time";
  of.text = "said";
  of.respondent = "who";
  const std::string header = "who,time,ease,agree,plan,said\n";
  const std::string first = "R1,93,5,Yes,a,Too slow\nR2,1:33,4,No,a,too slow \nR1,0:01:33.5,3,No,b,NA\n";
  const std::string second = "R3,NA,1,Yes,a,fine\nR4,40,,,a,silent\nR5,soon,1,Yes,a,x\nR6,1:75,1,Yes,a,x\n";
  const cx::sheet_reader whole = read(of, header + first + second);
  CHECK(whole.accounting().rejected == 2);
  CHECK(whole.accounting().rejections()[0].reason == "not a duration");
  const cx::response_breakdown logs = whole.responses();
  const cx::response_log* a = logs.find(key{"a"}, std::nullopt);
  REQUIRE(a != nullptr);
  CHECK(a->durations() == std::map<std::uint64_t, std::uint64_t>{{93, 2}});
  CHECK(a->texts() == std::map<std::string, std::uint64_t>{{"fine", 1}, {"too slow", 2}});
  CHECK(a->respondents().size() == 4);
  const cx::response_log all = logs.total();
  CHECK(all.durations().at(93) == 3);
  CHECK(cx::repeated_respondents_in(all).count == 1);
  cx::sheet_reader sum = read(of, header + second);
  sum += read(of, header + first);
  CHECK(sum.responses() == logs);
  CHECK(sum.sheets() == whole.sheets());
}

TEST_CASE("sheets are kept apart by period, and days are read beside the others of their column",
          "[sheet_reader]") {
  using namespace std::chrono;
  cx::sheet_columns of = columns();
  of.by = {"plan"};
  of.time = "at";
  of.respondent = "who";
  of.as_of = cx::day{2024y / 6 / 30};
  of.as_of_last_day = true;
  const std::string header = "who,ease,agree,plan,at\n";
  // 03/04/2024 is one of the two days as long as no other date says which number is the month.
  const std::string first =
      "R1,5,Yes,a,03/04/2024\nR2,4,No,A,04/05/2024\nr1,x,No,rejected,04/05/2024\nR3,3,No,a,NA\n";
  const std::string second =
      "R1,1,Yes,a,25/04/2024\nR4,2,Yes,a,soon\nR5,2,Yes,a,03/07/2024\nR6,2,No,a,2024-07-09\nR7,9,,a,30/04/"
      "2024\n";
  const cx::sheet_reader whole = read(of, header + first + second);
  const cx::period april = cx::month_of(cx::day{2024y / 4 / 1});
  const cx::sheet_breakdown sheets = whole.sheets();
  REQUIRE(sheets.find(key{"a"}, april) != nullptr);
  CHECK(sheets.find(key{"a"}, april)->people() == 3);
  CHECK(sheets.find(key{"a"}, std::nullopt)->people() == 1);
  CHECK(whole.as_of() == cx::day{2024y / 5 / 4});
  const cx::period may = cx::month_of(cx::day{2024y / 5 / 1}).to(cx::day{2024y / 5 / 4});
  REQUIRE(sheets.find(key{"A"}, may) != nullptr);
  CHECK(sheets.size() == 3);
  CHECK(whole.responses().find(key{"a"}, april)->respondents().at("R1") == 2);
  const cx::accounting rows = whole.accounting();
  CHECK(rows.answered == 4);
  CHECK(rows.off_scale == 1);
  CHECK(rows.left_out == std::map<std::string, std::uint64_t>{{"after 2024-06-30", 2}});
  REQUIRE(rows.rejected == 2);
  CHECK(rows.rejections()[1].reason == "not a date");
  CHECK(rows.read() == 9);
  CHECK(rows.signs_for_nothing.at({"at", "NA"}) == 1);
  CHECK(rows.differing_by_case.size() == 1);
  for (const bool forwards : {true, false}) {
    cx::sheet_reader sum = read(of, header + (forwards ? first : second));
    sum += read(of, header + (forwards ? second : first));
    CHECK(sum.sheets() == sheets);
    CHECK(sum.responses() == whole.responses());
    CHECK(sum.as_of() == whole.as_of());
    // Lines of parts begin anew.
    CHECK(static_cast<const cx::row_counts&>(sum.accounting()) == rows);
    CHECK(sum.accounting().differing_by_case == rows.differing_by_case);
    CHECK(sum.accounting().signs_for_nothing == rows.signs_for_nothing);
    CHECK(sum.accounting().readings == rows.readings);
  }
  // Nothing tells which number is the month.
  const cx::sheet_reader open = read(of, header + "R1,5,Yes,a,03/04/2024\n");
  CHECK(open.accounting().rejected == 1);
  REQUIRE(open.accounting().rejections().size() == 1);
  CHECK(open.accounting().rejections()[0].column == "at");
  CHECK(open.accounting().rejections()[0].reason != "");
  CHECK(open.sheets().size() == 0);
  cx::sheet_reader both = read(of, header + "\n\nR2,5,Yes,a,05/04/2024\n");
  both += open;
  CHECK(both.accounting().rejected == 2);
  CHECK(both.accounting().rejections().size() == 2);
  of.period = cx::granularity::quarter;
  CHECK_THROWS_AS(cx::sheet_reader{of} += whole, std::invalid_argument);
}

TEST_CASE("names of groups of rejected rows are none, whoever read them", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.by = {"plan"};
  of.count = "people";
  const std::string header = "ease,agree,plan,people\n";
  const std::string second = "5,Yes,A,many\n";
  CHECK(read(of, header + "5,Yes,a,1\n" + second).accounting().differing_by_case.empty());
  cx::sheet_reader sum = read(of, header + "5,Yes,a,1\n");
  sum += read(of, header + second);
  CHECK(sum.accounting().differing_by_case.empty());
}

TEST_CASE("questions that are not there are refused", "[sheet_reader]") {
  cx::sheet_columns of = columns();
  of.items[1].column = "mood";
  CHECK_THROWS_AS(read(of), cx::unknown_column);
  of.items[1].column = "ease";
  CHECK_THROWS_WITH(cx::sheet_reader{of}, "column ease is asked for twice");
  of.items.clear();
  CHECK_THROWS_AS(cx::sheet_reader{of}, std::invalid_argument);
}

}  // namespace tests_of_sheet_reader
