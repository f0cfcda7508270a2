// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/instruction_sets.hpp"
#include "support/shared_data.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/input.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#ifdef CXMETRICS_HAS_LIBCSV
#include <csv.h>
#endif

namespace tests_of_csv {
namespace cx = cxmetrics;
using cx::tests::csv_record;
using cx::tests::csv_recorder;
using cx::tests::record_csv;
using cx::tests::recorded_row;
using strings = std::vector<std::string>;

namespace {

// Reads a text, having made sure that it reads the same however it is cut, however much of it is collected,
// and by every kernel.
csv_record read(std::string_view text, cx::csv_options options = {}) {
  cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
  const csv_record whole = record_csv(text, options);
  cx::tests::under_every_instruction_set([&] {
    for (std::size_t size = 1; size <= text.size() + 1; ++size) {
      CAPTURE(text, size);
      CHECK(record_csv(text, options, size) == whole);
      cx::csv_options small = options;
      small.block = size;
      CHECK(record_csv(text, small) == whole);
    }
  });
  return whole;
}

// A text that is mostly of the first character.
rc::Gen<std::string> text_of(std::string_view characters, int most) {
  const auto character = rc::gen::oneOf(rc::gen::just(characters[0]), rc::gen::just(characters[0]),
                                        rc::gen::elementOf(characters));
  return rc::gen::mapcat(rc::gen::inRange(0, most), [character](int size) {
    return rc::gen::container<std::string>(static_cast<std::size_t>(size), character);
  });
}

std::vector<strings> rows(std::string_view text, const cx::csv_options& options = {}) {
  const csv_record record = read(text, options);
  CHECK(record.rejections.empty());
  CHECK(record.error.empty());
  std::vector<strings> result;
  for (const recorded_row& row : record.rows) result.push_back(row.fields);
  return result;
}

constexpr auto by_line = [](const auto& one, const auto& other) { return one.line < other.line; };

std::vector<cx::rejection> rejections(std::string_view text, const cx::csv_options& options = {}) {
  return read(text, options).rejections;
}

}  // namespace

TEST_CASE("an input without a header is refused", "[csv]") {
  for (const char* text : {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF"}) {
    CHECK(read(text).error == "the input is empty: there is no header");
  }
  CHECK(read("\"a").error == "the header cannot be read: a quote that is never closed");
  CHECK(read("\"a\"b,c\n1,2\n").error == "the header cannot be read: text after a closing quote");
}

TEST_CASE("a header without rows is a file of no rows", "[csv]") {
  const csv_record record = read("a,b");
  CHECK(record.header == strings{"a", "b"});
  CHECK(record.rows.empty());
  CHECK(read("a,b\r\n") == record);
}

TEST_CASE("rows end with a line feed, with or without a carriage return, or with the input", "[csv]") {
  const std::vector<strings> expected{{"1", "2"}, {"3", "4"}};
  CHECK(rows("a,b\n1,2\n3,4\n") == expected);
  CHECK(rows("a,b\r\n1,2\r\n3,4\r\n") == expected);
  CHECK(rows("a,b\n1,2\r\n3,4") == expected);
  CHECK(rows("a,b\n1,2\n3,4\r") == expected);
  CHECK(rows("a,b\n\"1\",\"2\"\r\n\"3\",\"4\"\r") == expected);
}

TEST_CASE("rows end with a carriage return alone, or in any of the three ways", "[csv]") {
  const std::vector<strings> expected{{"1", "2"}, {"3", "4"}};
  CHECK(rows("a,b\r1,2\r3,4\r") == expected);
  CHECK(rows("a,b\r1,2\r3,4") == expected);
  CHECK(rows("a,b\r1,2\n3,4\r\n") == expected);
  CHECK(rows("\"a\",\"b\"\r\"1\",\"2\"\r\"3\",\"4\"\r") == expected);
  CHECK(rows("a,b\n1,2\r\r\n3,4\n") == expected);
  const csv_record record = read("a,b\r1,\"x\ry\r\nz\"\r\r3\r\"x\"y,1\r5,6\r");
  CHECK(record.rows == std::vector<recorded_row>{{2, {"1", "x\ry\r\nz"}}, {8, {"5", "6"}}});
  CHECK(record.rejections == std::vector<cx::rejection>{{6, "", "3", "1 fields, the header has 2"},
                                                        {7, "", "\"x\"y,1", "text after a closing quote"}});
}

TEST_CASE("Ctrl-Z at the end of a file is no text", "[csv]") {
  for (const char* text :
       {"a,b\r\n1,2\r\n\x1A", "a,b\n1,2\x1A", "a,b\n1,2\n\x1A\x1A\x1A", "a,b\n1,\"2\"\x1A"}) {
    CAPTURE(text);
    CHECK(rows(text) == std::vector<strings>{{"1", "2"}});
  }
  CHECK(rows("a,b\n\x1A,2\n") == std::vector<strings>{{"\x1A", "2"}});
  CHECK(read("\x1A").error == read("").error);
}

TEST_CASE("quoted fields hold delimiters, line ends and doubled quotes", "[csv]") {
  CHECK(rows("a,b\n\"1,5\",\"say \"\"ten\"\"\"\n\"x\ny\r\nz\",\"\"\n") ==
        std::vector<strings>{{"1,5", "say \"ten\""}, {"x\ny\r\nz", ""}});
  CHECK(rows("a,b\n\"\"\"\",\"\"\"\"\"\"\n") == std::vector<strings>{{"\"", "\"\""}});
  CHECK(rows("a,b\n\"\"\"x\",\"x\"\"\"\n") == std::vector<strings>{{"\"x", "x\""}});
  CHECK(rows("\"a\",\"b,\nc\"\n1,2\n") == std::vector<strings>{{"1", "2"}});
}

TEST_CASE("spaces and empty fields are kept as they are", "[csv]") {
  CHECK(rows("a,b,c\n 1 ,\t2,\n,,\n") == std::vector<strings>{{" 1 ", "\t2", ""}});
  CHECK(rows("a,b,c\n\"\",,\n") == std::vector<strings>{{"", "", ""}});
  const std::string_view with_nul{"a,b\nx\0y,2\n", 10};
  CHECK(rows(with_nul) == std::vector<strings>{{std::string{"x\0y", 3}, "2"}});
}

TEST_CASE("a byte order mark is no part of the first name", "[csv]") {
  CHECK(read("\xEF\xBB\xBF"
             "a,b\n1,2\n")
            .header == strings{"a", "b"});
  CHECK(read("\xEF\xBB\xBF"
             "\"a\",b\n1,2\n")
            .header == strings{"a", "b"});
  CHECK(rows("a,b\n\xEF\xBB\xBF"
             "1,2\n") == std::vector<strings>{{"\xEF\xBB\xBF"
                                               "1",
                                               "2"}});
}

TEST_CASE("blank lines are skipped and still are lines", "[csv]") {
  const csv_record record = read("\n\r\na,b\n\n1,2\r\n\r\n\n3,4\n\n");
  CHECK(record.header == strings{"a", "b"});
  CHECK(record.rows == std::vector<recorded_row>{{5, {"1", "2"}}, {8, {"3", "4"}}});
  CHECK(record.rejections.empty());
  CHECK(rows("a\n1\n\n\"\"\n 2\n") == std::vector<strings>{{"1"}, {""}, {" 2"}});
}

TEST_CASE("a row knows the line on which it begins", "[csv]") {
  const csv_record record = read("\"a\nb\",c\n1,\"x\ny\n\nz\"\n2,3\n4,\"\n\"\n5,6");
  CHECK(record.rows == std::vector<recorded_row>{
                           {3, {"1", "x\ny\n\nz"}}, {7, {"2", "3"}}, {8, {"4", "\n"}}, {10, {"5", "6"}}});
}

TEST_CASE("the delimiter is the one by which the first rows have equally many fields", "[csv]") {
  CHECK(read("a;b;c\n").header == strings{"a", "b", "c"});
  CHECK(read("a\tb\n").header == strings{"a", "b"});
  CHECK(read("a|b|c,d\n").header == strings{"a", "b", "c,d"});
  CHECK(read("\"a,b,c\";d\n").header == strings{"a,b,c", "d"});
  CHECK(read("\"a\n,,,\"\"\";d\n").header == strings{"a ,,,\"", "d"});
  CHECK(read("a\n").header == strings{"a"});
  CHECK(read("a,b;c\n").header == strings{"a", "b;c"});
  CHECK(read("\n\na;b").header == strings{"a", "b"});
  CHECK(rows("a;b\n1,5;2\n") == std::vector<strings>{{"1,5", "2"}});
  CHECK(read("id;how likely, from 0 to 10, is it;why\n1;9;a\n2;8;b, c, d\n").header ==
        strings{"id", "how likely, from 0 to 10, is it", "why"});
  CHECK(rows("a;b\n1;x, y\n2;y, z\n") == std::vector<strings>{{"1", "x, y"}, {"2", "y, z"}});
  CHECK(rows("a,b\n1,\"x;y\"\n2,x;y;z\n") == std::vector<strings>{{"1", "x;y"}, {"2", "x;y;z"}});
}

TEST_CASE("a file of one column may have delimiters in some texts", "[csv]") {
  CHECK(read("How likely, from 0 to 10?\n9\n10\n3\n").header == strings{"How likely, from 0 to 10?"});
  CHECK(rows("note\na, b\nc\nd\n") == std::vector<strings>{{"a, b"}, {"c"}, {"d"}});
  CHECK(read("a,b\n1\n").header == strings{"a", "b"});
}

TEST_CASE("commas in texts of several lines are not taken for the delimiter", "[csv]") {
  CHECK(rows("id;note\n1;\"a, b\nc, d\ne, f\"\n2;\"g, h\ni, j\nk, l\"\n") ==
        std::vector<strings>{{"1", "a, b\nc, d\ne, f"}, {"2", "g, h\ni, j\nk, l"}});
  CHECK(rows("id,screen\n1,5\" wide\n2,6\" wide\n3,7\" wide\n").size() == 3);
}

TEST_CASE("the delimiter of a long header is found in its beginning", "[csv]") {
  std::string text = "id";
  for (int column = 0; column < 5000; ++column) text += ";\"a, name\"";
  text += '\n';
  CHECK(record_csv(text).header.size() == 5001);
  CHECK(record_csv(text, {.block = 1000}).header.size() == 5001);
}

TEST_CASE("the delimiter of a long header with line breaks in names is found in the rows below", "[csv]") {
  for (const char delimiter : {';', '\t', '|', ','}) {
    std::string text = "id";
    std::string values = "1";
    for (int column = 0; column < 1500; ++column) {
      text += delimiter;
      text +=
          "\"Question\n" + std::to_string(column) + ", how likely; from 0 to 10 |\tis it,\nby and large?\"";
      values += delimiter + std::to_string(column % 11);
    }
    INFO(delimiter);
    const std::string file = text + '\n' + values + '\n' + values + '\n';
    for (const std::size_t block : {1'000u, 1u << 16, 1u << 20}) {
      const csv_record record = record_csv(file, {.block = block});
      CHECK(record.header.size() == 1501);
      CHECK(record.rows.size() == 2);
    }
    CHECK(record_csv(text + '\n').header.size() == 1501);
    CHECK(record_csv(text + '\n' + values, {.max_row = 1'000'000, .block = 7'000}).header.size() == 1501);
  }
}

TEST_CASE("names without quotes hold commas in a long header, too", "[csv]") {
  std::string text = "id";
  std::string values = "1";
  for (int column = 0; column < 1000; ++column) {
    text += ";How likely, all in all, are you to buy again?";
    values += ";9";
  }
  const csv_record record = record_csv(text + '\n' + values + '\n' + values + '\n');
  CHECK(record.header.size() == 1001);
  CHECK(record.rows.size() == 2);
}

TEST_CASE("the delimiter does not depend on more than the beginning", "[csv]") {
  std::string text = "a;b\n";
  while (text.size() < 20'000) text += "1;x\n";
  const csv_record record = record_csv(text + std::string(10'000, ',') + "\n");
  CHECK(record.header == strings{"a", "b"});
  CHECK(record.rejections.size() == 1);
  for (const std::size_t block : {1u, 1000u, 16'384u})
    CHECK(record_csv(text, {.block = block}).rows.size() == record.rows.size());
}

TEST_CASE("a line such as sep=; names the delimiter", "[csv]") {
  for (const char* line : {"sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n", "\xEF\xBB\xBFsep=;\r"}) {
    const csv_record record = read(line + std::string("a;b,c\n1;2,3\n"));
    CHECK(record.header == strings{"a", "b,c"});
    CHECK(record.rows == std::vector<recorded_row>{{3, {"1", "2,3"}}});
  }
  CHECK(read("sep=\ta\n").header == strings{"sep=", "a"});
  CHECK(read("sep=|").error == "the input is empty: there is no header");
  CHECK(read("sep=;\na;b,c\n", {.delimiter = ','}).header == strings{"a;b", "c"});
  CHECK(read("sep=;\na;b\nc;d\n", {.skip_rows = 2}).header == strings{"c", "d"});
}

TEST_CASE("lines before the header are skipped when told", "[csv]") {
  const std::string text = "A title, and more\r\n\na;b\n1;2\n";
  CHECK(read(text, {.skip_rows = 1}).header == strings{"a", "b"});
  CHECK(read(text, {.skip_rows = 2}).rows == std::vector<recorded_row>{{4, {"1", "2"}}});
  CHECK(read(text, {.skip_rows = 3}).header == strings{"1", "2"});
  CHECK(read(text, {.skip_rows = 4}).error == "the input is empty: there is no header");
  CHECK(read(text, {.skip_rows = 9}).error == "the input is empty: there is no header");
}

TEST_CASE("a header has as many rows as told", "[csv]") {
  const csv_record record =
      read("id,Satisfied with,,\n,Price,\"Staff\nat all\",\n,,,Why\n1,2,3,4\n", {.header_rows = 3});
  CHECK(record.header ==
        strings{"id", "Satisfied with / Price", "Satisfied with / Staff at all", "Satisfied with / Why"});
  CHECK(record.rows == std::vector<recorded_row>{{5, {"1", "2", "3", "4"}}});
  CHECK(read("a,b\nc,d\n", {.header_rows = 1}).rows.size() == 1);
  CHECK(read("a,b\n", {.header_rows = 2}).header == strings{"a", "b"});
  CHECK(read("a,b\n\"c\"d,e\n1,2\n", {.header_rows = 2}).error ==
        "the header cannot be read: text after a closing quote");
}

TEST_CASE("without a header, columns are called by their numbers", "[csv]") {
  const csv_record record = read("9,a\n3,b\n", {.header_rows = 0});
  CHECK(record.header == strings{"1", "2"});
  CHECK(record.rows == std::vector<recorded_row>{{1, {"9", "a"}}, {2, {"3", "b"}}});
  CHECK(read("a title\n\n9;a\n", {.skip_rows = 1, .header_rows = 0}).rows ==
        std::vector<recorded_row>{{3, {"9", "a"}}});
  CHECK(read("9", {.header_rows = 0}).rows == std::vector<recorded_row>{{1, {"9"}}});
  CHECK(read("", {.header_rows = 0}).error == "the input is empty: there is no header");
  CHECK(read("9,a\n3\n", {.header_rows = 0}).rows.size() == 1);
}

TEST_CASE("the further rows of the headers of Qualtrics and SurveyMonkey are known", "[csv]") {
  const std::string ids = "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n";
  const csv_record qualtrics =
      read("StartDate,Q1\nStart Date,\"How likely,\nfrom 0\"\n" + ids + "2024-03-05,9\n");
  CHECK(qualtrics.header == strings{"StartDate", "Q1"});
  CHECK(qualtrics.rows == std::vector<recorded_row>{{5, {"2024-03-05", "9"}}});
  CHECK(read("StartDate,Q1\n" + ids + "2024-03-05,9\n").rows.size() == 1);
  CHECK(read("StartDate,Q1\n2024-03-04,8\n2024-03-04,8\n" + ids).rows.size() == 3);
  CHECK(read("StartDate,Q1\n" + ids + "2024-03-05,9\n", {.header_rows = 1}).rows.size() == 2);

  const csv_record monkey = read("Respondent ID,How,Satisfied with,\n,Response,Price,Staff\n114,9,5,4\n");
  CHECK(monkey.header ==
        strings{"Respondent ID", "How / Response", "Satisfied with / Price", "Satisfied with / Staff"});
  CHECK(monkey.rows == std::vector<recorded_row>{{3, {"114", "9", "5", "4"}}});
  CHECK(read("Respondent ID,How\n114,9\n").rows.size() == 1);
  CHECK(read("id,How\n,Response\n").rows.size() == 1);
}

TEST_CASE("a delimiter that is given is the delimiter", "[csv]") {
  CHECK(read("a;b,c\n", {.delimiter = ','}).header == strings{"a;b", "c"});
  CHECK(rows("a b\n1 \"2 3\"\n", {.delimiter = ' '}) == std::vector<strings>{{"1", "2 3"}});
  csv_recorder recorder;
  for (const char c : {'"', '\r', '\n'}) {
    CHECK_THROWS_AS((cx::csv_parser{{.delimiter = c}, recorder}), std::invalid_argument);
  }
}

TEST_CASE("rows with too few or too many fields are rejected", "[csv]") {
  const csv_record record = read("a,b\n1\n1,2\n1,2,3\r\n\"x\ny\",2,3\n5,6\n");
  CHECK(record.rows == std::vector<recorded_row>{{3, {"1", "2"}}, {7, {"5", "6"}}});
  CHECK(record.rejections == std::vector<cx::rejection>{{2, "", "1", "1 fields, the header has 2"},
                                                        {4, "", "1,2,3", "3 fields, the header has 2"},
                                                        {5, "", "\"x", "3 fields, the header has 2"}});
}

TEST_CASE("delimiters without anything make neither fields nor rows", "[csv]") {
  CHECK(rows("a,b\n1,2,\n3,4,,,\r\n5,,,\n") == std::vector<strings>{{"1", "2"}, {"3", "4"}, {"5", ""}});
  CHECK(rows("a,b\n,\n1,2\n,,,,\r\n,") == std::vector<strings>{{"1", "2"}});
  CHECK(rows(",\n\na,b\n1,2\n") == std::vector<strings>{{"1", "2"}});
  CHECK(rejections("a,b\n1,2,,3\n1,2, \n").size() == 2);
}

TEST_CASE("quotes within a field that does not begin with one are text", "[csv]") {
  CHECK(rows("a,b\n5\" screen,9\n6, \"7\"\n\"8\",x\"\"\n") ==
        std::vector<strings>{{"5\" screen", "9"}, {"6", " \"7\""}, {"8", "x\"\""}});
  CHECK(rows("a\"b\",c\n=\"9\",2\n") == std::vector<strings>{{"=\"9\"", "2"}});
}

TEST_CASE("text after a closing quote costs its line and no more", "[csv]") {
  const csv_record record = read("a,b\n1,2\n\"good\" one,3\n4,5\n\"6\" ,\"7\"\n8,9\n");
  CHECK(record.rows == std::vector<recorded_row>{{2, {"1", "2"}}, {4, {"4", "5"}}, {6, {"8", "9"}}});
  CHECK(record.rejections ==
        std::vector<cx::rejection>{{3, "", "\"good\" one,3", "text after a closing quote"},
                                   {5, "", "\"6\" ,\"7\"", "text after a closing quote"}});
}

TEST_CASE("a quote that is never closed costs its line and no more", "[csv]") {
  const csv_record record = read("a,b\n1,\"oops\n2,3\n4,\"fine\"\n5,6\n");
  CHECK(record.rows == std::vector<recorded_row>{{3, {"2", "3"}}, {4, {"4", "fine"}}, {5, {"5", "6"}}});
  CHECK(record.rejections == std::vector<cx::rejection>{{2, "", "1,\"oops", "text after a closing quote"}});

  const csv_record last = read("a,b\n1,2\n3,\"oops\n4,5\n6,7");
  CHECK(last.rows == std::vector<recorded_row>{{2, {"1", "2"}}, {4, {"4", "5"}}, {5, {"6", "7"}}});
  CHECK(last.rejections == std::vector<cx::rejection>{{3, "", "3,\"oops", "a quote that is never closed"}});

  CHECK(rejections("a\n\"") == std::vector<cx::rejection>{{2, "", "\"", "a quote that is never closed"}});
  CHECK(rejections("a\n\"x\"\"\r\n") ==
        std::vector<cx::rejection>{{2, "", "\"x\"\"", "a quote that is never closed"}});
}

TEST_CASE("a row longer than allowed costs its line and no more", "[csv]") {
  const cx::csv_options options{.max_row = 10};
  CHECK(rows("a,b\n12345,7890\n", options) == std::vector<strings>{{"12345", "7890"}});
  const csv_record record = read("a,b\n12345,78901\n1,\"\n\n\n\n\n\n\n\n3,4\n5,6", options);
  CHECK(record.rows == std::vector<recorded_row>{{11, {"3", "4"}}, {12, {"5", "6"}}});
  CHECK(record.rejections == std::vector<cx::rejection>{{2, "", "12345,7890", "longer than 10 bytes"},
                                                        {3, "", "1,\"", "longer than 10 bytes"}});
  CHECK(read("abcdef,ghijk\n", options).error == "the header cannot be read: longer than 10 bytes");
  CHECK(rejections("a,b\n1,\"23456789012345", options).size() == 1);
  CHECK(rejections("a,b\n12345678\"\r\n", options).size() == 1);
  CHECK(rejections("a,b\n\"12345678\"\r\n", options).size() == 1);
  CHECK(rejections("a,b\n\"12345678\"X\n", options)[0].reason == "text after a closing quote");
}

// Were it looked at from its beginning for every block, these would be a hundred gigabytes.
TEST_CASE("a row may go on for any number of blocks", "[csv]") {
  const std::string comment(std::size_t{2} << 20, '\n');
  const cx::csv_options options{.max_row = std::size_t{1} << 30, .block = 256};
  const csv_record record = record_csv("a,b\n1,\"" + comment + "\"\n3,4\n", options);
  REQUIRE(record.rows.size() == 2);
  CHECK(record.rows[0].fields[1] == comment);
  CHECK(record.rows[1] == recorded_row{3 + comment.size(), {"3", "4"}});
}

// The row of the quote is given up, and what follows it is blank. Nor is all this looked at again for every block.
TEST_CASE("a header may be known after any number of blocks", "[csv]") {
  const std::string blank(std::size_t{2} << 20, '\n');
  const csv_record record = record_csv("a,b\n1,\"" + blank + "\"\n3,4\n", {.block = 64});
  CHECK(record.header == std::vector<std::string>{"a", "b"});
  CHECK(record.rows.size() + record.rejections.size() == 3);
  REQUIRE_FALSE(record.rejections.empty());
  CHECK(record.rejections[0].line == 2);
}

TEST_CASE("a parser that has begun can be moved", "[csv]") {
  csv_recorder recorder;
  cx::csv_parser first{{}, recorder};
  first.push("a,b\n1,");
  cx::csv_parser second{std::move(first)};
  second.push("2\n3");
  csv_recorder other;
  cx::csv_parser third{{}, other};
  third = std::move(second);
  third.push(",4\n");
  third.finish();
  CHECK(recorder.record.rows == std::vector<recorded_row>{{2, {"1", "2"}}, {3, {"3", "4"}}});
  CHECK(other.record.rows.empty());
}

TEST_CASE("what is shown of a rejected row ends with a whole character", "[csv]") {
  const std::string filler(79, 'x');
  CHECK(rejections("a,b\n" + filler + "\xC3\xA4\n")[0].text == filler);
  CHECK(rejections("a,b\n" + filler + "y\r\n")[0].text == filler + "y");
  const std::string faulty = "\"" + filler.substr(2) + "\"";
  CHECK(rejections("a,b\n" + faulty + "\xC3\xA4, and so on\n")[0].text == faulty);
  CHECK(rejections("a,b\n" + filler + "yz\r\n")[0].text == filler + "y");
}

TEST_CASE("options out of range are refused", "[csv]") {
  csv_recorder recorder;
  CHECK_THROWS_AS((cx::csv_parser{{.max_row = 0}, recorder}), std::invalid_argument);
  CHECK_THROWS_AS((cx::csv_parser{{.block = 0}, recorder}), std::invalid_argument);
  CHECK_THROWS_AS((cx::csv_parser{{.block = std::size_t{1} << 31}, recorder}), std::invalid_argument);
}

TEST_CASE("only the columns asked for are handed over, in the order asked for", "[csv]") {
  csv_recorder recorder{{2, 0, 2}};
  cx::csv_parser parser{{}, recorder};
  parser.push("a,b,c\n1,2,\"3\"\"\"\n4,5\n");
  parser.finish();
  CHECK(recorder.record.rows == std::vector<recorded_row>{{2, {"3\"", "1", "3\""}}});
  CHECK(recorder.record.rejections.size() == 1);

  csv_recorder wrong{{3}};
  cx::csv_parser other{{}, wrong};
  other.push("a,b,c\n");
  CHECK_THROWS_AS(other.finish(), std::out_of_range);
}

TEST_CASE("what a sink throws leaves through the parser", "[csv]") {
  struct thrower : csv_recorder {
    void row(const cx::row_view&) override { throw std::length_error("enough"); }
  } sink;
  cx::csv_parser parser{{}, sink};
  parser.push("a\n1\n");
  CHECK_THROWS_AS(parser.finish(), std::length_error);
}

TEST_CASE("a table written by the rules is the table read", "[csv]") {
  REQUIRE(rc::check([] {
    const auto fields = *rc::gen::inRange<std::size_t>(1, 5);
    const auto text =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string_view{"\",;\n\r a\xC3\xA4"}));
    const auto table = *rc::gen::container<std::vector<strings>>(rc::gen::container<strings>(fields, text));
    const std::string end = *rc::gen::element<std::string>("\n", "\r\n");
    const bool ends = *rc::gen::arbitrary<bool>();
    std::string written = "h";
    for (std::size_t index = 1; index < fields; ++index) written += ",h";
    for (const strings& row : table) {
      for (std::size_t index = 0; index < fields; ++index) {
        written += index == 0 ? end : ",";
        // A row of nothing but empty fields would be a blank line.
        const bool empty = std::all_of(row.begin(), row.end(), [](const auto& text) { return text.empty(); });
        const bool quote = row[index].find_first_of("\",\n\r") != std::string::npos || empty;
        if (quote) written += '"';
        for (const char c : row[index]) written.append(c == '"' ? 2 : 1, c);
        if (quote) written += '"';
      }
    }
    if (ends) written += end;
    const auto block = *rc::gen::inRange<std::size_t>(1, 1000);
    cx::tests::under_every_instruction_set([&] {
      const csv_record record = record_csv(written, {.delimiter = ',', .block = block});
      RC_ASSERT(record.rejections.empty());
      RC_ASSERT(record.rows.size() == table.size());
      for (std::size_t row = 0; row < table.size(); ++row) RC_ASSERT(record.rows[row].fields == table[row]);
    });
  }));
}

TEST_CASE("every kernel reads quotes and line ends the same wherever they stand", "[csv]") {
  const std::string filler(150, 'x');
  for (const char* row :
       {"a\"b\"", "a\"b", "\"a\"b", "\"a\"\rb", "\"a\"\r", "\"a\"\"b\"", "\"\"", "\"\"\"\"", "\"a\nb\"",
        "\"a\n\nb\nc\"", "\"", "\r", "\ra", "a\rb\rc", "\"a\rb\"", "\n\n\n", ",", "\",\"\""}) {
    for (std::size_t before = 0; before < 130; ++before) {
      const std::string text =
          "h\n" + filler.substr(0, before) + "\n" + row + "\n" + filler + "\n" + row + "\n";
      cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
      const csv_record plain = record_csv(text);
      cx::tests::under_every_instruction_set([&] {
        if (record_csv(text) != plain) FAIL(text);
      });
    }
  }
}

TEST_CASE("any text reads the same however it is cut and by every kernel", "[csv]") {
  REQUIRE(rc::check([] {
    const std::string alphabet =
        *rc::gen::element<std::string>("a\",\n\r", "a,\n", "a,\n\"", "\",\n\ra", ",\"\n");
    const std::string header = *rc::gen::element<std::string>("a,b\n", "a\n", "");
    const std::string text = header + *text_of(alphabet, 300);
    const cx::csv_options options{.max_row = *rc::gen::element<std::size_t>(5, 70, 150, 1000)};
    cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
    const csv_record whole = record_csv(text, options);
    const auto piece = *rc::gen::inRange<std::size_t>(1, text.size() + 2);
    cx::csv_options small = options;
    small.block = *rc::gen::inRange<std::size_t>(1, text.size() + 2);
    cx::tests::under_every_instruction_set([&] {
      RC_ASSERT(record_csv(text, options) == whole);
      RC_ASSERT(record_csv(text, options, piece) == whole);
      RC_ASSERT(record_csv(text, small) == whole);
    });
  }));
}

TEST_CASE("quotes are text where there are none around fields", "[csv]") {
  const cx::csv_options none{.quotes = false};
  CHECK(rows("n\ttext\n1\t\"x\n2\ty\"\n", none) == std::vector<strings>{{"1", "\"x"}, {"2", "y\""}});
  CHECK(rows("n\ttext\n\"1\"\t\"\"\n2\t\"", none) == std::vector<strings>{{"\"1\"", "\"\""}, {"2", "\""}});
  CHECK(read("\"n\"\t\"a b\n", none).header == strings{"\"n\"", "\"a b"});
  CHECK(rejections("a,b\n1,\"2,3\"\n", none) ==
        std::vector<cx::rejection>{{2, "", "1,\"2,3\"", "3 fields, the header has 2"}});
  // They do not show which delimiter it is either.
  CHECK(read("a;b,c\n1;x \"y\"\n2;y \"z\"\n", none).header == strings{"a", "b,c"});
}

TEST_CASE("quotes that are text read as any other letter does", "[csv]") {
  REQUIRE(rc::check([] {
    const auto characters = *rc::gen::element<std::string>("a\",\n\r", "a,\n\"", "\",\n\ra", ",\"\n");
    const std::string text = "a,b\n" + *text_of(characters, 400);
    const auto piece = *rc::gen::inRange<std::size_t>(1, text.size() + 2);
    std::string letters = text;
    std::replace(letters.begin(), letters.end(), '"', 'q');
    cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
    csv_record expected = record_csv(letters, {.delimiter = ','});
    const auto restore = [](std::string& of) { std::replace(of.begin(), of.end(), 'q', '"'); };
    for (recorded_row& row : expected.rows) std::for_each(row.fields.begin(), row.fields.end(), restore);
    for (cx::rejection& why : expected.rejections) restore(why.text);
    cx::tests::under_every_instruction_set([&] {
      RC_ASSERT(record_csv(text, {.delimiter = ',', .quotes = false}) == expected);
      RC_ASSERT(record_csv(text, {.delimiter = ',', .quotes = false}, piece) == expected);
    });
  }));
}

TEST_CASE("rows that quotes may have run together are counted where tabs or bars part fields", "[csv]") {
  const auto doubtful = [](std::string text, std::size_t threads = 1, cx::csv_options options = {}) {
    const cx::tests::temporary_file file{text};
    cx::input from{file.path()};
    cx::csv_source source{from, options};
    csv_recorder sampled;
    source.sample(sampled);
    std::vector<csv_recorder> recorders(threads);
    std::vector<cx::row_sink*> places;
    for (csv_recorder& each : recorders) places.push_back(&each);
    source.read(places);
    return std::pair{source.doubtful().count, source.doubtful().first_line};
  };
  using found = std::pair<std::uint64_t, std::uint64_t>;
  CHECK(doubtful("n\tt\n0\tx\n1\t\"x\n2\ty\"\n3\t\"x\r4\t\"\n") == found{2, 3});
  CHECK(doubtful("n|t\n1|\"x\n2|y\"\n") == found{1, 2});
  CHECK(doubtful("n\tt\n1\t\"x\n2\ty\"\n", 1, {.quotes = false}) == found{0, 0});
  for (const char* text : {"n,t\n1,\"x\n2,y\"\n",               // commas are usual in texts
                           "n\tt\n1\t\"x\ny\"\n",               // a text of two lines
                           "n\tt\n1\t\"x\ty\"\n",               // a text with a tab
                           "n\tt\tu\n1\t\"x\ny\"\t\"a\tb\"\n",  // in different fields
                           "n\tt\n1\t\"x\n2\ty\"\t3\n",         // rejected, and seen so
                           "\"n\tm\no\"\tt\n1\tx\n"}) {         // the header
    CAPTURE(text);
    CHECK(doubtful(text).first == 0);
  }
  std::string many = "n\tt\n";
  for (int row = 0; row < 1000; ++row) many += "1\t\"x\n2\ty\"\n";
  CHECK(doubtful(many, 3, {.block = 50}) == found{1000, 2});
}

TEST_CASE("several threads read the rows and rejections that one reads", "[csv]") {
  // A header so long that several blocks are at hand before it has ended.
  std::string text = GENERATE(as<std::string>{}, "a,b\n", "a," + std::string(5000, 'b') + "\n");
  for (int row = 0; row < 2000; ++row) {
    text += std::to_string(row) + (row % 7 == 0    ? ",\"x\n\"\"y\"\"\"\n"
                                   : row % 11 == 0 ? ",5\" z\r"
                                   : row % 17 == 0 ? ",\"5\" z\r"
                                   : row % 13 == 0 ? "\n"
                                                   : ",\r\n");
  }
  const csv_record whole = record_csv(text);
  CHECK(whole.rows.size() + whole.rejections.size() == 2000);
  const cx::tests::temporary_file file{text};
  for (const std::size_t block : {64U, 1000U, 100000U}) {
    for (const std::size_t threads : {1U, 2U, 5U}) {
      std::vector<csv_recorder> recorders(threads);
      std::vector<cx::row_sink*> sinks;
      for (csv_recorder& recorder : recorders) sinks.push_back(&recorder);
      cx::input from{file.path()};
      cx::read_csv(from, sinks, {.block = block});
      csv_record all{.header = whole.header};
      for (const csv_recorder& recorder : recorders) {
        const csv_record& part = recorder.record;
        CHECK(part.header == whole.header);
        CHECK(std::is_sorted(part.rows.begin(), part.rows.end(), by_line));
        all.rows.insert(all.rows.end(), part.rows.begin(), part.rows.end());
        all.rejections.insert(all.rejections.end(), part.rejections.begin(), part.rejections.end());
      }
      std::sort(all.rows.begin(), all.rows.end(), by_line);
      std::sort(all.rejections.begin(), all.rejections.end(), by_line);
      CHECK(all == whole);
    }
  }
}

TEST_CASE("rows that are handed over together are those that are handed over one by one", "[csv]") {
  struct recorder_of_rows : csv_recorder {
    void rows(const cx::row_batch& rows) override {
      CHECK(rows.size() > 0);
      CHECK(rows.size() <= cx::row_batch::most);
      most = std::max(most, rows.size());
      csv_recorder::rows(rows);
    }
    std::size_t most = 0;
  };
  std::string text = "a,b\n";
  for (int row = 0; row < 500; ++row) {
    text += std::to_string(row) + (row < 300      ? ",x\n"
                                   : row % 5 == 0 ? ",\"\"\"y\"\"\"\n"
                                   : row % 7 == 0 ? "\n"
                                                  : ",\"z\n\"\n");
  }
  recorder_of_rows recorder;
  cx::csv_parser parser{{}, recorder};
  parser.push(text);
  parser.finish();
  REQUIRE(recorder.record.rows.size() + recorder.record.rejections.size() == 500);
  CHECK(recorder.record.rejections.size() == 23);
  CHECK(recorder.most == cx::row_batch::most);
  for (const auto& row : recorder.record.rows) {
    const int number = std::stoi(row.fields[0]);
    if (number < 300) CHECK(row.line == static_cast<std::uint64_t>(number) + 2);
    CHECK(row.fields[1] == (number < 300 ? "x" : number % 5 == 0 ? "\"y\"" : "z\n"));
  }
}

TEST_CASE("a source tells its header and shows its beginning before it is read, once", "[csv]") {
  std::string text = "\na,b\n";
  for (int row = 0; row < 20'000; ++row) text += std::to_string(row) + (row % 50 == 49 ? "\n" : ",x\n");
  for (const std::size_t block : {1u, 3u, 100u, 1'000'000u}) {
    const cx::tests::temporary_file file{text};
    cx::input from{file.path()};
    cx::csv_source source{from, {.block = block}};
    CHECK(source.header().names() == strings{"a", "b"});
    csv_recorder sampled;
    source.sample(sampled);
    csv_recorder all{{0}};
    cx::read_rows(source, all);
    CHECK(all.record.rows.size() == 19'600);
    CHECK(all.record.rejections.size() == 400);
    CHECK(sampled.record.header == strings{"a", "b"});
    if (block == 100) {
      CHECK(sampled.record.rows.size() > 1000);
      CHECK(sampled.record.rows.size() < 5000);
    }
    if (block == 1'000'000) CHECK(sampled.record.rows.size() == 19'600);
    for (std::size_t row = 0; row < sampled.record.rows.size(); ++row) {
      CHECK(sampled.record.rows[row].line == all.record.rows[row].line);
    }
    CHECK_THROWS_AS(cx::read_rows(source, all), std::invalid_argument);
  }
  const cx::tests::temporary_file empty{""};
  cx::input nothing{empty.path()};
  cx::csv_source none{nothing};
  CHECK_THROWS_AS(none.header(), std::runtime_error);
  CHECK_THROWS_AS(none.header(), std::runtime_error);
}

TEST_CASE("rows read by several sinks add up", "[csv]") {
  struct counter : csv_recorder {
    counter& operator+=(const counter& other) {
      record.rows.insert(record.rows.end(), other.record.rows.begin(), other.record.rows.end());
      return *this;
    }
  };
  std::string text = "a\n";
  for (int row = 0; row < 2000; ++row) text += "x\n";
  const cx::tests::temporary_file file{text};
  for (const unsigned threads : {0U, 1U, 2U, 5U}) {
    cx::input from{file.path()};
    cx::csv_source source{from, {.block = 64}};
    CHECK(cx::read_rows(source, threads, [] { return counter{}; }).record.rows.size() == 2000);
  }
}

TEST_CASE("what goes wrong in one thread ends them all", "[csv]") {
  struct thrower : csv_recorder {
    void row(const cx::row_view& row) override {
      if (row.line() == 1000) throw std::length_error("enough");
    }
  };
  std::string text = "a\n";
  for (int row = 0; row < 2000; ++row) text += "x\n";
  const cx::tests::temporary_file file{text};
  thrower one;
  thrower other;
  cx::row_sink* const sinks[] = {&one, &other};
  cx::input from{file.path()};
  CHECK_THROWS_AS(cx::read_csv(from, sinks, {.block = 10}), std::length_error);

  const cx::tests::temporary_file empty{""};
  cx::input nothing{empty.path()};
  CHECK_THROWS_AS(cx::read_csv(nothing, sinks), std::runtime_error);
  cx::input again{empty.path()};
  CHECK_THROWS_AS(cx::read_csv(again, std::span<cx::row_sink* const>{}), std::invalid_argument);
}

#ifdef CXMETRICS_HAS_LIBCSV
TEST_CASE("libcsv reads the same fields", "[csv]") {
  REQUIRE(rc::check([] {
    const auto field = rc::gen::container<std::string>(rc::gen::elementOf(std::string_view{"ab1,\n\""}));
    const auto table = *rc::gen::container<std::vector<strings>>(rc::gen::container<strings>(3, field));
    std::string written = "x,y,z\n";
    for (const strings& row : table) {
      for (std::size_t index = 0; index < 3; ++index) {
        written += '"';
        for (const char c : row[index]) written.append(c == '"' ? 2 : 1, c);
        written += index < 2 ? "\"," : "\"\n";
      }
    }
    std::vector<strings> theirs(1);
    csv_parser libcsv{};
    csv_init(&libcsv, CSV_STRICT);
    const auto end_field = [](void* text, std::size_t size, void* into) {
      static_cast<std::vector<strings>*>(into)->back().emplace_back(static_cast<const char*>(text), size);
    };
    const auto end_row = [](int, void* into) { static_cast<std::vector<strings>*>(into)->emplace_back(); };
    const std::size_t parsed =
        csv_parse(&libcsv, written.data(), written.size(), end_field, end_row, &theirs);
    csv_free(&libcsv);
    RC_ASSERT(parsed == written.size());
    const csv_record ours = record_csv(written);
    RC_ASSERT(ours.rows.size() + 2 == theirs.size());
    for (std::size_t row = 0; row < ours.rows.size(); ++row)
      RC_ASSERT(ours.rows[row].fields == theirs[row + 1]);
  }));
}
#endif

TEST_CASE("real files have the rows and columns that are known of them", "[csv][shared]") {
  struct known {
    const char* file;
    std::size_t rows;
    std::size_t columns;
  };
  for (const known& expected :
       {known{"sfo_2017.csv", 2831, 97}, known{"sfo_2015.csv", 2958, 88},
        known{"ces_trello_utaut2.csv", 216, 32}, known{"nps_bank_2021.csv", 5000, 7},
        known{"telco_churn.csv", 7043, 21}, known{"ravenstack_subscriptions.csv", 5000, 14},
        known{"ravenstack_churn_events.csv", 600, 9}}) {
    const auto file = cx::tests::shared_data(expected.file);
    if (!file) return;
    CAPTURE(expected.file);
    cx::input from{*file};
    csv_recorder recorder;
    cx::read_csv(from, recorder);
    CHECK(recorder.record.header.size() == expected.columns);
    CHECK(recorder.record.rows.size() == expected.rows);
    CHECK(recorder.record.rejections.empty());
  }
}

#ifdef CXMETRICS_HAS_ZLIB
TEST_CASE("a packed file has the rows that are known of it", "[csv][shared]") {
  const auto file = cx::tests::shared_data("airline_satisfaction.csv.gz");
  if (!file) return;
  cx::input from{*file};
  cx::tests::csv_recorder recorder{{0}};
  cx::read_csv(from, recorder);
  CHECK(recorder.record.header.size() == 24);
  CHECK(recorder.record.rows.size() == 129880);
  CHECK(recorder.record.rejections.empty());
}
#endif

}  // namespace tests_of_csv
