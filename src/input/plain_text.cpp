// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cxmetrics::detail {
namespace {

// A character of UTF-8 and how many bytes it has; a byte that begins none stands for itself.
struct character {
  std::uint32_t code;
  std::size_t bytes;
};

character first_of(std::string_view text) noexcept {
  const auto byte = [text](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(text[at])}; };
  const std::uint32_t lead = byte(0);
  const std::size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  if (size == 1 || size > text.size()) return {lead, 1};
  std::uint32_t code = lead & (0x7Fu >> size);
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {lead, 1};
    code = code << 6 | (byte(at) & 0x3F);
  }
  return {code, size};
}

bool is_any_space(std::uint32_t code) noexcept {
  return (code < 0x80 && is_space(static_cast<char>(code))) || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000 || (code >= 0x2000 && code <= 0x200A);
}

bool is_invisible(std::uint32_t code) noexcept {
  return (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF || code == 0xFE0F ||
         code == 0xFE0E;
}

std::uint32_t plain(std::uint32_t code) noexcept {
  if (is_any_space(code)) return ' ';
  if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0;
  if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212) return '-';
  if (code == 0x2018 || code == 0x2019) return '\'';
  return code;
}

// Latin letters as far as English and Vietnamese need them.
std::uint32_t small_letter(std::uint32_t code) noexcept {
  if (code < 0x80) return static_cast<unsigned char>(lower(static_cast<char>(code)));
  if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 0x20;
  const bool even_is_capital = (code >= 0x100 && code <= 0x137) || (code >= 0x1EA0 && code <= 0x1EFF);
  const bool odd_is_capital = code == 0x1AF || (code >= 0x139 && code <= 0x148);
  if (code == 0x1A0 || (even_is_capital && code % 2 == 0) || (odd_is_capital && code % 2 == 1))
    return code + 1;
  return code;
}

void append(std::string& text, std::uint32_t code) {
  const auto continued = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    continued(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    continued(6);
    continued(0);
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    continued(12);
    continued(6);
    continued(0);
  }
}

template <class Each>
std::string changed(std::string_view text, Each each) {
  std::string result;
  while (!text.empty()) {
    const character next = first_of(text);
    const bool is_character = next.bytes > 1 || next.code < 0x80;
    if (!is_character) {
      result += text.front();
    } else if (!is_invisible(next.code)) {
      const std::uint32_t code = each(plain(next.code));
      if (code != ' ' || (!result.empty() && result.back() != ' ')) append(result, code);
    }
    text.remove_prefix(next.bytes);
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

}  // namespace

std::string plain_text(std::string_view text) {
  return changed(composed(text), [](std::uint32_t code) { return code; });
}

std::string folded_text(std::string_view text) {
  return changed(composed(text), small_letter);
}

std::string_view trimmed_of_any_space(std::string_view text) noexcept {
  const auto is_wide = [](const character& it) {
    return it.bytes > 1 && (is_any_space(it.code) || it.code == 0xFEFF);
  };
  for (;;) {
    text = trimmed(text);
    if (text.empty()) return text;
    if (const character first = first_of(text); is_wide(first)) {
      text.remove_prefix(first.bytes);
      continue;
    }
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const character last = first_of(text.substr(begin));
    if (!is_wide(last) || last.bytes != text.size() - begin) return text;
    text.remove_suffix(last.bytes);
  }
}

}  // namespace cxmetrics::detail
