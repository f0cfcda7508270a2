// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/goal_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_goal_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::json;
using cx::tests::json_reader;
using cx::tests::net_of;
using cx::tests::WithinAbs;

namespace {

cx::tally answers(std::uint64_t detractors, std::uint64_t passives, std::uint64_t promoters) {
  cx::tally result{cx::zero_to_ten};
  result.record(2, detractors);
  result.record(7, passives);
  result.record(10, promoters);
  return result;
}

// An NPS of 20, 22, …, 30 from January to June.
cx::table half_a_year() {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (std::uint64_t at = 0; at < 6; ++at) {
    by[{month}] = answers(300 - 10 * at, 200, 500 + 10 * at);
    month = cx::next(month);
  }
  return cx::make_table(cx::nps, by, {"period"});
}

}  // namespace

TEST_CASE("a goal is one sentence", "[goal_table]") {
  const cx::goal goal{.metric = "NPS", .target = 40};
  const cx::estimate now = net_of(36, 56, 108);
  CHECK(cx::sentence_of(goal, cx::judge(goal, now), now) ==
        "NPS of at least 40.0: cannot tell. It is 36.0 [24.9, 46.1] (n = 200); about 2,897 would tell.");
  cx::estimate churn = cx::tests::share_of(20, 1000);
  churn.better = cx::better::low;
  const cx::goal low{.metric = "churn", .target = 5};
  CHECK(cx::sentence_of(low, cx::judge(low, churn), churn) ==
        "churn of at most 5.0 %: met. It is 2.0 % [1.3, 3.1] (n = 1,000).");
}

TEST_CASE("the way to a goal is one sentence more", "[goal_table]") {
  cx::table table = half_a_year();
  cx::add_goal(table, {.target = 45, .by = 2025y / 12 / 31, .start = cx::goal_start{2025y / 1 / 16, 20}});
  REQUIRE(table.related.size() == 1);
  REQUIRE(table.related[0].remarks.size() == 1);
  const std::string& sentence = table.related[0].remarks[0];
  CHECK_THAT(sentence, contains("NPS of at least 45.0 by 2025-12-31: not met. 2025-06 has 30.0 ["));
  CHECK_THAT(sentence, contains("It changes by +2.00 ["));
  CHECK_THAT(sentence, contains("a month and needs +2.50 for each of 6 months left"));
  CHECK_THAT(sentence, contains("if it goes on in a straight line, the chance to be there is "));
  CHECK_THAT(sentence, contains("behind the plan by "));
}

TEST_CASE("a goal stands in every output, and charts draw its target", "[goal_table]") {
  cx::table table = half_a_year();
  cx::add_goal(table, {.target = 45, .by = 2025y / 12 / 31});
  const json report = json_reader::read(cx::to_json(table));
  const json& row = report["related"][0]["rows"][0];
  CHECK(row["status"].text == "not met");
  CHECK(row["judged"].text == "2025-06");
  CHECK(row["target"].number == 45);
  CHECK_THAT(row["needed"]["value"].number, WithinAbs(2.5, 1e-9));
  CHECK_THAT(row["present"]["value"].number, WithinAbs(2, 1e-9));
  CHECK(row["periods_left"].number == 6);
  CHECK(row["answers_to_tell"].is == json::kind::null);  // it can be told
  CHECK_THAT(cx::to_text(table), contains("not met"));
  CHECK_THAT(cx::to_markdown(table), contains("not met"));
  CHECK_THAT(cx::to_csv(table.related[0]), contains("judged,status"));
  CHECK_THAT(cx::trend_chart(table), contains("target 45.0"));
  CHECK_THAT(cx::to_html({table}), contains("target 45.0"));
  CHECK_THAT(cx::to_html({table}), contains("a straight line"));
}

TEST_CASE("groups have the goal each, and without periods their values are judged", "[goal_table]") {
  cx::breakdown<cx::tally, std::string> groups{cx::tally{cx::zero_to_ten}};
  groups[{"north"}] = answers(50, 50, 400);
  groups[{"south"}] = answers(200, 100, 200);
  cx::table table = cx::make_table(cx::nps, groups, {"region"});
  cx::add_goal(table, {.target = 40});
  REQUIRE(table.related[0].rows.size() == 3);
  CHECK(table.related[0].rows[0].key[1] == cx::key_cell(std::string("met")));
  CHECK(table.related[0].rows[1].key[1] == cx::key_cell(std::string("not met")));
  CHECK_THAT(table.related[0].remarks[2], contains("all together: NPS of at least 40.0"));
  CHECK_THAT(cx::segments_chart(table), contains("target 40.0"));
  CHECK_THROWS_AS(cx::add_goal(table, {.target = 40, .by = 2025y / 1 / 1}), std::invalid_argument);
  CHECK_THROWS_AS(cx::add_goal(table, {.target = 140}), std::invalid_argument);

  cx::breakdown<cx::tally, std::string, cx::period> both{cx::tally{cx::zero_to_ten}};
  for (const char* name : {"north", "south"}) {
    both[{name, cx::month_of(2025y / 1 / 1)}] = answers(10, 10, 80);
    both[{name, cx::month_of(2025y / 2 / 1)}] = answers(10, 15, 75);
  }
  cx::table in_time = cx::make_table(cx::nps, both, {"region", "period"});
  cx::add_goal(in_time, {.target = 40, .by = 2025y / 12 / 31});
  CHECK(in_time.related[0].rows.size() == 3);
  CHECK(cx::to_html({in_time}).find("target 40.0") != std::string::npos);
}

TEST_CASE("a goal without a whole period cannot be told, and says why", "[goal_table]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{cx::month_of(2025y / 1 / 1).to(2025y / 1 / 9)}] = answers(1, 2, 30);
  cx::table table = cx::make_table(cx::nps, by, {"period"});
  cx::add_goal(table, {.target = 45, .by = 2025y / 12 / 31});
  CHECK(table.related.empty());
  CHECK(table.remarks ==
        std::vector<std::string>{"NPS of at least 45.0 by 2025-12-31: cannot tell. No period is whole."});
}

TEST_CASE("a goal of hidden periods is judged by those shown", "[goal_table]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{cx::month_of(2025y / 1 / 1)}] = answers(10, 20, 70);
  by[{cx::month_of(2025y / 2 / 1)}] = answers(0, 1, 2);
  by[{cx::month_of(2025y / 3 / 1)}] = answers(0, 0, 3);
  cx::table table = cx::make_table(cx::nps, by, {"period"});
  cx::suppress_small_bases(table, 5);
  REQUIRE(table.rows[2].suppressed);
  cx::add_goal(table, {.target = 45});
  REQUIRE(table.related.size() == 1);
  CHECK_THAT(table.related[0].remarks.at(0), contains("2025-01 has 60.0"));
  CHECK(table.related[0].remarks.at(1) == "figures that are hidden are left out");
  cx::table hidden = cx::make_table(cx::nps, by, {"period"});
  for (cx::table_row& row : hidden.rows) row.suppressed = true;
  cx::add_goal(hidden, {.target = 45});
  CHECK_THAT(hidden.remarks.at(0), contains("cannot tell. The figures of all whole periods are hidden."));
}

TEST_CASE("a goal without a deadline has nothing to say of one", "[goal_table]") {
  cx::table table = half_a_year();
  cx::add_goal(table, {.target = 45});
  const json report = json_reader::read(cx::to_json(table));
  const json& row = report["related"][0]["rows"][0];
  CHECK_THAT(row["present"]["value"].number, WithinAbs(2, 1e-9));
  for (const char* name : {"needed", "at_deadline", "chance", "periods_left"})
    CHECK(row.members.count(name) == 0);
}

TEST_CASE("a goal whose deadline lies before all periods says so", "[goal_table]") {
  cx::table table = half_a_year();
  cx::add_goal(table, {.target = 45, .by = 2024y / 12 / 31});
  CHECK(table.related.at(0).remarks.at(0) ==
        "NPS of at least 45.0 by 2024-12-31: cannot tell. No whole period ends by then.");
}

}  // namespace tests_of_goal_table
