// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_STORED_KEY_HPP
#define CXMETRICS_DETAIL_STORED_KEY_HPP

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace cxmetrics::detail {

template <class Key>
inline constexpr bool is_moment = false;
template <class Duration>
inline constexpr bool is_moment<std::chrono::time_point<std::chrono::system_clock, Duration>> = true;

// What a key is stored as: text that may go away is copied, and a moment is its day.
template <class Key>
using stored_key = std::conditional_t<
    std::convertible_to<Key, std::string_view>, std::string,
    std::conditional_t<is_moment<std::remove_cvref_t<Key>>, std::chrono::sys_days, std::remove_cvref_t<Key>>>;

// What a key is looked up by, without a copy.
template <class Key>
decltype(auto) key_view(const Key& key) {
  if constexpr (std::convertible_to<const Key&, std::string_view>) {
    return std::string_view(key);
  } else if constexpr (is_moment<Key>) {
    return std::chrono::floor<std::chrono::days>(key);
  } else {
    return (key);
  }
}

}  // namespace cxmetrics::detail

#endif
