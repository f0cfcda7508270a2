// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/survey/share.hpp>

#include <cstdint>
#include <map>
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
  const cx::answer_sheets* retail = sheets.find(key{"retail"});
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
  const cx::response_log* a = logs.find(key{"a"});
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
