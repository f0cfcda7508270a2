// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_WIDE_SUM_HPP
#define CXMETRICS_DETAIL_WIDE_SUM_HPP

#include <array>
#include <cstdint>

namespace cxmetrics::detail {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 unsigned_int128;

// A sum of products of two 63-bit numbers, exact: two words, the lower first, below zero in two's complement. It wraps;
// who adds sees to it that the sum fits.
struct wide_sum {
  std::array<std::uint64_t, 2> words{};

  static constexpr wide_sum of(int128 value) noexcept {
    const auto bits = static_cast<unsigned_int128>(value);
    return {{static_cast<std::uint64_t>(bits), static_cast<std::uint64_t>(bits >> 64)}};
  }
  static constexpr wide_sum product(std::int64_t a, std::int64_t b) noexcept { return of(int128{a} * b); }

  constexpr int128 exact() const noexcept {
    return static_cast<int128>(unsigned_int128{words[1]} << 64 | words[0]);
  }
  constexpr double value() const noexcept { return static_cast<double>(exact()); }

  constexpr wide_sum& operator+=(wide_sum other) noexcept {  // a copy, as it may be this one
    words[0] += other.words[0];
    words[1] += other.words[1] + (words[0] < other.words[0] ? 1 : 0);
    return *this;
  }
  constexpr wide_sum& operator-=(wide_sum other) noexcept {
    words[1] -= other.words[1] + (words[0] < other.words[0] ? 1 : 0);
    words[0] -= other.words[0];
    return *this;
  }
  friend constexpr bool operator==(const wide_sum&, const wide_sum&) = default;
};

}  // namespace cxmetrics::detail

#endif
