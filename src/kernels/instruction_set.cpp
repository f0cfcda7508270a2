// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/vectors.hpp"

#include <cxmetrics/detail/instruction_set.hpp>

#include <algorithm>
#include <atomic>

namespace cxmetrics::detail {

namespace {
std::atomic<instruction_set>& in_use() {
  static std::atomic<instruction_set> value{best_instruction_set()};
  return value;
}
}  // namespace

instruction_set best_instruction_set() noexcept {
#if defined(CXMETRICS_HAS_AVX2)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt") &&
      __builtin_cpu_supports("pclmul")) {
    return instruction_set::avx2;
  }
#endif
#if defined(CXMETRICS_HAS_VECTORS)
  return instruction_set::baseline;
#else
  return instruction_set::scalar;
#endif
}

instruction_set instruction_set_in_use() noexcept {
  return in_use().load(std::memory_order_relaxed);
}

void use_instruction_set(instruction_set chosen) noexcept {
  in_use().store(std::min(chosen, best_instruction_set()), std::memory_order_relaxed);
}

}  // namespace cxmetrics::detail
