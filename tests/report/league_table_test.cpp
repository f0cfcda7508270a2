// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/league_table.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/csat.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

namespace tests_of_league_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::json;
using cx::tests::json_reader;

namespace {

cx::tally answers(std::uint64_t satisfied, std::uint64_t others) {
  cx::tally result{cx::one_to_five};
  result.record(5, satisfied);
  result.record(2, others);
  return result;
}

}  // namespace

TEST_CASE("groups stand by rank, and a small one on top is drawn", "[league_table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
  by[{"tiny"}] = answers(10, 0);
  by[{"best"}] = answers(900, 100);
  by[{"good"}] = answers(750, 250);
  by[{"fair"}] = answers(600, 400);
  by[{"none"}] = answers(0, 0);
  cx::table table = cx::make_table(cx::csat, by, {"shop"});
  cx::add_league(table);
  REQUIRE(table.related.size() == 1);
  const cx::table& league = table.related[0];
  REQUIRE(league.rows.size() == 5);
  CHECK(cx::key_of(league, league.rows[4]).front() == "none");
  CHECK(cx::key_of(league, league.rows[3]).front() == "fair");
  for (const cx::table_row& row : league.rows) {
    if (cx::key_of(league, row).front() != "tiny") continue;
    CHECK(row.result().value < 100);
    CHECK(row.estimates[2].value == 100);
    CHECK(row.estimates[1].ci.high > 1);
  }
  const json report = json_reader::read(cx::to_json(table));
  CHECK(report["related"][0]["rows"][0]["rank"]["ci"].items.size() == 2);
  CHECK_THAT(cx::to_text(table), contains("expected rank"));
  CHECK_THAT(cx::to_markdown(table), contains("league of CSAT"));
  CHECK_THAT(cx::to_csv(league), contains("rank"));
  CHECK_THAT(cx::to_html({table}), contains("league of CSAT"));
}

TEST_CASE("in time, the margin by groups is ranked", "[league_table]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::one_to_five}};
  for (const char* name : {"a", "b", "c"}) by[{name, cx::month_of(2024y / 1 / 1)}] = answers(5, 5);
  cx::table table = cx::make_table(cx::csat, by, {"shop", "period"});
  cx::add_league(table);
  REQUIRE(table.related.size() == 1);
  CHECK(table.related[0].rows.size() == 3);
  CHECK_THAT(table.related[0].remarks.at(0), contains("three groups or fewer"));
  cx::table total = cx::make_table(cx::csat, answers(1, 2));
  CHECK_THROWS_AS(cx::add_league(total), std::invalid_argument);
}

TEST_CASE("groups that are hidden have no rank", "[league_table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
  by[{"a"}] = answers(80, 20);
  by[{"b"}] = answers(60, 40);
  by[{"c"}] = answers(2, 0);
  cx::table table = cx::make_table(cx::csat, by, {"shop"});
  table.rows[2].suppressed = true;
  cx::add_league(table);
  CHECK(table.related[0].rows.size() == 2);
  CHECK(table.related[0].remarks.back() == "groups whose figures are hidden have no rank");
}

}  // namespace tests_of_league_table
