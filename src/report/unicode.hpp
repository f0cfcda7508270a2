// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_UNICODE_HPP
#define CXMETRICS_SRC_REPORT_UNICODE_HPP

#include <cxmetrics/report/visible.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// The character at the front of the text, which is then shortened by it; U+FFFD for a byte that begins no
// valid one. The text must not be empty.
char32_t next_character(std::string_view& text) noexcept;
void append_character(std::string& to, char32_t character);

// Valid UTF-8: what was not is U+FFFD.
std::string valid_utf8(std::string_view text);

// How many columns of a terminal a visible text takes.
std::size_t display_width(std::string_view text) noexcept;

// As `wrapped` does it, line by line; words that are too wide may be broken between characters.
std::vector<std::string> wrapped_lines(std::string_view text, std::size_t width, std::size_t indent,
                                       bool breaks_words);

}  // namespace cxmetrics::detail

#endif
