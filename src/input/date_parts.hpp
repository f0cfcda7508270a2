// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_DATE_PARTS_HPP
#define CXMETRICS_SRC_INPUT_DATE_PARTS_HPP

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/time_zone.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>
#include <string_view>

// What dates are read with, whatever their form.
namespace cxmetrics::detail {

inline constexpr int unset = -1;
inline constexpr int no_zone = std::numeric_limits<int>::min();

// What has been read so far of a date and time.
struct date_parts {
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

inline bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

inline bool take_number(std::string_view& text, int& number, std::size_t least_digits,
                        std::size_t most_digits) {
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

inline bool take_word(std::string_view& text, std::string_view lower_case) {
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

inline constexpr std::string_view month_names[] = {"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
inline constexpr std::string_view weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};

inline void skip_fraction(std::string_view& text) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !is_digit(text[1])) return;
  text.remove_prefix(1);
  while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
}

inline bool take_zone(std::string_view& text, int& zone) {
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
inline bool is_time(const date_parts& read) {
  return read.minute <= 59 && read.second <= 60 &&
         (read.hour <= 23 || (read.hour == 24 && read.minute == 0 && read.second == 0));
}

// The clock of the reader: a time zone, or an offset.
struct local_clock {
  std::chrono::minutes utc_offset{0};
  const time_zone* zone = nullptr;
  int* second_of_day = nullptr;  // where to put what it shows, if that is asked for

  std::chrono::seconds ahead_at(std::chrono::sys_seconds instant) const {
    return zone != nullptr ? zone->offset_at(instant) : std::chrono::seconds{utc_offset};
  }
};

// The day that the clock shows at an instant.
inline int day_at(std::chrono::sys_seconds instant, const local_clock& clock) {
  const auto local = instant + clock.ahead_at(instant);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  if (clock.second_of_day != nullptr) *clock.second_of_day = static_cast<int>((local - day).count());
  return static_cast<int>(day.time_since_epoch().count());
}

// The day of a date and time. A leap second belongs to the minute that it ends.
inline int day_of(int date, const date_parts& read, const local_clock& clock) {
  if (read.zone == no_zone) {
    if (clock.second_of_day != nullptr) {
      *clock.second_of_day = read.hour % 24 * 3600 + read.minute * 60 + std::min(read.second, 59);
    }
    return date + read.hour / 24;
  }
  const std::chrono::sys_seconds told = std::chrono::sys_days{std::chrono::days{date}} +
                                        std::chrono::hours{read.hour} + std::chrono::minutes{read.minute} +
                                        std::chrono::seconds{read.second == 60 ? 59 : read.second};
  return day_at(told - std::chrono::minutes{read.zone}, clock);
}

}  // namespace cxmetrics::detail

#endif
