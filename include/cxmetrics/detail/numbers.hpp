// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_NUMBERS_HPP
#define CXMETRICS_DETAIL_NUMBERS_HPP

#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/score.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>

namespace cxmetrics::detail {

// Whole numbers side by side in memory, their type told by values: what templates hand to compiled code.
struct numbers {
  const void* data = nullptr;
  std::size_t size = 0;
  std::size_t bytes = 1;  // of a number: 1, 2, 4 or 8
  bool is_signed = false;

  numbers part(std::size_t first, std::size_t last) const noexcept {
    return {static_cast<const unsigned char*>(data) + first * bytes, last - first, bytes, is_signed};
  }
};

// A range that `numbers` can describe.
template <class Range>
concept range_of_numbers = column<Range> && std::contiguous_iterator<iterator_t<Range>> &&
                           whole_number<value_t<Range>> &&(sizeof(value_t<Range>) <= 8) &&
                           !std::is_volatile_v<std::remove_reference_t<reference_t<Range>>>;

template <range_of_numbers Range>
numbers numbers_of(Range& range) {
  using number = value_t<Range>;
  const std::size_t size = size_of(range);
  return {size == 0 ? nullptr : &*begin_of(range), size, sizeof(number), std::signed_integral<number>};
}

}  // namespace cxmetrics::detail

#endif
