// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/lost_rows.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string>

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
