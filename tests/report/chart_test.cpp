// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/xml.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/cohort_table.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/funnel_table.hpp>
#include <cxmetrics/report/reason_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/stage_table.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cmath>
#include <functional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_chart {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::WithinAbs;
using cx::tests::xml;

namespace {

xml read(const std::string& text) {
  return cx::tests::xml_reader::read(text);
}

cx::period month(unsigned number) {
  return cx::month_of(cx::day{2024y / 1 / 1} + std::chrono::days{31 * (number - 1)});
}

// So many answers in each month from January, spread over the scale.
cx::table months_of(const std::vector<int>& answers, const cx::metric& metric = cx::nps) {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{metric.scale()}};
  for (std::size_t index = 0; index < answers.size(); ++index) {
    if (answers[index] < 0) continue;
    cx::tally& cell = by[month(static_cast<unsigned>(index) + 1)];
    for (int k = 0; k < answers[index]; ++k) cell.record(metric.scale().low() + k % metric.scale().points());
  }
  return cx::make_table(metric, by, {"period"});
}

cx::table names_of(const std::vector<std::string>& names, const cx::metric& metric = cx::nps) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{metric.scale()}};
  int score = 0;
  for (const std::string& name : names) {
    by[name].record(metric.scale().low() + score++ % metric.scale().points(), 40);
  }
  return cx::make_table(metric, by, {"segment"});
}

cx::table cells_of(const std::vector<std::string>& names, const cx::metric& metric = cx::nps) {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{metric.scale()}};
  int score = 0;
  for (const std::string& name : names) {
    for (const unsigned number : {1u, 2u, 4u}) {
      by[{name, month(number)}].record(metric.scale().low() + score++ % metric.scale().points(), 40);
    }
  }
  return cx::make_table(metric, by, {"segment", "period"});
}

// Customers of each name in each month, of whom a tenth more leave with each name.
cx::table churn_of(const std::vector<std::string>& names) {
  cx::breakdown<cx::customer_ledger, std::string> by{cx::customer_ledger{{month(1), month(2), month(3)}}};
  int leavers = 0;
  for (const std::string& name : names) {
    leavers = leavers % 9 + 1;
    for (const unsigned number : {1u, 2u, 3u}) {
      const cx::period of = month(number);
      for (int k = 0; k < 40; ++k) {
        by[name].record(
            cx::spell{of.first() - std::chrono::days{1}, k < 4 * leavers ? of.first() : of.last()});
      }
    }
  }
  return cx::make_table(by, {"segment"});
}

cx::table flows() {
  return cx::make_table(std::vector{
      cx::customer_flow{month(1), {.at_start = 100, .acquired = 30, .churned = 10, .churned_new = 5}},
      cx::customer_flow{month(2), {.at_start = 115, .acquired = 3, .reactivated = 2, .churned = 20}}});
}

const std::vector<std::string> hostile{"<script>alert(1)</script>",
                                       "\" onload=\"alert(1)",
                                       "]]>",
                                       "</style>",
                                       "&amp;",
                                       "\x1b[31m\n",
                                       "Z\xFCrich",
                                       "\u202Eabc",
                                       "שלום עולם",
                                       "東京の顧客満足度調査東京の顧客満足度調査",
                                       std::string(300, 'W'),
                                       ""};

// Charts of a metric whose high values are good, of one whose low values are, and of churn.
std::vector<std::string> every_chart(const std::vector<std::string>& names, double width) {
  const cx::chart_options options{.width = width};
  std::vector<std::string> charts;
  for (const cx::metric& metric : {cx::nps, cx::ces_effort}) {
    charts.push_back(cx::trend_chart(months_of({120, 20, -1, 0, 60}, metric), options));
    charts.push_back(cx::distribution_chart(names_of(names, metric), options));
    charts.push_back(cx::shares_chart(names_of(names, metric), options));
    charts.push_back(cx::segments_chart(names_of(names, metric), options));
    charts.push_back(cx::heatmap_chart(cells_of(names, metric), options));
  }
  charts.push_back(cx::trend_chart(flows(), options));
  charts.push_back(cx::flow_chart(flows(), options));
  charts.push_back(cx::heatmap_chart(churn_of(names), options));
  return charts;
}

std::size_t crosses_of(const xml& chart) {
  return chart.of_class("cx-missing").size() / 2;
}

std::vector<std::string> texts_of(const xml& chart) {
  std::vector<std::string> texts;
  for (const xml* text : chart.all("text")) texts.push_back(text->text);
  return texts;
}

bool has_text(const xml& chart, const std::string& wanted) {
  const auto texts = texts_of(chart);
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

}  // namespace

TEST_CASE("every chart is one image with a title and a description", "[chart]") {
  for (const std::string& text : every_chart({"north", "south"}, 720)) {
    const xml chart = read(text);
    CHECK(chart.name == "svg");
    CHECK(chart.get("role") == "img");
    CHECK(chart.get("viewBox") == "0 0 " + chart.get("width") + " " + chart.get("height"));
    CHECK(chart.get("aria-labelledby") == "cx-title cx-text");
    REQUIRE(chart.children.size() > 3);
    CHECK(chart.children[0].name == "title");
    CHECK(chart.children[0].get("id") == "cx-title");
    CHECK(chart.children[0].text.size() > 5);
    CHECK(chart.children[1].name == "desc");
    CHECK(chart.children[1].get("id") == "cx-text");
    CHECK(chart.children[1].text.size() > 10);
    CHECK(chart.children[2].name == "style");
  }
}

TEST_CASE("hostile names stay texts in every chart", "[chart]") {
  const std::set<std::string> harmless{"svg",    "title",    "desc",    "style", "rect", "line",
                                       "circle", "polyline", "polygon", "text",  "g"};
  for (const double width : {240.0, 360.0, 880.0}) {
    for (const std::string& text : every_chart(hostile, width)) {
      const xml chart = read(text);
      for (const xml* element : chart.all()) {
        CHECK(harmless.count(element->name) == 1);
        for (const auto& [name, value] : element->attributes) {
          CHECK_FALSE(name.starts_with("on"));
          CHECK(value.find("javascript") == std::string::npos);
          CHECK(name != "href");
        }
      }
    }
  }
}

TEST_CASE("marks and texts begin within the image", "[chart]") {
  for (const double width : {240.0, 360.0, 880.0}) {
    for (const std::string& text : every_chart(hostile, width)) {
      const xml chart = read(text);
      const double right = chart.number("width");
      const double bottom = chart.number("height");
      for (const xml* element : chart.all()) {
        for (const std::string name : {"x", "x1", "x2", "cx"}) {
          if (element->get(name).empty()) continue;
          CHECK(element->number(name) >= 0);
          CHECK(element->number(name) <= right);
        }
        for (const std::string name : {"y", "y1", "y2", "cy"}) {
          if (element->get(name).empty()) continue;
          CHECK(element->number(name) >= 0);
          CHECK(element->number(name) <= bottom);
        }
        if (element->name == "rect" && element->attributes.count("x") == 1) {
          CHECK(element->number("x") + element->number("width") <= right + 0.01);
          CHECK(element->number("y") + element->number("height") <= bottom + 0.01);
        }
      }
    }
  }
}

TEST_CASE("a name that does not fit is shortened, and whole in its title", "[chart]") {
  const std::string name(300, 'W');
  const xml chart = read(cx::segments_chart(names_of({name}), {.width = 360}));
  bool found = false;
  for (const xml* text : chart.all("text")) {
    if (!text->text.starts_with("WW")) continue;
    found = true;
    CHECK(text->text.ends_with("…"));
    CHECK(text->text.size() < 20);
    REQUIRE(text->children.size() == 1);
    CHECK(text->children[0].name == "title");
    CHECK(text->children[0].text == name);
  }
  CHECK(found);
}

TEST_CASE("a trend marks periods without answers and joins neighbours only", "[chart]") {
  const xml chart = read(cx::trend_chart(months_of({120, 120, -1, 0, 120, 120})));
  CHECK(crosses_of(chart) == 2 + 1);  // and in the legend
  CHECK(chart.of_class("cx-trend").size() == 2 + 1);
  CHECK(chart.of_class("cx-band").size() == 2 + 1);
  CHECK(chart.of_class("cx-whisker").empty());
  const xml alone = read(cx::trend_chart(months_of({120, -1, 120, 120})));
  CHECK(alone.of_class("cx-whisker").size() == 1);
  CHECK(alone.of_class("cx-band").size() == 1 + 1);
}

TEST_CASE("a trend does not join periods with days between them", "[chart]") {
  const cx::day first{2024y / 1 / 1};
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{first, first + std::chrono::days{10}}].record(9, 50);
  by[{first + std::chrono::days{15}, first + std::chrono::days{25}}].record(9, 50);
  const xml chart = read(cx::trend_chart(cx::make_table(cx::nps, by, {"period"})));
  CHECK(chart.of_class("cx-trend").size() == 1);  // in the legend
}

TEST_CASE("a trend draws no interval that the estimates do not have", "[chart]") {
  cx::table table = months_of({120, 120, 120});
  for (cx::table_row& row : table.rows) row.result().ci = {};
  const xml chart = read(cx::trend_chart(table));
  CHECK(chart.of_class("cx-band").empty());
  CHECK(chart.of_class("cx-whisker").empty());
  CHECK(chart.of_class("cx-dot").size() == 3 + 1);
  CHECK(has_text(chart, "value"));
}

TEST_CASE("a trend tells thin bases and significant changes by shape", "[chart]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[month(1)].record(10, 200);
  by[month(2)].record(0, 200);
  by[month(3)].record(0, 10);
  cx::table table = cx::make_table(cx::nps, by, {"period"});
  CHECK_FALSE(has_text(read(cx::trend_chart(table)), "significant rise or fall"));
  cx::mark_significance(table);
  const xml chart = read(cx::trend_chart(table));
  CHECK(chart.of_class("cx-thin").size() == 1 + 1);
  std::size_t triangles = 0;
  for (const xml* dot : chart.of_class("cx-dot")) triangles += dot->name == "polygon" ? 1 : 0;
  CHECK(triangles == 1 + 1);
  CHECK(has_text(chart, "significant rise or fall"));
  CHECK(has_text(chart, "n below 30"));
}

TEST_CASE("the base of a trend is drawn from zero", "[chart]") {
  const xml chart = read(cx::trend_chart(months_of({100, 50, 25})));
  std::vector<const xml*> bars = chart.of_class("cx-base");
  REQUIRE(bars.size() == 3);
  CHECK_THAT(bars[0]->number("height"), WithinAbs(2 * bars[1]->number("height"), 0.06));
  CHECK_THAT(bars[0]->number("height"), WithinAbs(4 * bars[2]->number("height"), 0.06));
  CHECK_THAT(bars[0]->number("y") + bars[0]->number("height"),
             WithinAbs(bars[2]->number("y") + bars[2]->number("height"), 0.06));
}

TEST_CASE("a trend of days, or of one period, has room for its labels", "[chart]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  for (int day = 0; day < 800; ++day)
    by[cx::day_of(cx::day{2023y / 1 / 1} + std::chrono::days{day})].record(9, 3);
  const xml years = read(cx::trend_chart(cx::make_table(cx::nps, by, {"period"})));
  CHECK(has_text(years, "2023-Q2"));
  CHECK_FALSE(has_text(years, "2023-04"));
  CHECK(has_text(read(cx::trend_chart(months_of({50}))), "2024-01"));
  CHECK(has_text(read(cx::trend_chart(months_of({50, 50, 50}))), "2024-03"));
}

TEST_CASE("a trend without rows says so, and one of other keys is refused", "[chart]") {
  CHECK(has_text(read(cx::trend_chart(months_of({}))), "no rows"));
  CHECK_THROWS_AS(cx::trend_chart(names_of({"a"})), std::invalid_argument);
  CHECK_THROWS_AS(cx::trend_chart(cells_of({"a"})), std::invalid_argument);
}

TEST_CASE("the bars of a distribution begin at zero and are as high as the shares", "[chart]") {
  cx::tally tally{cx::zero_to_ten};
  tally.record(10, 60);
  tally.record(8, 30);
  tally.record(0, 10);
  tally.record_missing(7);
  const xml chart = read(cx::distribution_chart(cx::make_table(cx::nps, tally)));
  std::vector<double> heights;
  std::set<double> feet;
  for (const xml* group : chart.all("g")) {
    const xml& bar = group->children.at(1);
    heights.push_back(bar.number("height"));
    feet.insert(std::round(bar.number("y") + bar.number("height")));
  }
  REQUIRE(heights.size() == 11);
  CHECK(feet.size() == 1);
  CHECK_THAT(heights[10], WithinAbs(2 * heights[8], 0.06));
  CHECK_THAT(heights[10], WithinAbs(6 * heights[0], 0.06));
  CHECK(has_text(chart, "promoters 9–10: 60 (60.0 %)"));
  bool subtitle = false;
  for (const std::string& text : texts_of(chart)) {
    subtitle =
        subtitle || (text.starts_with("50.0 [") && text.ends_with("(n = 100); 7 missing, 0 off scale"));
  }
  CHECK(subtitle);
}

TEST_CASE("a distribution without answers shows no bars", "[chart]") {
  const xml chart = read(cx::distribution_chart(cx::make_table(cx::nps, cx::tally{cx::zero_to_ten})));
  CHECK(chart.all("g").empty());
  CHECK(has_text(chart, "n/a (n = 0); 0 missing, 0 off scale"));
}

TEST_CASE("charts of answers refuse what is not of answers", "[chart]") {
  CHECK_THROWS_AS(cx::distribution_chart(flows()), std::invalid_argument);
  CHECK_THROWS_AS(cx::shares_chart(flows()), std::invalid_argument);
  CHECK_THROWS_AS(cx::flow_chart(names_of({"a"})), std::invalid_argument);
  CHECK_THROWS_AS(cx::heatmap_chart(names_of({"a"})), std::invalid_argument);
}

TEST_CASE("shares fill the whole width, whatever they are worth", "[chart]") {
  for (const cx::metric& metric :
       {cx::nps, cx::csat, cx::ces, cx::ces_effort, cx::bottom_box(cx::one_to_five)}) {
    const xml chart = read(cx::shares_chart(months_of({70, 0}, metric)));
    std::map<double, double> widths;
    for (const xml* group : chart.all("g")) {
      widths[group->children.at(1).number("y")] += group->children.at(1).number("width") + 1;
    }
    REQUIRE(widths.size() == 2);  // one month and the total; the other month has no answers
    CHECK_THAT(widths.begin()->second, WithinAbs(widths.rbegin()->second, 0.06));
    CHECK(has_text(chart, "no answers"));
  }
}

TEST_CASE("segments are sorted from the best to the worst, the total last", "[chart]") {
  const auto order = [](const cx::metric& metric) {
    cx::breakdown<cx::tally, std::string> by{cx::tally{metric.scale()}};
    by["low"].record(1, 50);
    by["high"].record(5, 50);
    by["none"];
    by["middle"].record(3, 50);
    std::vector<std::string> names;
    for (const std::string& text :
         texts_of(read(cx::segments_chart(cx::make_table(metric, by, {"segment"}))))) {
      if (text == "low" || text == "high" || text == "middle" || text == "none" || text == "total")
        names.push_back(text);
    }
    return names;
  };
  using names = std::vector<std::string>;
  CHECK(order(cx::csat_mean) == names{"high", "middle", "low", "none", "total"});
  CHECK(order(cx::ces_effort) == names{"low", "middle", "high", "none", "total"});
}

TEST_CASE("segments that differ significantly from the rest point up or down", "[chart]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  by["fans"].record(10, 200);
  by["foes"].record(0, 200);
  by["others"].record(8, 200);
  cx::table table = cx::make_table(cx::nps, by, {"segment"});
  CHECK(read(cx::segments_chart(table)).all("polygon").empty());
  cx::mark_significance(table);
  const xml chart = read(cx::segments_chart(table));
  CHECK(chart.all("polygon").size() == 2 + 1);
  CHECK(has_text(chart, "significantly above or below the rest"));
}

TEST_CASE("a trend goes by the changes that are marked in the table", "[chart]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[month(1)].record(10, 200);
  by[month(2)].record(0, 200);
  cx::table table = cx::make_table(cx::nps, by, {"period"});
  cx::mark_significance(table);
  table.rows[1].differences.at(0)->significant = false;
  CHECK_FALSE(has_text(read(cx::trend_chart(table)), "significant rise or fall"));
}

TEST_CASE("segments without an interval have no whiskers", "[chart]") {
  cx::table table = names_of({"a", "b"});
  for (cx::table_row& row : table.rows) row.result().ci = {};
  table.total->result().ci = {};
  CHECK(read(cx::segments_chart(table)).of_class("cx-whisker").empty());
}

TEST_CASE("of very many segments those with the most answers are shown, and the chart says so", "[chart]") {
  std::vector<std::string> names;
  for (int index = 0; index < 250; ++index) names.push_back("segment " + std::to_string(index));
  const xml chart = read(cx::segments_chart(names_of(names)));
  CHECK(has_text(chart, "the 200 of 250 with the most answers"));
  CHECK(chart.of_class("cx-dot").size() == 200 + 1 + 1);
}

TEST_CASE("a heat map says which groups and columns it leaves out", "[chart]") {
  cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
  for (int index = 100; index < 350; ++index) by[{"segment " + std::to_string(index), "a"}].record(9, 40);
  const xml tall = read(cx::heatmap_chart(cx::make_table(cx::nps, by, {"segment", "channel"})));
  CHECK(has_text(tall, "the 200 of 250 groups with the most answers"));
  cx::breakdown<cx::tally, std::string, std::string> across{cx::tally{cx::zero_to_ten}};
  for (int index = 1000; index < 4000; ++index)
    across[{"a", "channel " + std::to_string(index)}].record(9, 40);
  CHECK_THAT(cx::heatmap_chart(cx::make_table(cx::nps, across, {"segment", "channel"})),
             contains(" of 3,000 columns"));
  cx::breakdown<cx::tally, std::string, std::string> small{cx::tally{cx::zero_to_ten}};
  small[{"a", "b"}].record(9, 40);
  CHECK_THAT(cx::heatmap_chart(cx::make_table(cx::nps, small, {"segment", "channel"})),
             !contains("most answers") && !contains("the last"));
}

TEST_CASE("a trend shows the last 2,000 periods, and says so", "[chart]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  for (int day = 0; day < 2500; ++day)
    by[cx::day_of(cx::day{2015y / 1 / 1} + std::chrono::days{day})].record(9, 40);
  const xml chart = read(cx::trend_chart(cx::make_table(cx::nps, by, {"period"})));
  CHECK(has_text(chart, "the last 2,000 of 2,500 periods"));
  CHECK(chart.of_class("cx-dot").size() == 2000 + 1);
  CHECK_THAT(cx::trend_chart(months_of({40, 40})), !contains("the last"));
}

TEST_CASE("what charts leave out does not tell how large suppressed groups are", "[chart]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (int index = 100; index < 350; ++index) by["segment " + std::to_string(index)].record(9, 40);
  by["zebra"].record(9, 1000);
  cx::table table = cx::make_table(cx::nps, by, {"segment"});
  table.rows.back().suppressed = true;
  CHECK_FALSE(has_text(read(cx::segments_chart(table)), "zebra"));
}

TEST_CASE("of segments with as many answers as others none with more is left out", "[chart]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (int index = 100; index < 350; ++index) by["segment " + std::to_string(index)].record(9, 40);
  by["zebra"].record(9, 1000);
  const xml chart = read(cx::segments_chart(cx::make_table(cx::nps, by, {"segment"})));
  CHECK(has_text(chart, "zebra"));
  CHECK(has_text(chart, "segment 298"));
  CHECK_FALSE(has_text(chart, "segment 299"));
}

TEST_CASE("the value of a period that is not over stands alone", "[chart]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  for (const unsigned number : {1u, 2u}) by[month(number)].record(10, 200);
  by[month(3).to(2024y / 3 / 6)].record(10, 200);
  const cx::table table = cx::make_table(cx::nps, by, {"period"});
  const xml chart = read(cx::trend_chart(table));
  CHECK(has_text(chart, "part of a period"));
  REQUIRE(chart.of_class("cx-trend").size() == 1 + 1);
  for (const xml* line : chart.of_class("cx-trend")) {
    if (line->name != "polyline") continue;
    const std::string points = line->attributes.at("points");
    CHECK(std::count(points.begin(), points.end(), ',') == 2);
  }
  cx::breakdown<cx::tally, std::string, cx::period> cells{cx::tally{cx::zero_to_ten}};
  for (const auto& [period, tally] : by) cells[{"a", period}] = tally;
  CHECK(
      has_text(read(cx::heatmap_chart(cx::make_table(cx::nps, cells, {"segment", "period"}))), "03 (part)"));
}

TEST_CASE("a heat map has a cell for every period, also where there are no rows", "[chart]") {
  const xml chart = read(cx::heatmap_chart(cells_of({"a", "b"})));
  CHECK(chart.all("g").size() == 2 * 4);
  CHECK(has_text(chart, "2024"));
  CHECK(has_text(chart, "03"));
  CHECK(has_text(chart, "no answers"));
}

TEST_CASE("a heat map marks thin and suppressed cells", "[chart]") {
  cx::table table = cells_of({"a"});
  table.rows[0].suppressed = true;
  table.rows[1].result().n = 29;
  const xml chart = read(cx::heatmap_chart(table));
  CHECK(has_text(chart, "×"));
  CHECK(has_text(chart, "suppressed"));
  CHECK(has_text(chart, "n below 30"));
  for (const xml* title : chart.all("title")) {
    if (title->text.find("2024-01") != std::string::npos) CHECK(title->text == "a / 2024-01: suppressed");
  }
}

TEST_CASE("a heat map of many periods grows rather than becoming illegible", "[chart]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  for (unsigned number = 1; number <= 60; ++number) by[{"a", month(number)}].record(9, 30);
  CHECK(read(cx::heatmap_chart(cx::make_table(cx::nps, by, {"segment", "period"}))).number("width") >
        60 * 34);
}

TEST_CASE("flows are drawn from zero, up for who came and down for who left", "[chart]") {
  const xml chart = read(cx::flow_chart(flows()));
  const auto groups = chart.all("g");
  REQUIRE(groups.size() == 2);
  CHECK(groups[0]->children[0].text ==
        "2024-01: 100 at start, 30 acquired, 0 reactivated, 15 churned, 5 of them new, 115 at end");
  const xml& end = groups[0]->children[1];
  const xml& came = groups[0]->children[2];
  const xml& left = groups[0]->children[3];
  CHECK(end.get("class") == "cx-middle");
  CHECK_THAT(came.number("height"), WithinAbs(3 * left.number("height"), 0.06));
  CHECK_THAT(came.number("y") + came.number("height"), WithinAbs(left.number("y"), 0.06));
  CHECK_THAT(groups[1]->children[2].number("y") + groups[1]->children[2].number("height"),
             WithinAbs(left.number("y"), 0.06));
  CHECK(has_text(chart, "reactivated"));
  CHECK(has_text(read(cx::flow_chart(cx::make_table(std::vector<cx::customer_flow>{}))), "no rows"));
}

TEST_CASE("charts of no rows and of one are whole", "[chart]") {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{}, std::vector<std::string>{"one"}}) {
    for (const std::string& text : every_chart(names, 360)) CHECK_NOTHROW(read(text));
  }
}

TEST_CASE("a chart without style can stand in a page that has it once", "[chart]") {
  const xml chart = read(cx::segments_chart(names_of({"a"}), {.with_style = false, .id = "second"}));
  CHECK(chart.all("style").empty());
  CHECK(chart.get("aria-labelledby") == "second-title second-text");
}

TEST_CASE("chart options that make no sense are refused", "[chart]") {
  CHECK_THROWS_AS(cx::segments_chart(names_of({"a"}), {.width = 100}), std::invalid_argument);
  CHECK_THROWS_AS(cx::segments_chart(names_of({"a"}), {.width = std::nan("")}), std::invalid_argument);
  CHECK_THROWS_AS(cx::segments_chart(names_of({"a"}), {.id = "a\" onload=\""}), std::invalid_argument);
  CHECK_THROWS_AS(cx::segments_chart(names_of({"a"}), {.id = ""}), std::invalid_argument);
}

namespace {

// The relative luminance and contrast of WCAG 2.1, of colours written #rgb or #rrggbb.
double luminance(const std::string& colour) {
  const auto channel = [&](std::size_t index) {
    const bool is_short = colour.size() == 4;
    const std::string digits = is_short ? std::string(2, colour[1 + index]) : colour.substr(1 + 2 * index, 2);
    const double value = std::stoi(digits, nullptr, 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}

double contrast(const std::string& one, const std::string& other) {
  const double a = luminance(one) + 0.05;
  const double b = luminance(other) + 0.05;
  return std::max(a, b) / std::min(a, b);
}

}  // namespace

TEST_CASE("texts and marks stand out from what is behind them, in light and dark", "[chart]") {
  const std::string style{cx::chart_style()};
  for (const std::string& scheme :
       {style.substr(0, style.find("@media")), style.substr(style.find("@media"))}) {
    const auto colour = [&](const std::string& name) {
      const std::size_t at = scheme.find("--cx-" + name + ": #");
      REQUIRE(at != std::string::npos);
      const std::size_t begin = scheme.find('#', at);
      return scheme.substr(begin, scheme.find(';', begin) - begin);
    };
    for (const std::string text : {"ink", "soft"}) CHECK(contrast(colour(text), colour("paper")) >= 4.5);
    for (const std::string mark : {"high", "middle", "low", "h0", "h6", "axis"}) {
      CHECK(contrast(colour(mark), colour("paper")) >= 3);
    }
    for (const std::string mark : {"high", "middle", "low", "h0", "h6"}) {
      CHECK(contrast(colour("on-mark"), colour(mark)) >= 4.5);
    }
    for (const std::string mark : {"h1", "h2", "h3", "h4", "h5"})
      CHECK(contrast(colour("ink"), colour(mark)) >= 4.5);
    for (const std::string mark : {"h3", "paper"}) CHECK(contrast(colour("soft"), colour(mark)) >= 4.5);
  }
}

namespace {

cx::lifetimes lifetimes_of_months(std::int64_t from) {
  cx::lifetimes result{cx::granularity::month};
  for (std::int64_t month = from; month < from + 6; ++month) result.record_left(month, 0, 0, 5);
  result.record_present(from + 8, 0, 70);
  return result;
}

}  // namespace

TEST_CASE("curves of survival say how many are at risk", "[chart]") {
  cx::breakdown<cx::lifetimes, std::string> by{cx::lifetimes{cx::granularity::month}};
  by["<Pro>"] += lifetimes_of_months(2);
  by["Basic"] += lifetimes_of_months(4);
  const std::string svg = cx::curve_chart(cx::make_table(by, {"plan"}));
  CHECK_NOTHROW(read(svg));
  CHECK_THAT(svg,
             contains("at risk") && contains("&lt;Pro&gt;") && contains("cx-line-1") && contains("cx-band"));
  CHECK_THAT(cx::curve_chart(cx::make_table(cx::lifetimes{})), contains("no rows"));
  CHECK_THROWS_AS(cx::curve_chart(cx::make_table(std::vector<cx::customer_flow>{})), std::invalid_argument);
  for (int group = 0; group < 9; ++group) by["group " + std::to_string(group)] += lifetimes_of_months(1);
  CHECK_THAT(cx::curve_chart(cx::make_table(by, {"plan"})), contains("the 6 of 11"));
}

TEST_CASE("a triangle is drawn without cells that nobody can have had", "[chart]") {
  cx::customer_cohorts cohorts{
      cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 4 / 1}), 2024y / 3 / 20};
  for (unsigned day = 1; day < 29; ++day) {
    cohorts.record(cx::spell{2024y / 1 / std::chrono::day{day}, 2024y / 2 / std::chrono::day{day}});
    cohorts.record(cx::spell{2024y / 1 / std::chrono::day{day}});
    cohorts.record(cx::spell{2024y / 2 / std::chrono::day{day}});
  }
  const cx::table table = cx::make_table(cohorts);
  const std::string svg = cx::heatmap_chart(table);
  CHECK_NOTHROW(read(svg));
  CHECK_THAT(svg, contains("~ so far") && contains("50~"));
  CHECK(svg.find("no rows") == std::string::npos);
  CHECK_NOTHROW(read(cx::curve_chart(table.margins.front())));
  CHECK_THAT(cx::curve_chart(table.margins.front()), contains("customers"));
}

TEST_CASE("reasons are stacked to all churn", "[chart]") {
  cx::churn_reasons reasons{cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 3 / 1})};
  for (int i = 0; i < 8; ++i) {
    reasons.record({cx::spell{2023y / 12 / 1, 2024y / 1 / 5}, "reason " + std::to_string(i)});
    reasons.record({cx::spell{2023y / 12 / 1, 2024y / 2 / 5}, "price & more"});
    reasons.record({cx::spell{2023y / 12 / 1}, ""});
  }
  const std::string svg = cx::reasons_chart(cx::make_table(reasons));
  CHECK_NOTHROW(read(svg));
  CHECK_THAT(svg, contains("price &amp; more") && contains("4 others"));
  CHECK_THROWS_AS(cx::reasons_chart(cx::make_table(cx::lifetimes{})), std::invalid_argument);
}

namespace {

cx::funnel shop(int visits, int carts, int payments) {
  cx::funnel result{{.steps = {"visit", "cart", "pay"}}};
  const std::chrono::sys_seconds start = cx::day{2024y / 3 / 1};
  for (int i = 0; i < visits; ++i) {
    std::vector<cx::funnel_event> events{{start, 0}};
    if (i < carts) events.push_back({start + 60s, 1});
    if (i < payments) events.push_back({start + 90s, 2});
    result.record(events);
  }
  return result;
}

}  // namespace

TEST_CASE("a funnel has a bar for each step in order, and what was lost behind it", "[chart]") {
  cx::table table = cx::make_table(shop(200, 100, 40));
  cx::drop_off why{{"visit", "cart", "pay"}};
  for (int i = 0; i < 60; ++i) why.record(1, cx::reasons_in(i % 3 == 0 ? "price; slow" : "delivery"));
  table.related.push_back(cx::make_table(why));
  const std::string drawn = cx::funnel_chart(table);
  const xml image = read(drawn);
  CHECK_THAT(drawn, contains("stopped here: delivery 66.7 %, price 33.3 %, slow 33.3 %"));
  CHECK(drawn.find(">visit<") < drawn.find(">cart<"));
  CHECK(drawn.find(">cart<") < drawn.find(">pay<"));
  CHECK_THAT(drawn, contains("lost since the one before"));
  CHECK_THAT(drawn, contains("50.0 % [43.1, 56.9] (n = 200)"));
  for (const double width : {240.0, 358.0, 880.0}) read(cx::funnel_chart(table, {.width = width}));
  CHECK_THROWS_AS(cx::funnel_chart(months_of({20, 30})), std::invalid_argument);
}

TEST_CASE("groups of steps stand one below the other, and hidden ones say so", "[chart]") {
  cx::breakdown<cx::funnel, std::string> by{shop(0, 0, 0)};
  by["desk"] = shop(200, 150, 100);
  by["phone"] = shop(200, 60, 3);
  cx::table table = cx::make_table(by, {"device"});
  cx::mark_significance(table);
  const std::string drawn = cx::funnel_chart(table);
  read(drawn);
  CHECK(drawn.find(">desk<") < drawn.find(">phone<"));
  CHECK_THAT(drawn, contains("share significantly above or below the rest"));
  cx::suppress_small_bases(table, 100);
  CHECK_THAT(cx::funnel_chart(table), contains("suppressed"));

  // Advocates who never bought.
  const std::vector<std::uint64_t> reached{100, 50, 40, 10, 30};
  cx::tally counts{cx::one_to_five};
  for (int stage = 1; stage <= 5; ++stage) counts.record(stage, reached[static_cast<std::size_t>(stage) - 1]);
  const std::string trumpet = cx::funnel_chart(cx::make_table(cx::five_a(), counts));
  read(trumpet);
  CHECK_THAT(trumpet, contains("30 ▲"));
  CHECK_THAT(trumpet, contains("more than at an earlier one"));
  CHECK_THAT(cx::funnel_chart(cx::make_table(shop(0, 0, 0))), contains("n/a"));
}

}  // namespace tests_of_chart
