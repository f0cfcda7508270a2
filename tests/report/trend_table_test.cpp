// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/period_series.hpp"
#include "support/xml.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/trend_table.hpp>
#include <cxmetrics/stats/control_chart.hpp>
#include <cxmetrics/stats/trend.hpp>
#include <cxmetrics/survey/csat.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_trend_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::json;
using cx::tests::json_reader;
using cx::tests::WithinAbs;

namespace {

cx::tally answers(std::uint64_t satisfied, std::uint64_t others) {
  cx::tally result{cx::one_to_five};
  result.record(5, satisfied);
  result.record(2, others);
  return result;
}

using by_group = cx::breakdown<cx::tally, std::string, cx::period>;

// Two groups in so many months; north rises, south does not.
by_group months(int count) {
  by_group result{cx::tally{cx::one_to_five}};
  cx::period month = cx::month_of(2023y / 1 / 1);
  for (int at = 0; at < count; ++at) {
    const auto more = static_cast<std::uint64_t>(at);
    result[{"north", month}] = answers(40 + 2 * more, 60 - 2 * more);
    result[{"south", month}] = answers(50, 50);
    month = cx::next(month);
  }
  return result;
}

const cx::table& related(const cx::table& to, const std::string& metric) {
  for (const cx::table& each : to.related) {
    if (each.metric == metric) return each;
  }
  throw std::runtime_error("no table " + metric);
}

}  // namespace

TEST_CASE("a table by months gets the trend of each group and of all", "[trend_table]") {
  cx::table table = cx::make_table(cx::csat, months(18), {"region", "period"});
  cx::add_trend(table);
  const cx::table& trend = related(table, "trend");
  REQUIRE(trend.rows.size() == 3);
  CHECK(cx::key_of(trend, trend.rows[0]).front() == "north");
  CHECK(cx::key_of(trend, trend.rows[2]).front() == "all together");
  CHECK_THAT(trend.rows[0].result().value, WithinAbs(2, 1e-9));
  CHECK_THAT(trend.rows[2].result().value, WithinAbs(1, 1e-9));
  CHECK(trend.rows[0].differences[0]->significant);
  CHECK_FALSE(trend.rows[1].differences[0]->significant);
  CHECK_THAT(trend.title, contains("per month"));
  // Adjusted over the three: by Holm, the least counts three times.
  double least = 1;
  double least_adjusted = 1;
  for (const cx::table_row& row : trend.rows) {
    least = std::min(least, row.differences[0]->found.mark_p_value);
    least_adjusted = std::min(least_adjusted, row.differences[0]->adjusted_p_value);
  }
  CHECK(least > 0);
  CHECK(least_adjusted == Approx(3 * least));

  const cx::table& shift = related(table, "level_shift");
  REQUIRE(shift.rows.size() == 3);
  CHECK(shift.rows[1].key.back() == cx::key_cell(std::string("no date: it may be noise")));

  const cx::table& unusual = related(table, "unusual");
  CHECK(unusual.rows.size() == 18);
  CHECK_THAT(unusual.level, WithinAbs(0.9973, 1e-9));
  CHECK(unusual.rows[0].estimates[0].ci.contains(unusual.rows[0].estimates[0].value));

  const cx::table& years = related(table, "since_last_year");
  CHECK(years.rows.size() == 6);
  CHECK_THAT(years.rows[0].differences[0]->found.value, WithinAbs(12, 1e-9));
}

TEST_CASE("each of several questions has limits of its own", "[trend_table]") {
  cx::table table = cx::make_table(cx::csat, months(18), {"question", "period"});
  table.margins.clear();
  for (cx::table_column& column : table.columns) {
    if (column.id == "question") column.meaning = cx::column_meaning::question;
  }
  cx::add_trend(table);
  const cx::table& unusual = related(table, "unusual");
  REQUIRE(unusual.rows.size() == 36);
  for (const std::size_t first : {std::size_t{0}, std::size_t{18}}) {
    std::vector<cx::estimate> own;
    for (std::size_t at = first; at < first + 18; ++at) own.push_back(table.rows[at].result());
    const cx::control_chart expected = cx::control_chart_of(own);
    for (std::size_t at = 0; at < 18; ++at) {
      const cx::table_row& row = unusual.rows[first + at];
      CHECK(row.key == table.rows[first + at].key);
      CHECK(row.estimates[0].value == expected.centre);
      CHECK(row.estimates[0].ci.low == expected.points[at].limits.low);
      CHECK(row.flags[0] == expected.points[at].unusual);
    }
  }
}

TEST_CASE("trends stand in every output", "[trend_table]") {
  cx::breakdown<cx::tally, cx::period> alone{cx::tally{cx::one_to_five}};
  for (const auto& [key, tally] : months(18)) alone[{std::get<1>(key)}] += tally;
  cx::table table = cx::make_table(cx::csat, alone, {"period"});
  const std::string before = cx::trend_chart(table);
  cx::add_trend(table);

  const std::string text = cx::to_text(table);
  CHECK_THAT(text, contains("change of CSAT per month"));
  CHECK_THAT(text, contains("99.73 % interval"));
  CHECK_THAT(cx::to_markdown(table), contains("level shift of CSAT"));
  const json report = json_reader::read(cx::to_json(table));
  CHECK(report["related"][0]["metric"].text == "trend");
  CHECK_THAT(report["related"][0]["rows"][0]["value"].number, WithinAbs(1, 1e-9));
  CHECK(report["related"][0]["rows"][0]["marked"]["significant"].number == 1);
  CHECK(report["related"][1]["rows"][0].members.count("between") == 1);
  CHECK_THAT(cx::to_csv(related(table, "level_shift")), contains("with,between"));

  // The limits are drawn, in the picture and on the page.
  CHECK(before.find("limits of what is usual") == std::string::npos);
  CHECK_THAT(cx::trend_chart(table), contains("limits of what is usual"));
  const std::string page = cx::to_html({table});
  CHECK_THAT(page, contains("limits of what is usual"));
  CHECK_THAT(page, contains("change of CSAT per month"));
}

TEST_CASE("limits are drawn in the chart of a margin too", "[trend_table]") {
  cx::table table = cx::make_table(cx::csat, months(6), {"region", "period"});
  cx::add_trend(table);
  CHECK_THAT(cx::to_html({table}), contains("limits of what is usual"));
}

TEST_CASE("a month that is cut is no part of a trend", "[trend_table]") {
  by_group cut = months(6);
  cut[{"north", cx::month_of(2023y / 7 / 1).to(2023y / 7 / 10)}] = answers(0, 50);
  cx::table table = cx::make_table(cx::csat, cut, {"region", "period"});
  cx::add_trend(table);
  CHECK_THAT(related(table, "trend").rows[0].result().value, WithinAbs(2, 1e-9));
}

TEST_CASE("a table without periods has no trend, and an empty one none either", "[trend_table]") {
  cx::breakdown<cx::tally, std::string> groups{cx::tally{cx::one_to_five}};
  groups[{"north"}] = answers(1, 2);
  cx::table table = cx::make_table(cx::csat, groups, {"region"});
  CHECK_THROWS_AS(cx::add_trend(table), std::invalid_argument);
  cx::table empty = cx::make_table(cx::csat, by_group{cx::tally{cx::one_to_five}}, {"region", "period"});
  cx::add_trend(empty);
  CHECK(empty.related.empty());
  cx::table single = cx::make_table(cx::csat, months(1), {"region", "period"});
  cx::add_trend(single);
  CHECK(std::isnan(related(single, "trend").rows[0].result().value));
  CHECK_THAT(cx::to_text(single), contains("n/a"));
  CHECK_THAT(related(single, "trend").remarks.at(0), contains("two whole periods or more"));
  // A period by itself is neither usual nor unusual.
  CHECK_THROWS_AS(related(single, "unusual"), std::runtime_error);
}

TEST_CASE("where all periods are cut, a remark says why there is no trend", "[trend_table]") {
  by_group cut{cx::tally{cx::one_to_five}};
  cut[{"north", cx::month_of(2023y / 7 / 1).to(2023y / 7 / 10)}] = answers(20, 50);
  cx::table table = cx::make_table(cx::csat, cut, {"region", "period"});
  cx::add_trend(table);
  CHECK(table.related.empty());
  CHECK(table.remarks == std::vector<std::string>{"no trend: No period is whole"});
}

TEST_CASE("a trend of a table with hidden rows is that of the rows shown", "[trend_table]") {
  by_group few = months(18);
  few[{"north", cx::month_of(2023y / 4 / 1)}] = answers(1, 1);
  few[{"south", cx::month_of(2024y / 6 / 1)}] = answers(0, 3);
  cx::table table = cx::make_table(cx::csat, few, {"region", "period"});
  cx::suppress_small_bases(table, 5);
  cx::add_trend(table);
  const cx::table& trend = related(table, "trend");
  REQUIRE(trend.rows.size() == 3);
  for (std::size_t group = 0; group < 2; ++group) {
    std::vector<cx::estimate> shown;
    std::size_t hidden = 0;
    for (const cx::table_row& row : table.rows) {
      if (row.key[0] != trend.rows[group].key[0]) continue;
      hidden += row.suppressed;
      shown.push_back(row.suppressed ? cx::csat(cx::tally{cx::one_to_five}) : row.result());
    }
    if (table.rows[shown.size() * (group + 1) - 1].suppressed) shown.pop_back();
    CAPTURE(group, hidden);
    CHECK(hidden > 0);
    const cx::trend line = cx::trend_of(shown);
    CHECK_THAT(trend.rows[group].result().value, WithinAbs(line.slope.value, 1e-12));
    CHECK(trend.rows[group].result().n == line.n);
    CHECK(trend.rows[group].counts[0] == 18 - hidden);
  }
  CHECK_THAT(trend.remarks.back(), contains("hidden are left out"));
  for (const cx::table_row& row : related(table, "unusual").rows) CHECK(row.result().n >= 5);
}

TEST_CASE("churn of months of different length is one rate in a trend", "[trend_table]") {
  struct customer {
    cx::day since;
    std::optional<cx::day> until;
  };
  // Of 3,100 customers one leaves on each day of the year 2023: 3 % in a month, but less in February.
  std::vector<customer> customers;
  const cx::day new_year = 2023y / 1 / 1;
  for (int at = 0; at < 3100; ++at) {
    customers.push_back(
        {2022y / 1 / 1, at < 365 ? std::optional(new_year + std::chrono::days{at}) : std::nullopt});
  }
  std::vector<cx::customer_flow> flows;
  for (const cx::period& month : cx::periods_of(cx::granularity::month, cx::year_of(new_year))) {
    flows.push_back(cx::flow_of(month, customers, &customer::since, &customer::until));
  }
  cx::table table = cx::make_table(flows, {});
  cx::add_trend(table);
  const cx::table& unusual = related(table, "unusual");
  REQUIRE(unusual.rows.size() == 12);
  // 31 of 3,100 and 28 of 3,069, made those of 365 / 12 days.
  CHECK_THAT(unusual.rows[0].estimates[1].value,
             WithinAbs(100 * (1 - std::pow(1 - 0.01, 365.0 / 12 / 31)), 1e-9));
  CHECK_THAT(unusual.rows[1].estimates[1].value,
             WithinAbs(100 * (1 - std::pow(1 - 28.0 / 3069, 365.0 / 12 / 28)), 1e-9));
  CHECK_THAT(unusual.remarks.back(), contains("mean length"));
}

}  // namespace tests_of_trend_table
