// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/lost_rows.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string>

namespace tests_of_lost_rows {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

cx::accounting rows(std::uint64_t answered, std::uint64_t off_scale, std::uint64_t rejected) {
  cx::accounting result;
  result.answered = answered;
  result.off_scale = off_scale;
  for (std::uint64_t line = 0; line < rejected; ++line) result.reject({line, "q", "x", "not a number"});
  return result;
}

}  // namespace

TEST_CASE("more than one row in twenty lost is a warning", "[lost_rows]") {
  CHECK(cx::lost_rows({}).empty());
  CHECK(cx::lost_rows(rows(20, 0, 0)).empty());
  CHECK(cx::lost_rows(rows(19, 1, 0)).empty());
  CHECK(cx::lost_rows(rows(19, 0, 1)).empty());
  CHECK(cx::lost_rows(rows(18, 1, 0)) == "1 of 19 rows are not in these figures: 0 rejected, 1 off scale");
  CHECK(cx::lost_rows(rows(1'900, 60, 41)) ==
        "101 of 2,001 rows are not in these figures: 41 rejected, 60 off scale");
  cx::accounting some = rows(18, 0, 2);
  some.left_out["where a=b"] = 1'000'000;
  CHECK(cx::lost_rows(some) == "2 of 20 rows are not in these figures: 2 rejected, 0 off scale");
}

TEST_CASE("of several questions, those are named of which rows are lost", "[lost_rows]") {
  cx::accounting all = rows(40, 0, 2);
  const cx::accounting good = rows(20, 0, 0);
  const cx::accounting bad = rows(18, 0, 2);
  all.questions = {{good, "csat", "price"}, {bad, "csat", "staff"}, {bad, "nps", "staff"}};
  CHECK(cx::lost_rows(all) ==
        "staff (csat): 2 of 20 rows are not in these figures: 2 rejected, 0 off scale; "
        "staff (nps): 2 of 20 rows are not in these figures: 2 rejected, 0 off scale");
}

TEST_CASE("rows are read once, and come to something for each question", "[lost_rows]") {
  cx::accounting all = rows(38, 0, 150);
  cx::accounting left = rows(18, 1, 0);
  left.left_out["where a=b"] = 151;
  all.questions = {{rows(20, 0, 150), "csat", "price"}, {left, "nps", "staff"}};
  const std::string text = cx::to_text(all);
  CHECK_THAT(text,
             contains("Rows read: 170, each once for 2 questions\n"
                      "Rows of question price (csat): used 20 (20 answered, 0 missing, 0 off scale), "
                      "rejected 150\n"
                      "Rows of question staff (nps): used 19 (18 answered, 0 missing, 1 off scale), left "
                      "out 151 (where a=b: 151), rejected 0\n"));
  CHECK_THAT(text, contains("\nand more\n"));
  all.questions[0].rejected = 30;  // of which all are kept
  CHECK_THAT(cx::to_text(all), contains("\nand 95 more\n"));
}

TEST_CASE("the warning stands above the figures", "[lost_rows]") {
  cx::tally answers{cx::zero_to_ten};
  answers.record(9, 18);
  cx::table table = cx::make_table(cx::nps, answers);
  const auto is_first = [](const std::string& text) {
    const std::size_t warning = text.find("2 of 20 rows are not in these figures");
    const std::size_t figure = text.find("100.0");
    return warning != std::string::npos && warning < figure;
  };
  CHECK_FALSE(is_first(cx::to_text(table)));
  table.accounting = rows(18, 0, 2);
  CHECK(is_first(cx::to_text(table)));
  CHECK(is_first(cx::to_markdown(table)));
  CHECK(is_first(cx::to_html({table})));
  CHECK_THAT(cx::to_html({table}), contains("role=\"note\""));
  table.accounting = rows(18, 0, 0);
  CHECK_FALSE(is_first(cx::to_text(table)));
  CHECK_FALSE(is_first(cx::to_html({table})));
}

}  // namespace tests_of_lost_rows
