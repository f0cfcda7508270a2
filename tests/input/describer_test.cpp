// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/describer.hpp>
#include <cxmetrics/input/input.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_describer {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using content = cx::column_content;

namespace {

cx::describer read(const std::string& csv, const std::vector<std::string>& missing = {}) {
  cx::describer found(missing);
  cx::csv_parser parser({.delimiter = ','}, found);
  parser.push(csv);
  parser.finish();
  return found;
}

// A file of one column.
cx::column_description column_of(const std::vector<std::string>& texts,
                                 const std::vector<std::string>& missing = {}) {
  std::string csv = "q,row\n";
  for (const std::string& text : texts) csv += '"' + text + "\",1\n";
  return read(csv, missing).description().at(0);
}

std::vector<cx::scale> scales_of(const cx::column_description& column) {
  std::vector<cx::scale> scales;
  for (const cx::possible_scale& each : column.scales) scales.push_back(each.scale);
  return scales;
}

void check_same(const cx::column_description& one, const cx::column_description& other) {
  CHECK(one.content == other.content);
  CHECK(one.filled == other.filled);
  CHECK(one.missing == other.missing);
  CHECK(one.others == other.others);
  CHECK(one.distinct == other.distinct);
  CHECK(one.examples == other.examples);
  CHECK(one.numbers == other.numbers);
  CHECK(one.days == other.days);
  CHECK(scales_of(one) == scales_of(other));
}

}  // namespace

TEST_CASE("numbers have a range, and a few whole ones can be scores", "[describer]") {
  const auto scores = column_of({"0", "10", "7", "", "NA", "7"});
  CHECK(scores.content == content::numbers);
  CHECK(scores.filled == 4);
  CHECK(scores.missing == 2);
  CHECK(scores.distinct == 3);
  CHECK(scores.numbers == std::pair{0.0, 10.0});
  CHECK(scores.whole_numbers);
  CHECK(scores.examples.front() == std::pair<std::string, std::uint64_t>{"7", 2});
  CHECK(scales_of(scores) == std::vector{cx::scale{0, 10}});

  const auto few = column_of({"1", "5", "3"});
  CHECK(scales_of(few) == std::vector{cx::scale{1, 5}, cx::scale{1, 7}, cx::scale{0, 10}});
  CHECK(scales_of(column_of({"0", "1", "1"})).front() == cx::scale{0, 1});

  const auto amounts = column_of({"12.5", "-3", "1e3"});
  CHECK(amounts.numbers == std::pair{-3.0, 1000.0});
  CHECK_FALSE(amounts.whole_numbers);
  CHECK(amounts.scales.empty());
}

TEST_CASE("codes off the scale are counted, and missing where they are declared", "[describer]") {
  std::vector<std::string> texts(19, "5");
  texts.push_back("99");
  const auto found = column_of(texts);
  REQUIRE_FALSE(found.scales.empty());
  CHECK(found.scales.front().scale == cx::scale{1, 5});
  CHECK(found.scales.front().scores == 19);
  CHECK(found.scales.front().off_scale == 1);
  const auto declared = column_of(texts, {"99"});
  CHECK(declared.missing == 1);
  CHECK(declared.scales.front().off_scale == 0);
}

TEST_CASE("answers in words and with numbers are told from other texts", "[describer]") {
  const auto words = column_of({"Very satisfied", "Satisfied", "Neutral", "satisfied "});
  CHECK(words.content == content::answers);
  CHECK(scales_of(words) == std::vector{cx::scale{1, 5}});
  CHECK(words.others == 0);
  CHECK(scales_of(column_of({"10 - extremely likely", "8 out of 10", "0 - not at all"})) ==
        std::vector{cx::scale{0, 10}});
  CHECK(scales_of(column_of({"Yes", "No", "No"})) == std::vector{cx::scale{0, 1}});
  const auto texts = column_of({"north", "south", "north"});
  CHECK(texts.content == content::texts);
  CHECK(texts.scales.empty());
  CHECK(texts.distinct == 2);
}

TEST_CASE("dates are told with their form and their range", "[describer]") {
  const auto iso = column_of({"2024-03-05", "2023-12-31T08:00:00Z", ""});
  CHECK(iso.content == content::dates);
  CHECK(iso.days == std::pair{cx::day{2023y / 12 / 31}, cx::day{2024y / 3 / 5}});
  CHECK(iso.missing == 1);

  const auto month_first = column_of({"03/04/2024", "12/25/2024"});
  CHECK(month_first.days == std::pair{cx::day{2024y / 3 / 4}, cx::day{2024y / 12 / 25}});
  CHECK(month_first.forms.is_month_first());

  const auto ambiguous = column_of({"03/04/2024", "05/06/2024"});
  CHECK(ambiguous.content == content::dates);
  CHECK_FALSE(ambiguous.days);
  REQUIRE(ambiguous.date_fault != nullptr);
  CHECK_THAT(ambiguous.date_fault, cx::tests::contains("%m/%d/%Y"));

  CHECK(column_of({"1709634153", "1709634999"}).days->first == cx::day{2024y / 3 / 5});
  CHECK(column_of({"45356", "45360.5"}).days->first == cx::day{2024y / 3 / 5});
  CHECK(column_of({"10115", "80331"}).content == content::numbers);  // postal codes
}

TEST_CASE("a few texts of another kind do not hide what a column holds", "[describer]") {
  std::vector<std::string> texts(39, "2024-03-05");
  texts.push_back("yesterday");
  const auto found = column_of(texts);
  CHECK(found.content == content::dates);
  CHECK(found.others == 1);
}

TEST_CASE("texts are told apart as readers do", "[describer]") {
  const auto found = column_of({"north", " north ", "south", "south\u00a0"});
  CHECK(found.distinct == 2);
  CHECK(found.examples.front() == std::pair<std::string, std::uint64_t>{"north", 2});
}

TEST_CASE("a column of nothing holds nothing", "[describer]") {
  const auto found = column_of({"", "NULL", "-"});
  CHECK(found.content == content::nothing);
  CHECK(found.distinct == 0);
  CHECK(found.examples.empty());
  CHECK(read("a,b\n").description().at(1).content == content::nothing);
}

TEST_CASE("texts that are not UTF-8 are counted, and shown byte by byte", "[describer]") {
  const auto found = column_of({"Z\xFCrich", "Bern"});
  CHECK(found.not_utf8 == 1);
  CHECK(found.examples.at(1).first == "Z\\xFCrich");
}

TEST_CASE("too many texts are not counted, and what they are is known all the same", "[describer]") {
  std::vector<std::string> texts;
  for (int number = 0; number < 10'001; ++number) texts.push_back("R" + std::to_string(20'000 - number));
  const auto names = column_of(texts);
  CHECK_FALSE(names.distinct);
  CHECK(names.filled == 10'001);
  CHECK(names.content == content::texts);
  CHECK(names.examples == std::vector<std::pair<std::string, std::uint64_t>>{{"R10000", 0}});
  texts.pop_back();
  CHECK(column_of(texts).distinct == 10'000);

  std::vector<std::string> numbers;
  for (int number = -20'000; number <= 20'000; ++number) numbers.push_back(std::to_string(number));
  const auto found = column_of(numbers);
  CHECK(found.content == content::numbers);
  CHECK(found.numbers == std::pair{-20'000.0, 20'000.0});
  CHECK(found.filled == 40'001);

  // Many bytes of few texts.
  std::vector<std::string> comments;
  for (int number = 0; number < 40; ++number)
    comments.push_back(std::string(1'000'000, static_cast<char>('a' + number % 26)) + std::to_string(number));
  CHECK_FALSE(column_of(comments).distinct);
}

TEST_CASE("describers of parts add up in any order", "[describer]") {
  std::vector<std::string> lines;
  for (int number = 0; number < 12'000; ++number) {
    lines.push_back(std::to_string(number % 11) + ",id" + std::to_string(number) + ",0" +
                    std::to_string(1 + number % 9) + "/" + std::to_string(10 + number % 18) + "/2024\n");
  }
  const std::string header = "score,id,on\n";
  std::string whole = header;
  std::string first = header;
  std::string second = header;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    whole += lines[at];
    (at % 3 == 0 ? first : second) += lines[at];
  }
  const auto expected = read(whole).description();
  for (const bool turned : {false, true}) {
    cx::describer sum = read(turned ? second : first);
    sum += read(turned ? first : second);
    CHECK(sum.accounting().answered == 12'000);
    const auto found = sum.description();
    REQUIRE(found.size() == 3);
    for (std::size_t at = 0; at < found.size(); ++at) check_same(found[at], expected[at]);
  }
  cx::describer sum = read(header);
  CHECK_THROWS_AS(sum += read("score,other\n"), std::invalid_argument);
}

TEST_CASE("every row is accounted for, whatever the texts and their order", "[describer]") {
  const std::vector<std::string> pool{"",
                                      "9",
                                      "-1",
                                      "+5",
                                      "1e400",
                                      "nan",
                                      "inf",
                                      "9,5",
                                      "4/5",
                                      "03/04/2024",
                                      "25/12/2024",
                                      "2024-02-30",
                                      "1709634153",
                                      "45356",
                                      "yes",
                                      "No",
                                      "Very satisfied",
                                      "\xFF",
                                      "\u00a0",
                                      "\u202e",
                                      std::string(41, '9'),
                                      std::string(39, '1').append("+"),
                                      "+",
                                      "-",
                                      ".",
                                      "*****"};
  REQUIRE(rc::check([&] {
    const auto places =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pool.size()));
    std::vector<std::string> texts;
    for (const std::size_t place : places) texts.push_back(pool[place]);
    const auto found = column_of(texts);
    RC_ASSERT(found.filled + found.missing == texts.size());
    RC_ASSERT(found.others <= found.filled);
    RC_ASSERT(found.distinct.has_value() && *found.distinct <= found.filled);
    for (const cx::possible_scale& each : found.scales)
      RC_ASSERT(each.scores + each.off_scale <= found.filled);
    std::reverse(texts.begin(), texts.end());
    check_same(column_of(texts), found);
  }));
}

TEST_CASE("a file is described without naming a column", "[describer]") {
  cx::input file(CXMETRICS_TEST_DATA "/cases/survey/sep_line.csv");
  cx::describer columns;
  cx::read_csv(file, columns);
  const std::vector<cx::column_description> found = columns.description();
  REQUIRE(found.size() > 1);
  CHECK(columns.accounting().answered > 0);
  for (const cx::column_description& column : found) {
    CHECK_FALSE(column.name.empty());
    CHECK(column.filled + column.missing == columns.accounting().answered);
  }
}

}  // namespace tests_of_describer
