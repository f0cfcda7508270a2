// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/iso_date.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/date.hpp>

#include <limits>
#include <string_view>
#include <utility>

namespace cxmetrics {
namespace {

using detail::is_digit;
using detail::is_space;
using detail::iso_date;
using detail::lower;
using detail::no_day;
using detail::three_numbers;
using detail::trimmed;
using std::chrono::days;
using std::chrono::minutes;

constexpr int unset = -1;
constexpr int no_zone = std::numeric_limits<int>::min();

// What has been read so far of a date and time.
struct reading {
  int year = unset;
  int month = unset;
  int day = unset;
  int day_of_year = unset;
  int hour = 0;
  int hour_of_half = unset;
  int afternoon = unset;
  int minute = 0;
  int second = 0;
  int zone = no_zone;  // minutes ahead of UTC
};

// Each of these takes what it reads off the front of the text, and leaves it alone where it returns false.

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool take_number(std::string_view& text, int& number, std::size_t least_digits, std::size_t most_digits) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < most_digits && digits < text.size() && is_digit(text[digits])) {
    value = value * 10 + (text[digits++] - '0');
  }
  if (digits < least_digits) return false;
  number = value;
  text.remove_prefix(digits);
  return true;
}

bool take_word(std::string_view& text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t index = 0; index < lower_case.size(); ++index) {
    if (lower(text[index]) != lower_case[index]) return false;
  }
  text.remove_prefix(lower_case.size());
  return true;
}

// The place, from 1, of the name that the text begins with, in full or by its first three letters.
template <std::size_t Size>
bool take_name(std::string_view& text, const std::string_view (&names)[Size], int& place) {
  for (std::size_t index = 0; index < Size; ++index) {
    if (take_word(text, names[index]) || take_word(text, names[index].substr(0, 3))) {
      place = static_cast<int>(index) + 1;
      return true;
    }
  }
  return false;
}

constexpr std::string_view month_names[] = {"january",   "february", "march",    "april",
                                            "may",       "june",     "july",     "august",
                                            "september", "october",  "november", "december"};
constexpr std::string_view weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                              "friday", "saturday", "sunday"};

void skip_fraction(std::string_view& text) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !is_digit(text[1])) return;
  text.remove_prefix(1);
  while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
}

bool take_zone(std::string_view& text, int& zone) {
  if (take_word(text, "z")) {
    zone = 0;
    return true;
  }
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const int sign = text.front() == '-' ? -1 : 1;
  std::string_view rest = text.substr(1);
  int hour = 0;
  int minute = 0;
  if (!take_number(rest, hour, 2, 2)) return false;
  if (take(rest, ':')) {
    if (!take_number(rest, minute, 2, 2)) return false;
  } else {
    take_number(rest, minute, 2, 2);
  }
  if (hour > 23 || minute > 59) return false;
  zone = sign * (hour * 60 + minute);
  text = rest;
  return true;
}

// 24 is allowed as the end of the day, and no later.
bool is_time(const reading& read) {
  return read.minute <= 59 && read.second <= 60 &&
         (read.hour <= 23 || (read.hour == 24 && read.minute == 0 && read.second == 0));
}

int date_of(const reading& read) {
  if (read.day_of_year == unset) return detail::day_of_date(read.year, read.month, read.day);
  const bool leap = std::chrono::year{read.year}.is_leap();
  if (read.day_of_year < 1 || read.day_of_year > (leap ? 366 : 365)) return no_day;
  return detail::day_of_date(read.year, 1, 1) + read.day_of_year - 1;
}

// Seconds do not matter here, since zones differ by whole minutes.
int day_of(int date, const reading& read, minutes utc_offset) {
  constexpr int day_length = 24 * 60;
  const int shift = read.zone == no_zone ? 0 : static_cast<int>(utc_offset.count()) - read.zone;
  const int minute = read.hour * 60 + read.minute + shift + 2 * day_length;  // 0 and more
  return date + minute / day_length - 2;
}

bool read_iso_time(std::string_view text, reading& read) {
  if (!take(text, 'T') && !take(text, ' ') && !take(text, 't')) return false;
  if (text.size() >= 8 && text[5] == ':') {
    const three_numbers time{text.data(), ':'};
    if (!time.are()) return false;
    read.hour = time.first();
    read.minute = time.second();
    read.second = time.third();
    text.remove_prefix(8);
    if (text == "Z") {
      read.zone = 0;
      return true;
    }
    skip_fraction(text);
  } else if (!take_number(text, read.hour, 2, 2) || !take(text, ':') ||
             !take_number(text, read.minute, 2, 2)) {
    return false;
  }
  if (text.empty()) return true;
  take(text, ' ');
  if (take_word(text, "utc")) {
    read.zone = 0;
  } else if (!take_zone(text, read.zone)) {
    return false;
  }
  return text.empty();
}

int read_iso(std::string_view text, minutes utc_offset) {
  if (text.size() < 10) return no_day;
  const int date = iso_date(text.data());
  if (date == no_day || text.size() == 10) return date;
  reading read;
  if (!read_iso_time(text.substr(10), read) || !is_time(read)) return no_day;
  return day_of(date, read, utc_offset);
}

bool take_directive(std::string_view& text, char directive, reading& read) {
  switch (directive) {
    case 'Y':
      return take_number(text, read.year, 4, 4);
    case 'y':
      if (!take_number(text, read.year, 2, 2)) return false;
      read.year += read.year < 69 ? 2000 : 1900;
      return true;
    case 'm':
      return take_number(text, read.month, 1, 2);
    case 'b':
      return take_name(text, month_names, read.month);
    case 'd':
      return take_number(text, read.day, 1, 2);
    case 'j':
      return take_number(text, read.day_of_year, 1, 3);
    case 'a': {
      int weekday = unset;
      return take_name(text, weekday_names, weekday);
    }
    case 'H':
      return take_number(text, read.hour, 1, 2);
    case 'I':
      return take_number(text, read.hour_of_half, 1, 2) && read.hour_of_half >= 1 && read.hour_of_half <= 12;
    case 'p':
      read.afternoon = take_word(text, "am") ? 0 : take_word(text, "pm") ? 1 : unset;
      return read.afternoon != unset;
    case 'M':
      return take_number(text, read.minute, 1, 2);
    case 'S':
      if (!take_number(text, read.second, 1, 2)) return false;
      skip_fraction(text);
      return true;
    case 'z':
      return take_zone(text, read.zone);
    default:
      return take(text, directive);
  }
}

int read_pattern(std::string_view text, std::string_view pattern, minutes utc_offset) {
  reading read;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (is_space(pattern[at])) {
      while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    } else if (pattern[at] != '%') {
      if (!take(text, pattern[at])) return no_day;
    } else if (!take_directive(text, pattern[++at], read)) {
      return no_day;
    }
  }
  if (read.hour_of_half != unset) read.hour = read.hour_of_half % 12 + 12 * read.afternoon;
  if (!text.empty() || !is_time(read)) return no_day;
  const int date = date_of(read);
  return date == no_day ? no_day : day_of(date, read, utc_offset);
}

// The pattern with every directive replaced by the one of the same meaning that `take_directive` knows.
std::string expanded(std::string_view pattern) {
  std::string result;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      result += pattern[at];
      continue;
    }
    const std::string_view directive = pattern.substr(at++, 2);
    constexpr std::string_view known[] = {"%Y", "%y", "%m", "%b", "%d", "%j", "%a",
                                          "%H", "%I", "%p", "%M", "%S", "%z", "%%"};
    constexpr std::pair<std::string_view, std::string_view> others[] = {
        {"%B", "%b"},       {"%h", "%b"},       {"%e", " %d"},   {"%A", "%a"},
        {"%F", "%Y-%m-%d"}, {"%T", "%H:%M:%S"}, {"%R", "%H:%M"}, {"%D", "%m/%d/%y"}};
    std::string_view meaning;
    for (const auto& name : known) {
      if (name == directive) meaning = name;
    }
    for (const auto& [name, same] : others) {
      if (name == directive) meaning = same;
    }
    if (meaning.empty()) {
      detail::throw_invalid_argument("the date pattern {} has an unknown directive {}", {pattern, directive});
    }
    result += meaning;
  }
  return result;
}

}  // namespace

date_reader::date_reader(date_options options)
    : pattern_(expanded(options.pattern)), utc_offset_(options.utc_offset) {
  if (utc_offset_ <= days{-1} || utc_offset_ >= days{1}) {
    detail::throw_invalid_argument("an offset from UTC is less than 24 hours, not {} minutes",
                                   {utc_offset_.count()});
  }
  if (pattern_.empty()) return;
  std::string directives;
  for (std::size_t at = 0; at < pattern_.size(); ++at) {
    if (pattern_[at] == '%') directives += pattern_[++at];
  }
  const auto says = [&directives](char directive) { return directives.find(directive) != std::string::npos; };
  const bool date = says('j') || (says('d') && (says('m') || says('b')));
  if (!date || !(says('Y') || says('y'))) {
    detail::throw_invalid_argument("the date pattern {} does not say year, month and day",
                                   {std::string_view{options.pattern}});
  }
  if (says('I') != says('p')) {
    detail::throw_invalid_argument("the date pattern {} needs both %I and %p",
                                   {std::string_view{options.pattern}});
  }
}

std::optional<day> date_reader::read(std::string_view text) const noexcept {
  int read = no_day;
  if (pattern_.empty() && utc_offset_ == minutes{0} && detail::is_plain_iso(text))
    read = iso_date(text.data());
  if (read == no_day) {
    text = trimmed(text);
    read = pattern_.empty() ? read_iso(text, utc_offset_) : read_pattern(text, pattern_, utc_offset_);
  }
  return read == no_day ? std::nullopt : std::optional{day{days{read}}};
}

minutes parse_utc_offset(std::string_view text) {
  int zone = no_zone;
  std::string_view rest = text;
  if (!take_zone(rest, zone) || !rest.empty()) {
    detail::throw_invalid_argument("not an offset from UTC: {}; write it like +07:00", {text});
  }
  return minutes{zone};
}

}  // namespace cxmetrics
