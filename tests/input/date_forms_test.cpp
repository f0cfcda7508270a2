// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/date_forms.hpp>

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

namespace tests_of_date_forms {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using form = cx::date_form;

namespace {
constexpr cx::day fifth{2024y / 3 / 5};
const cx::date_reader utc;

cx::written_day sure(form form, cx::day day) {
  return {form, day, day};
}

// The days of a column's texts, read together.
std::vector<std::optional<cx::day>> days_of(const std::vector<std::string>& texts) {
  cx::date_forms forms;
  std::vector<cx::written_day> written;
  for (const std::string& text : texts) {
    written.push_back(utc.read_any_form(text));
    forms.add(written.back().form);
  }
  std::vector<std::optional<cx::day>> days;
  for (const cx::written_day& each : written) days.push_back(forms.day_of(each));
  return days;
}
}  // namespace

TEST_CASE("many forms mean one day only", "[date_forms]") {
  for (const char* text : {"2024-03-05",
                           "2024/03/05",
                           "2024/3/5",
                           "2024.03.05",
                           "20240305",
                           "05.03.2024",
                           "5.3.24",
                           "5 March 2024",
                           "5 Mar 2024",
                           "05-Mar-24",
                           "5th March 2024",
                           "5th of March, 2024",
                           "March 5, 2024",
                           "Mar 05 2024",
                           "MAR 5th, 2024",
                           "Tue, 5 Mar 2024",
                           "Tuesday, March 5, 2024",
                           "2024/03/05 10:22:33 AM",
                           "5 Mar 2024 8:30",
                           "2024-03-05 8:30 pm",
                           "05/Mar/2024:",
                           "2024-03-05T8:30",
                           "Mar 5, 2024, 10:22 AM",
                           "Mar 5, 2024, 10:22\xE2\x80\xAF"
                           "AM",
                           "Tue Mar 05 2024 10:22:33 GMT+0000 (Coordinated Universal Time)",
                           "Tue, 05 Mar 2024 10:22:33 GMT",
                           "2024-03-05 10:22:33 UTC",
                           " 2024/03/05 ",
                           "'2024-03-05",
                           "=\"2024-03-05\"",
                           "=\"5 March 2024\"",
                           "2024-03-05 12:00 a.m."}) {
    CAPTURE(text);
    if (std::string{text} == "05/Mar/2024:") {
      CHECK(utc.read_any_form(text).form == form::none);
      continue;
    }
    CHECK(utc.read_any_form(text) == sure(form::plain, fifth));
  }
}

TEST_CASE("dates are read as Vietnamese writes them", "[date_forms]") {
  for (const char* text : {"5 thg 3, 2024", "5 thg 3 2024", "05 Thg 3, 2024 10:30", "Thg 3 5, 2024",
                           "5 tháng 3, 2024", "ngày 5 tháng 3 năm 2024", "Ngày 05 Tháng 03 Năm 2024",
                           "Tháng 3 5, 2024", "05.03.2024 2:03:22 CH", "2024-03-05 9:10 SA"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::plain, fifth));
  }
  for (const char* text : {"tháng 3 năm 2024", "Thg 3 2024", "tháng 3/2024"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::month, cx::day{2024y / 3 / 1}));
  }
  for (const char* text : {"5 thg 13, 2024", "5 thg, 2024", "thg 3", "5 thg 123, 2024", "tháng năm 2024",
                           "2024-03-05 13:00 CH"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
  const cx::date_reader east{{.utc_offset = 7h}};
  CHECK(east.read_any_form("05.03.2024 11:30 CH UTC").day == cx::day{2024y / 3 / 6});
  CHECK(east.read_any_form("05.03.2024 11:30 SA UTC").day == fifth);
}

TEST_CASE("times are read in ISO's basic format", "[date_forms]") {
  const cx::date_reader west{{.utc_offset = -5h}};
  CHECK(west.read_any_form("20240306T045959Z") == sure(form::plain, fifth));
  CHECK(west.read_any_form("20240306T0500Z") == sure(form::plain, cx::day{2024y / 3 / 6}));
  CHECK(west.read_any_form("2024-03-05T235959.999") == sure(form::plain, fifth));
  CHECK(utc.read_any_form("20240305T10:15:00Z") == sure(form::plain, fifth));
  for (const char* text :
       {"20240305T10", "20240305T101", "20240305T2515", "20240305T10155", "20240305 101500"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
}

TEST_CASE("dates are read as databases and programs write them", "[date_forms]") {
  for (const char* text : {"05-MAR-24 09.05.12 AM",                // Oracle
                           "05-MAR-24 09.05.12.123456000 PM",      // Oracle
                           "05-MAR-24 09.05.12.000000 AM +00:00",  // Oracle
                           "2024-03-05-09.05.12.123456",           // Db2
                           "05MAR2024:09:05:12",                   // SAS
                           "05MAR24:09:05:12",                     // SAS
                           "05mar2024 09:05:12",                   // Stata
                           "05/Mar/2024:13:55:36 +0000",           // logs of web servers
                           "Tue Mar  5 09:05:12 2024",             // C
                           "Tue Mar 5 09:05:12 UTC 2024",          // Unix
                           "Tue Mar 05 09:05:12 +0000 2024",       // Twitter
                           "Mar 5, 2024 at 9:05 AM", "5.3.2024 9.05", "05.03.2024 9:05:12 p. m.",
                           "5 Mar 2024 9:05 a.\xC2\xA0m."}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::plain, fifth));
  }
  const cx::date_reader east{{.utc_offset = 7h}};
  const auto day = [&](const char* text) { return east.read_any_form(text).day; };
  CHECK(day("05-MAR-24 04.59.59.999999 PM +00:00") == fifth);
  CHECK(day("05-MAR-24 05.00.00.000000 PM +00:00") == cx::day{2024y / 3 / 6});
  CHECK(day("05/Mar/2024:17:00:00 +0000") == cx::day{2024y / 3 / 6});
  CHECK(day("Tue Mar 5 17:00:00 UTC 2024") == cx::day{2024y / 3 / 6});
  CHECK(day("Tue Mar 5 16:59:59 UTC 2024") == fifth);
  // A log of Unix does not say the year, and no part of its time is taken for one.
  for (const char* text :
       {"Mar 5 09:05:12", "5 Mar 09:05:12", "Mar 5 09:05", "2024-03-05-09.05", "2024-03-05-",
        "2024-03-05:", "2024-03-05::09:05:12", "2024-03-05 at", "05-MAR-24 09.65.12 AM",
        "05-MAR-24 13.05.12 PM", "Tue Mar 5 09:05:12 XYZ 2024", "Mar 5 09:05 24"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
}

TEST_CASE("a month alone is its first day", "[date_forms]") {
  for (const char* text : {"2024-03", "2024/03", "March 2024", "Mar 2024", "03/2024", "3-2024", "03.2024",
                           "Mar-24", "March-24", "MAR-2024"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::month, cx::day{2024y / 3 / 1}));
  }
}

TEST_CASE("a quarter alone is its first day", "[date_forms]") {
  for (const char* text : {"2024-Q2", "2024Q2", "2024 q2", "2024/Q2", "Q2 2024", "Q2-2024", "Q2/24", "Q2'24",
                           "Qu\xC3\xBD 2/2024"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::quarter, cx::day{2024y / 4 / 1}));
  }
  for (const char* text : {"2024-Q0", "2024-Q5", "2024-Q12", "Q2", "Q2 202", "24-Q2", "2024-Q2 10:30"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
}

TEST_CASE("a week alone is its Monday", "[date_forms]") {
  for (const char* text : {"2024-W10", "2024W10", "2024-w10", " 2024-W10 "}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text) == sure(form::week, cx::day{2024y / 3 / 4}));
  }
  CHECK(utc.read_any_form("2020-W53").day == cx::day{2020y / 12 / 28});
  CHECK(utc.read_any_form("2021-W01").day == cx::day{2021y / 1 / 4});
  CHECK(utc.read_any_form("2026-W01").day == cx::day{2025y / 12 / 29});
  CHECK(utc.read_any_form("1969-W01").day == cx::day{1968y / 12 / 30});
  CHECK(utc.read_any_form("2024-W10-2") == sure(form::plain, fifth));
  CHECK(utc.read_any_form("2024-W10-7").day == cx::day{2024y / 3 / 10});
  for (const char* text : {"2024-W00", "2024-W54", "2023-W53", "2024-W1", "2024-W10-0", "2024-W10-8",
                           "2024-W10-", "2024-W10 10:30", "W10 2024", "24-W10", "2024-10W"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
}

TEST_CASE("six digits are a month where they cannot be a day", "[date_forms]") {
  CHECK(utc.read_any_form("202403") == sure(form::month_number, cx::day{2024y / 3 / 1}));
  CHECK(utc.read_any_form("199912") == sure(form::month_number, cx::day{1999y / 12 / 1}));
  CHECK(utc.read_any_form("200305") == sure(form::month_number_or_day, cx::day{2003y / 5 / 1}));
  for (const char* text :
       {"202413", "202400", "240305", "189912", "210001", "202403.5", "-202403", "2024031"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
  using days = std::vector<std::optional<cx::day>>;
  CHECK(days_of({"200305", "202403"}) == days{cx::day{2003y / 5 / 1}, cx::day{2024y / 3 / 1}});
  CHECK(days_of({"200305", "200311"}) == days(2));
  CHECK(days_of({"202403", "2024-03-05"}) == days{std::nullopt, fifth});
  CHECK(days_of({"202403", "45356"}) == days(2));
}

TEST_CASE("a year alone is its first day where it is asked for", "[date_forms]") {
  CHECK(utc.read_any_form_or_year("2024") == sure(form::year, cx::day{2024y / 1 / 1}));
  CHECK(utc.read_any_form_or_year(" 2024 ").form == form::year);
  CHECK(utc.read_any_form_or_year("2024-03-05") == sure(form::plain, fifth));
  CHECK(utc.read_any_form("2024").form == form::none);
  for (const char* text : {"1899", "2100", "24", "202", "2024-", "2024 AD", ""}) {
    CAPTURE(text);
    CHECK(utc.read_any_form_or_year(text).form == form::none);
  }
  CHECK(cx::date_reader{{.patterns = {"%d/%m/%Y"}}}.read_any_form_or_year("2024").form == form::none);
  cx::date_forms years;
  years.add(form::year);
  CHECK(years.fault(form::year) == nullptr);
  years.add(form::plain);
  CHECK(years.fault(form::year) != nullptr);
}

TEST_CASE("which of two numbers is the month is left open unless one of them cannot be", "[date_forms]") {
  CHECK(utc.read_any_form("03/04/2024") ==
        cx::written_day{form::either, cx::day{2024y / 4 / 3}, cx::day{2024y / 3 / 4}});
  CHECK(utc.read_any_form("3-4-24 8:30 PM").form == form::either);
  CHECK(utc.read_any_form("25/12/2021") == sure(form::day_first, cx::day{2021y / 12 / 25}));
  CHECK(utc.read_any_form("12/25/21") == sure(form::month_first, cx::day{2021y / 12 / 25}));
  CHECK(utc.read_any_form("05/05/2024").form == form::plain);
  CHECK(utc.read_any_form("30/02/2024").form == form::none);
  CHECK(utc.read_any_form("13/13/2024").form == form::none);
}

TEST_CASE("numbers are instants or Excel's days by their length", "[date_forms]") {
  CHECK(utc.read_any_form("1709634153") == sure(form::seconds, fifth));
  CHECK(utc.read_any_form("1709634153.25") == sure(form::seconds, fifth));
  CHECK(utc.read_any_form("1709634153123") == sure(form::milliseconds, fifth));
  CHECK(utc.read_any_form("1709634153123456") == sure(form::microseconds, fifth));
  CHECK(utc.read_any_form("45356") == sure(form::day_number, fifth));
  CHECK(utc.read_any_form("45356.43233") == sure(form::day_number, fifth));
  for (const char* text : {"", "1", "2024", "12345", "170963415", "17096341531", "-45356", "45356.", "1e9"}) {
    CAPTURE(text);
    CHECK((utc.read_any_form(text).form == form::none || std::string{text} == "170963415"));
  }
}

TEST_CASE("a zone moves to the reader's clock", "[date_forms]") {
  const cx::date_reader jakarta{{.utc_offset = 7h}};
  const auto day = [&](const char* text) { return jakarta.read_any_form(text).day; };
  CHECK(day("2021/03/31 11:50:00 PM GMT+7") == cx::day{2021y / 3 / 31});
  CHECK(day("2021/04/01 12:10:00 AM GMT+7") == cx::day{2021y / 4 / 1});
  CHECK(day("2021/03/31 11:50:00 PM GMT+5:30") == cx::day{2021y / 4 / 1});
  CHECK(day("2021/03/31 16:59 UTC") == cx::day{2021y / 3 / 31});
  CHECK(day("2021/03/31 17:00 UTC") == cx::day{2021y / 4 / 1});
  CHECK(day("2021/03/31 17:00") == cx::day{2021y / 3 / 31});
  CHECK(day("1617210000") == cx::day{2021y / 4 / 1});
  CHECK(day("1617209999") == cx::day{2021y / 3 / 31});
}

TEST_CASE("what is no date of the calendar has no form", "[date_forms]") {
  for (const char* text : {"2024/02/30",
                           "2024-13-01",
                           "2024-03-05 25:00",
                           "2024-03-05 13:00 PM",
                           "2024-03-05 0:30 AM",
                           "5 Foo 2024",
                           "2024-03/05",
                           "05/03.2024",
                           "05/03/202",
                           "05/03/20244",
                           "Mar 2024 5",
                           "market 5, 2024",
                           "soon",
                           "NA",
                           "2024-03-05 10:30 XYZ",
                           "2024-03 10:30",
                           "1/2",
                           "13/2024",
                           "3/24",
                           "24-Mar"}) {
    CAPTURE(text);
    CHECK(utc.read_any_form(text).form == form::none);
  }
}

TEST_CASE("one text settles the others", "[date_forms]") {
  const cx::day april{2024y / 4 / 3};
  const cx::day march{2024y / 3 / 4};
  CHECK(days_of({"03/04/2024", "25/12/2024"}) ==
        std::vector<std::optional<cx::day>>{april, cx::day{2024y / 12 / 25}});
  CHECK(days_of({"12/25/24", "03/04/2024"}) ==
        std::vector<std::optional<cx::day>>{cx::day{2024y / 12 / 25}, march});
  CHECK(days_of({"03/04/2024", "2024-01-01"}) ==
        std::vector<std::optional<cx::day>>{std::nullopt, cx::day{2024y / 1 / 1}});
  CHECK(days_of({"03/04/2024", "25/12/2024", "12/25/2024"}) == std::vector<std::optional<cx::day>>(3));
  CHECK(days_of({"45356", "45357"}) ==
        std::vector<std::optional<cx::day>>{fifth, fifth + std::chrono::days{1}});
  CHECK(days_of({"45356", "2024-03-05"}) == std::vector<std::optional<cx::day>>{std::nullopt, fifth});
  CHECK(days_of({"1709634153", "1709634153123"}) == std::vector<std::optional<cx::day>>(2));
}

TEST_CASE("what is open or contradicts itself names both forms", "[date_forms]") {
  using cxmetrics::tests::contains;
  cx::date_forms forms;
  forms.add(form::either);
  for (int turn = 0; turn < 2; ++turn) {
    CHECK_THAT(forms.fault(form::either), contains("%d/%m/%Y") && contains("%m/%d/%Y"));
    forms.add(form::day_first);
    if (turn == 0) CHECK(forms.fault(form::either) == nullptr);
    forms.add(form::month_first);
  }
  CHECK(forms.fault(form::plain) == nullptr);
  CHECK(std::string{forms.fault(form::none)} == "not a date");
}

TEST_CASE("forms add up in any order", "[date_forms]") {
  REQUIRE(rc::check("forms add up in any order", [](const std::vector<unsigned char>& met, std::size_t cut) {
    cx::date_forms all;
    cx::date_forms parts[2];
    for (std::size_t at = 0; at < met.size(); ++at) {
      const auto form = static_cast<cx::date_form>(met[at] % 15);
      all.add(form);
      parts[at < cut % (met.size() + 1) ? 1 : 0].add(form);
    }
    RC_ASSERT((cx::date_forms{parts[0]} += parts[1]) == all);
    RC_ASSERT((cx::date_forms{parts[1]} += parts[0]) == all);
  }));
  REQUIRE(rc::check("any text is read without trouble",
                    [](const std::string& text) { utc.read_any_form(text); }));
}

}  // namespace tests_of_date_forms
