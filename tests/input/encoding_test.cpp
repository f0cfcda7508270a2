// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <iconv.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_encoding {
namespace cx = cxmetrics;
using cx::tests::contains;
using cx::tests::csv_record;
using cx::tests::csv_recorder;
using cx::tests::record_csv;

namespace {

// What iconv makes of a text in UTF-8.
std::string in_encoding(const std::string& encoding, std::string text) {
  const iconv_t state = iconv_open(encoding.c_str(), "UTF-8");
  REQUIRE(state != reinterpret_cast<iconv_t>(-1));
  std::string result(4 * text.size() + 8, '\0');
  char* from = text.data();
  char* to = result.data();
  std::size_t left = text.size();
  std::size_t free = result.size();
  REQUIRE(iconv(state, &from, &left, &to, &free) != static_cast<std::size_t>(-1));
  iconv_close(state);
  result.resize(result.size() - free);
  return result;
}

// Reads a text, having made sure that it reads the same however it is cut.
csv_record read(const std::string& text, cx::csv_options options = {}) {
  const csv_record whole = record_csv(text, options);
  for (std::size_t size = 1; size <= text.size(); size += 1 + size / 8) {
    CAPTURE(size);
    CHECK(record_csv(text, options, size) == whole);
    options.block = size;
    CHECK(record_csv(text, options) == whole);
  }
  return whole;
}

const std::string table = "Ort;Grüße\nHà Nội;5 €\nMálaga;\"x\n😀\"\n日本;7\n";

}  // namespace

TEST_CASE("UTF-16 and UTF-32 are known by their mark", "[encoding]") {
  const csv_record expected = record_csv(table);
  REQUIRE(expected.rows.size() == 3);
  for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    CAPTURE(encoding);
    CHECK(read(in_encoding(encoding, "\xEF\xBB\xBF" + table)) == expected);
  }
}

TEST_CASE("UTF-16 and UTF-32 are known without a mark, too", "[encoding]") {
  const csv_record expected = record_csv(table);
  for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    CAPTURE(encoding);
    CHECK(read(in_encoding(encoding, table)) == expected);
    CHECK(read(in_encoding(encoding, "a\n1\n")).rows.size() == 1);
  }
}

TEST_CASE("another encoding is read when it is named", "[encoding]") {
  const std::string western = "Región;€\nMuñoz “x”;Œuvre\n";
  const std::string eastern = "Miasto;Ocena\nŁódź;dziękuję\n";
  for (const char* name : {"windows-1252", "CP1252", "Windows_1252"}) {
    CHECK(read(in_encoding("WINDOWS-1252", western), {.encoding = name}) == record_csv(western));
  }
  CHECK(read(in_encoding("ISO-8859-2", eastern), {.encoding = "ISO-8859-2"}) == record_csv(eastern));
  CHECK(read(in_encoding("SHIFT_JIS", "日本;b\nテスト;1\n"), {.encoding = "SHIFT_JIS"}) ==
        record_csv("日本;b\nテスト;1\n"));
  for (const char* name : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
    CHECK(read(in_encoding(name, table), {.encoding = name}) == record_csv(table));
  }
  csv_recorder recorder;
  CHECK_THROWS_AS((cx::csv_parser{{.encoding = "klingon"}, recorder}), std::invalid_argument);
}

TEST_CASE("each byte of Windows-1252 is what iconv says", "[encoding]") {
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D) continue;
    const char c = static_cast<char>(byte);
    char from[] = {c, '\0'};
    char to[4] = {};
    char* in = from;
    char* out = to;
    std::size_t left = 1;
    std::size_t free = 3;
    const iconv_t state = iconv_open("UTF-8", "WINDOWS-1252");
    REQUIRE(iconv(state, &in, &left, &out, &free) == 0);
    iconv_close(state);
    CHECK(record_csv(std::string("a\nx") + c + "y\n", {.encoding = "windows-1252"}).rows[0].fields[0] ==
          "x" + std::string(to) + "y");
  }
}

TEST_CASE("what is not valid stays visible, and is never replaced", "[encoding]") {
  CHECK(record_csv("a\nMu\xF1oz\n").rows[0].fields[0] == "Mu\xF1oz");
  const std::string half{"a\0\n\0x\0\x3D\xD8y\0\n\0", 12};
  CHECK(record_csv(half).rows[0].fields[0] == "x\xED\xA0\xBDy");
  const std::string cut{"a\0\n\0x\0y", 7};
  CHECK(record_csv(cut).rows[0].fields[0] == "x\xFF");
  CHECK(record_csv("a\n\xA4\xFF\n", {.encoding = "EUC-JP"}).rows[0].fields[0].find('\xFF') !=
        std::string::npos);
}

TEST_CASE("a header that is not valid UTF-8 is an error that names the column", "[encoding]") {
  const std::string error = record_csv("Responsable;Regi\xF3n\nx;y\n").error;
  CHECK_THAT(error,
             contains("line 1, column 2, \"Regi\\xF3n\", is not valid UTF-8") && contains("windows-1252"));
  CHECK_THAT(record_csv("title\n\nx\xF3;b\n1;2\n", {.skip_rows = 1}).error, contains("line 3, column 1"));
  for (const char* wrong :
       {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xF5\x80\x80\x80"}) {
    CHECK_THAT(record_csv(std::string("a") + wrong + ",b\n").error, contains("not valid UTF-8"));
  }
}

TEST_CASE("any text reads the same in every encoding", "[encoding]") {
  REQUIRE(rc::check([] {
    const auto part =
        rc::gen::element<std::string>("a", "b", "1", ",", "\n", "\r", "\"", "ñ", "€", "ộ", "語", "😀");
    const auto parts = *rc::gen::container<std::vector<std::string>>(part);
    std::string text = "a,b\n";
    for (const std::string& each : parts) text += each;
    const csv_record expected = record_csv(text);
    for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
      const std::string bytes = in_encoding(encoding, text);
      const auto piece = *rc::gen::inRange<std::size_t>(1, bytes.size() + 1);
      RC_ASSERT(record_csv(bytes, {.encoding = encoding}, piece) == expected);
      RC_ASSERT(record_csv(in_encoding(encoding, "\xEF\xBB\xBF" + text), {.block = piece}) == expected);
    }
  }));
}

TEST_CASE("several threads read a file in another encoding", "[encoding]") {
  std::string text = "a;b\n";
  for (int row = 0; row < 5000; ++row) text += std::to_string(row) + ";Muñoz\n";
  const cx::tests::temporary_file file{in_encoding("UTF-16LE", text)};
  for (const std::size_t block : {64u, 1000u, 100'000u}) {
    csv_recorder one;
    csv_recorder other;
    cx::row_sink* const sinks[] = {&one, &other};
    cx::input from{file.path()};
    cx::read_csv(from, sinks, {.block = block});
    CHECK(one.record.rows.size() + other.record.rows.size() == 5000);
    for (const auto* record : {&one.record, &other.record}) {
      CHECK(std::all_of(record->rows.begin(), record->rows.end(),
                        [](const auto& row) { return row.fields[1] == "Muñoz"; }));
    }
  }
}

}  // namespace tests_of_encoding
