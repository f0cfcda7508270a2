// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Rows that stand for many answers.
#include "support/catch.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_survey_counts {
namespace cx = cxmetrics;
using cx::tests::memory_rows;
using strings = std::vector<std::string>;

namespace {

const std::vector<cx::survey_question> nps_only{{"nps", cx::zero_to_ten}};

cx::survey_reader read(const std::vector<cx::survey_question>& questions, const cx::survey_columns& columns,
                       std::string_view text) {
  cx::survey_reader reader(questions, columns);
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
  return reader;
}

}  // namespace

TEST_CASE("a row stands for as many answers as its count says", "[survey_counts]") {
  const auto reader = read(nps_only, {.score = "s", .count = "n"},
                           "s,n\n10,120\n9, 80 \n0,5.0\n3,0\n,7\n99,4\n8,-1\n8,1.5\n8,\n8,many\n8,NA\nx,1\n");
  cx::tally right{cx::zero_to_ten};
  right.record(10, 120);
  right.record(9, 80);
  right.record(0, 5);
  right.record_missing(7 + 2);  // for how many two of them stand, nobody knows
  right.record_off_scale(4);
  CHECK(reader.answers().total() == right);
  const cx::accounting rows = reader.accounting();
  CHECK(rows.answered == 4);
  CHECK(rows.missing == 3);
  CHECK(rows.off_scale == 1);
  REQUIRE(rows.rejected == 4);
  CHECK(rows.rejections()[0] == cx::rejection{8, "n", "-1", "not a count of answers"});
  CHECK(rows.rejections()[2] == cx::rejection{11, "n", "many", "not a count of answers"});
  CHECK(rows.rejections()[3].column == "s");
}

TEST_CASE("counts in columns of their scores stand for answers", "[survey_counts]") {
  const cx::survey_columns columns{.score = "", .by = {"month"}, .counts = {{"p", 10}, {"n", 8}, {"d", 0}}};
  const auto reader = read(nps_only, columns, "month,p,n,d\n3,200,100,35\n4,210,90,50\n4,1,,0\n4,1,x,0\n");
  const auto by = reader.answers();
  REQUIRE(by.size() == 2);
  CHECK(by.total().count(10) == 411);
  CHECK(by.total().count(8) == 190);
  CHECK(by.total().count(0) == 85);
  CHECK(reader.accounting().answered == 3);
  CHECK(reader.accounting().rejections() ==
        std::vector<cx::rejection>{{5, "n", "x", "not a count of answers"}});
}

TEST_CASE("a row with a count counts as its answer given so often, whatever is in it, in any parts",
          "[survey_counts]") {
  const std::vector<cx::survey_question> questions{{"csat", cx::one_to_five}, {"other", cx::one_to_five}};
  const cx::survey_columns once{
      .score = "s", .question = "q", .by = {"g"}, .time = "on", .also_by = {{"q"}}, .leave_out_others = true};
  cx::survey_columns counted = once;
  counted.count = "n";
  std::mt19937 dice(7);
  const auto one_of = [&](const strings& texts) { return texts[dice() % texts.size()]; };
  std::vector<strings> rows;
  std::vector<strings> repeated;
  std::uint64_t used = 0;
  for (int at = 0; at < 700; ++at) {
    const strings row{one_of({"1", "2", "5", "Satisfied", "Very satisfied", "", "9", "NA"}),
                      one_of({"csat", "other", "third"}), one_of({"a", "b"}),
                      one_of({"2024-03-05", "05/04/2024", "25/04/2024", ""})};
    const std::uint64_t times = dice() % 600;
    used += row[1] == "third" ? 0 : 1;
    rows.push_back(row);
    rows.back().push_back(std::to_string(times));
    repeated.insert(repeated.end(), times, row);
  }
  memory_rows many{{"s", "q", "g", "on"}, repeated};
  const auto right = cx::read_rows(many, 1, [&] { return cx::survey_reader(questions, once); });
  for (const unsigned threads : {1u, 3u}) {
    memory_rows few{{"s", "q", "g", "on", "n"}, rows};
    const auto reader = cx::read_rows(few, threads, [&] { return cx::survey_reader(questions, counted); });
    for (const std::size_t question : {0u, 1u}) {
      for (const std::size_t breakdown : {0u, 1u}) {
        CHECK(reader.answers(question, breakdown) == right.answers(question, breakdown));
      }
    }
    CHECK(reader.accounting().used() == used);
    CHECK(reader.accounting().read() == rows.size());
    CHECK_THROWS_AS(reader.answers(0, 2), std::out_of_range);
  }
}

TEST_CASE("counts that make no sense are refused", "[survey_counts]") {
  using columns = cx::survey_columns;
  CHECK_THROWS_AS(cx::survey_reader(nps_only, columns{.weight = "w", .count = "n"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::survey_reader(nps_only, columns{.count = "n", .counts = {{"p", 10}}}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::survey_reader(nps_only, columns{.counts = {{"p", 11}}}), std::invalid_argument);
  cx::survey_reader one(nps_only, columns{.count = "n"});
  CHECK_THROWS_AS(one += cx::survey_reader(nps_only, columns{}), std::invalid_argument);
  CHECK_THROWS_AS(read(nps_only, {.score = "s", .count = "n"}, "s\n1\n"), cx::unknown_column);
}

}  // namespace tests_of_survey_counts
