// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_SCORE_HPP
#define CXMETRICS_DETAIL_SCORE_HPP

#include <concepts>
#include <optional>
#include <type_traits>

namespace cxmetrics::detail {

// bool and the character types are integral too, but a truth or a letter is not a score; signed and unsigned
// char stay, being int8_t and uint8_t.
template <class T>
concept whole_number =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <class T>
inline constexpr bool is_optional_score = false;
template <whole_number T>
inline constexpr bool is_optional_score<std::optional<T>> = true;

// A whole number, or an optional one where nothing means "asked, did not answer".
template <class T>
concept score_like = whole_number<std::remove_cvref_t<T>> || is_optional_score<std::remove_cvref_t<T>>;

}  // namespace cxmetrics::detail

#endif
