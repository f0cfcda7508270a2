// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using meaning = cx::column_meaning;

namespace {

const std::vector<std::string> hostile{"a|b",   "\"x\"", "=1+1",       "<b>",      "-5",
                                       "+5",    "@sum",  "two\nlines", "\x1b[31m", "Z\xFCrich",
                                       "\ttab", "a,b;c", "c:\\d"};

cx::table table_of(const std::vector<std::string>& segments) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const std::string& segment : segments) by[segment].record(0);
  return cx::make_table(cx::nps, by, {"segment"});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// RFC 4180, read back.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> records{{""}};
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string& field = records.back().back();
    if (quoted) {
      if (text[at] != '"') {
        field += text[at];
      } else if (text[at + 1] == '"') {
        field += text[at++];
      } else {
        quoted = false;
      }
    } else if (text[at] == '"') {
      REQUIRE(field.empty());
      quoted = true;
    } else if (text[at] == ',') {
      records.back().emplace_back();
    } else if (text[at] == '\n') {
      if (at + 1 < text.size()) records.push_back({""});
    } else {
      field += text[at];
    }
  }
  REQUIRE_FALSE(quoted);
  for (const auto& record : records) REQUIRE(record.size() == records.front().size());
  return records;
}

// The cells of a line of a Markdown table; a bar after a backslash divides nothing.
std::vector<std::string> read_markdown_line(const std::string& line) {
  REQUIRE(line.starts_with("| "));
  REQUIRE(line.ends_with(" |"));
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t at = 2; at < line.size(); ++at) {
    if (line[at] == '\\') {
      cell += line[at];
      cell += line[++at];
    } else if (line[at] == '|') {
      cell.pop_back();
      cells.push_back(cell);
      cell.clear();
      ++at;
    } else {
      cell += line[at];
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("a table has a row for each cell of a breakdown, and the total", "[table]") {
  cx::breakdown<cx::tally, std::string, cx::period, int> by{cx::tally{cx::zero_to_ten}};
  const cx::period march = cx::month_of(cx::day{2024y / 3 / 5});
  by[{"UK", march, 7}].record(10);
  by[{"UK", march, 8}].record(0);
  by[{"MX", march, 7}].record_missing();
  const cx::table table = cx::make_table(cx::nps, by, {"market", "period", "age"}, {.level = 0.9});
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].key == std::vector<cx::key_cell>{"MX", march, std::int64_t{7}});
  CHECK(cx::key_of(table, table.rows[0]) == std::vector<std::string>{"MX", "2024-03", "7"});
  CHECK(cx::period_of(table.rows[0]) == march);
  CHECK(count_of(table, table.rows[0], meaning::missing) == 1);
  CHECK(table.rows[0].result().n == 0);
  CHECK(cx::key_of(table, table.rows[2]) == std::vector<std::string>{"UK", "2024-03", "8"});
  CHECK(count_of(table, table.rows[2], meaning::positive) == 0);
  CHECK(count_of(table, table.rows[2], meaning::negative) == 1);
  REQUIRE(table.total);
  CHECK(table.total->result().n == 2);
  CHECK(count_of(table, *table.total, meaning::missing) == 1);
  CHECK(count_of(table, *table.total, meaning::positive) == 1);
  CHECK(count_of(table, *table.total, meaning::neutral) == 0);
  CHECK(count_of(table, *table.total, meaning::negative) == 1);
  CHECK(table.level == 0.9);
  CHECK(table.unit == cx::unit::points);
}

TEST_CASE("a key of several texts fills as many columns", "[table]") {
  cx::breakdown<cx::tally, std::vector<std::string>, cx::period> by{cx::tally{cx::one_to_five}};
  by[{{"UK", "web"}, cx::year_of(cx::day{2024y / 3 / 5})}].record(5);
  const cx::table table = cx::make_table(cx::csat, by, {"market", "channel", "period"});
  CHECK(cx::key_of(table, table.rows[0]) == std::vector<std::string>{"UK", "web", "2024"});
  cx::breakdown<cx::tally, std::vector<std::string>> bare{cx::tally{cx::one_to_five}};
  bare[{"UK", "web"}].record(5);
  CHECK(cx::make_table(cx::csat, bare, {"market", "channel"}).rows[0].key.size() == 2);
}

TEST_CASE("names and keys of different number are refused", "[table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
  by["a"].record(5);
  CHECK_THROWS_AS(cx::make_table(cx::csat, by, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::make_table(cx::csat, by, {"a", "b"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::make_table(cx::nps, by, {"a"}), std::invalid_argument);
}

TEST_CASE("a net score on its own scale counts promoters, on another plain words", "[table]") {
  using names = std::vector<std::string>;
  const auto counts = [](const cx::metric& metric) {
    const cx::table table = cx::make_table(metric, cx::tally{metric.scale()});
    names ids;
    for (const meaning each : {meaning::positive, meaning::neutral, meaning::negative}) {
      if (const cx::table_column* column = table.find(each)) ids.push_back(column->id);
    }
    return ids;
  };
  CHECK(counts(cx::enps) == names{"promoters", "passives", "detractors"});
  CHECK(counts(cx::ces_net_easy) == names{"positive", "neutral", "negative"});
  CHECK(counts(cx::csat).empty());
}

TEST_CASE("a table knows what is computed from which scores", "[table]") {
  const auto formula = [](const cx::metric& metric) {
    return cx::make_table(metric, cx::tally{metric.scale()}).formula;
  };
  CHECK(formula(cx::nps) == "share of scores 9 to 10 less share of scores 0 to 6");
  CHECK(formula(cx::csat) == "share of scores 4 to 5");
  CHECK(formula(cx::bottom_box(cx::one_to_five)) == "share of scores 1");
  CHECK(formula(cx::ces) == "mean of scores 1 to 7");
  CHECK(formula(cx::percent_of_maximum({1, 3})) == "mean of 0 for 1, 50 for 2, 100 for 3");
  CHECK(formula(cx::metric{{1, 5}, [](int score) { return score % 2 * 100; }}) == "share of scores 1, 3, 5");
  cx::tally tally{cx::one_to_five};
  tally.record(4, 7);
  const cx::table table = cx::make_table(cx::csat, tally);
  CHECK(table.scores.back().score == 5);
  CHECK(table.scores.back().worth == 100);
  CHECK(table.total->answers == std::vector<std::uint64_t>{0, 0, 0, 7, 0});
}

TEST_CASE("the text of a table is aligned", "[table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  by["north"].record(10, 1200);
  by["north"].record(0, 300);
  by["south"].record_missing(12);
  CHECK(cx::to_text(cx::make_table(cx::nps, by, {"segment"})) ==
        "NPS by segment, in points; 95 % score intervals\n"
        "\n"
        "segment   NPS  95 % interval      n  missing  promoters  passives  detractors\n"
        "-------  ----  -------------  -----  -------  ---------  --------  ----------\n"
        "north    60.0   [55.8, 63.9]  1,500        0      1,200         0         300\n"
        "south     n/a                     0       12          0         0           0\n"
        "total    60.0   [55.8, 63.9]  1,500       12      1,200         0         300\n");
}

TEST_CASE("the text of a plain tally has a total only", "[table]") {
  cx::tally tally{cx::one_to_seven};
  tally.record(6, 3);
  tally.record(7, 1);
  tally.record_off_scale();
  CHECK(cx::to_text(cx::make_table(cx::ces, tally, {.level = 0.999})) ==
        "CES, in scale points; 99.9 % score intervals\n"
        "\n"
        " CES  99.9 % interval     n  off scale\n"
        "----  ---------------  ----  ---------\n"
        "6.25     [2.42, 6.85]  !! 4          1\n"
        "\n"
        "! rests on fewer than 50, !! on fewer than 30: read with care\n");
}

TEST_CASE("wide characters and combining marks keep the columns straight", "[table]") {
  const std::string text = cx::to_text(table_of({"東京", "e\u0301te\u0301", "plain"}));
  const auto lines = lines_of(text);
  CHECK(lines[4] == "e\u0301te\u0301      -100.0  [-100.0, 58.7]  !! 1          0         0           1");
  CHECK(lines[5] == "plain    -100.0  [-100.0, 58.7]  !! 1          0         0           1");
  CHECK(lines[6] == "東京     -100.0  [-100.0, 58.7]  !! 1          0         0           1");
}

TEST_CASE("the text ends with the accounting", "[table]") {
  cx::table table = table_of({"a"});
  table.accounting.emplace();
  table.accounting->answered = 1233;
  table.accounting->missing = 5;
  for (std::uint64_t line = 17; line < 24; ++line)
    table.accounting->reject({line, "score", "eleven", "no number"});
  table.accounting->reject({9, "", "a\x07;b", "too few fields"});
  table.accounting->left_out = {{"another metric", 1000}, {"another region", 1}};
  const auto lines = lines_of(cx::to_text(table));
  CHECK(std::vector<std::string>(lines.end() - 10, lines.end()) ==
        std::vector<std::string>{
            "Rows read: 2,247", "Rows used: 1,238 (1,233 answered, 5 missing, 0 off scale)",
            "Rows left out: 1,001 (another metric: 1,000, another region: 1)", "Rows rejected: 8",
            "line 9: \"a\\x07;b\": too few fields", "line 17, column score: \"eleven\": no number",
            "line 18, column score: \"eleven\": no number", "line 19, column score: \"eleven\": no number",
            "line 20, column score: \"eleven\": no number", "and 3 more"});
}

TEST_CASE("hostile names cannot act on a terminal", "[table]") {
  const std::string text = cx::to_text(table_of(hostile));
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(text.find("\\x1b[31m") != std::string::npos);
  CHECK(text.find("two\\nlines") != std::string::npos);
  CHECK(text.find("Z\xEF\xBF\xBDrich") != std::string::npos);
  CHECK(lines_of(text).size() == hostile.size() + 7);
  CHECK(cx::to_text(table_of({"\u202Eabc"})).find("\\u202eabc") != std::string::npos);
}

TEST_CASE("hostile names do not break a Markdown table", "[table]") {
  const auto lines = lines_of(cx::to_markdown(table_of(hostile)));
  REQUIRE(lines.size() == hostile.size() + 7);
  const std::size_t end = lines.size() - 2;  // a note follows
  for (std::size_t line = 2; line < end; ++line) CHECK(read_markdown_line(lines[line]).size() == 7);
  std::vector<std::string> names;
  for (std::size_t line = 4; line < end; ++line) names.push_back(read_markdown_line(lines[line])[0]);
  CHECK(names == std::vector<std::string>{"\\\\ttab", "\\\\x1b\\[31m", "\"x\"", "+5", "-5", "&lt;b&gt;",
                                          "=1+1", "@<!-- -->sum", "Z\xEF\xBF\xBDrich", "a,b;c", "a\\|b",
                                          "c:\\\\d", "two\\\\nlines", "total"});
}

TEST_CASE("hostile names survive CSV, and no spreadsheet computes them", "[table]") {
  const auto records = read_csv(cx::to_csv(table_of(hostile)));
  REQUIRE(records.size() == hostile.size() + 2);
  std::vector<std::string> names;
  for (std::size_t line = 1; line < records.size(); ++line) names.push_back(records[line][1]);
  CHECK(names == std::vector<std::string>{"'\ttab", "\\x1b[31m", "\"x\"", "+5", "-5", "<b>", "'=1+1", "@sum",
                                          "Z\xEF\xBF\xBDrich", "a,b;c", "a|b", "c:\\d", "two\nlines",
                                          "total"});
  CHECK(records[1][2] == "-100");
}

TEST_CASE("CSV has full precision and leaves empty what is unknown", "[table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
  by["a"].record(5);
  by["a"].record(1, 2);
  by["b"].record_missing();
  const auto records = read_csv(cx::to_csv(cx::make_table(cx::csat, by, {"segment"})));
  CHECK(records[0] == std::vector<std::string>{"metric", "segment", "value", "standard_error", "low", "high",
                                               "n", "missing", "off_scale", "is_total"});
  CHECK(records[1][2] == "33.333333333333336");
  CHECK(std::stod(records[1][4]) == cx::csat(by["a"]).ci.low);
  CHECK(records[2] == std::vector<std::string>{"csat", "b", "", "", "0", "100", "0", "1", "0", "no"});
  CHECK(records[3][1] == "total");
  CHECK(records[3].back() == "yes");
}

TEST_CASE("a table without rows prints in every format", "[table]") {
  const cx::table table = table_of({});
  CHECK(lines_of(cx::to_text(table)).size() == 5);
  CHECK(lines_of(cx::to_markdown(table)).size() == 5);
  CHECK(read_csv(cx::to_csv(table)).size() == 2);
  CHECK(cx::to_text(table).find("n/a") != std::string::npos);
}

TEST_CASE("a table of definitions has a column for them", "[table]") {
  cx::table table;
  table.metric = "churn";
  table.title = "churn rate";
  table.add({"period", "period", cx::column_kind::period});
  table.add({"definition", "definition", cx::column_kind::group, meaning::definition});
  table.add({"value", "churn", cx::column_kind::estimate, meaning::value});
  table.add({"at_start", "at start", cx::column_kind::count, meaning::at_start});
  table.rows.push_back({.key = {cx::month_of(2024y / 3 / 1), "start-cohort"},
                        .estimates = {cx::estimate{}},
                        .counts = {1000}});
  CHECK(lines_of(cx::to_text(table))[2] == "period   definition    churn  n  at start");
  CHECK(read_csv(cx::to_csv(table))[1][2] == "start-cohort");
}

TEST_CASE("the text of a table names the method of its intervals once", "[table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_seven}};
  by["north"].record(7, 2);
  by["south"].record(7, 20);
  by["south"].record(5, 10);
  const std::string text = cx::to_text(cx::make_table(cx::ces, by, {"segment"}));
  CHECK(text.find("; 95 % score intervals\n") != std::string::npos);
}

TEST_CASE("only what a spreadsheet would compute is disarmed in CSV", "[table]") {
  const auto cell = [](const std::string& group) {
    cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
    by[group].record(5);
    return read_csv(cx::to_csv(cx::make_table(cx::csat, by, {"segment"})))[1][1];
  };
  for (const char* text : {"-1", "+5", "-1.5", "-1,5", "=x", "-north", "- other", "@home", "+49 30 1234",
                           "-5 %", "=caf\xC3\xA9", "a=1+1", "two\nlines", "-"}) {
    CHECK(cell(text) == text);
  }
  for (const std::string text : {"=1+1", "=A1", "-A1", "@SUM(1)", "+cmd|' /C calc'!A0", "=x:y",
                                 "=HYPERLINK(\"x\")", "-2+3", "=\"x\"", "\t=1", "\r", "=a;b", "-{1}"}) {
    CHECK(cell(text) == "'" + text);
  }
  CHECK(cell(std::string("a\0b\x1b\x7f", 5)) == "a\\x00b\\x1b\\x7f");
  CHECK(cell("\xC2\x9B") == "\\x9b");
}

TEST_CASE("Markdown makes no links or mentions of data", "[table]") {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::one_to_five}};
  by["see https://example.org, WWW.example.org, a@example.org or @team in #12"].record(5);
  const std::string text = cx::to_markdown(cx::make_table(cx::csat, by, {"segment"}));
  CHECK(text.find(
            "https:<!-- -->//example.org, WWW.<!-- -->example.org, a@<!-- -->example.org or @<!-- -->team in "
            "\\#<!-- -->12") != std::string::npos);
}

namespace {

std::string number_name(int number) {
  const std::string digits = std::to_string(number);
  return "group " + std::string(5 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("of very many groups Markdown shows those with most answers, and says so", "[table][markdown]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  const auto months = {cx::month_of(cx::day{2024y / 1 / 1}), cx::month_of(cx::day{2024y / 2 / 1})};
  for (int number = 0; number < 1200; ++number) {
    for (const cx::period& month : months) by[{number_name(number), month}].record(9);
    if (number >= 700) by[{number_name(number), *months.begin()}].record(3);
  }
  cx::table table = cx::make_table(cx::nps, by, {"who", "period"});
  const auto rows_of = [](const std::string& text, const std::string& name) {
    const std::vector<std::string> lines = lines_of(text);
    return std::count_if(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.starts_with("| " + name + ' '); });
  };
  const std::string text = cx::to_markdown(table);
  CHECK(rows_of(text, "group") == 2000);
  // 500 groups of three answers; of those of two, the first by name.
  CHECK(rows_of(text, number_name(700)) == 2);
  CHECK(rows_of(text, number_name(1199)) == 2);
  CHECK(rows_of(text, number_name(499)) == 2);
  CHECK(rows_of(text, number_name(500)) == 0);
  CHECK(text.find(number_name(0)) < text.find(number_name(1199)));
  CHECK(text.find("shown are the 1,000 groups with the most answers; 200 more are left out") != text.npos);
  CHECK(rows_of(text, "total") == 1);
  CHECK(lines_of(cx::to_csv(table)).size() == 2402);
  CHECK(cx::to_text(table).find("left out") == std::string::npos);

  // The size of what is suppressed does not show by what is chosen.
  for (cx::table_row& row : table.rows) row.suppressed = true;
  const std::string hidden = cx::to_markdown(table);
  CHECK(rows_of(hidden, number_name(999)) == 2);
  CHECK(rows_of(hidden, number_name(1000)) == 0);
}

TEST_CASE("a thousand groups are all shown", "[table][markdown]") {
  std::vector<std::string> names;
  for (int number = 0; number < 1000; ++number) names.push_back(number_name(number));
  const std::string text = cx::to_markdown(table_of(names));
  CHECK(lines_of(text).size() > 1000);
  CHECK(text.find("left out") == std::string::npos);
}

}  // namespace tests_of_table
