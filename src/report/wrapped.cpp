// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "unicode.hpp"

#include <cxmetrics/report/wrapped.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {
namespace {

using detail::display_width;

std::string_view word_at(std::string_view text) {
  return text.substr(0, text.find(' '));
}

// Whether these words read as one: "95 %", "n = 10", "[-1.2, 3.4]".
bool belong_together(std::string_view word, std::string_view next) {
  const auto is_sign = [](std::string_view one) { return one == "=" || one == "<" || one == ">"; };
  const bool interval = word.find('[') != word.npos && word.ends_with(',') && next.find(']') != next.npos;
  return interval || next.starts_with('%') || is_sign(word) || is_sign(next);
}

// Takes the words up to the first space where a line may end, unless there is no room for all that belong together.
std::string_view next_piece(std::string_view& text, std::size_t room) {
  std::string_view word = word_at(text);
  std::size_t end = word.size();
  std::size_t width = display_width(word);
  while (end < text.size()) {
    const std::string_view next = word_at(text.substr(end + 1));
    width += 1 + display_width(next);
    if (width > room || !belong_together(word, next)) break;
    end += 1 + next.size();
    word = next;
  }
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

// As much of a word as there is room for, and at least a character with what is combined with it.
std::string_view front_of(std::string_view word, std::size_t room) {
  std::string_view rest = word;
  std::size_t taken = 0;
  while (!rest.empty()) {
    std::string_view after = rest;
    detail::next_character(after);
    const std::size_t width = display_width(rest.substr(0, rest.size() - after.size()));
    if (taken > 0 && taken + width > room) break;
    taken += width;
    rest = after;
  }
  return word.substr(0, word.size() - rest.size());
}

}  // namespace

std::vector<std::string> detail::wrapped_lines(std::string_view text, std::size_t width, std::size_t indent,
                                               bool breaks_words) {
  std::vector<std::string> lines{std::string()};
  std::size_t at = 0;
  const auto begin_line = [&] {
    lines.emplace_back(indent, ' ');
    at = indent;
  };
  for (bool first = true, more = true; more; first = false) {
    const std::size_t before = text.size();
    std::string_view piece = next_piece(text, width - std::min(width, indent));
    more = piece.size() < before;  // a space followed
    std::size_t room_taken = display_width(piece);
    if (!first) {
      if (at + 1 + room_taken > width) {
        begin_line();
      } else {
        lines.back() += ' ';
        ++at;
      }
    }
    while (breaks_words && at + room_taken > width) {
      const std::string_view front = front_of(piece, std::max(width, at + 1) - at);
      if (front.size() == piece.size()) break;
      lines.back() += front;
      piece.remove_prefix(front.size());
      room_taken -= display_width(front);
      begin_line();
    }
    lines.back() += piece;
    at += room_taken;
  }
  return lines;
}

std::string wrapped(std::string_view line, std::size_t width, std::size_t indent) {
  if (width == 0) return std::string(line);
  const std::vector<std::string> lines = detail::wrapped_lines(line, width, indent, false);
  std::string text = lines.front();
  for (std::size_t at = 1; at < lines.size(); ++at) text += '\n' + lines[at];
  return text;
}

}  // namespace cxmetrics
