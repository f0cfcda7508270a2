// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/row_filter.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_row_filter {
namespace cx = cxmetrics;
using cx::tests::csv_recorder;
using cx::tests::memory_rows;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

// Which of some texts in the column x fulfil a condition; those that cannot be compared have a ? behind.
strings taken(const strings& texts, const std::string& condition, const cx::condition_options& options = {},
              bool decimal_comma = false) {
  const cx::row_header header{{"x"}, decimal_comma};
  const cx::row_condition parsed = cx::parse_condition(condition, header, options);
  CHECK(parsed.reason == "where " + condition);
  std::vector<strings> rows;
  for (const std::string& text : texts) rows.push_back({text});
  memory_rows source{{"x"}, rows};
  cx::filtered_rows filtered{source, {parsed}};
  csv_recorder recorder;
  cx::read_rows(filtered, recorder);
  strings result;
  for (const auto& row : recorder.record.rows) result.push_back(row.fields.at(0));
  for (const cx::rejection& why : filtered.accounting().rejections()) result.push_back(why.text + '?');
  CHECK(filtered.accounting().read() + recorder.record.rows.size() == texts.size());
  return result;
}

}  // namespace

TEST_CASE("conditions on texts take those of a list, or the others", "[row_filter]") {
  const strings texts{"A", "a", " A ", "B", "", "A|B"};
  CHECK(taken(texts, "x=A") == strings{"A", " A "});
  CHECK(taken(texts, "x = A | B") == strings{"A", " A ", "B"});
  CHECK(taken(texts, "x!=A|B") == strings{"a", "", "A|B"});
  CHECK(taken(texts, "x=") == strings{""});
  CHECK(taken(texts, "x!=") == strings{"A", "a", " A ", "B", "A|B"});
  CHECK(taken({"1", "1.0", "01", "1,0", "10", "nan"}, "x=1") == strings{"1", "1.0", "01"});
  CHECK(taken({"1", "1.0", "1,0"}, "x!=1", {}, true) == strings{});
}

TEST_CASE("conditions on numbers compare numbers, and nothing fulfils none of them", "[row_filter]") {
  const strings texts{"17", "18", "18.5", " +19", "-3", "n/a", "", "old", "99", "nan", "inf"};
  CHECK(taken(texts, "x>=18") == strings{"18", "18.5", " +19", "99", "old?", "inf?"});
  CHECK(taken(texts, "x>18", {.missing = {"99"}}) == strings{"18.5", " +19", "old?", "inf?"});
  CHECK(taken(texts, "x<18") == strings{"17", "-3", "old?", "inf?"});
  CHECK(taken(texts, "x<=18") == strings{"17", "18", "-3", "old?", "inf?"});
  CHECK(taken({"1,5", "2,5"}, "x<2,0", {}, true) == strings{"1,5"});
}

TEST_CASE("conditions on days compare days as the reader's clock shows them", "[row_filter]") {
  const strings texts{"2024-03-04", "2024-03-05T23:30:00Z", "5 March 2024", "2024-03-06", "NULL", "soon"};
  CHECK(taken(texts, "x>2024-03-05") == strings{"2024-03-06", "soon?"});
  CHECK(taken(texts, "x<=2024-03-05") ==
        strings{"2024-03-04", "2024-03-05T23:30:00Z", "5 March 2024", "soon?"});
  CHECK(taken(texts, "x>2024-03-05", {.dates = {.utc_offset = 7h}}) ==
        strings{"2024-03-05T23:30:00Z", "2024-03-06", "soon?"});
  CHECK(taken({"05/03/24"}, "x<2024-04-01") == strings{"05/03/24?"});
  cx::date_forms day_first;
  day_first.add(cx::date_form::day_first);
  CHECK(taken({"05/03/24", "25/03/24", "03/25/24"}, "x<2024-03-20", {.forms = day_first}) ==
        strings{"05/03/24", "03/25/24?"});
  CHECK(taken({"05/03/24"}, "x<2024-04-01", {.dates = {.patterns = {"%d/%m/%y"}}}) == strings{"05/03/24"});
}

TEST_CASE("a column may have an operator in its name", "[row_filter]") {
  const cx::row_header header{{"spent (<5)", "a=b", "a"}};
  CHECK(cx::parse_condition("spent (<5)=2", header).columns == strings{"spent (<5)"});
  CHECK(cx::parse_condition("a=b", header).columns == strings{"a"});
  CHECK(cx::parse_condition("a=b!=c", header).columns == strings{"a"});
}

TEST_CASE("what is no condition is refused", "[row_filter]") {
  const cx::row_header header{{"a", "b", "b"}};
  CHECK_THROWS_WITH(cx::parse_condition("a", header), "a is no condition such as status=ANSWERED or age>=18");
  CHECK_THROWS_AS(cx::parse_condition("=a", header), std::invalid_argument);
  CHECK_THROWS_WITH(cx::parse_condition("a>x", header),
                    "a>x: x is neither a number nor a day such as 2024-03-05");
  CHECK_THROWS_AS(cx::parse_condition("c=1", header), cx::unknown_column);
  CHECK_THROWS_AS(cx::parse_condition("b=1", header), cx::repeated_column);
}

TEST_CASE("a row is counted under the first condition that it does not fulfil, on any number of threads",
          "[row_filter]") {
  std::vector<strings> rows;
  for (int at = 0; at < 1000; ++at) {
    rows.push_back({std::to_string(at % 11), at % 3 == 0 ? "ANSWERED" : "IGNORED",
                    at % 7 == 0 ? "?" : std::to_string(at % 10),
                    "2024-0" + std::to_string(1 + at % 4) + "-05"});
  }
  rows.push_back({"too few"});
  std::map<std::string, std::uint64_t> left_out{
      {"where status=ANSWERED", 0}, {"where age>=5", 0}, {"from 2024-02-05", 0}, {"to 2024-03-05", 0}};
  cx::tally right{cx::zero_to_ten};
  std::uint64_t rejected = 1;
  for (int at = 0; at < 1000; ++at) {
    if (at % 3 != 0) {
      ++left_out["where status=ANSWERED"];
    } else if (at % 7 == 0) {
      ++rejected;
    } else if (at % 10 < 5) {
      ++left_out["where age>=5"];
    } else if (at % 4 == 0) {
      ++left_out["from 2024-02-05"];
    } else if (at % 4 == 3) {
      ++left_out["to 2024-03-05"];
    } else {
      right.record(at % 11);
    }
  }
  for (const unsigned threads : {1u, 3u}) {
    memory_rows source{{"score", "status", "age", "on"}, rows};
    cx::filtered_rows filtered{
        source,
        {cx::parse_condition("status=ANSWERED", source.header()),
         cx::parse_condition("age>=5", source.header()), cx::from_day("on", cx::day{2024y / 2 / 5}),
         cx::to_day("on", cx::day{2024y / 3 / 5})}};
    const auto reader = cx::read_rows(filtered, threads, [] {
      return cx::survey_reader({{"nps", cx::zero_to_ten}}, {});
    });
    CHECK(reader.answers().total() == right);
    cx::accounting all = reader.accounting();
    all += filtered.accounting();
    CHECK(all.left_out == left_out);
    CHECK(all.rejected == rejected);
    CHECK(all.read() == rows.size());
    CHECK(all.rejections().front() == cx::rejection{2, "age", "?", "not a number"});
  }
}

TEST_CASE("spaces of any kind around a text do not matter, nor how its characters are composed",
          "[row_filter]") {
  CHECK(taken({" a\xC2\xA0",
               "\xE3\x80\x80"
               "a",
               "b"},
              "x=a")
            .size() == 2);
  const std::string composed = "H\xC3\xA0";
  const std::string combining = "Ha\xCC\x80";
  CHECK(taken({composed}, "x=" + composed) == strings{composed});
  CHECK(taken({combining}, "x=" + composed).size() == taken({composed}, "x=" + combining).size());
}

TEST_CASE("a predicate of one's own sees the columns it names", "[row_filter]") {
  memory_rows source{{"a", "b", "c"}, {{"1", "2", "x"}, {"3", "3", "y"}, {"4", "4", "z"}}};
  const cx::row_condition same{
      {"b", "a"}, [](const cx::row_view& row) { return row[0] == row[1] && row.line() < 4; }, "a is not b"};
  cx::filtered_rows filtered{source, {same}};
  csv_recorder recorder{{2}};
  cx::read_rows(filtered, recorder);
  CHECK(recorder.record.rows == std::vector<cx::tests::recorded_row>{{3, {"y"}}});
  CHECK(filtered.accounting().left_out == std::map<std::string, std::uint64_t>{{"a is not b", 2}});
  csv_recorder sampled{{0}};
  filtered.sample(sampled);
  CHECK(sampled.record.rows.size() == 1);
  CHECK(filtered.accounting().rows_left_out() == 2);
}

TEST_CASE("the form of dates is taken from the beginning of a source", "[row_filter]") {
  memory_rows source{{"on"}, {{"03/04/2024"}, {"25/04/2024"}, {""}}};
  const cx::date_forms forms = cx::sampled_date_forms(source, {"on"});
  CHECK(forms.contains(cx::date_form::day_first));
  CHECK_FALSE(forms.is_month_first());
  cx::survey_columns columns;
  columns.score = "q";
  columns.time = "on";
  columns.forms = forms;
  cx::survey_reader reader({{"nps", cx::zero_to_ten}}, columns);
  memory_rows answers{{"q", "on"}, {{"9", "03/04/2024"}}};
  cx::read_rows(answers, reader);
  CHECK(reader.answers().begin()->first ==
        cx::survey_breakdown::key_type{strings{}, cx::month_of(2024y / 4 / 3)});
}

TEST_CASE("a reader counts the rows that a filter hands on, and together they account for all",
          "[row_filter]") {
  memory_rows file{
      {"score", "status", "age"},
      {{"9", "ANSWERED", "20"}, {"9", "ANSWERED", "17"}, {"0", "TEST", "20"}, {"x", "ANSWERED", "20"}}};
  const cx::row_condition answered{
      {"status"}, [](const cx::row_view& row) { return row[0] == "ANSWERED"; }, "not answered"};
  cx::filtered_rows rows{file, {answered, cx::parse_condition("age>=18", file.header())}};
  cx::survey_reader reader({{"nps", cx::zero_to_ten}}, {});
  cx::read_rows(rows, reader);
  cx::accounting all = reader.accounting();
  all += rows.accounting();
  CHECK(all.read() == 4);
  CHECK(all.answered == 1);
  CHECK(all.rejected == 1);
  CHECK(all.left_out == std::map<std::string, std::uint64_t>{{"not answered", 1}, {"where age>=18", 1}});
}

TEST_CASE("a condition finds the same for a text however many others came between", "[row_filter]") {
  strings texts;
  strings right;
  for (int at = 0; at < 6000; ++at) {
    const int number = at * 7919 % 3001;  // each twice
    texts.push_back(std::to_string(number) + (at % 2 == 0 ? "" : ".00000000000000000"));
    if (number >= 1500) right.push_back(texts.back());
  }
  CHECK(taken(texts, "x>=1500") == right);
}

}  // namespace tests_of_row_filter
