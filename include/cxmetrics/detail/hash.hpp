// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_HASH_HPP
#define CXMETRICS_DETAIL_HASH_HPP

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>

namespace cxmetrics::detail {

// Spreads what differs between numbers over all bits, the upper ones most.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t next) noexcept {
  hash = (hash ^ next) * 0x9e37'79b9'7f4a'7c15;
  return hash ^ (hash >> 32);
}

// Eight bytes at a time; the last ones may be taken twice, so that short texts, which keys are, need no loop.
inline std::uint64_t hash_of(std::string_view text) noexcept {
  const auto word = [](const char* from, std::size_t bytes) {
    std::uint64_t result = 0;
    std::memcpy(&result, from, bytes);
    return result;
  };
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t hash = left;
  for (; left > 16; at += 8, left -= 8) hash = mix(hash, word(at, 8));
  if (left >= 8) return mix(mix(hash, word(at, 8)), word(at + left - 8, 8));
  if (left >= 4) return mix(hash, word(at, 4) << 32 | word(at + left - 4, 4));
  if (left > 0) return mix(hash, word(at, 1) << 16 | word(at + left / 2, 1) << 8 | word(at + left - 1, 1));
  return mix(hash, 0);
}

template <class Clock, class Duration>
std::uint64_t hash_of(const std::chrono::time_point<Clock, Duration>& time) noexcept {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

// All else that std::hash knows; but not fractions, whose equality and order disagree.
template <class Key>
requires(!std::convertible_to<const Key&, std::string_view> && !std::floating_point<Key>) &&
    requires(const Key& key) {
  std::hash<Key>{}(key);
}
std::uint64_t hash_of(const Key& key) {
  return std::hash<Key>{}(key);
}

template <class Key>
concept hashable_key = std::equality_comparable<Key> && requires(const Key& key) {
  hash_of(key);
};

}  // namespace cxmetrics::detail

#endif
