// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/period.hpp>

#include <cstdio>
#include <iterator>
#include <optional>

namespace cxmetrics {
namespace {

constexpr detail::named<granularity> granularity_names[] = {
    {granularity::day, "day"},         {granularity::week, "week"}, {granularity::month, "month"},
    {granularity::quarter, "quarter"}, {granularity::year, "year"},
};

using namespace std::chrono;

day first_of_month(day day) {
  const year_month_day date{day};
  return sys_days{date.year() / date.month() / 1};
}

day first_of_quarter(day day) {
  const year_month_day date{day};
  const unsigned month = static_cast<unsigned>(date.month());
  return sys_days{date.year() / std::chrono::month{month - (month - 1) % 3} / 1};
}

day first_of_year(day day) {
  return sys_days{year_month_day{day}.year() / 1 / 1};
}

day plus_months(day first, int months_later) {
  return sys_days{year_month_day{first} + months{months_later}};
}

// Which calendar period this is, if it is one. No two kinds share a length except by chance of none at all: a
// week has 7 days, a month 28 to 31, a quarter 90 to 92, a year 365 or 366.
std::optional<granularity> granularity_of(const period& period) {
  for (const auto candidate :
       {granularity::day, granularity::week, granularity::month, granularity::quarter, granularity::year}) {
    if (period_of(candidate, period.first()) == period) return candidate;
  }
  return std::nullopt;
}

template <class... Numbers>
std::string formatted(const char* pattern, Numbers... numbers) {
  char text[64];
  const int length = std::snprintf(text, sizeof text, pattern, numbers...);
  return {text, static_cast<std::size_t>(length)};
}

std::string week_name(day monday) {
  // An ISO week belongs to the year that holds its Thursday.
  const day thursday = monday + days{3};
  const year_month_day date{thursday};
  const auto week = (thursday - first_of_year(thursday)).count() / 7 + 1;
  return formatted("%04d-W%02d", static_cast<int>(date.year()), static_cast<int>(week));
}

}  // namespace

period period_of(granularity granularity, day date) noexcept {
  switch (granularity) {
    case granularity::week: {
      const auto monday = date - (weekday{date} - Monday);
      return {monday, monday + weeks{1}};
    }
    case granularity::week_from_sunday: {
      const auto sunday = date - (weekday{date} - Sunday);
      return {sunday, sunday + weeks{1}};
    }
    case granularity::month:
      return {first_of_month(date), plus_months(first_of_month(date), 1)};
    case granularity::quarter:
      return {first_of_quarter(date), plus_months(first_of_quarter(date), 3)};
    case granularity::year:
      return {first_of_year(date), plus_months(first_of_year(date), 12)};
    case granularity::day:
      break;
  }
  return {date, date + days{1}};
}

period next(const period& part) noexcept {
  const period period = part.whole();
  const auto granularity = granularity_of(period);
  if (granularity) return period_of(*granularity, period.last());
  return {period.last(), period.last() + days{period.days()}};
}

period previous(const period& part) noexcept {
  const period period = part.whole();
  const auto granularity = granularity_of(period);
  if (granularity) return period_of(*granularity, period.first() - days{1});
  return {period.first() - days{period.days()}, period.first()};
}

std::vector<period> periods_of(granularity granularity, const period& days) {
  std::vector<period> result{period_of(granularity, days.first())};
  while (result.back().last() < days.last()) {
    result.push_back(period_of(granularity, result.back().last()));
  }
  return result;
}

std::vector<period> known_periods(std::vector<period> periods, day as_of) {
  std::vector<period> known;
  for (const period& each : periods) {
    if (each.first() <= as_of) known.push_back(each.to(as_of));
  }
  return known;
}

std::string to_string(day on) {
  const year_month_day date{on};
  return formatted("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                   static_cast<unsigned>(date.day()));
}

std::string to_string(const period& period) {
  if (period.is_partial()) {
    const auto whole = period.whole();
    std::string text = to_string(whole);
    if (period.first() != whole.first()) text += " from " + to_string(period.first());
    if (period.last() != whole.last()) text += " to " + to_string(period.last() - days{1});
    return text;
  }
  const year_month_day first{period.first()};
  const int year = static_cast<int>(first.year());
  const unsigned month = static_cast<unsigned>(first.month());
  const auto granularity = granularity_of(period);
  if (!granularity) return to_string(period.first()) + "/" + to_string(period.last() - days{1});
  switch (*granularity) {
    case granularity::week:
      return week_name(period.first());
    case granularity::month:
      return formatted("%04d-%02u", year, month);
    case granularity::quarter:
      return formatted("%04d-Q%u", year, (month + 2) / 3);
    case granularity::year:
      return formatted("%04d", year);
    case granularity::day:
    case granularity::week_from_sunday:
      break;
  }
  return to_string(period.first());
}

granularity granularity_named(std::string_view name) {
  return detail::value_in(granularity_names, "period", name);
}

}  // namespace cxmetrics
