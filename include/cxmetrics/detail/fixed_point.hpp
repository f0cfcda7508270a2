// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_FIXED_POINT_HPP
#define CXMETRICS_DETAIL_FIXED_POINT_HPP

#include <cxmetrics/detail/throw.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cxmetrics::detail {

__extension__ typedef unsigned __int128 uint128;

// A number from 0 up, half of its words before the binary point and half behind, the least significant first.
// Sums of such numbers are exact: the same in any order, and what was added can be taken away again.
template <std::size_t Words>
struct fixed_point {
  std::array<std::uint64_t, Words> words{};

  // Throws `std::invalid_argument` where the sum does not fit.
  constexpr fixed_point& operator+=(const fixed_point& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < Words; ++i) {
      const uint128 sum = uint128{words[i]} + other.words[i] + carry;
      words[i] = static_cast<std::uint64_t>(sum);
      carry = static_cast<std::uint64_t>(sum >> 64);
    }
    if (carry != 0) throw_invalid_argument("weights add up to more than can be kept");
    return *this;
  }

  // Throws `std::invalid_argument` where the difference is below 0.
  constexpr fixed_point& operator-=(const fixed_point& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < Words; ++i) {
      const uint128 rest = uint128{words[i]} - other.words[i] - borrow;
      words[i] = static_cast<std::uint64_t>(rest);
      borrow = static_cast<std::uint64_t>(rest >> 64) & 1;
    }
    if (borrow != 0) throw_invalid_argument("cannot take away more weight than there is");
    return *this;
  }

  constexpr double value() const noexcept {
    double result = 0;
    double unit = 1;
    for (std::size_t i = 0; i < Words / 2; ++i) unit *= 0x1p-64;
    for (const std::uint64_t word : words) {
      result += static_cast<double>(word) * unit;
      unit *= 0x1p64;
    }
    return result;
  }

  friend constexpr fixed_point operator+(fixed_point one, const fixed_point& other) { return one += other; }
  friend constexpr bool operator==(const fixed_point&, const fixed_point&) = default;
};

// The nearest multiple of 2^-64; exact from 2^-12 up. 0 <= value < 2^64.
constexpr fixed_point<2> fixed(double value) noexcept {
  const auto whole = static_cast<std::uint64_t>(value);
  const double units = (value - static_cast<double>(whole)) * 0x1p64;
  return {{static_cast<std::uint64_t>(units < 0x1p52 ? units + 0.5 : units), whole}};
}

constexpr fixed_point<4> square(const fixed_point<2>& number) noexcept {
  fixed_point<4> result;
  for (std::size_t i = 0; i < 2; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < 2; ++j) {
      const uint128 product = uint128{number.words[i]} * number.words[j] + result.words[i + j] + carry;
      result.words[i + j] = static_cast<std::uint64_t>(product);
      carry = static_cast<std::uint64_t>(product >> 64);
    }
    result.words[i + 2] = carry;
  }
  return result;
}

}  // namespace cxmetrics::detail

#endif
