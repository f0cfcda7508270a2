// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_TEXT_HPP
#define CXMETRICS_DETAIL_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

// What a byte of text is, whatever the locale.
namespace cxmetrics::detail {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Spaces, tabs and line ends.
constexpr bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Without the spaces around it.
constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The letters A to Z made small ones, all else as it is.
constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

// Whether two texts are equal but for the case of their letters.
constexpr bool same_but_for_case(std::string_view one, std::string_view other) noexcept {
  if (one.size() != other.size()) return false;
  for (std::size_t at = 0; at < one.size(); ++at) {
    if (lower(one[at]) != lower(other[at])) return false;
  }
  return true;
}

}  // namespace cxmetrics::detail

#endif
