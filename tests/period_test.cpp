// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstdio>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_period {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;
using std::chrono::days;

namespace {

constexpr cx::granularity granularities[] = {cx::granularity::day, cx::granularity::week,
                                             cx::granularity::month, cx::granularity::quarter,
                                             cx::granularity::year};

cx::day any_day() {
  return cx::day{} + days{*rc::gen::inRange(-200000, 200000)};
}

// The days since 1970 of a date, by Howard Hinnant's days_from_civil ("chrono-Compatible Low-Level Date
// Algorithms"): whole-number arithmetic that shares nothing with <chrono>.
int days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

std::string text(const char* pattern, int year, int part) {
  char result[32];
  std::snprintf(result, sizeof result, pattern, year, part);
  return result;
}

// The ISO 8601 week by the textbook's arithmetic on the day of the year; weekday 1 is Monday.
std::string iso_week(int year, int day_of_year, int weekday) {
  const auto weeks_in = [](int y) {
    const auto weekday_of_last_day = [](int z) { return (z + z / 4 - z / 100 + z / 400) % 7; };
    return weekday_of_last_day(y) == 4 || weekday_of_last_day(y - 1) == 3 ? 53 : 52;
  };
  const int week = (day_of_year - weekday + 10) / 7;
  if (week < 1) return text("%04d-W%02d", year - 1, weeks_in(year - 1));
  if (week > weeks_in(year)) return text("%04d-W%02d", year + 1, 1);
  return text("%04d-W%02d", year, week);
}

}  // namespace

TEST_CASE("a period holds its first day and not the one after its last", "[period]") {
  constexpr cx::period march{2024y / 3 / 1, 2024y / 4 / 1};
  STATIC_REQUIRE(march.days() == 31);
  STATIC_REQUIRE(march.contains(2024y / 3 / 1));
  STATIC_REQUIRE(march.contains(2024y / 3 / 31));
  STATIC_REQUIRE(!march.contains(2024y / 4 / 1));
  STATIC_REQUIRE(!march.contains(2024y / 2 / 29));
}

TEST_CASE("a period ends after it begins", "[period]") {
  CHECK_THROWS_AS(cx::period(2024y / 3 / 1, 2024y / 3 / 1), std::invalid_argument);
  CHECK_THROWS_AS(cx::period(2024y / 3 / 2, 2024y / 3 / 1), std::invalid_argument);
  CHECK(cx::period(2024y / 3 / 1, 2024y / 3 / 2).days() == 1);
}

TEST_CASE("periods are ordered by their first day, then by their last", "[period]") {
  const cx::day first = 2024y / 1 / 1;
  const std::set<cx::period> sorted{cx::year_of(first), cx::month_of(first + days{31}), cx::month_of(first),
                                    cx::quarter_of(first), cx::month_of(first)};
  REQUIRE(sorted.size() == 4);
  CHECK(*sorted.begin() == cx::month_of(first));
  CHECK(*std::next(sorted.begin()) == cx::quarter_of(first));
  CHECK(*std::next(sorted.begin(), 2) == cx::year_of(first));
}

TEST_CASE("the calendar period that holds a day", "[period]") {
  const cx::day day = 2024y / 3 / 5;
  CHECK(cx::day_of(day) == cx::period(2024y / 3 / 5, 2024y / 3 / 6));
  CHECK(cx::week_of(day) == cx::period(2024y / 3 / 4, 2024y / 3 / 11));
  CHECK(cx::month_of(day) == cx::period(2024y / 3 / 1, 2024y / 4 / 1));
  CHECK(cx::quarter_of(day) == cx::period(2024y / 1 / 1, 2024y / 4 / 1));
  CHECK(cx::year_of(day) == cx::period(2024y / 1 / 1, 2025y / 1 / 1));
}

TEST_CASE("a week begins on Monday", "[period]") {
  for (const cx::day day : {cx::day{2024y / 3 / 4}, cx::day{2024y / 3 / 7}, cx::day{2024y / 3 / 10}}) {
    CHECK(cx::week_of(day).first() == cx::day{2024y / 3 / 4});
  }
  CHECK(cx::week_of(2024y / 3 / 11).first() == cx::day{2024y / 3 / 11});
  CHECK(cx::week_of(1969y / 12 / 31).first() == cx::day{1969y / 12 / 29});
}

TEST_CASE("a period is written as people write it", "[period]") {
  const cx::day day = 2024y / 3 / 5;
  CHECK(cx::to_string(day) == "2024-03-05");
  CHECK(cx::to_string(cx::day_of(day)) == "2024-03-05");
  CHECK(cx::to_string(cx::week_of(day)) == "2024-W10");
  CHECK(cx::to_string(cx::month_of(day)) == "2024-03");
  CHECK(cx::to_string(cx::quarter_of(day)) == "2024-Q1");
  CHECK(cx::to_string(cx::year_of(day)) == "2024");
  CHECK(cx::to_string(cx::quarter_of(2024y / 12 / 31)) == "2024-Q4");
}

TEST_CASE("a period of no calendar is written by its first and last day", "[period]") {
  CHECK(cx::to_string(cx::period{2024y / 3 / 5, 2024y / 3 / 21}) == "2024-03-05/2024-03-20");
  CHECK(cx::to_string(cx::period{2024y / 3 / 5, 2024y / 3 / 12}) == "2024-03-05/2024-03-11");
  CHECK(cx::to_string(cx::period{2024y / 1 / 1, 2024y / 3 / 1}) == "2024-01-01/2024-02-29");
}

TEST_CASE("ISO weeks around the turn of the year", "[period]") {
  const std::pair<cx::day, const char*> weeks[] = {
      {2004y / 12 / 31, "2004-W53"}, {2005y / 1 / 2, "2004-W53"},   {2005y / 1 / 3, "2005-W01"},
      {2007y / 1 / 1, "2007-W01"},   {2007y / 12 / 31, "2008-W01"}, {2008y / 12 / 28, "2008-W52"},
      {2008y / 12 / 29, "2009-W01"}, {2009y / 12 / 31, "2009-W53"}, {2010y / 1 / 3, "2009-W53"},
      {2010y / 1 / 4, "2010-W01"},   {2012y / 1 / 1, "2011-W52"},   {2016y / 1 / 3, "2015-W53"},
      {2020y / 12 / 28, "2020-W53"}, {2021y / 1 / 3, "2020-W53"},   {2021y / 1 / 4, "2021-W01"},
      {2024y / 12 / 29, "2024-W52"}, {2024y / 12 / 30, "2025-W01"}, {2026y / 12 / 31, "2026-W53"},
      {2027y / 1 / 3, "2026-W53"},   {2027y / 1 / 4, "2027-W01"},
  };
  for (const auto& [day, name] : weeks) CHECK(cx::to_string(cx::week_of(day)) == name);
}

TEST_CASE("every day of four centuries falls into the right periods", "[period][repetition]") {
  // 400 years are a whole number of weeks, so every calendar there is comes up.
  int wrong = 0;
  for (int year = 1800; year < 2200; ++year) {
    int day_of_year = 0;
    for (int month = 1; month <= 12; ++month) {
      for (int date = 1; date <= days_in_month(year, month); ++date) {
        ++day_of_year;
        const int since_1970 = days_from_civil(year, month, date);
        const cx::day day{days{since_1970}};
        const int weekday = ((since_1970 + 3) % 7 + 7) % 7 + 1;
        const bool right =
            cx::to_string(day) == text("%04d-%02d", year, month) + text("%c%02d", '-', date) &&
            cx::to_string(cx::week_of(day)) == iso_week(year, day_of_year, weekday) &&
            cx::to_string(cx::month_of(day)) == text("%04d-%02d", year, month) &&
            cx::to_string(cx::quarter_of(day)) == text("%04d-Q%d", year, (month - 1) / 3 + 1) &&
            cx::to_string(cx::year_of(day)) == std::to_string(year);
        wrong += !right;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("the next and the previous period of the calendar", "[period]") {
  CHECK(cx::next(cx::month_of(2024y / 1 / 31)) == cx::month_of(2024y / 2 / 1));
  CHECK(cx::next(cx::month_of(2024y / 12 / 1)) == cx::month_of(2025y / 1 / 1));
  CHECK(cx::previous(cx::month_of(2024y / 3 / 31)) == cx::month_of(2024y / 2 / 29));
  CHECK(cx::previous(cx::quarter_of(2024y / 1 / 1)) == cx::quarter_of(2023y / 12 / 31));
  CHECK(cx::next(cx::year_of(2023y / 6 / 1)).days() == 366);
  CHECK(cx::next(cx::week_of(2024y / 12 / 29)) == cx::week_of(2025y / 1 / 1));
  CHECK(cx::previous(cx::day_of(2024y / 3 / 1)) == cx::day_of(2024y / 2 / 29));
}

TEST_CASE("a period of no calendar is followed by one as long", "[period]") {
  const cx::period sprint{2024y / 3 / 5, 2024y / 3 / 19};
  CHECK(cx::next(sprint) == cx::period(2024y / 3 / 19, 2024y / 4 / 2));
  CHECK(cx::previous(sprint) == cx::period(2024y / 2 / 20, 2024y / 3 / 5));
}

TEST_CASE("periods of a kind tile the calendar", "[period][law]") {
  check_law("a day lies in its period, whose neighbours touch it", [] {
    const cx::day day = any_day();
    for (const cx::granularity granularity : granularities) {
      const cx::period period = cx::period_of(granularity, day);
      RC_ASSERT(period.contains(day));
      RC_ASSERT(cx::period_of(granularity, period.first()) == period);
      RC_ASSERT(cx::period_of(granularity, period.last() - days{1}) == period);
      RC_ASSERT(cx::next(period) == cx::period_of(granularity, period.last()));
      RC_ASSERT(cx::previous(period) == cx::period_of(granularity, period.first() - days{1}));
      RC_ASSERT(cx::previous(cx::next(period)) == period);
      RC_ASSERT(cx::next(cx::previous(period)) == period);
    }
  });
}

TEST_CASE("any period comes back from the one after it", "[period][law]") {
  check_law("previous(next(p)) touches p", [] {
    const cx::day first = any_day();
    const cx::period period{first, first + days{*rc::gen::inRange(1, 800)}};
    RC_ASSERT(cx::next(period).first() == period.last());
    RC_ASSERT(cx::previous(period).last() == period.first());
  });
}

TEST_CASE("different periods have different names", "[period][law]") {
  std::set<std::string> names;
  std::set<cx::period> periods;
  for (int day = 0; day < 1500; ++day) {
    for (const cx::granularity granularity : granularities) {
      periods.insert(cx::period_of(granularity, cx::day{2019y / 12 / 1} + days{day}));
    }
  }
  for (const cx::period& period : periods) names.insert(cx::to_string(period));
  CHECK(names.size() == periods.size());
}

TEST_CASE("periods are asked for by name", "[period]") {
  CHECK(cx::granularity_named("day") == cx::granularity::day);
  CHECK(cx::granularity_named("week") == cx::granularity::week);
  CHECK(cx::granularity_named("month") == cx::granularity::month);
  CHECK(cx::granularity_named("quarter") == cx::granularity::quarter);
  CHECK(cx::granularity_named("year") == cx::granularity::year);
  CHECK_THROWS_WITH(cx::granularity_named("fortnight"),
                    "there is no period 'fortnight'; there are: day, week, month, quarter, year");
  CHECK_THROWS_AS(cx::granularity_named(""), std::invalid_argument);
  CHECK(cx::granularity_named("Month") == cx::granularity::month);
}

TEST_CASE("the calendar periods of a longer one follow on one another and cover it", "[period]") {
  const auto months = cx::periods_of(cx::granularity::month, cx::year_of(2024y / 5 / 17));
  REQUIRE(months.size() == 12);
  CHECK(months.front() == cx::month_of(2024y / 1 / 1));
  CHECK(months.back() == cx::month_of(2024y / 12 / 31));
  for (std::size_t month = 1; month < 12; ++month) CHECK(months[month] == cx::next(months[month - 1]));
  // Weeks reach beyond the month.
  const auto weeks = cx::periods_of(cx::granularity::week, cx::month_of(2024y / 2 / 1));
  CHECK(weeks.size() == 5);
  CHECK(weeks.front().first() == cx::day{2024y / 1 / 29});
  CHECK(weeks.back().last() == cx::day{2024y / 3 / 4});
  CHECK(cx::periods_of(cx::granularity::year, cx::day_of(2024y / 2 / 29)) ==
        std::vector<cx::period>{cx::year_of(2024y / 1 / 1)});
}

TEST_CASE("the period of a moment is that of its day in UTC", "[period]") {
  const cx::day leap_day = 2024y / 2 / 29;
  const std::chrono::system_clock::time_point late = leap_day + 23h + 59min;
  CHECK(cx::day_of(late) == cx::day_of(leap_day));
  CHECK(cx::week_of(late) == cx::week_of(leap_day));
  CHECK(cx::month_of(late) == cx::month_of(leap_day));
  CHECK(cx::quarter_of(late) == cx::quarter_of(leap_day));
  CHECK(cx::year_of(late) == cx::year_of(leap_day));
  CHECK(cx::month_of(late + 1min) == cx::month_of(2024y / 3 / 1));
  CHECK(cx::day_of(cx::day{} - 1ns) == cx::day_of(cx::day{} - std::chrono::days{1}));
  CHECK(cx::period_of(cx::granularity::day, late) == cx::day_of(leap_day));
}

TEST_CASE("a week from Sunday ends with Saturday", "[period]") {
  const cx::period week = cx::period_of(cx::granularity::week_from_sunday, cx::day{2024y / 3 / 5});
  CHECK(week == cx::period{cx::day{2024y / 3 / 3}, cx::day{2024y / 3 / 10}});
  CHECK(cx::period_of(cx::granularity::week_from_sunday, cx::day{2024y / 3 / 3}) == week);
  CHECK(cx::period_of(cx::granularity::week_from_sunday, cx::day{2024y / 3 / 9}) == week);
  CHECK(cx::next(week).first() == cx::day{2024y / 3 / 10});
  CHECK(cx::previous(week).first() == cx::day{2024y / 2 / 25});
  CHECK(cx::to_string(week) == "2024-03-03/2024-03-09");
  CHECK(cx::periods_of(cx::granularity::week_from_sunday, week).size() == 1);
}

TEST_CASE("a period is cut from a day or to a day and knows of what it is a part", "[period]") {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  const cx::period known = march.to(2024y / 3 / 20);
  CHECK(known.first() == march.first());
  CHECK(known.last() == cx::day{2024y / 3 / 21});
  CHECK(known.days() == 20);
  CHECK(known.is_partial());
  CHECK(known.whole() == march);
  CHECK(known != cx::period{known.first(), known.last()});
  CHECK(cx::to_string(known) == "2024-03 to 2024-03-20");
  CHECK(cx::to_string(march.from(2024y / 3 / 5)) == "2024-03 from 2024-03-05");
  CHECK(cx::to_string(known.from(2024y / 3 / 5)) == "2024-03 from 2024-03-05 to 2024-03-20");
  CHECK(cx::to_string(cx::quarter_of(march.first()).to(2024y / 1 / 31)) == "2024-Q1 to 2024-01-31");
  CHECK(cx::next(known) == cx::next(march));
  CHECK(cx::previous(known) == cx::previous(march));

  for (const cx::period& same : {march.to(2024y / 3 / 31), march.to(2030y / 1 / 1), march.from(2024y / 3 / 1),
                                 march.from(2000y / 1 / 1)}) {
    CHECK(same == march);
    CHECK_FALSE(same.is_partial());
  }
  CHECK(march.to(2024y / 3 / 1).days() == 1);
  CHECK_THROWS_AS(march.to(2024y / 2 / 29), std::invalid_argument);
  CHECK_THROWS_AS(march.from(2024y / 4 / 1), std::invalid_argument);
}

TEST_CASE("what is known of periods ends with the day", "[period]") {
  check_law("known periods cover the days from the first to the day, and only the last is partial", [] {
    const cx::day first = any_day();
    const auto periods = cx::periods_of(granularities[*rc::gen::inRange(0, 5)],
                                        {first, first + days{*rc::gen::inRange(1, 900)}});
    const cx::day as_of = first + days{*rc::gen::inRange(-50, 1000)};
    const auto known = cx::known_periods(periods, as_of);
    if (as_of < periods.front().first()) {
      RC_ASSERT(known.empty());
      return;
    }
    RC_ASSERT(known.front().first() == periods.front().first());
    RC_ASSERT(known.back().last() == std::min(as_of + days{1}, periods.back().last()));
    for (std::size_t at = 0; at < known.size(); ++at) {
      RC_ASSERT(known[at].whole() == periods[at]);
      RC_ASSERT(known[at].is_partial() == (periods[at].last() > as_of + days{1}));
    }
  });
}

}  // namespace tests_of_period
