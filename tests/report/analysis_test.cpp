// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What texts, JSON, pages and charts say of the same table, for a metric of which much is good and for two of which
// little is: NPS, effort and churn.
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/xml.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tests_of_analysis {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::json;
using cx::tests::xml;
using meaning = cx::column_meaning;

namespace {

cx::period month(int number) {
  return cx::month_of(cx::day{2024y / 1 / 1} + std::chrono::days{31 * (number - 1)});
}

// "low" keeps low values; "high" rises in the third month; "rare" has hardly anybody.
double share_of_high(const std::string& group, int number) {
  return group == "high" && number == 3 ? 0.9 : group == "high" ? 0.5 : 0.3;
}
std::uint64_t people_in(const std::string& group, int number) {
  return group == "rare" ? 1 : 100 + 10 * static_cast<std::uint64_t>(number);
}
const std::vector<std::string> groups{"high", "low", "rare"};

cx::table answers(const cx::metric& metric) {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{metric.scale()}};
  for (const std::string& group : groups) {
    for (int number = 1; number <= 3; ++number) {
      const std::uint64_t people = people_in(group, number);
      const auto high =
          static_cast<std::uint64_t>(share_of_high(group, number) * static_cast<double>(people));
      by[{group, month(number)}].record(metric.scale().high(), high);
      by[{group, month(number)}].record(metric.scale().low(), people - high);
    }
  }
  return cx::make_table(metric, by, {"segment", "period"});
}

cx::table churn() {
  const std::vector<cx::period> months{month(1), month(2), month(3)};
  cx::breakdown<cx::customer_ledger, std::string> by{cx::customer_ledger{months}};
  for (const std::string& group : groups) {
    for (int number = 1; number <= 3; ++number) {
      const std::uint64_t people = people_in(group, number);
      const auto leave =
          static_cast<std::uint64_t>(share_of_high(group, number) * static_cast<double>(people));
      for (std::uint64_t customer = 0; customer < people; ++customer) {
        const cx::day first = month(number).first();
        const cx::day last = month(number).last();
        by[group].record(
            cx::spell{first - std::chrono::days{1}, customer < leave ? last - std::chrono::days{1} : last});
      }
    }
  }
  return cx::make_table(by, {"segment"});
}

std::vector<cx::table> marked() {
  std::vector<cx::table> tables{answers(cx::nps), answers(cx::ces_effort), churn()};
  for (cx::table& table : tables) cx::mark_significance(table);
  return tables;
}

bool high_is_good(const cx::table& table) {
  return table.metric == "nps";
}

std::size_t marks_in(const cx::table& table) {
  std::size_t marks = 0;
  for (const cx::table_row& row : table.rows) {
    for (const auto& difference : row.differences) marks += difference && difference->significant;
  }
  return marks;
}

std::size_t marks_in(const json& rows) {
  std::size_t marks = 0;
  for (const json& row : rows.items) {
    for (const char* which : {"change", "against_rest"}) {
      const auto found = row.members.find(which);
      marks += found != row.members.end() && row[which]["significant"].number == 1;
    }
  }
  return marks;
}

std::size_t times(const std::string& wanted, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) ++count;
  return count;
}

xml page_of(const std::vector<cx::table>& tables) {
  const std::string page = cx::to_html(tables);
  return cx::tests::xml_reader::read(page.substr(page.find('\n') + 1));
}

std::string text_of(const xml& element) {
  std::string text = element.text;
  for (const xml& child : element.children) text += text_of(child);
  return text;
}

const cx::table& months_of(const cx::table& table) {
  return table.margins.back();
}

// The look of what is drawn for the mark with that title.
std::string look_of(const std::string& chart, const std::string& title) {
  const xml image = cx::tests::xml_reader::read(chart);
  for (const xml* group : image.all("g")) {
    if (group->children.at(0).text.starts_with(title)) return group->children.at(1).get("class");
  }
  return "nothing";
}

}  // namespace

TEST_CASE("text, JSON and page show the same marks and p-values", "[analysis]") {
  for (const cx::table& table : marked()) {
    INFO(table.title);
    REQUIRE(marks_in(table) > 0);
    REQUIRE(marks_in(months_of(table)) > 0);
    CHECK(times(" *", cx::to_text(table)) == marks_in(table));
    CHECK(times(" \\*", cx::to_markdown(table)) == marks_in(table));
    CHECK(times(",yes", cx::to_csv(table)) == marks_in(table) + (table.total ? 1 : 0));
    const json report = cx::tests::json_reader::read(cx::to_json(table));
    CHECK(marks_in(report["rows"]) == marks_in(table));
    REQUIRE(report["margins"].items.size() == table.margins.size());
    const json& last_month = report["margins"].items.back()["rows"].items.back();
    CHECK(marks_in(report["margins"].items.back()["rows"]) == marks_in(months_of(table)));
    const cx::row_comparison* change =
        comparison_of(months_of(table), months_of(table).rows.back(), meaning::change);
    REQUIRE(change != nullptr);
    CHECK(last_month["change"]["adjusted_p_value"].number == change->adjusted_p_value);
    const xml page = page_of({table});
    for (const xml* figures : page.all("table")) {
      const std::string caption = figures->children.at(0).text;
      std::size_t expected = 0;
      for (const cx::table& margin : table.margins) {
        if (caption.find(" by " + margin.columns.front().title + ",") != std::string::npos)
          expected = marks_in(margin);
      }
      if (caption.find(" and ") != std::string::npos) expected = marks_in(table);
      std::size_t found = 0;
      for (const xml* cell : figures->all("td")) found += cell->text.ends_with(" *");
      INFO(caption);
      if (caption.find(" by ") != std::string::npos) CHECK(found == expected);
    }
  }
}

TEST_CASE("a page and its charts mark nothing that the table does not", "[analysis]") {
  for (const cx::table& table : {answers(cx::nps), answers(cx::ces_effort), churn()}) {
    INFO(table.title);
    const xml page = page_of({table});
    CHECK(text_of(*page.of_class("card").at(0)).find("significant") == std::string::npos);
    CHECK(cx::trend_chart(months_of(table)).find("significant rise") == std::string::npos);
    for (const xml* dot : page.of_class("cx-dot")) CHECK(dot->name == "circle");
  }
}

TEST_CASE("the words of a page go by which way is good", "[analysis]") {
  for (const cx::table& table : marked()) {
    const xml page = page_of({table});
    const std::string card = text_of(*page.of_class("card").at(0));
    INFO(card);
    CHECK(card.find("▲") != std::string::npos);
    CHECK((card.find("significantly better") != std::string::npos) == high_is_good(table));
    CHECK((card.find("significantly worse") != std::string::npos) != high_is_good(table));
  }
}

TEST_CASE("the colours of a heat map go by which way is good", "[analysis]") {
  for (const cx::table& table : marked()) {
    INFO(table.title);
    cx::table with_total = table;
    if (!with_total.total) with_total.total = months_of(table).rows.front();
    const std::string chart = cx::heatmap_chart(with_total);
    CHECK(look_of(chart, "high / 2024-03") == (high_is_good(table) ? "cx-h6" : "cx-h0"));
  }
}

TEST_CASE("the bars of answers go by which way is good", "[analysis]") {
  const auto look = [](const cx::metric& metric, const std::string& score) {
    cx::tally tally{metric.scale()};
    for (int each = metric.scale().low(); each <= metric.scale().high(); ++each) tally.record(each, 10);
    return look_of(cx::distribution_chart(cx::make_table(metric, tally)), score);
  };
  CHECK(look(cx::nps, "10:") == "cx-high");
  CHECK(look(cx::nps, "0:") == "cx-low");
  CHECK(look(cx::ces, "7:") == "cx-h6");
  CHECK(look(cx::ces, "1:") == "cx-h0");
  CHECK(look(cx::ces_effort, "5:") == "cx-h0");
  CHECK(look(cx::ces_effort, "1:") == "cx-h6");
  CHECK(look(cx::csat, "5:") == "cx-high");
  CHECK(look(cx::bottom_box(cx::one_to_five), "1:") == "cx-low");
  const cx::metric complaints{{1, 3}, [](int score) { return 100.0 * (score - 2); }, cx::better::low};
  CHECK(look(complaints, "3:") == "cx-low");
  CHECK(look(complaints, "1:") == "cx-high");
}

TEST_CASE("segments stand from the best to the worst", "[analysis]") {
  for (const cx::table& table : {answers(cx::nps), answers(cx::ces_effort)}) {
    const std::string chart = cx::segments_chart(table.margins.front());
    const bool high_first = chart.find(">high<") < chart.find(">low<");
    CHECK(high_first == high_is_good(table));
  }
}

TEST_CASE("small bases hide cells, and the margins stay on the page", "[analysis]") {
  for (cx::table table : marked()) {
    INFO(table.title);
    cx::suppress_small_bases(table, 5);
    const auto hidden = [](const cx::table& in) {
      return std::count_if(in.rows.begin(), in.rows.end(),
                           [](const cx::table_row& row) { return row.suppressed; });
    };
    CHECK(hidden(table) > 0);
    CHECK(hidden(months_of(table)) == 0);
    CHECK(months_of(table).smallest_base == 5);
    const xml page = page_of({table});
    CHECK(text_of(*page.of_class("card").at(0)).find("2024-03") != std::string::npos);
    CHECK(page.of_class("cx-trend").size() > 0);
  }
}

TEST_CASE("a group called total and columns called as the library's lose nothing", "[analysis]") {
  cx::breakdown<cx::tally, std::vector<std::string>, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{{"total", "v1", "n1", "p1"}, month(1)}].record(10, 60);
  by[{{"other", "v2", "n2", "p2"}, month(1)}].record(0, 40);
  by[{{"2024-01", "v3", "n3", "p3"}, month(2)}].record(5, 50);
  const std::vector<std::string> names{"metric", "value", "n", "period", "period"};
  cx::table table = cx::make_table(cx::nps, by, names);
  cx::mark_significance(table);

  const json report = cx::tests::json_reader::read(cx::to_json(table));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const json& key = report["rows"][row]["key"];
    REQUIRE(key.names.size() == names.size());
    CHECK(key["metric"].text == key_of(table, table.rows[row])[0]);
    CHECK(key["value"].text == key_of(table, table.rows[row])[1]);
    CHECK(key["n"].text == key_of(table, table.rows[row])[2]);
    CHECK(key["period_2"].text == key_of(table, table.rows[row])[3]);
    CHECK(key["period"].text == key_of(table, table.rows[row])[4]);
  }

  const std::string csv = cx::to_csv(table);
  const std::string header = csv.substr(0, csv.find('\n'));
  CHECK(header.starts_with("metric,metric_2,value_2,n_2,period_2,period,value,standard_error,low,high,n,"));
  CHECK(csv.find("\nnps,total,v1,n1,p1,2024-01,100,") != std::string::npos);
  CHECK(csv.find("\nnps,total,,,,,") != std::string::npos);
  CHECK(times(",yes\n", csv) == 1);

  const std::string text = cx::to_text(table);
  CHECK(text.find("\ntotal    v1     n1  p1      2024-01") != std::string::npos);
  CHECK(text.find("\n(total)  ") != std::string::npos);
  CHECK(cx::to_markdown(table).find("| (total) |") != std::string::npos);
  const std::string page = cx::to_html({table});
  for (const char* cell : {">total<", ">(total)<", ">v1<", ">n2<", ">p3<"}) {
    INFO(cell);
    CHECK(page.find(cell) != std::string::npos);
  }
  const std::string chart = cx::segments_chart(table.margins.front());
  CHECK(chart.find(">total<") != std::string::npos);
  CHECK(chart.find(">(total)<") != std::string::npos);
  CHECK(chart.find(">2024-01<") != std::string::npos);
}

TEST_CASE("counts of one's own give way to the names of figures", "[analysis]") {
  cx::table table = cx::make_table(cx::nps, cx::tally{cx::zero_to_ten});
  table.add({"value", "value", cx::column_kind::count});
  table.add({"paid", "paid", cx::column_kind::money, meaning::own, "EUR"});
  table.total->counts.push_back(7);
  table.total->money.push_back(123456);
  const json total = cx::tests::json_reader::read(cx::to_json(table))["total"];
  CHECK(total["value"].is == json::kind::null);
  CHECK(total["value_2"].number == 7);
  CHECK(total["paid"].text == "1234.56");
  CHECK(cx::to_csv(table).find(",value_2,paid,is_total\n") != std::string::npos);
  CHECK(cx::to_text(table).find("  paid, EUR\n") != std::string::npos);
  CHECK(cx::to_text(table).find("1,234.56\n") != std::string::npos);
}

TEST_CASE("a table of ages is a table as any other", "[analysis]") {
  cx::table table;
  table.metric = table.title = "stay";
  table.add({"cohort", "cohort", cx::column_kind::period});
  table.add({"age", "months since", cx::column_kind::age});
  table.add({"value", "stay", cx::column_kind::estimate, meaning::value});
  table.add({"at_risk", "at risk", cx::column_kind::count});
  for (const int number : {1, 2}) {
    for (const std::int64_t age : {1, 2, 10}) {
      table.rows.push_back({.key = {month(number), age}, .estimates = {cx::estimate{}}, .counts = {40}});
    }
  }
  const std::string text = cx::to_text(table);
  INFO(text);
  CHECK(text.find("\n2024-01  10             n/a  0       40\n") != std::string::npos);
  CHECK(cx::to_csv(table).find("\nstay,2024-02,10,,,,,0,40,no\n") != std::string::npos);
  CHECK(cx::tests::json_reader::read(cx::to_json(table))["rows"][2]["key"]["age"].text == "10");
  CHECK_NOTHROW(cx::tests::xml_reader::read(cx::heatmap_chart(table)));
}

}  // namespace tests_of_analysis
