// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/count.hpp"
#include "kernels/vectors.hpp"

#include <cxmetrics/detail/instruction_set.hpp>

namespace cxmetrics::detail {

namespace {

// Four tables in turn: a counter that was just stored need not be loaded again at once.
template <class Number>
void count(const void* numbers, std::size_t size, std::uint64_t base, std::uint64_t* counts) {
  const auto* const number = static_cast<const Number*>(numbers);
  const auto place = [base](Number x) {
    const auto distance = static_cast<Number>(x - static_cast<Number>(base));
    return distance < window_values ? static_cast<std::size_t>(distance) : window_values;
  };
  std::uint64_t table[4][window_values + 1] = {};
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) {
    ++table[0][place(number[i])];
    ++table[1][place(number[i + 1])];
    ++table[2][place(number[i + 2])];
    ++table[3][place(number[i + 3])];
  }
  for (; i < size; ++i) ++table[0][place(number[i])];
  for (std::size_t value = 0; value <= window_values; ++value) {
    counts[value] += table[0][value] + table[1][value] + table[2][value] + table[3][value];
  }
}

template <class Number>
std::uint64_t count_equal(const void* numbers, std::size_t size, std::uint64_t wanted) {
  const auto* const number = static_cast<const Number*>(numbers);
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < size; ++i) found += number[i] == static_cast<Number>(wanted);
  return found;
}

}  // namespace

const count_kernel count_scalar = {
    {count<std::uint8_t>, count<std::uint16_t>, count<std::uint32_t>, count<std::uint64_t>},
    {count_equal<std::uint8_t>, count_equal<std::uint16_t>, count_equal<std::uint32_t>,
     count_equal<std::uint64_t>}};

const count_kernel& count_kernel_in_use() noexcept {
  switch (instruction_set_in_use()) {
#if defined(CXMETRICS_HAS_AVX2)
    case instruction_set::avx2:
      return count_avx2;
#endif
#if defined(CXMETRICS_HAS_VECTORS)
    case instruction_set::baseline:
      return count_baseline;
#endif
    default:
      return count_scalar;
  }
}

}  // namespace cxmetrics::detail
