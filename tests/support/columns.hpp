// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_COLUMNS_HPP
#define CXMETRICS_TESTS_SUPPORT_COLUMNS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::tests {

inline std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// How many columns of a terminal the characters take that tests use: accents that combine none, East Asian ones two.
inline std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[at + index]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    const bool combines = byte(0) == 0xCC || (byte(0) == 0xCD && byte(1) < 0xB0);
    const bool is_wide = length == 3 && byte(0) >= 0xE3 && byte(0) <= 0xED;
    columns += combines ? 0u : is_wide ? 2u : 1u;
    at += length;
  }
  return columns;
}

inline std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (const std::string& line : lines_in(text)) widest = std::max(widest, columns_of(line));
  return widest;
}

}  // namespace cxmetrics::tests

#endif
