// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/answer_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace cxmetrics {
namespace {

using detail::is_digit;
using detail::trimmed;

constexpr std::string_view full_star = "\xE2\x98\x85";    // ★
constexpr std::string_view empty_star = "\xE2\x98\x86";   // ☆
constexpr std::string_view medium_star = "\xE2\xAD\x90";  // ⭐

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

// A letter of any alphabet: bytes of UTF-8 beyond ASCII count as such.
bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

// Takes `7`, `+7`, `-7`, `7.0` off the front. More digits than any scale has are no answer.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::string_view rest = text;
  const bool negative = take(rest, "-");
  if (!negative) take(rest, "+");
  std::size_t digits = 0;
  std::int64_t value = 0;
  while (digits < rest.size() && is_digit(rest[digits])) {
    if (digits == 9) return std::nullopt;
    value = value * 10 + (rest[digits++] - '0');
  }
  if (digits == 0) return std::nullopt;
  rest.remove_prefix(digits);
  if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && is_digit(rest[1])) {
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() == '0') rest.remove_prefix(1);
    if (!rest.empty() && is_digit(rest.front())) return std::nullopt;
  }
  text = rest;
  return negative ? -value : value;
}

// `★★★★☆`, `*****`.
std::optional<numbered_answer> stars_in(std::string_view text) {
  std::int64_t full = 0;
  std::int64_t empty = 0;
  while (!text.empty()) {
    if (take(text, full_star) || take(text, medium_star) || take(text, "*")) {
      ++full;
    } else if (take(text, empty_star)) {
      ++empty;
    } else if (!take(text, " ")) {
      return std::nullopt;
    }
  }
  if (full + empty == 0) return std::nullopt;
  if (empty == 0) return numbered_answer{full};
  return numbered_answer{full, full + empty};
}

// `a5`, `ao05`.
std::optional<numbered_answer> code_in(std::string_view text) {
  if (!take(text, "ao") && !take(text, "a")) return std::nullopt;
  if (text.empty() || text.size() > 2 || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  const auto number = take_number(text);
  return number ? std::optional{numbered_answer{*number}} : std::nullopt;
}

bool is_star_word(std::string_view text) {
  for (const std::string_view word : {"star", "stars", "sao", "point", "points"}) {
    if (text == word) return true;
  }
  return text == full_star || text == medium_star || text == "*";
}

// What follows the number: nothing, the highest one, or words that say the same once more.
std::optional<numbered_answer> answer_of(std::int64_t number, std::string_view rest) {
  rest = trimmed(rest);
  if (rest.empty() || is_star_word(rest)) return numbered_answer{number};
  for (const std::string_view out_of : {"/", "out of", "of", "tr\xC3\xAAn"}) {
    std::string_view top = rest;
    if (!take(top, out_of) || (!top.empty() && top.front() != ' ' && !is_digit(top.front()))) continue;
    top = trimmed(top);
    const auto highest = take_number(top);
    top = trimmed(top);
    if (!highest) return std::nullopt;
    const bool is_said_again = !top.empty() &&
                               std::string_view{"-:(,"}.find(top.front()) != std::string_view::npos &&
                               has_letter(top) && !has_digit(top);
    if (top.empty() || is_star_word(top) || is_said_again) return numbered_answer{number, highest};
    return std::nullopt;
  }
  const bool separated = std::string_view{"-.):=|,]("}.find(rest.front()) != std::string_view::npos;
  if (separated) rest = trimmed(rest.substr(1));
  if (rest.empty() || is_digit(rest.front()) || !has_letter(rest)) return std::nullopt;
  if (!separated && (has_digit(rest) || !has_letter(rest.substr(0, 1)))) return std::nullopt;
  return numbered_answer{number};
}

// `very satisfied (5)`.
std::optional<numbered_answer> number_at_end(std::string_view text) {
  if (!text.ends_with(')')) return std::nullopt;
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || open == 0) return std::nullopt;
  std::string_view inside = trimmed(text.substr(open + 1, text.size() - open - 2));
  const std::string_view before = text.substr(0, open);
  const auto number = take_number(inside);
  if (!number || !inside.empty() || !has_letter(before) || has_digit(before)) return std::nullopt;
  return numbered_answer{*number};
}

}  // namespace

std::optional<numbered_answer> numbered_answer_in(std::string_view text) {
  const std::string folded = detail::folded_text(text);
  std::string_view rest = folded;
  if (rest.size() >= 3 && rest.starts_with("=\"") && rest.ends_with('"'))
    rest = rest.substr(2, rest.size() - 3);
  if (rest.size() > 1 && rest.front() == '\'') rest.remove_prefix(1);
  rest = trimmed(rest);
  if (const auto stars = stars_in(rest)) return stars;
  if (const auto code = code_in(rest)) return code;
  const bool bracketed = rest.starts_with('(') || rest.starts_with('[');
  std::string_view numbers = rest.substr(bracketed ? 1 : 0);
  if (const auto number = take_number(numbers)) {
    if (bracketed && !take(numbers, ")") && !take(numbers, "]")) return std::nullopt;
    return answer_of(*number, numbers);
  }
  return number_at_end(rest);
}

}  // namespace cxmetrics
