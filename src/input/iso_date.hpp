// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ISO_DATE_HPP
#define CXMETRICS_SRC_INPUT_ISO_DATE_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

namespace cxmetrics::detail {

// Days are numbers since 1970-01-01 here: std::optional<day> is handed on through memory, where its two parts are
// written one by one and read at once, and the processor waits for that.
inline constexpr int no_day = std::numeric_limits<int>::min();

// The day of years 0 to 9999; no_day if there is none. Without branches to guess wrong, which is three times as fast
// as std::chrono::year_month_day.
inline int day_of_date(int year, int month, int day_of_month) {
  static constexpr int before[2][13] = {{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
                                        {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366}};
  constexpr int year_0 = -719'528;  // its first day
  if (month < 1 || month > 12) return no_day;
  const auto y = static_cast<unsigned>(year);
  const bool leap = (y % 4 == 0) & ((y % 25 != 0) | (y % 16 == 0));
  const int* const first = before[leap] + month - 1;
  if (day_of_month < 1 || day_of_month > first[1] - first[0]) return no_day;
  const unsigned centuries_begun = (y + 99) / 100;
  const unsigned leap_days_before = (y + 3) / 4 - centuries_begun + (centuries_begun + 3) / 4;
  return year_0 + 365 * year + static_cast<int>(leap_days_before) + first[0] + day_of_month - 1;
}

// Three numbers of two digits with a mark between them, like 24-03-05 and 08:30:00, eight bytes at a time since
// nearly every date is read here: each digit's byte is turned into its value, and each pair into a number.
class three_numbers {
 public:
  three_numbers(const char* text, char mark) {
    std::uint64_t bytes = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&bytes, text, sizeof bytes);
    } else {
      for (int at = 7; at >= 0; --at) bytes = bytes << 8 | static_cast<unsigned char>(text[at]);
    }
    const std::uint64_t marks = std::uint64_t{static_cast<unsigned char>(mark)} * 0x0000'0100'0001'0000;
    values_ = bytes ^ (0x3030'0030'3000'3030 | marks);
    pairs_ = values_ * 10 + (values_ >> 8);
  }
  // A digit above 9 or a wrong mark reaches the highest bit of its byte.
  bool are() const { return fit(0x7676'7f76'767f'7676); }
  // And the second and third one are below 60.
  bool are_with_two_below_60() const { return fit(0x767a'7f76'7a7f'7676); }
  int first() const { return static_cast<int>(pairs_ & 0xff); }
  int second() const { return static_cast<int>(pairs_ >> 24 & 0xff); }
  int third() const { return static_cast<int>(pairs_ >> 48 & 0xff); }
  // Others for any other eight bytes.
  std::uint64_t bits() const { return values_; }

 private:
  bool fit(std::uint64_t room) const { return (((values_ + room) | values_) & 0x8080'8080'8080'8080) == 0; }

  std::uint64_t values_;
  std::uint64_t pairs_;
};

// The day that ten bytes say.
inline int iso_date(const char* text) {
  const unsigned tens = static_cast<unsigned char>(text[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(text[1]) - unsigned{'0'};
  const three_numbers rest{text + 2, '-'};
  if (!rest.are() || tens > 9 || ones > 9) return no_day;
  return day_of_date(static_cast<int>(1000 * tens + 100 * ones) + rest.first(), rest.second(), rest.third());
}

// Whether a text that begins with a date goes on as nearly every program writes it: 2024-03-05, 2024-03-05 08:30:00,
// 2024-03-05T08:30:00Z. Others may be dates, too.
inline bool is_plain_iso(std::string_view text) {
  const std::size_t size = text.size();
  if (size != 20 && size != 19) return size == 10;
  const three_numbers time{text.data() + 11, ':'};
  return (text[10] == 'T' || text[10] == ' ') && (size == 19 || text[19] == 'Z') &&
         time.are_with_two_below_60() && time.first() < 24;
}

}  // namespace cxmetrics::detail

#endif
