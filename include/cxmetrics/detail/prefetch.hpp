// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_PREFETCH_HPP
#define CXMETRICS_DETAIL_PREFETCH_HPP

#include <cstdint>
#include <iterator>
#include <type_traits>

namespace cxmetrics::detail {

// Asks for the memory some way ahead of a place in an array, so that counting does not wait for it. Memory
// that is not there is not fetched.
template <class Iterator>
constexpr void prefetch_ahead(const Iterator& at) {
#if defined(__GNUC__)
  if constexpr (std::contiguous_iterator<Iterator>) {
    if (!std::is_constant_evaluated()) {
      constexpr std::uintptr_t distance = 2048;
      __builtin_prefetch(reinterpret_cast<const void*>(
          reinterpret_cast<std::uintptr_t>(__builtin_addressof(*at)) + distance));
    }
  }
#else
  static_cast<void>(at);
#endif
}

}  // namespace cxmetrics::detail

#endif
