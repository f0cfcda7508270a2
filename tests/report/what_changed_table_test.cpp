// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/journey/what_changed.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/what_changed_table.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_what_changed_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::json;
using cx::tests::json_reader;
using cx::tests::WithinAbs;

namespace {

const cx::period winter = cx::quarter_of(2024y / 1 / 1);
const cx::period autumn = cx::quarter_of(2024y / 10 / 1);

cx::tally answers(std::uint64_t satisfied, std::uint64_t others) {
  cx::tally result{cx::one_to_five};
  result.record(5, satisfied);
  result.record(2, others);
  return result;
}

// Both channels better, but many more answers by the worse one.
cx::table reversal() {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::one_to_five}};
  by[{"phone", winter}] = answers(100, 100);
  by[{"phone", autumn}] = answers(560, 440);
  by[{"shop", winter}] = answers(800, 200);
  by[{"shop", autumn}] = answers(170, 30);
  return cx::make_table(cx::csat, by, {"channel", "period"});
}

}  // namespace

TEST_CASE("what changed stands in a table whose parts add up", "[what_changed_table]") {
  cx::table table = reversal();
  cx::add_what_changed(table, winter, autumn);
  REQUIRE(table.related.size() == 1);
  const cx::table& found = table.related[0];
  REQUIRE(found.rows.size() == 2);
  REQUIRE(found.total);
  double rate = 0;
  double mix = 0;
  for (const cx::table_row& row : found.rows) {
    rate += row.estimates[0].value;
    mix += row.estimates[1].value;
  }
  CHECK_THAT(found.total->estimates[0].value, WithinAbs(rate, 1e-9));
  CHECK_THAT(found.total->estimates[1].value, WithinAbs(mix, 1e-9));
  CHECK_THAT(rate + mix, WithinAbs(found.total->estimates[3].value - found.total->estimates[2].value, 1e-9));
  CHECK_THAT(found.rows[0].estimates[4].value,
             WithinAbs(100.0 / 6, 1e-9));  // a sixth of the answers by phone
  CHECK_THAT(found.remarks.at(1), contains("Simpson's reversal"));

  const json report = json_reader::read(cx::to_json(table));
  const json& total = report["related"][0]["total"];
  CHECK_THAT(total["rate"].number, WithinAbs(rate, 1e-9));
  CHECK_THAT(total["mix"]["value"].number, WithinAbs(mix, 1e-9));
  CHECK(total["mix"]["ci"].items.size() == 2);
  CHECK_THAT(total["own_change"]["value"].number, WithinAbs(rate + mix, 1e-9));
  CHECK_THAT(cx::to_text(table), contains("what changed in CSAT from 2024-Q1 to 2024-Q4"));
  CHECK_THAT(cx::to_markdown(table), contains("Simpson"));
  CHECK_THAT(cx::to_csv(found), contains("channel"));
  CHECK_THAT(cx::to_html({table}), contains("Simpson"));
}

TEST_CASE("what changed of weighted answers is the change of the weighted whole", "[what_changed_table]") {
  struct answer {
    std::string channel;
    cx::period when;
    int score;
    double weight;
  };
  std::vector<answer> all;
  for (int i = 0; i < 200; ++i) {
    const bool early = i % 2 == 0;
    const bool phone = i % 5 < 2;
    const int score = i % (phone ? 3 : early ? 7 : 4) == 0 ? 2 : 5;
    all.push_back({phone ? "phone" : "shop", early ? winter : autumn, score, phone ? 4.0 : 1.0});
  }
  const auto by = cx::break_down(cx::one_to_five, all, cx::weighted(&answer::score, &answer::weight),
                                 &answer::channel, &answer::when);
  cx::table table = cx::make_table(cx::csat, by, {"channel", "period"});
  cx::add_what_changed(table, winter, autumn);
  const cx::table& found = table.related.at(0);
  CHECK(found.weighted);
  CHECK_THAT(cx::to_text(found), contains("weighted"));

  const auto whole = by.rollup<1>();
  const double before = cx::csat(*whole.find(winter)).value;
  const double after = cx::csat(*whole.find(autumn)).value;
  CHECK_THAT(found.total->differences.at(0)->found.value, WithinAbs(after - before, 1e-9));
  CHECK_THAT(found.total->estimates[2].value, WithinAbs(before, 1e-9));
  CHECK_THAT(found.total->estimates[3].value, WithinAbs(after, 1e-9));
  CHECK(found.total->estimates[2].n == 100);
  // 40 of 100 answers, each of them for four.
  CHECK_THAT(found.rows[0].estimates[4].value, WithinAbs(100 * 160 / 220.0, 1e-9));
}

TEST_CASE("what is no change is refused", "[what_changed_table]") {
  cx::table table = reversal();
  CHECK_THROWS_AS(cx::add_what_changed(table, winter, winter), std::invalid_argument);
  CHECK_THROWS_AS(cx::add_what_changed(table, winter, cx::quarter_of(2024y / 4 / 1)), std::invalid_argument);
  cx::table groups = cx::make_table(
      cx::csat, cx::breakdown<cx::tally, std::string>{cx::tally{cx::one_to_five}}, {"channel"});
  CHECK_THROWS_AS(cx::add_what_changed(groups, winter, autumn), std::invalid_argument);
}

TEST_CASE("a group that is hidden in one period is not taken for new or gone", "[what_changed_table]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::one_to_five}};
  by[{"desk", winter}] = answers(1, 2);
  by[{"desk", autumn}] = answers(60, 40);
  by[{"phone", winter}] = answers(100, 100);
  by[{"phone", autumn}] = answers(560, 440);
  cx::table table = cx::make_table(cx::csat, by, {"channel", "period"});
  table.rows[0].suppressed = true;
  cx::add_what_changed(table, winter, autumn);
  const cx::table& found = table.related[0];
  REQUIRE(found.rows.size() == 1);
  CHECK(cx::key_of(found, found.rows[0]).front() == "phone");
  CHECK_THAT(found.total->estimates[3].value, WithinAbs(56, 1e-9));
  CHECK_THAT(found.total->estimates[1].value, WithinAbs(0, 1e-9));  // no mix of one group
  CHECK_THAT(found.remarks.back(), contains("left out of both"));
  table.rows[2].suppressed = true;
  CHECK_THROWS_WITH(cx::add_what_changed(table, winter, autumn),
                    "the figures of all groups are hidden in one of the two periods");
}

}  // namespace tests_of_what_changed_table
