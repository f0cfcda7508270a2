// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/xml.hpp"

#include <cxmetrics/report/cohort_table.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/reason_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/stage_table.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/share.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tests_of_html {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::xml;

namespace {

// The pages are written so that they are XML too, but for the first line.
xml read(const std::string& page) {
  const std::string doctype = "<!DOCTYPE html>\n";
  REQUIRE(page.starts_with(doctype));
  return cx::tests::xml_reader::read(page.substr(doctype.size()));
}

cx::period month(int number) {
  return cx::month_of(cx::day{2024y / 1 / 1} + std::chrono::days{31 * (number - 1)});
}

cx::table cells_of(const std::vector<std::string>& names, const cx::metric& metric = cx::nps) {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{metric.scale()}};
  for (const std::string& name : names) {
    for (int number = 1; number <= 3; ++number) {
      for (int k = 0; k < 20 * number; ++k) {
        by[{name, month(number)}].record(metric.scale().low() + k % metric.scale().points());
      }
    }
  }
  return cx::make_table(metric, by, {"segment", "period"});
}

cx::table churn_of(const std::vector<std::string>& names) {
  cx::breakdown<cx::customer_ledger, std::string> by{cx::customer_ledger{{month(1), month(2)}}};
  for (const std::string& name : names) {
    for (int k = 0; k < 40; ++k) by[name].record(cx::spell{month(1).first(), month(k < 10 ? 1 : 2).last()});
  }
  return cx::make_table(by, {"segment"});
}

std::vector<std::string> titles_of_charts(const xml& page) {
  std::vector<std::string> titles;
  for (const xml* chart : page.all("svg")) {
    if (chart->get("aria-labelledby").find("wide") != std::string::npos)
      titles.push_back(chart->children[0].text);
  }
  return titles;
}

std::string text_of(const xml& element) {
  std::string text = element.text;
  for (const xml& child : element.children) text += text_of(child);
  return text;
}

const std::vector<std::string> hostile{"<script>alert(1)</script>",
                                       "\" onload=\"alert(1)",
                                       "]]>",
                                       "</style>",
                                       "&amp;",
                                       "\x1b[31m\n",
                                       "Z\xFCrich",
                                       std::string(300, 'W')};

}  // namespace

TEST_CASE("a page has a card, the charts and the figures of each metric", "[html]") {
  const xml page = read(cx::to_html({cells_of({"a", "b"}), cells_of({"a", "b"}, cx::csat)}));
  CHECK(page.of_class("card").size() == 2);
  const auto titles = titles_of_charts(page);
  for (const std::string title :
       {"NPS: answers per score", "NPS by period, in points", "NPS by segment, in points",
        "NPS: shares of answers", "NPS by segment and period, in points", "CSAT by period, in per cent"}) {
    CHECK(std::find(titles.begin(), titles.end(), title) != titles.end());
  }
  CHECK(page.all("figure").size() == 10);
  CHECK(page.all("svg").size() == 20);
  for (const xml* figure : page.all("figure")) CHECK(figure->all("table").size() == 1);
}

TEST_CASE("a page of several metrics has a contents list whose links lead somewhere", "[html]") {
  const xml page = read(cx::to_html({cells_of({"a"}), cells_of({"a"}, cx::csat)}));
  std::set<std::string> ids;
  for (const xml* element : page.all()) {
    if (!element->get("id").empty()) CHECK(ids.insert(element->get("id")).second);
  }
  CHECK(page.all("nav").size() == 1);
  for (const xml* link : page.all("a")) {
    REQUIRE(link->get("href").starts_with("#"));
    if (link->get("href") != "#rows") CHECK(ids.count(link->get("href").substr(1)) == 1);
  }
  CHECK(read(cx::to_html({cells_of({"a"})})).all("nav").empty());
}

TEST_CASE("what a page pools is what the whole breakdown gives", "[html]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{"a", month(1)}].record(10, 30);
  by[{"b", month(1)}].record(0, 20);
  by[{"b", month(2)}].record(7, 20);
  by[{"b", month(2)}].record_missing(3);
  const auto cell = [](const cx::table_row& row) { return fmt::format("{}", row.result().ci); };
  const cx::table whole = cx::make_table(cx::nps, by.rollup<1>(), {"period"});
  const xml page = read(cx::to_html({cx::make_table(cx::nps, by, {"segment", "period"})}));
  std::vector<std::string> cells;
  for (const xml* table : page.all("table")) {
    if (!table->children[0].text.starts_with("NPS by period")) continue;
    for (const xml* cell : table->all("td")) cells.push_back(cell->text);
  }
  CHECK(cells ==
        std::vector<std::string>{"2024-01", "20.0", cell(whole.rows[0]), "50",    "0", "30", "0",  "20",  //
                                 "2024-02", "0.0",  cell(whole.rows[1]), "!! 20", "3", "0",  "20", "0",   //
                                 "total",   "14.3", cell(*whole.total),  "70",    "3", "30", "20", "20"});
}

TEST_CASE("a card tells the last change and whether it is significant", "[html]") {
  // What is good of one is bad of the other.
  const bool much_is_good = GENERATE(true, false);
  const cx::metric metric = much_is_good ? cx::nps : cx::ces_effort;
  const int good = much_is_good ? metric.scale().high() : metric.scale().low();
  const int bad = much_is_good ? metric.scale().low() : metric.scale().high();
  cx::breakdown<cx::tally, cx::period> by{cx::tally{metric.scale()}};
  by[month(1)].record(good, 200);
  by[month(2)].record(bad, 200);
  const auto card = [&] {
    cx::table table = cx::make_table(metric, by, {"period"});
    cx::mark_significance(table);
    return text_of(*read(cx::to_html({table})).of_class("card").at(0));
  };
  CHECK(card().find(much_is_good ? "2024-02: -100.0" : "2024-02: 5.00") != std::string::npos);
  CHECK(card().find(much_is_good ? "▼ -200.0" : "▲ +4.00") != std::string::npos);
  CHECK(card().find("against 2024-01, significantly worse") != std::string::npos);
  by[month(3)].record(bad, 200);
  CHECK(card().find("= 0.0") != std::string::npos);  // or 0.00
  CHECK(card().find("not significant") != std::string::npos);
  by[month(5)].record(bad, 200);
  CHECK(card().find("nothing in 2024-04 to compare with") != std::string::npos);
  by[month(6)];
  CHECK(card().find("2024-06: no answers") != std::string::npos);
}

TEST_CASE("a page runs no script and loads nothing, whatever the names", "[html]") {
  cx::html_options options;
  options.title = "</title><script>alert(1)</script>";
  cx::table table = cells_of(hostile);
  table.accounting.emplace();
  table.accounting->reject({3, "<b>", "<img src=x onerror=alert(1)>", "no"});
  const xml page = read(cx::to_html({table, cells_of(hostile, cx::ces_effort), churn_of(hostile)}, options));
  const std::set<std::string> dangerous{"script", "img",  "iframe", "object", "embed",         "link",
                                        "base",   "form", "use",    "image",  "foreignObject", "b"};
  for (const xml* element : page.all()) {
    CHECK(dangerous.count(element->name) == 0);
    CHECK(element->get("style").empty());
    CHECK(element->get("src").empty());
    for (const auto& [name, value] : element->attributes) CHECK_FALSE(name.starts_with("on"));
  }
  const xml& policy = *page.all("meta").at(1);
  CHECK(policy.get("http-equiv") == "Content-Security-Policy");
  CHECK(policy.get("content").starts_with("default-src 'none';"));
  CHECK(page.all("h1").at(0)->text == options.title);
}

TEST_CASE("a page of customer flows shows rate and flow, without a total that is not there", "[html]") {
  const std::vector<cx::customer_flow> flows{{month(1), {.at_start = 100, .acquired = 30, .churned = 10}},
                                             {month(2), {.at_start = 120, .acquired = 5, .churned = 12}}};
  const xml page = read(cx::to_html({cx::make_table(flows)}));
  CHECK(titles_of_charts(page) ==
        std::vector<std::string>{"churn (start-cohort) by period, in per cent per month",
                                 "customers at the end of each period, and who came and left"});
  const std::string card = text_of(*page.of_class("card").at(0));
  CHECK(card.find("10.0 %") != std::string::npos);
  CHECK(card.find("n = 120") != std::string::npos);
  CHECK(card.find("2024-02") != std::string::npos);
}

TEST_CASE("the total of a table stands out on the page, and no other row", "[html]") {
  const cx::table segments = cells_of({"a", "b"});
  const xml page = read(cx::to_html({segments}));
  const std::vector<const xml*> totals = page.of_class("total");
  REQUIRE_FALSE(totals.empty());
  for (const xml* total : totals) CHECK(text_of(*total).find("total") != std::string::npos);
  const std::vector<cx::customer_flow> flows{{month(1), {.at_start = 100, .acquired = 30, .churned = 10}},
                                             {month(2), {.at_start = 120, .acquired = 5, .churned = 12}}};
  CHECK(read(cx::to_html({cx::make_table(flows)})).of_class("total").empty());
}

TEST_CASE("the page explains how its metrics are computed and what became of the rows", "[html]") {
  cx::table table = cells_of({"a"});
  table.accounting.emplace();
  table.accounting->answered = 1200;
  table.accounting->reject({17, "score", "eleven", "not a whole number"});
  const std::string text = text_of(read(cx::to_html({table})));
  CHECK(
      text.find(
          "share of scores 9 to 10 less share of scores 0 to 6; scale 0 to 10; high is good; in points; 95 % "
          "score intervals.") != std::string::npos);
  CHECK(text.find("Rows read: 1,201") != std::string::npos);
  CHECK(text.find("line 17, column score: \"eleven\": not a whole number") != std::string::npos);
  CHECK(text.find("Changes and differences from everybody else are two families") != std::string::npos);
}

TEST_CASE("suppressed figures are nowhere on the page", "[html]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  by["few"].record(10, 3);
  by["few"].record_missing(4321);
  by["many"].record(9, 70);
  cx::table table = cx::make_table(cx::nps, by, {"segment"});
  table.rows[0].suppressed = true;
  table.total->suppressed = true;
  const std::string page = cx::to_html({table});
  CHECK(page.find("4,321") == std::string::npos);
  CHECK(page.find("suppressed") != std::string::npos);
}

TEST_CASE("a page of nothing, and of tables without rows, is whole", "[html]") {
  CHECK(text_of(read(cx::to_html({}))).find("There is nothing to report.") != std::string::npos);
  CHECK_NOTHROW(read(cx::to_html({cells_of({})})));
  CHECK_NOTHROW(read(cx::to_html({cx::make_table(cx::csat, cx::tally{cx::one_to_five})})));
  CHECK_NOTHROW(read(cx::to_html({cx::make_table(std::vector<cx::customer_flow>{})})));
}

TEST_CASE("of very many groups the page shows those with most answers, also in the margins, and says so",
          "[html]") {
  cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
  for (int number = 0; number < 1100; ++number) {
    const std::string name = fmt::format("name {:04}", number);
    by[{name, "a"}].record(9);
    if (number >= 100) by[{name, "a"}].record(10);
  }
  const std::string page = cx::to_html({cx::make_table(cx::nps, by, {"who", "where"})});
  CHECK(page.find("name 0099") == std::string::npos);
  CHECK(page.find("name 0100") != std::string::npos);
  CHECK(page.find("name 1099") != std::string::npos);
  const std::string note =
      "<p class=\"note\">shown are the 1,000 groups with the most answers; 100 more are left out</p>";
  std::size_t notes = 0;
  for (std::size_t at = page.find(note); at != page.npos; at = page.find(note, at + 1)) ++notes;
  CHECK(notes >= 3);
  read(page);
}

TEST_CASE("a page shows triangles with their pooled curve, survival, and reasons", "[html]") {
  const auto months = cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 4 / 1});
  cx::customer_cohorts cohorts{months, 2024y / 3 / 31};
  cx::lifetimes lifetimes;
  cx::churn_reasons reasons{months};
  for (unsigned day = 1; day < 29; ++day) {
    const cx::spell spell{2024y / 1 / std::chrono::day{day}, 2024y / 2 / std::chrono::day{day}};
    cohorts.record(spell);
    lifetimes.record(spell, {.as_of = 2024y / 3 / 31});
    reasons.record({spell, "price"});
  }
  const xml page =
      read(cx::to_html({cx::make_table(cohorts), cx::make_table(lifetimes), cx::make_table(reasons)}));
  const auto titles = titles_of_charts(page);
  const auto drawn = [&](const std::string& title) {
    return std::count(titles.begin(), titles.end(), title);
  };
  CHECK(drawn("retention by cohort and age, in per cent") == 1);
  CHECK(drawn("retention by age, in per cent") == 1);
  CHECK(drawn("still there by day, in per cent") == 1);
  CHECK(drawn("churn by period and reason, in per cent per month") == 1);
  CHECK(page.of_class("card").size() == 3);
}

TEST_CASE("the card of what has no figure for all tells what its figures are by", "[html]") {
  const std::vector<cx::scale> scales{cx::no_or_yes, cx::no_or_yes};
  cx::breakdown<cx::answer_sheets, std::string> by{cx::answer_sheets{scales}};
  for (const char* region : {"north", "south"}) {
    by[region].record(std::vector<std::optional<int>>{1, 0}, 20);
    by[region].record(std::vector<std::optional<int>>{1, 1}, 10);
  }
  const xml page = read(cx::to_html({cx::make_table(cx::stage_list{{"aware", "buy"}}, by, {"region"})}));
  const auto cards = page.of_class("card");
  REQUIRE(cards.size() == 1);
  REQUIRE(cards.front()->all("p").size() == 1);
  CHECK(cards.front()->all("p").front()->text == "by region, stage");
}

}  // namespace tests_of_html
