// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../unicode.hpp"
#include "text.hpp"

#include <algorithm>

namespace cxmetrics::detail {
namespace {

// Hundredths of the font size, from the space to the tilde.
constexpr unsigned char ascii_advance[] = {
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};

double advance(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (first >= 0x20 && first < 0x7F) return ascii_advance[first - 0x20] / 100.0;
  // Other narrow characters are up to a full square wide, but not all of them in a row.
  constexpr double by_columns[] = {0, 0.85, 1.05};
  return by_columns[display_width(character)];
}

// The first character of the text, which is then shortened by it.
std::string_view take_character(std::string_view& text) {
  const std::string_view before = text;
  next_character(text);
  return before.substr(0, before.size() - text.size());
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

double width_of(std::string_view text, double size) {
  const std::string shown = visible(text);
  double width = 0;
  for (std::string_view left = shown; !left.empty();) width += advance(take_character(left));
  return width * size;
}

std::string shortened(std::string_view text, double width, double size) {
  std::string shown = visible(text);
  if (width_of(shown, size) <= width + 0.01) return shown;
  constexpr std::string_view ellipsis = "…";
  double taken = width_of(ellipsis, size);
  std::string_view left = shown;
  std::string result;
  while (!left.empty()) {
    const std::string_view character = take_character(left);
    taken += advance(character) * size;
    if (taken > width) break;
    result += character;
  }
  result.erase(result.find_last_not_of(' ') + 1);
  return result.append(ellipsis);
}

std::vector<std::string> wrapped(std::string_view text, double width, std::size_t lines, double size) {
  const std::string shown = visible(text);
  std::string_view left = shown;
  std::vector<std::string> result;
  while (!left.empty()) {
    std::size_t end = left.size();
    if (result.size() + 1 < lines) {
      while (end != std::string_view::npos && width_of(left.substr(0, end), size) > width) {
        end = left.substr(0, end).find_last_of(' ');
      }
      if (end == std::string_view::npos) {
        // Not left.find(' '), of which GCC 12 warns for nothing where headers are precompiled.
        end = static_cast<std::size_t>(std::find(left.begin(), left.end(), ' ') - left.begin());
      }
    }
    result.push_back(shortened(left.substr(0, end), width, size));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return result;
}

}  // namespace cxmetrics::detail
