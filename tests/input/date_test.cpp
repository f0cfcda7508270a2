// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/date.hpp>

#include <rapidcheck.h>

#include <chrono>
#include <ctime>
#include <optional>
#include <stdexcept>
#include <string>

namespace tests_of_date {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {
constexpr cx::day fifth{2024y / 3 / 5};
constexpr cx::day last_of_march{2024y / 3 / 31};
constexpr cx::day first_of_april{2024y / 4 / 1};
const cx::date_reader utc;
const cx::date_reader jakarta{{.utc_offset = 7h}};
const cx::date_reader caracas{{.utc_offset = -4h}};

std::optional<cx::day> read(const std::string& pattern, const std::string& text) {
  return cx::date_reader{{.patterns = {pattern}}}.read(text);
}
}  // namespace

TEST_CASE("an ISO date is the day itself, whatever the clock", "[date]") {
  for (const auto& reader : {utc, jakarta, caracas}) {
    CHECK(reader.read("2024-03-05") == fifth);
    CHECK(reader.read(" 2024-03-05\r") == fifth);
  }
  CHECK(utc.read("1970-01-01") == cx::day{});
  CHECK(utc.read("1969-12-31") == cx::day{1969y / 12 / 31});
  CHECK(utc.read("0000-01-01") == cx::day{0y / 1 / 1});
  CHECK(utc.read("9999-12-31") == cx::day{9999y / 12 / 31});
}

TEST_CASE("an ISO timestamp may leave out what does not matter", "[date]") {
  for (const char* text : {"2024-03-05T08:30", "2024-03-05T08:30:00", "2024-03-05 08:30:00",
                           "2024-03-05t08:30:00z", "2024-03-05T08:30:00.5", "2024-03-05T08:30:00,123456789",
                           "2024-03-05T08:30:00.123Z", "2024-03-05T08:30Z", "2024-03-05T08:30:00+07",
                           "2024-03-05T08:30:00+0700", "2024-03-05T08:30:00+07:00", "2024-03-05T08:30:00-03",
                           "2024-03-05 08:30:00 +0000", "2024-03-05 08:30:00 UTC"}) {
    CAPTURE(text);
    CHECK(utc.read(text) == fifth);
  }
}

TEST_CASE("a timestamp with a zone counts on the reader's day", "[date]") {
  CHECK(utc.read("2024-03-31T23:30Z") == last_of_march);
  CHECK(jakarta.read("2024-03-31T23:30Z") == first_of_april);
  CHECK(jakarta.read("2024-03-31T16:59:59.999Z") == last_of_march);
  CHECK(jakarta.read("2024-03-31T17:00:00Z") == first_of_april);
  CHECK(caracas.read("2024-04-01T03:59Z") == last_of_march);
  CHECK(caracas.read("2024-04-01T04:00Z") == first_of_april);
  CHECK(utc.read("2024-04-01T06:59+07:00") == last_of_march);
  CHECK(utc.read("2024-03-31T21:00-0330") == first_of_april);
  CHECK(jakarta.read("2024-04-01T00:00+07:00") == first_of_april);
  CHECK(jakarta.read("2024-03-31T23:59+07:00") == last_of_march);
}

TEST_CASE("a timestamp without zone is told by the reader's clock", "[date]") {
  CHECK(jakarta.read("2024-03-31T23:30") == last_of_march);
  CHECK(caracas.read("2024-04-01 00:00:00") == first_of_april);
}

TEST_CASE("24:00 begins the next day and a leap second ends its own", "[date]") {
  CHECK(utc.read("2024-03-31T24:00") == first_of_april);
  CHECK(utc.read("2024-03-31T24:00:00Z") == first_of_april);
  CHECK_FALSE(utc.read("2024-03-31T24:01"));
  CHECK_FALSE(utc.read("2024-03-31T24:00:01"));
  CHECK(utc.read("2016-12-31T23:59:60Z") == cx::day{2016y / 12 / 31});
  CHECK_FALSE(utc.read("2016-12-31T23:59:61Z"));
}

TEST_CASE("what is no date of the calendar is nothing", "[date]") {
  CHECK(utc.read("2024-02-29"));
  CHECK(utc.read("2000-02-29"));
  for (const char* text : {"",
                           " ",
                           "2023-02-29",
                           "1900-02-29",
                           "2024-04-31",
                           "2024-00-05",
                           "2024-13-05",
                           "2024-03-00",
                           "2024-03-32",
                           "2024-3-5",
                           "24-03-05",
                           "2024/03/05",
                           "20240305",
                           "05.03.2024",
                           "2024-03-05T",
                           "2024-03-05T8:30",
                           "2024-03-05T08",
                           "2024-03-05T25:00",
                           "2024-03-05T08:60",
                           "2024-03-05T08:30:",
                           "2024-03-05T08:30:00.",
                           "2024-03-05T08:30:00+",
                           "2024-03-05T08:30:00+7",
                           "2024-03-05T08:30:00+24:00",
                           "2024-03-05T08:30:00+07:60",
                           "2024-03-05T08:30:00+07:",
                           "2024-03-05T08:30:00ZZ",
                           "2024-03-05  08:30",
                           "2024-03-05x",
                           "x2024-03-05",
                           "-024-03-05",
                           "2024-03-0\xB5",
                           "NA"}) {
    CAPTURE(text);
    CHECK_FALSE(utc.read(text));
  }
}

TEST_CASE("a wrong character anywhere makes an ISO timestamp nothing", "[date]") {
  const std::string right = "2024-03-05T08:30:00Z";
  for (std::size_t at = 0; at < right.size(); ++at) {
    const std::string may_stand = right[at] == 'T'   ? "Tt "
                                  : right[at] == 'Z' ? "Zz \t\n\v\f\r"
                                  : right[at] == '-' ? "-"
                                  : right[at] == ':' ? ":"
                                                     : "0123456789";
    for (int byte = 0; byte < 256; ++byte) {
      std::string wrong = right;
      wrong[at] = static_cast<char>(byte);
      if (may_stand.find(wrong[at]) != std::string::npos) continue;
      if (utc.read(wrong)) FAIL(wrong);
      if (at < 10 && utc.read(wrong.substr(0, 10))) FAIL(wrong.substr(0, 10));
    }
  }
}

TEST_CASE("a pattern reads dates in other forms", "[date]") {
  CHECK(read("%d/%m/%Y", "05/03/2024") == fifth);
  CHECK(read("%d/%m/%Y", "5/3/2024") == fifth);
  CHECK(read("%m/%d/%y", "03/05/24") == fifth);
  CHECK(read("%m/%d/%y", "03/05/69") == cx::day{1969y / 3 / 5});
  CHECK(read("%m/%d/%y", "03/05/68") == cx::day{2068y / 3 / 5});
  CHECK(read("%D", "03/05/24") == fifth);
  CHECK(read("%Y%m%d", "20240305") == fifth);
  CHECK(read("%Y-%j", "2024-065") == fifth);
  CHECK(read("%Y-%j", "2024-366") == cx::day{2024y / 12 / 31});
  CHECK(read("%d %b %Y", "5 Mar 2024") == fifth);
  CHECK(read("%d %B %Y", "05 MARCH 2024") == fifth);
  CHECK(read("%h %e, %Y", "mar  5, 2024") == fifth);
  CHECK(read("%a, %d %b %Y %T %z", "Tue, 05 Mar 2024 08:30:00 +0000") == fifth);
  CHECK(read("%A %d%%%m%%%Y", "Tuesday 05%03%2024") == fifth);
  CHECK(read("%F %R", "2024-03-05 08:30") == fifth);
  CHECK(read("%m/%d/%Y %I:%M %p", "3/5/2024 12:30 AM") == fifth);
  CHECK(read("%F %H", "2024-03-05 24") == cx::day{2024y / 3 / 6});
  CHECK(read("%FT%H:%M:%S%z", "2024-03-05T23:59:59.5+00:00") == fifth);
  CHECK(read("on %F", "on2024-03-05") == fifth);
}

TEST_CASE("a pattern with a zone moves to the reader's clock too", "[date]") {
  const cx::date_reader reader{{.patterns = {"%d.%m.%Y %I:%M:%S %p %z"}, .utc_offset = 7h}};
  CHECK(reader.read("31.03.2024 11:30:00 PM Z") == first_of_april);
  CHECK(reader.read("31.03.2024 11:30:00 pm +07") == last_of_march);
}

TEST_CASE("a text that does not follow the pattern is nothing", "[date]") {
  CHECK_FALSE(read("%d/%m/%Y", "2024-03-05"));
  CHECK_FALSE(read("%d/%m/%Y", "05/03/24"));
  CHECK_FALSE(read("%d/%m/%Y", "05/03/2024 08:30"));
  CHECK_FALSE(read("%d/%m/%Y", "05/03"));
  CHECK_FALSE(read("%d/%m/%Y", "31/04/2024"));
  CHECK_FALSE(read("%d/%m/%Y", ""));
  CHECK_FALSE(read("%Y-%j", "2023-366"));
  CHECK_FALSE(read("%Y-%j", "2023-0"));
  CHECK_FALSE(read("%d %b %Y", "5 Mrz 2024"));
  // Twelve is the first hour of each half of the day.
  const cx::date_reader an_hour_behind{{.patterns = {"%F %I:%M %p %z"}, .utc_offset = -1h}};
  CHECK(an_hour_behind.read("2024-03-06 12:30 AM Z") == fifth);
  CHECK(an_hour_behind.read("2024-03-05 12:30 PM Z") == fifth);
  CHECK(read("%F %I:%M %p", "2024-03-05 12:59 PM") == fifth);
  CHECK_FALSE(read("%F %I:%M %p", "2024-03-05 13:00 PM"));
  CHECK_FALSE(read("%F %I:%M %p", "2024-03-05 0:00 AM"));
  CHECK_FALSE(read("%F %R", "2024-03-05 08:60"));
  CHECK_FALSE(read("%F %H", "2024-03-05 25"));
}

TEST_CASE("a pattern that cannot give a day is refused by name", "[date]") {
  const auto message = [](const std::string& pattern) -> std::string {
    try {
      cx::date_reader reader{{.patterns = {pattern}}};
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return {};
  };
  CHECK(message("%d/%q/%Y") == "the date pattern %d/%q/%Y has an unknown directive %q");
  CHECK(message("%d/%m/%Y %") == "the date pattern %d/%m/%Y % has an unknown directive %");
  for (const char* pattern : {"%d/%m", "%Y-%m", "%Y", "%m/%d", "%j", "today", "%%Y-%%m-%%d"}) {
    CAPTURE(pattern);
    CHECK(message(pattern) ==
          std::string{"the date pattern "} + pattern + " does not say year, month and day");
  }
  CHECK(message("%F %I:%M") == "the date pattern %F %I:%M needs both %I and %p");
  CHECK_THROWS_AS((cx::date_reader{{.utc_offset = 24h}}), std::invalid_argument);
  CHECK_THROWS_AS((cx::date_reader{{.utc_offset = -24h}}), std::invalid_argument);
}

TEST_CASE("of several patterns the first that fits is taken", "[date]") {
  const cx::date_reader reader{{.patterns = {"%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M"}}};
  CHECK(reader.read("05/03/2024") == fifth);
  CHECK(reader.read("03/31/2024") == last_of_march);
  CHECK(reader.read("05/03/2024 08:30") == fifth);
  CHECK_FALSE(reader.read("2024-03-05"));
  CHECK(reader.read_any_form("05/03/2024") == cx::written_day{cx::date_form::plain, fifth, fifth});
  CHECK(reader.read_any_form("5 March 2024").form == cx::date_form::none);
}

TEST_CASE("offsets from UTC are read in every usual form", "[date]") {
  CHECK(cx::parse_utc_offset("+07:00") == 7h);
  CHECK(cx::parse_utc_offset("-0330") == -210min);
  CHECK(cx::parse_utc_offset("-03") == -3h);
  CHECK(cx::parse_utc_offset("Z") == 0min);
  for (const char* text : {"", "7", "07:00", "+7", "+07:0", "+24:00", "+07:60", "+07:00 ", "CET"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(cx::parse_utc_offset(text), std::invalid_argument);
  }
}

TEST_CASE("every day written is the day read, and no other day is", "[date]") {
  for (cx::day day{1999y / 12 / 1}; day < cx::day{2004y / 4 / 1}; day += std::chrono::days{1}) {
    if (utc.read(cx::to_string(day)) != day) FAIL(cx::to_string(day));
  }
  const auto two = [](unsigned number) { return std::to_string(number / 10) + std::to_string(number % 10); };
  for (int year = 0; year <= 9999; ++year) {
    const std::string year_text =
        two(static_cast<unsigned>(year / 100)) + two(static_cast<unsigned>(year % 100));
    for (unsigned month = 1; month <= 12; ++month) {
      const auto last = std::chrono::year{year} / static_cast<int>(month) / std::chrono::last;
      const auto length = static_cast<unsigned>(last.day());
      const std::string start = year_text + "-" + two(month) + "-";
      if (utc.read(start + two(length)) != cx::day{last}) FAIL(start + two(length));
      if (utc.read(start + two(length + 1))) FAIL(start + two(length + 1));
    }
  }
}

TEST_CASE("any text is read without trouble", "[date]") {
  REQUIRE(rc::check("an instant falls on the day that the C library says", [] {
    const auto seconds = *rc::gen::inRange<std::time_t>(-2000000000, 4000000000);
    const auto offset = *rc::gen::inRange(-14 * 60, 14 * 60);
    const std::time_t shifted = seconds + offset * 60;
    std::tm utc_time{};
    gmtime_r(&seconds, &utc_time);
    std::tm local{};
    gmtime_r(&shifted, &local);
    char text[64];
    char date[64];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc_time);
    std::strftime(date, sizeof date, "%Y-%m-%d", &local);
    const auto day = cx::date_reader{{.utc_offset = std::chrono::minutes{offset}}}.read(text);
    RC_ASSERT(day.has_value());
    RC_ASSERT(cx::to_string(*day) == date);
  }));
  REQUIRE(rc::check("any text is read without trouble", [](const std::string& text) {
    utc.read(text);
    read("%a %d %b %y %I %p %z", text);
  }));
}

}  // namespace tests_of_date
