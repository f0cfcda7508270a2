// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_TEXT_HPP
#define CXMETRICS_SRC_INPUT_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Spaces, tabs and line ends, whatever the locale.
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Most bytes of a text that are shown where it cannot be used.
inline constexpr std::size_t excerpt_bytes = 80;

// The beginning of a text's first line, cut between two characters of UTF-8.
inline std::string excerpt(std::string_view text, std::size_t most = excerpt_bytes) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > most) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t size = most;
    while (size > 0 && continues(line[size])) --size;
    line = line.substr(0, size);
  }
  return std::string{line};
}

}  // namespace cxmetrics::detail

#endif
