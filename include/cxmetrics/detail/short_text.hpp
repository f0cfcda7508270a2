// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_SHORT_TEXT_HPP
#define CXMETRICS_DETAIL_SHORT_TEXT_HPP

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <cstddef>
#include <string_view>

namespace cxmetrics::detail {

// A text of so few bytes that it is kept in the object itself, so that constants can hold one too.
class short_text {
 public:
  static constexpr std::size_t capacity = 63;

  constexpr short_text() noexcept = default;
  constexpr short_text(std::string_view text) {
    for (const char c : text) append(c, text);
  }

  // A title in lower case, its words joined by '-'; bytes beyond ASCII stay.
  static constexpr short_text id_of(std::string_view title) {
    short_text result;
    bool joins = false;
    for (const char c : title) {
      const bool word =
          ('a' <= lower(c) && lower(c) <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
      if (word && joins && result.size_ > 0) result.append('-', title);
      if (word) result.append(lower(c), title);
      joins = !word;
    }
    return result;
  }

  // The same text with a whole number appended.
  constexpr short_text with(int number) const {
    char digits[12] = {};
    std::size_t first = sizeof digits;
    long long rest = number < 0 ? -static_cast<long long>(number) : number;
    do {
      digits[--first] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (number < 0) digits[--first] = '-';
    return with({digits + first, sizeof digits - first});
  }
  constexpr short_text with(std::string_view more) const {
    short_text result = *this;
    for (const char c : more) result.append(c, more);
    return result;
  }

  constexpr std::string_view view() const noexcept { return {text_, size_}; }

 private:
  constexpr void append(char c, std::string_view text) {
    if (size_ == capacity) throw_invalid_argument("'{}' is longer than {} bytes", {text, capacity});
    text_[size_++] = c;
  }

  char text_[capacity + 1] = {};
  std::size_t size_ = 0;
};

}  // namespace cxmetrics::detail

#endif
