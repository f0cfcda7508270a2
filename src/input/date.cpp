// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/date_parts.hpp"
#include "input/date_text.hpp"
#include "input/iso_date.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/date.hpp>

#include <string_view>
#include <utility>

namespace cxmetrics {
namespace {

using detail::date_parts;
using detail::day_of;
using detail::is_space;
using detail::is_time;
using detail::iso_date;
using detail::local_clock;
using detail::month_names;
using detail::no_day;
using detail::no_zone;
using detail::skip_fraction;
using detail::take;
using detail::take_name;
using detail::take_number;
using detail::take_word;
using detail::take_zone;
using detail::three_numbers;
using detail::trimmed;
using detail::unset;
using detail::weekday_names;
using std::chrono::days;
using std::chrono::minutes;

int date_of(const date_parts& read) {
  if (read.day_of_year == unset) return detail::day_of_date(read.year, read.month, read.day);
  const bool leap = std::chrono::year{read.year}.is_leap();
  if (read.day_of_year < 1 || read.day_of_year > (leap ? 366 : 365)) return no_day;
  return detail::day_of_date(read.year, 1, 1) + read.day_of_year - 1;
}

bool read_iso_time(std::string_view text, date_parts& read) {
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

int read_iso(std::string_view text, const local_clock& clock) {
  if (text.size() < 10) return no_day;
  const int date = iso_date(text.data());
  if (date == no_day || text.size() == 10) return date;
  date_parts read;
  if (!read_iso_time(text.substr(10), read) || !is_time(read)) return no_day;
  return day_of(date, read, clock);
}

bool take_directive(std::string_view& text, char directive, date_parts& read) {
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

int read_pattern(std::string_view text, std::string_view pattern, const local_clock& clock) {
  date_parts read;
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
  return date == no_day ? no_day : day_of(date, read, clock);
}

int read_text(std::string_view text, const std::vector<std::string>& patterns, const local_clock& clock) {
  text = trimmed(text);
  int read = patterns.empty() ? read_iso(text, clock) : no_day;
  for (auto pattern = patterns.begin(); read == no_day && pattern != patterns.end(); ++pattern) {
    read = read_pattern(text, *pattern, clock);
  }
  return read;
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

// A pattern that says a day, expanded. Throws where it does not.
std::string checked(const std::string& given) {
  const std::string pattern = expanded(given);
  std::string directives;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '%') directives += pattern[++at];
  }
  const auto says = [&directives](char directive) { return directives.find(directive) != std::string::npos; };
  const bool date = says('j') || (says('d') && (says('m') || says('b')));
  if (!date || !(says('Y') || says('y'))) {
    detail::throw_invalid_argument("the date pattern {} does not say year, month and day",
                                   {std::string_view{given}});
  }
  if (says('I') != says('p')) {
    detail::throw_invalid_argument("the date pattern {} needs both %I and %p", {std::string_view{given}});
  }
  return pattern;
}

}  // namespace

date_reader::date_reader(date_options options)
    : utc_offset_(options.utc_offset), time_zone_(std::move(options.time_zone)) {
  if (utc_offset_ <= days{-1} || utc_offset_ >= days{1}) {
    detail::throw_invalid_argument("an offset from UTC is less than 24 hours, not {} minutes",
                                   {utc_offset_.count()});
  }
  if (time_zone_ && utc_offset_ != minutes{0}) {
    detail::throw_invalid_argument("a clock has a time zone or an offset from UTC, not both");
  }
  for (const std::string& pattern : options.patterns) patterns_.push_back(checked(pattern));
}

std::optional<day> date_reader::read(std::string_view text) const {
  int read = no_day;
  if (patterns_.empty() && utc_offset_ == minutes{0} && !time_zone_ && detail::is_plain_iso(text))
    read = iso_date(text.data());
  if (read == no_day) read = read_text(text, patterns_, {utc_offset_, time_zone_ ? &*time_zone_ : nullptr});
  return read == no_day ? std::nullopt : std::optional{day{days{read}}};
}

written_day date_reader::read_any_form(std::string_view text, std::chrono::seconds& time_of_day) const {
  int second = 0;
  const local_clock clock{utc_offset_, time_zone_ ? &*time_zone_ : nullptr, &second};
  written_day written;
  if (const int read = read_text(text, patterns_, clock); read != no_day) {
    written = {date_form::plain, day{days{read}}, day{days{read}}};
  } else if (patterns_.empty()) {
    written = detail::written_day_in(text, clock);
  }
  time_of_day = std::chrono::seconds{second};
  return written;
}

written_day date_reader::read_any_form(std::string_view text) const {
  if (const auto day = read(text)) return {date_form::plain, *day, *day};
  if (!patterns_.empty()) return {};
  return detail::written_day_in(text, {utc_offset_, time_zone_ ? &*time_zone_ : nullptr});
}

written_day date_reader::read_any_form_or_year(std::string_view text) const {
  const written_day written = read_any_form(text);
  return written.form == date_form::none && patterns_.empty() ? detail::year_in(text) : written;
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
