// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/score.hpp>

#include <algorithm>
#include <limits>

namespace cxmetrics {
namespace {

using detail::is_digit;
using detail::trimmed;

struct whole_number {
  std::int64_t value = 0;
  const char* reason = nullptr;  // why it is none
};

constexpr const char* not_a_number = "not a number";
constexpr const char* not_whole = "not a whole number";
constexpr const char* decimal_comma = "not a whole number: it has a comma";

// A number too large for 64 bits stays the largest there is: off every scale, equal to no code.
whole_number whole_number_of(std::string_view text) {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  std::size_t at = 0;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') ++at;
  const std::size_t first_digit = at;
  std::int64_t value = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    const int digit = text[at] - '0';
    value = value > (largest - digit) / 10 ? largest : value * 10 + digit;
  }
  if (at == first_digit) return {0, not_a_number};
  if (negative) value = -value;
  if (at == text.size()) return {value};
  const char point = text[at++];
  if (point != '.' && point != ',') return {0, not_a_number};
  const std::string_view decimals = text.substr(at);
  if (decimals.empty() || !std::all_of(decimals.begin(), decimals.end(), is_digit)) return {0, not_a_number};
  if (point == ',') return {0, decimal_comma};
  if (decimals.find_first_not_of('0') != std::string_view::npos) return {0, not_whole};
  return {value};
}

}  // namespace

score_reader::score_reader(cxmetrics::scale scale, const std::vector<std::string>& missing) : scale_(scale) {
  for (const std::string& code : missing) {
    const std::string_view text = trimmed(code);
    if (text.empty()) continue;
    const whole_number number = whole_number_of(text);
    if (number.reason == nullptr) {
      missing_numbers_.push_back(number.value);
    } else {
      missing_texts_.emplace_back(text);
    }
  }
  for (std::size_t number = 0; number < of_two_digits_.size(); ++number) {
    of_two_digits_[number] = read_any(std::to_string(number));
  }
}

// Nearly all scores have one or two digits. Which of both is not asked, because the processor could only guess.
score_reading score_reader::read(std::string_view text) const noexcept {
  if (text.size() == 1 || text.size() == 2) {
    const unsigned ones = static_cast<unsigned char>(text.back()) - unsigned{'0'};
    const unsigned tens = static_cast<unsigned char>(text.front()) - unsigned{'0'};
    if (ones < 10 && tens < 10) return of_two_digits_[text.size() == 2 ? 10 * tens + ones : ones];
  }
  return read_any(text);
}

score_reading score_reader::read_any(std::string_view text) const noexcept {
  using kind = score_reading::kind;
  text = trimmed(text);
  if (text.empty()) return {kind::missing};
  const whole_number number = whole_number_of(text);
  if (number.reason != nullptr) {
    for (const std::string& code : missing_texts_) {
      if (code == text) return {kind::missing};
    }
    return {kind::rejected, 0, number.reason};
  }
  for (const std::int64_t code : missing_numbers_) {
    if (code == number.value) return {kind::missing};
  }
  if (!scale_.contains(number.value)) return {kind::off_scale};
  return {kind::score, static_cast<int>(number.value)};
}

bool record(tally& into, const score_reading& reading) {
  switch (reading.what) {
    case score_reading::kind::score:
      into.record(reading.score);
      return true;
    case score_reading::kind::missing:
      into.record_missing();
      return true;
    case score_reading::kind::off_scale:
      into.record_off_scale();
      return true;
    case score_reading::kind::rejected:
      break;
  }
  return false;
}

}  // namespace cxmetrics
