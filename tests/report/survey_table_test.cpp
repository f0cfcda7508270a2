// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tests_of_survey_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using meaning = cx::column_meaning;

namespace {

const cx::day monday{2024y / 3 / 4};
const cx::period march = cx::month_of(monday);

}  // namespace

TEST_CASE("the margins are the same answers by each key alone", "[survey_table]") {
  for (const cx::metric& metric : {cx::nps, cx::ces_effort, cx::csat}) {
    cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{metric.scale()}};
    std::uint64_t times = 3;
    for (const std::string segment : {"a", "b", "c"}) {
      for (const cx::period& month : {march, cx::next(march)}) {
        cx::tally& cell = by[{segment, month}];
        cell.record(metric.scale().low(), times);
        cell.record(metric.scale().high(), 2 * times);
        cell.record_missing(times + 1);
        cell.record_off_scale(times + 2);
        times += 4;
      }
    }
    const cx::estimate_options options{.population = 1000};
    const cx::table table = cx::make_table(metric, by, {"segment", "period"}, options);
    REQUIRE(table.margins.size() == 2);
    const auto same = [](const cx::table& margin, const cx::table& expected) {
      REQUIRE(margin.rows.size() == expected.rows.size());
      for (std::size_t row = 0; row < margin.rows.size(); ++row) {
        CHECK(margin.rows[row].key == expected.rows[row].key);
        CHECK(margin.rows[row].counts == expected.rows[row].counts);
        CHECK(margin.rows[row].answers == expected.rows[row].answers);
        CHECK(margin.rows[row].result().value == expected.rows[row].result().value);
        CHECK(margin.rows[row].result().ci == expected.rows[row].result().ci);
      }
      CHECK(margin.columns.front().id == expected.columns.front().id);
      CHECK(margin.columns.front().kind == expected.columns.front().kind);
      CHECK(margin.total->result().ci == expected.total->result().ci);
      CHECK(margin.margins.empty());
    };
    same(table.margins[0], cx::make_table(metric, by.rollup<0>(), {"segment"}, options));
    same(table.margins[1], cx::make_table(metric, by.rollup<1>(), {"period"}, options));
    CHECK(count_of(table.margins[1], table.margins[1].rows[0], meaning::off_scale) == 5 + 13 + 21);
  }
}

TEST_CASE("a population is shared out in proportion, and never too few", "[survey_table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const char* segment : {"a", "b", "c"}) {
    by[segment].record(10, 7);
    by[segment].record(0, 3);
  }
  const cx::table table = cx::make_table(cx::nps, by, {"segment"}, {.population = 100});
  // A third of a hundred people are 33 and a bit: 34.
  CHECK(table.rows[0].result().ci == cx::nps(by["a"], {.population = 34}).ci);
  CHECK_FALSE(table.rows[0].result().ci == cx::nps(by["a"], {.population = 33}).ci);
}

TEST_CASE("weighted answers make the same table, with weighted values and plain counts", "[survey_table]") {
  cx::breakdown<cx::weighted_tally, std::string, std::string> by{cx::weighted_tally{cx::zero_to_ten}};
  by[{"a", "x"}].record(10, cx::sampling_weight{3});
  by[{"a", "x"}].record(0, cx::sampling_weight{1});
  by[{"a", "y"}].record(8, cx::sampling_weight{0.5});
  by[{"b", "y"}].record(9, cx::sampling_weight{2});
  const cx::table table = cx::make_table(cx::nps, by, {"segment", "channel"});
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].result().value == 50);
  CHECK(count_of(table, table.rows[0], meaning::positive) == 1);
  CHECK(count_of(table, table.rows[0], meaning::negative) == 1);
  CHECK(table.total->result().value == cx::nps(by.total()).value);
  REQUIRE(table.margins.size() == 2);
  CHECK(table.margins[0].rows[0].result().standard_error ==
        cx::nps(*by.rollup<0>().find("a")).standard_error);
}

TEST_CASE("the shares of weighted answers are of their weight, and the table says so", "[survey_table]") {
  cx::breakdown<cx::weighted_tally, std::string> by{cx::weighted_tally{cx::zero_to_ten}};
  by["a"].record(10, cx::sampling_weight{3});
  by["a"].record(0, cx::sampling_weight{1});
  by["b"].record(8, cx::sampling_weight{4});
  const cx::table table = cx::make_table(cx::nps, by, {"segment"});
  CHECK(table.weighted);
  CHECK(table.rows[0].weighted_shares == std::vector<double>{0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.75});
  CHECK(table.total->weighted_shares == std::vector<double>{0.125, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0.375});
  CHECK(cx::to_text(table).find("NPS by segment, in points, weighted") == 0);
  CHECK(cx::to_json(table).find("\"weighted\": true") != std::string::npos);
  const std::string page = cx::to_html({table});
  CHECK(page.find("promoters 9–10: 1 (37.5 % weighted)") != std::string::npos);
  CHECK(page.find("promoters 9–10: 1 (33.3 %)") == std::string::npos);
  const auto says_weighted = [&](const std::string& begin, const std::string& end) {
    std::size_t found = 0;
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
      CHECK(page.substr(at, page.find(end, at) - at).find("weighted") != std::string::npos);
      ++found;
    }
    return found;
  };
  CHECK(says_weighted("<figure>", "<details>") == 3);  // distribution, segments, shares
  CHECK(says_weighted("<caption>", "</caption>") == 3);
  CHECK(says_weighted("class=\"card\"", "</article>") == 1);
  CHECK(cx::to_html({cx::make_table(cx::nps, by.total().unweighted())}).find("weighted") ==
        std::string::npos);
}

TEST_CASE("a table warns of weights that differ too much", "[survey_table]") {
  cx::breakdown<cx::weighted_tally, std::string> by{cx::weighted_tally{cx::zero_to_ten}};
  // One weight of w among 99 of 1 has the design effect 100 (99 + w²)/(99 + w)²: 2.49 for 15 and 4.46 for 24.
  for (int i = 0; i < 99; ++i) by["a"].record(i % 11, cx::sampling_weight{1});
  const auto with = [&](double weight) {
    auto more = by;
    more["a"].record(9, cx::sampling_weight{weight});
    return cx::make_table(cx::nps, more, {"segment"});
  };
  CHECK(cx::to_text(with(15)).find("design effect") == std::string::npos);
  CHECK(cx::to_text(with(24)).find("weights differ so much (design effect above 3)") != std::string::npos);
  CHECK(cx::to_json(with(15)).find("uneven_weights") == std::string::npos);
  CHECK(cx::to_json(with(24)).find("\"uneven_weights\": true") != std::string::npos);
}

TEST_CASE("a metric has a name for machines and one for people", "[survey_table]") {
  const cx::table table = cx::make_table(cx::percent_of_maximum({1, 3}), cx::tally{{1, 3}});
  CHECK(table.metric == "percent-of-maximum");
  CHECK(table.title == "percent of maximum");
  CHECK(cx::make_table(cx::nps, cx::tally{cx::zero_to_ten}).metric == "nps");
}

}  // namespace tests_of_survey_table
