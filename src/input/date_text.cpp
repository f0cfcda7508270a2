// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/date_text.hpp"
#include "input/iso_date.hpp"
#include "input/plain_text.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t longest_date = 80;

// The date of a text before it is known what comes first: numbers in their order.
struct date_found {
  date_form form = date_form::none;
  int year = unset;
  int month = unset;
  int day = 1;
};

int full_year(int year, std::size_t digits) {
  if (digits != 2) return year;
  return year + (year < 69 ? 2000 : 1900);
}

// A year of two or four digits.
bool take_year(std::string_view& text, int& year) {
  const std::size_t before = text.size();
  if (!take_number(text, year, 2, 4)) return false;
  const std::size_t digits = before - text.size();
  year = full_year(year, digits);
  return digits != 3 && (text.empty() || !is_digit(text.front()));
}

bool take_mark(std::string_view& text, char& mark) {
  if (text.empty() || (text.front() != '/' && text.front() != '-' && text.front() != '.')) return false;
  mark = text.front();
  text.remove_prefix(1);
  return true;
}

void skip(std::string_view& text, std::string_view characters) {
  while (!text.empty() && characters.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
}

// Whether a word ends here: `mar` is no month in `market`.
bool at_word_end(std::string_view text) {
  return text.empty() || lower(text.front()) < 'a' || lower(text.front()) > 'z';
}

// `tháng 3`, `thg 3`, as Vietnamese writes the names of months.
bool take_numbered_month(std::string_view& text, int& month) {
  std::string_view rest = text;
  if (!take_word(rest, "th\xC3\xA1ng") && !take_word(rest, "thg")) return false;
  skip(rest, " .");
  if (!take_number(rest, month, 1, 2) || (!rest.empty() && is_digit(rest.front()))) return false;
  text = rest;
  return true;
}

bool take_month(std::string_view& text, int& month) {
  if (take_numbered_month(text, month)) return true;
  std::string_view rest = text;
  if (!take_name(rest, month_names, month)) return false;
  if (month == 9 && !rest.empty() && lower(rest.front()) == 't') rest.remove_prefix(1);
  if (!at_word_end(rest)) return false;
  text = rest;
  return true;
}

void skip_ordinal(std::string_view& text) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (take_word(text, ending)) return;
  }
}

// `2024-Q1`, `Q1 2024`, `quý 1/2024`.
bool take_quarter(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  const bool year_first = take_number(rest, found.year, 4, 4);
  if (year_first) skip(rest, " -/.");
  int quarter = 0;
  if (!take_word(rest, "qu\xC3\xBD ") && !take_word(rest, "q")) return false;
  if (!take_number(rest, quarter, 1, 1) || quarter < 1 || quarter > 4) return false;
  if (!year_first) {
    skip(rest, " -/.'");
    if (!take_year(rest, found.year)) return false;
  }
  if (!rest.empty()) return false;
  found.month = 3 * quarter - 2;
  found.form = date_form::quarter;
  text = rest;
  return true;
}

// The Monday of an ISO week of a year; no_day where the year has no such week.
int day_of_week(int year, int week) {
  if (week < 1 || week > 53) return no_day;
  const auto monday_of_first = [](int of) {
    const int fourth = day_of_date(of, 1, 4);  // is in it
    return fourth - (fourth % 7 + 10) % 7;     // 1970-01-01 was a Thursday
  };
  const int monday = monday_of_first(year) + 7 * (week - 1);
  return monday < monday_of_first(year + 1) ? monday : no_day;
}

// `2024-W10`, `2024W10`, and a day in it: `2024-W10-2`.
written_day week_day(std::string_view text) {
  int year = unset;
  int week = unset;
  if (!take_number(text, year, 4, 4)) return {};
  take(text, '-');
  if (!take_word(text, "w") || !take_number(text, week, 2, 2)) return {};
  const int monday = day_of_week(year, week);
  if (monday == no_day) return {};
  int weekday = 1;
  const bool says_day = take(text, '-');
  if (says_day && (!take_number(text, weekday, 1, 1) || weekday < 1 || weekday > 7)) return {};
  if (!text.empty()) return {};
  const day day{std::chrono::days{monday + weekday - 1}};
  return {says_day ? date_form::plain : date_form::week, day, day};
}

// `202403` and `2024`: of these centuries, so that numbers of other kinds are none.
written_day day_of_digits(int year, int month, date_form form) {
  const int date = year < 1900 || year > 2099 ? no_day : day_of_date(year, month, 1);
  if (date == no_day) return {};
  const day day{std::chrono::days{date}};
  return {form, day, day};
}

// `03/2024`, `3-2024`, `03.2024`.
bool take_month_and_year(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  char mark = 0;
  if (!take_number(rest, found.month, 1, 2) || !take_mark(rest, mark) ||
      !take_number(rest, found.year, 4, 4) || !rest.empty()) {
    return false;
  }
  found.form = date_form::month;
  text = rest;
  return true;
}

// `2024-03-05`, `2024/3/5`, `2024-03`, `20240305`.
bool take_year_first(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  if (!take_number(rest, found.year, 4, 4)) return false;
  char mark = 0;
  char second_mark = 0;
  if (!take_mark(rest, mark)) {
    if (!take_number(rest, found.month, 2, 2) || !take_number(rest, found.day, 2, 2)) return false;
    if (!rest.empty() && is_digit(rest.front())) return false;
    found.form = date_form::plain;
  } else if (!take_number(rest, found.month, 1, 2)) {
    return false;
  } else if (rest.empty()) {
    found.form = date_form::month;
  } else {
    if (!take_mark(rest, second_mark) || second_mark != mark || !take_number(rest, found.day, 1, 2))
      return false;
    found.form = date_form::plain;
  }
  text = rest;
  return true;
}

// `03/04/2024`: for the moment the first number is the day.
bool take_year_last(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  char mark = 0;
  char second_mark = 0;
  if (!take_number(rest, found.day, 1, 2) || !take_mark(rest, mark) ||
      !take_number(rest, found.month, 1, 2) || !take_mark(rest, second_mark) || second_mark != mark ||
      !take_year(rest, found.year)) {
    return false;
  }
  found.form = mark == '.' ? date_form::plain : date_form::either;
  text = rest;
  return true;
}

// The word for year before it.
void skip_word_for_year(std::string_view& text) {
  if (take_word(text, "n\xC4\x83m ")) skip(text, " ");
}

// `5 March 2024`, `5-Mar-24`, `5th of March, 2024`, `ngày 5 tháng 3 năm 2024`.
bool take_day_and_name(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  if (take_word(rest, "ng\xC3\xA0y ")) skip(rest, " ");
  if (!take_number(rest, found.day, 1, 2)) return false;
  skip_ordinal(rest);
  skip(rest, " -/.");
  if (take_word(rest, "of ")) skip(rest, " ");
  if (!take_month(rest, found.month)) return false;
  skip(rest, " -/.,");
  skip_word_for_year(rest);
  if (!take_year(rest, found.year)) return false;
  found.form = date_form::plain;
  text = rest;
  return true;
}

// What is left of a month without a day: `March 2024`, `tháng 3 năm 2024`, and `Mar-24` as Excel shows it.
bool take_year_only(std::string_view& text, int& year) {
  std::string_view rest = text;
  if (take(rest, '-') && take_number(rest, year, 2, 2) && rest.empty()) {
    year = full_year(year, 2);
  } else {
    rest = text;
    skip(rest, " -/.");
    skip_word_for_year(rest);
    if (!take_number(rest, year, 4, 4) || !rest.empty()) return false;
  }
  text = rest;
  return true;
}

// `March 5, 2024`, `Mar 05 2024`, or a month alone.
bool take_name_and_day(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  if (!take_month(rest, found.month)) return false;
  if (take_year_only(rest, found.year)) {
    found.form = date_form::month;
    text = rest;
    return true;
  }
  skip(rest, " -/.");
  if (!take_number(rest, found.day, 1, 2)) return false;
  skip_ordinal(rest);
  const std::size_t before = rest.size();
  skip(rest, " -/.,");
  if (rest.size() == before || !take_year(rest, found.year)) return false;
  found.form = date_form::plain;
  text = rest;
  return true;
}

bool take_date(std::string_view& text, date_found& found) {
  std::string_view rest = text;
  int weekday = unset;
  if (take_name(rest, weekday_names, weekday)) {
    skip(rest, ".,");
    if (rest.empty() || rest.front() != ' ') return false;
    skip(rest, " ");
    text = rest;
  }
  for (const auto take_form : {take_year_first, take_year_last, take_day_and_name, take_name_and_day,
                               take_month_and_year, take_quarter}) {
    found = {};
    if (take_form(text, found)) return true;
  }
  return false;
}

bool take_any_word(std::string_view& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return take_word(text, word); });
}

// `8:30`, `08:30:00.125`, `8:30 PM`, Oracle's `08.30.00.125000 PM`; Vietnamese has SA and CH for AM and PM.
bool take_time(std::string_view& text, date_parts& read) {
  if (!take_number(text, read.hour, 1, 2) || text.empty()) return false;
  const char mark = text.front();
  if ((mark != ':' && mark != '.') || !take(text, mark) || !take_number(text, read.minute, 2, 2))
    return false;
  if (take(text, mark)) {
    if (!take_number(text, read.second, 2, 2)) return false;
    skip_fraction(text);
  }
  std::string_view rest = text;
  skip(rest, " ");
  const bool morning = take_any_word(rest, {"am", "a.m.", "a. m.", "sa"});
  const bool afternoon = !morning && take_any_word(rest, {"pm", "p.m.", "p. m.", "ch"});
  if (morning || afternoon) {
    if (read.hour < 1 || read.hour > 12) return false;
    read.hour = read.hour % 12 + (afternoon ? 12 : 0);
    text = rest;
  }
  return is_time(read);
}

// `Z`, `UTC`, `GMT+7`, `GMT+5:30`, `+0700`, and what a browser adds in brackets.
bool take_any_zone(std::string_view& text, int& zone) {
  if (take_word(text, "utc") || take_word(text, "gmt")) {
    zone = 0;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
      const int sign = text.front() == '-' ? -1 : 1;
      text.remove_prefix(1);
      int hour = 0;
      int minute = 0;
      if (!take_number(text, hour, 1, 2)) return false;
      take(text, ':');
      if (!text.empty() && is_digit(text.front()) && !take_number(text, minute, 2, 2)) return false;
      if (hour > 23 || minute > 59) return false;
      zone = sign * (hour * 60 + minute);
    }
  } else if (!take_zone(text, zone)) {
    return false;
  }
  skip(text, " ");
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') text = {};
  return true;
}

// `101500`, `1015`: ISO's basic format.
bool take_digits_of_time(std::string_view& text, date_parts& read) {
  std::string_view rest = text;
  if (!take_number(rest, read.hour, 2, 2) || !take_number(rest, read.minute, 2, 2)) return false;
  if (!rest.empty() && is_digit(rest.front())) {
    if (!take_number(rest, read.second, 2, 2)) return false;
    skip_fraction(rest);
  }
  text = rest;
  return is_time(read);
}

// Whether a time is written in full, its parts between marks.
bool is_full_time(std::string_view text, char mark) {
  return text.size() >= 8 && text[2] == mark && text[5] == mark;
}

// A time after what stands between it and a date: `T`, spaces, a comma, `at`; a colon as SAS and web servers write it,
// and the hyphen of Db2.
bool take_time_after_date(std::string_view& text, date_parts& read) {
  const std::size_t before = text.size();
  const std::string_view behind_mark = text.substr(1);
  skip(text, ", ");
  if (text.size() < before) {
    take_word(text, "at ");
  } else if (take_word(text, "t")) {
    if (take_digits_of_time(text, read)) return true;
  } else if ((text.front() == ':' && is_full_time(behind_mark, ':')) ||
             (text.front() == '-' && is_full_time(behind_mark, '.'))) {
    text = behind_mark;
  } else {
    return false;
  }
  return take_time(text, read);
}

// The time after a date, down to the end of the text.
bool read_time(std::string_view text, date_parts& read) {
  if (text.empty()) return true;
  if (!take_time_after_date(text, read)) return false;
  skip(text, " ");
  return text.empty() || (take_any_zone(text, read.zone) && text.empty());
}

// The second of a day of which such a fraction is over: ".5" is noon.
int second_of_fraction(std::string_view fraction) {
  double part = 0;
  double place = 0.1;
  for (std::size_t at = 1; at < fraction.size(); ++at, place /= 10) part += place * (fraction[at] - '0');
  return std::min(static_cast<int>(part * 86'400 + 0.5), 86'399);
}

// Whole numbers, with or without a fraction.
written_day number_day(std::string_view text, const local_clock& clock) {
  std::int64_t number = 0;
  std::size_t digits = 0;
  while (digits < text.size() && digits < 17 && is_digit(text[digits])) {
    number = number * 10 + (text[digits++] - '0');
  }
  text.remove_prefix(digits);
  const std::string_view fraction = text;
  skip_fraction(text);
  if (!text.empty()) return {};
  const auto at = [&](date_form form, std::int64_t seconds) -> written_day {
    const day day{std::chrono::days{day_at(std::chrono::sys_seconds{std::chrono::seconds{seconds}}, clock)}};
    return {form, day, day};
  };
  if (digits == 5 && number >= 20'000) {
    constexpr int of_1970 = 25'569;
    if (clock.second_of_day != nullptr) *clock.second_of_day = second_of_fraction(fraction);
    const day day{std::chrono::days{static_cast<int>(number) - of_1970}};
    return {date_form::day_number, day, day};
  }
  const auto whole = static_cast<int>(number % 1'000'000'000);
  if (digits == 6 && fraction.empty()) {
    const bool may_be_day = day_of_date(2000 + whole / 10'000, whole / 100 % 100, whole % 100) != no_day;
    return day_of_digits(whole / 100, whole % 100,
                         may_be_day ? date_form::month_number_or_day : date_form::month_number);
  }
  if (digits == 9 || digits == 10) return at(date_form::seconds, number);
  if (digits == 12 || digits == 13) return at(date_form::milliseconds, number / 1000);
  if (digits == 15 || digits == 16) return at(date_form::microseconds, number / 1'000'000);
  return {};
}

// Excel's `'2024-03-05` and `="2024-03-05"` without what says that they are texts.
std::string without_marks_of_text(std::string text) {
  if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"'))
    return text.substr(2, text.size() - 3);
  if (text.starts_with('\'')) text.erase(0, 1);
  return text;
}

// The text with its year behind the day, where it ends with one: `Tue Mar 5 09:05:12 UTC 2024`, as C writes it.
std::string with_year_behind_day(const std::string& plain) {
  constexpr std::size_t year = 5;  // with the space before
  const std::size_t colon = plain.find(':');
  const std::size_t time = colon == plain.npos ? plain.npos : plain.rfind(' ', colon);
  if (time == plain.npos || plain.size() < colon + year) return {};
  const std::size_t end = plain.size() - year;
  if (plain[end] != ' ') return {};
  return plain.substr(0, time) + plain.substr(end) + plain.substr(time, end - time);
}

written_day day_in_plain(std::string_view plain, const local_clock& clock) {
  std::string_view rest = plain;
  date_found found;
  if (const written_day week = week_day(plain); week.form != date_form::none) return week;
  if (!take_date(rest, found)) return number_day(plain, clock);

  date_parts time;
  if (!read_time(rest, time)) return {};
  const bool has_no_day = found.form == date_form::month || found.form == date_form::quarter;
  if (has_no_day && !rest.empty()) return {};
  const auto at = [&](int month, int day_of_month) {
    const int date = day_of_date(found.year, month, day_of_month);
    return date == no_day ? no_day : day_of(date, time, clock);
  };
  const int day_first = at(found.month, found.day);
  if (found.form != date_form::either) {
    if (day_first == no_day) return {};
    const day day{std::chrono::days{day_first}};
    return {found.form, day, day};
  }
  const int month_first = at(found.day, found.month);
  if (day_first == no_day && month_first == no_day) return {};
  const day one{std::chrono::days{day_first == no_day ? month_first : day_first}};
  const day other{std::chrono::days{month_first == no_day ? day_first : month_first}};
  if (day_first == no_day) return {date_form::month_first, one, one};
  if (month_first == no_day) return {date_form::day_first, one, one};
  return {one == other ? date_form::plain : date_form::either, one, other};
}

}  // namespace

written_day year_in(std::string_view text) {
  const std::string plain = plain_text(text.substr(0, longest_date));
  std::string_view rest = plain;
  int year = unset;
  return take_number(rest, year, 4, 4) && rest.empty() ? day_of_digits(year, 1, date_form::year)
                                                       : written_day{};
}

written_day written_day_in(std::string_view text, const local_clock& clock) {
  if (text.size() > longest_date) return {};
  const std::string plain = without_marks_of_text(plain_text(text));
  const written_day written = day_in_plain(plain, clock);
  if (written.form != date_form::none) return written;
  const std::string moved = with_year_behind_day(plain);
  return moved.empty() ? written_day{} : day_in_plain(moved, clock);
}

}  // namespace cxmetrics::detail
