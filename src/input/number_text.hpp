// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_NUMBER_TEXT_HPP
#define CXMETRICS_SRC_INPUT_NUMBER_TEXT_HPP

#include <cxmetrics/detail/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace cxmetrics::detail {

struct number_text {
  // What a text is instead of a whole number.
  enum class fault { none, no_number, decimals, comma };

  std::int64_t value = 0;
  fault why = fault::none;

  bool is() const { return why == fault::none; }
};

// Reads a text without spaces around it. `9.0` is whole, `9,0` is where commas are decimal. A number too large for 64
// bits stays the largest there is: off every scale, equal to no code.
inline number_text whole_number_of(std::string_view text, bool decimal_comma = false) {
  using fault = number_text::fault;
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  if (text.empty()) return {0, fault::no_number};
  std::size_t at = 0;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') ++at;
  const std::size_t first_digit = at;
  std::int64_t value = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    const int digit = text[at] - '0';
    value = value > (largest - digit) / 10 ? largest : value * 10 + digit;
  }
  if (at == first_digit) return {0, fault::no_number};
  if (negative) value = -value;
  if (at == text.size()) return {value};
  const char point = text[at++];
  if (point != '.' && point != ',') return {0, fault::no_number};
  const std::string_view decimals = text.substr(at);
  if (decimals.empty() || !std::all_of(decimals.begin(), decimals.end(), is_digit))
    return {0, fault::no_number};
  if (point == ',' && !decimal_comma) return {0, fault::comma};
  if (decimals.find_first_not_of('0') != std::string_view::npos) return {0, fault::decimals};
  return {value};
}

inline constexpr std::size_t two_digit_numbers = 100;

// The number that one or two digits say, or two_digit_numbers or more for any other text. Whether it is one or two is
// not asked, because the processor could only guess.
inline std::size_t number_of_digits(std::string_view text) {
  if (text.size() - 1 > 1) return two_digit_numbers;
  const std::size_t ones = static_cast<unsigned char>(text.back()) - std::size_t{'0'};
  const std::size_t tens = static_cast<unsigned char>(text.front()) - std::size_t{'0'};
  if (ones > 9 || tens > 9) return two_digit_numbers;
  return text.size() == 2 ? 10 * tens + ones : ones;
}

// A number of people or answers. With three decimals it may as well be thousands, `1.000`, and is none.
inline number_text count_of(std::string_view text, bool decimal_comma = false) {
  const number_text number = whole_number_of(text, decimal_comma);
  const std::size_t point = text.find_first_of(".,");
  const bool may_be_thousands = point != std::string_view::npos && text.size() - point == 4;
  return number.is() && may_be_thousands ? number_text{0, number_text::fault::decimals} : number;
}

}  // namespace cxmetrics::detail

#endif
