// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_COUNT_HPP
#define CXMETRICS_KERNELS_COUNT_HPP

#include <cstddef>
#include <cstdint>

namespace cxmetrics::detail {

// A kernel tells this many values in a row apart, from a base upwards, and counts all others together.
inline constexpr std::size_t window_values = 12;

// The most bytes a kernel is given at once.
inline constexpr std::size_t count_block = std::size_t{1} << 17;

// How to count a block of numbers of 1, 2, 4 or 8 bytes (place 0 to 3). Numbers are bit patterns: differences
// wrap around, and signed and unsigned are counted alike.
struct count_kernel {
  using counting = void(const void* numbers, std::size_t size, std::uint64_t base, std::uint64_t* counts);
  using finding = std::uint64_t(const void* numbers, std::size_t size, std::uint64_t wanted);

  counting* count[4];       // adds to counts[number - base], or to counts[window_values]
  finding* count_equal[4];  // how many numbers are the one wanted
};

extern const count_kernel count_scalar;
extern const count_kernel count_baseline;
extern const count_kernel count_avx2;

const count_kernel& count_kernel_in_use() noexcept;

}  // namespace cxmetrics::detail

#endif
