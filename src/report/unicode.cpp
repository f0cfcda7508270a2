// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "unicode.hpp"

#include <fmt/format.h>

namespace cxmetrics::detail {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool acts_on_display(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string spelled_out(char32_t c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\{}{:0{}x}", c < 0x100 ? 'x' : 'u', static_cast<std::uint32_t>(c),
                         c < 0x100 ? 2 : 4);
  }
}

}  // namespace

char32_t next_character(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned first = byte(0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || length > text.size()) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t character = length == 1 ? first : first & (0x7Fu >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(index) & 0xC0u) != 0x80) {
      text.remove_prefix(1);
      return replacement;
    }
    character = (character << 6) | (byte(index) & 0x3Fu);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (character < least[length] || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000)) {
    text.remove_prefix(1);
    return replacement;
  }
  text.remove_prefix(length);
  return character;
}

void append_character(std::string& to, char32_t c) {
  const auto put = [&](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
    return;
  }
  const int following = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  put((0xFF00u >> (following + 1) & 0xFFu) | c >> 6 * following);
  for (int left = following - 1; left >= 0; --left) put(0x80u | (c >> 6 * left & 0x3Fu));
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  while (!text.empty()) append_character(result, next_character(text));
  return result;
}

}  // namespace cxmetrics::detail

namespace cxmetrics {

std::string visible(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const char32_t character = detail::next_character(text);
    if (detail::acts_on_display(character)) {
      result += detail::spelled_out(character);
    } else {
      detail::append_character(result, character);
    }
  }
  return result;
}

}  // namespace cxmetrics
