// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/xml.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/driver_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_driver_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

// The queue goes with lower outcomes, and most closely.
cx::driver_strengths strengths() {
  cx::answer_sheets all{{cx::zero_to_ten, cx::one_to_five, cx::one_to_five}};
  for (int i = 0; i < 120; ++i) {
    const int staff = 1 + i % 5;
    const int queue = 1 + i / 5 % 5;
    all.record(
        std::vector<std::optional<int>>{std::max(0, (staff - 3 * queue + i % 3 + 15) / 2), staff, queue});
  }
  return cx::strengths_of(all, cx::mean_score(cx::zero_to_ten), {"staff", "queue"},
                          cx::driver_base::complete_cases, {.bootstrap = {.replicates = 200}});
}

}  // namespace

TEST_CASE("a table of drivers begins with the closest one, and its total is R squared", "[driver_table]") {
  const cx::driver_strengths found = strengths();
  cx::table table = cx::make_table(found, "NPS");
  cx::mark_significance(table);
  REQUIRE(table.rows.size() == 2);
  CHECK(cx::key_of(table, table.rows[0]).front() == "queue");
  CHECK(table.rows[0].result().value == found.items[1].johnson.value);
  CHECK(table.total->result().value == found.r_squared.value);
  CHECK(table.rows[0].differences.empty());

  const std::string json = cx::to_json(table);
  const cx::tests::json read = cx::tests::json_reader::read(json);
  CHECK(read["metric"].text == "drivers");
  CHECK(read["rows"][0]["item"].text == "queue");
  CHECK(read["rows"][0]["johnson"].number == Approx(found.items[1].johnson.value));
  CHECK(read["rows"][0]["lmg"]["value"].number == Approx(found.items[1].lmg.value));
  CHECK(read["rows"][0]["correlation"].number < 0);
  CHECK(read["rows"][0]["ci"].items.size() == 2);
  CHECK(read["total"]["value"].number == Approx(found.r_squared.value));
}

TEST_CASE("a table of drivers says who was counted and never causes", "[driver_table]") {
  const std::string text = cx::to_text(cx::make_table(strengths(), "NPS"));
  CHECK_THAT(text, contains("drivers of NPS"));
  CHECK_THAT(text, contains("120 of 120 respondents answered all questions (complete cases)"));
  CHECK_THAT(text, contains("goes with the outcome"));
  CHECK(text.find("cause") == text.npos);
}

TEST_CASE("drivers without a base are not available, whatever shows them", "[driver_table]") {
  cx::drivers few{{"staff", "queue"}};
  few.record(1, {1, 2});
  const cx::table table = cx::make_table(cx::strengths_of(few), "NPS");
  CHECK_THAT(cx::to_text(table), contains("n/a"));
  CHECK_THAT(cx::to_text(table), contains("too few respondents"));
  CHECK_THAT(cx::to_json(table), contains("null"));
  CHECK_NOTHROW(cx::tests::xml_reader::read(cx::drivers_chart(table)));
}

TEST_CASE("drivers are drawn as bars with intervals, and their signs are told without colour",
          "[driver_table][chart]") {
  const cx::table table = cx::make_table(strengths(), "NPS");
  for (const double width : {240.0, 720.0}) {
    const std::string chart = cx::drivers_chart(table, {.width = width});
    CHECK_NOTHROW(cx::tests::xml_reader::read(chart));
    CHECK_THAT(chart, contains("lower where the item is higher"));
    CHECK_THAT(chart, contains("\xE2\x88\x92 "));
    CHECK_THAT(chart, contains("cx-whisker"));
  }
  CHECK_THROWS_AS(cx::drivers_chart(cx::make_table(cx::nps, cx::tally{cx::zero_to_ten})),
                  std::invalid_argument);
}

TEST_CASE("a page of drivers has their bars", "[driver_table][html]") {
  const std::string page = cx::to_html({cx::make_table(strengths(), "NPS")});
  CHECK_NOTHROW(cx::tests::xml_reader::read(
      page.substr(page.find("<svg"), page.find("</svg>") + 6 - page.find("<svg"))));
  CHECK_THAT(page, contains("all items together"));
  CHECK_THAT(page, contains("drivers of NPS"));
  CHECK(page.find("high is good") == page.npos);
}

}  // namespace tests_of_driver_table
