// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_TEXT_HPP
#define CXMETRICS_SRC_INPUT_TEXT_HPP

#include "input/utf8.hpp"

#include <cxmetrics/detail/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

// Most bytes of a text that are shown where it cannot be used.
inline constexpr std::size_t excerpt_bytes = 80;

// The last byte of the first line end from a place on: a line feed, or a carriage return that no line feed follows.
// Nothing at a carriage return with which the text ends, as a line feed may come.
inline std::size_t line_end(std::string_view text, std::size_t from = 0) {
  const std::size_t at = text.find_first_of("\r\n", from);
  if (at == std::string_view::npos || text[at] == '\n') return at;
  if (at + 1 == text.size()) return std::string_view::npos;
  return text[at + 1] == '\n' ? at + 1 : at;
}

// Without its end.
inline std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

// The beginning of a text's first line, cut between two characters of UTF-8. Bytes that are none are made visible.
inline std::string excerpt(std::string_view text, std::size_t most = excerpt_bytes) {
  std::string_view line = first_line(text);
  if (line.size() > most) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t size = most;
    while (size > 0 && continues(line[size])) --size;
    line = line.substr(0, size);
  }
  return with_visible_bytes(line);
}

// Why a row is rejected that has more or fewer fields than the header.
inline std::string wrong_number_of_fields(std::size_t fields, std::size_t in_header) {
  return std::to_string(fields) + " fields, the header has " + std::to_string(in_header);
}

}  // namespace cxmetrics::detail

#endif
