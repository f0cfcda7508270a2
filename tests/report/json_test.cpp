// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <limits>
#include <string>
#include <vector>

namespace tests_of_json {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::json;

namespace {

json read(const std::string& text) {
  return cx::tests::json_reader::read(text);
}

cx::table table_of(std::vector<std::string> segments) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const std::string& segment : segments) by[segment].record(10);
  return cx::make_table(cx::nps, by, {"segment"});
}

}  // namespace

TEST_CASE("a report is one JSON object with every figure in full", "[json]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  cx::tally& cell = by[{"UK", cx::quarter_of(cx::day{2024y / 3 / 5})}];
  cell.record(10, 1);
  cell.record(7, 1);
  cell.record(0, 4);
  cell.record_missing(3);
  cell.record_off_scale(2);
  const json report = read(cx::to_json(cx::make_table(cx::nps, by, {"segment", "period"})));
  CHECK(report.names == std::vector<std::string>{"metric", "title", "unit", "as_of", "level", "adjustment",
                                                 "rows", "total", "margins", "accounting"});
  CHECK(report["metric"].text == "nps");
  CHECK(report["title"].text == "NPS");
  CHECK(report["unit"].text == "points");
  CHECK(report["level"].text == "0.95");
  CHECK(report["adjustment"].text == "none");
  REQUIRE(report["rows"].items.size() == 1);
  const json& row = report["rows"][0];
  CHECK(row.names == std::vector<std::string>{"key", "value", "standard_error", "ci", "method", "n",
                                              "missing", "off_scale", "promoters", "passives", "detractors",
                                              "base"});
  CHECK(row["key"]["segment"].text == "UK");
  CHECK(row["key"]["period"].text == "2024-Q1");
  CHECK(row["value"].text == "-50");
  CHECK(row["standard_error"].number == cx::nps(cell).standard_error);
  CHECK(row["ci"][0].number == cx::nps(cell).ci.low);
  CHECK(row["ci"][1].number == cx::nps(cell).ci.high);
  CHECK(row["method"].text == "score");
  CHECK(row["n"].text == "6");
  CHECK(row["missing"].text == "3");
  CHECK(row["off_scale"].text == "2");
  CHECK(row["promoters"].text == "1");
  CHECK(row["passives"].text == "1");
  CHECK(row["detractors"].text == "4");
  CHECK(report["total"].names.front() == "value");
  CHECK(report["total"]["value"].text == "-50");
  CHECK(report["accounting"].is == json::kind::null);
}

TEST_CASE("what is unknown is null in JSON and never 0", "[json]") {
  const json total = read(cx::to_json(cx::make_table(cx::csat, cx::tally{cx::one_to_five})))["total"];
  CHECK(total["value"].is == json::kind::null);
  CHECK(total["standard_error"].is == json::kind::null);
  CHECK(total["ci"][0].text == "0");
  CHECK(total["ci"][1].text == "100");
  CHECK(total["n"].text == "0");
  CHECK(total.members.count("promoters") == 0);
}

TEST_CASE("an interval that does not exist is null, and so is a bound that is infinite", "[json]") {
  cx::table table = cx::make_table(cx::ces, cx::tally{cx::one_to_seven});
  table.total->result().ci = {};
  CHECK(read(cx::to_json(table))["total"]["ci"].is == json::kind::null);
  table.total->result().ci = {-0.0, std::numeric_limits<double>::infinity()};
  const json ci = read(cx::to_json(table))["total"]["ci"];
  CHECK(ci[0].text == "0");
  CHECK(ci[1].is == json::kind::null);
}

TEST_CASE("numbers in JSON read back as the same double", "[json]") {
  cx::table table = cx::make_table(cx::ces, cx::tally{cx::one_to_seven});
  for (const double value : {1e300, 1e-300, 0.1, 1.0 / 3, 123456789012345680.0, -5e-324}) {
    table.total->result().value = value;
    CHECK(read(cx::to_json(table))["total"]["value"].number == value);
  }
}

TEST_CASE("hostile names stay what they are in JSON", "[json]") {
  const json report =
      read(cx::to_json(table_of({"a|b", "\"x\"", "=1+1", "<b>", "two\nlines", "\x1b[31m", "\\"})));
  std::vector<std::string> names;
  for (const json& row : report["rows"].items) names.push_back(row["key"]["segment"].text);
  CHECK(names ==
        std::vector<std::string>{"<U+001b>[31m", "\"x\"", "<b>", "=1+1", "\\", "a|b", "two<U+000a>lines"});
}

TEST_CASE("text that is not UTF-8 is mended in JSON", "[json]") {
  const auto mended = [](const std::string& name) {
    return read(cx::to_json(table_of({name})))["rows"][0]["key"]["segment"].text;
  };
  CHECK(mended("Z\xFCrich") == "Z\xEF\xBF\xBDrich");
  CHECK(mended("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(mended("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(mended("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(mended("Zürich €  😀") == "Zürich €  😀");
}

TEST_CASE("the accounting of rows is told in JSON", "[json]") {
  cx::table table = table_of({});
  table.accounting.emplace();
  table.accounting->answered = 7;
  table.accounting->missing = 2;
  table.accounting->off_scale = 1;
  table.accounting->left_out = {{"another metric", 3}};
  table.accounting->reject({17, "score", "eleven", "not a whole number"});
  table.accounting->remarks = {"line 2 is odd"};
  const json accounting = read(cx::to_json(table))["accounting"];
  CHECK(accounting["rows_read"].text == "14");
  CHECK(accounting["remarks"][0].text == "line 2 is odd");
  CHECK(accounting["rows_left_out"].text == "3");
  CHECK(accounting["left_out"]["another metric"].text == "3");
  CHECK(accounting["rows_used"].text == "10");
  CHECK(accounting["rows_rejected"].text == "1");
  CHECK(accounting["answered"].text == "7");
  CHECK(accounting["missing"].text == "2");
  CHECK(accounting["off_scale"].text == "1");
  CHECK(accounting["rejected"][0]["line"].text == "17");
  CHECK(accounting["rejected"][0]["column"].text == "score");
  CHECK(accounting["rejected"][0]["text"].text == "eleven");
  CHECK(accounting["rejected"][0]["reason"].text == "not a whole number");
}

TEST_CASE("what became of rows for each of several questions is told in JSON", "[json]") {
  cx::table table = table_of({});
  cx::row_counts counts;
  counts.answered = 7;
  counts.rejected = 1;
  table.accounting.emplace();
  table.accounting->questions = {{counts, "csat", "price"}, {counts, "nps", "price"}};
  const json accounting = read(cx::to_json(table))["accounting"];
  CHECK(accounting["rows_read"].text == "8");
  CHECK(accounting.members.count("rows_used") == 0);
  REQUIRE(accounting["questions"].items.size() == 2);
  CHECK(accounting["questions"][1]["metric"].text == "nps");
  CHECK(accounting["questions"][1]["question"].text == "price");
  CHECK(accounting["questions"][1]["rows_used"].text == "7");
  CHECK(accounting["questions"][1]["rows_rejected"].text == "1");
}

TEST_CASE("further counts and definitions join the row in JSON", "[json]") {
  cx::table table;
  table.metric = "churn";
  table.unit = cx::unit::percent;
  table.add({"period", "period", cx::column_kind::group});
  table.add({"definition", "definition", cx::column_kind::group, cx::column_meaning::definition});
  table.add({"value", "churn", cx::column_kind::estimate, cx::column_meaning::value});
  table.add({"at_start", "at start", cx::column_kind::count});
  table.add({"churned", "churned", cx::column_kind::count});
  table.rows.push_back(
      {.key = {"2024-03", "start-cohort"}, .estimates = {cx::estimate{}}, .counts = {100, 5}});
  const json report = read(cx::to_json(table));
  CHECK(report["unit"].text == "percent");
  CHECK(report["rows"][0]["definition"].text == "start-cohort");
  CHECK(report["rows"][0]["at_start"].text == "100");
  CHECK(report["rows"][0]["churned"].text == "5");
  CHECK(report["total"].is == json::kind::null);
}

TEST_CASE("a report without rows is still whole, and several reports share their accounting", "[json]") {
  CHECK(read(cx::to_json(table_of({})))["rows"].items.empty());
  CHECK(read(cx::to_json(std::vector<cx::table>{}, {}))["reports"].is == json::kind::array);
  cx::accounting accounting;
  accounting.answered = 3;
  const json both = read(cx::to_json({table_of({"a"}), table_of({"b"})}, accounting));
  CHECK(both["reports"][0]["rows"][0]["key"]["segment"].text == "a");
  CHECK(both["reports"][1]["rows"][0]["key"]["segment"].text == "b");
  CHECK(both["accounting"]["answered"].number == 3);
}

}  // namespace tests_of_json
