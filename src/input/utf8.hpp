// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_UTF8_HPP
#define CXMETRICS_SRC_INPUT_UTF8_HPP

#include <string>
#include <string_view>

namespace cxmetrics::detail {

inline constexpr const char* not_valid_utf8 =
    "not valid UTF-8; it may be in another encoding, such as windows-1252";

bool is_ascii(std::string_view text) noexcept;

// Whether a text is well formed (Unicode 15, table 3-7).
bool is_valid_utf8(std::string_view text) noexcept;

// Valid UTF-8 with each character composed where it can be: Unicode's form NFC. As it is without the library utf8proc.
std::string composed(std::string_view text);

// The same with all differences of case removed; those of ASCII alone without the library utf8proc.
std::string in_small_letters(std::string_view text);

// The same text with `\xF1` for each byte that is part of no character.
std::string with_visible_bytes(std::string_view text);

}  // namespace cxmetrics::detail

#endif
