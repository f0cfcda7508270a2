// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_INSTRUCTION_SET_HPP
#define CXMETRICS_DETAIL_INSTRUCTION_SET_HPP

#include <cxmetrics/export.hpp>

namespace cxmetrics::detail {

// What the compiled kernels are written for, in rising order.
enum class instruction_set {
  scalar,    // plain loops: every machine
  baseline,  // vectors of 16 bytes, which every machine of this kind has
  avx2       // vectors of 32 bytes, and the bit instructions BMI and POPCNT
};

// The highest one that this build has and this machine runs.
CXMETRICS_EXPORT instruction_set best_instruction_set() noexcept;

// The one in use: the best, unless a test has chosen another.
CXMETRICS_EXPORT instruction_set instruction_set_in_use() noexcept;

// For tests, so that every kernel can be compared on one machine; cut to the best one.
CXMETRICS_EXPORT void use_instruction_set(instruction_set chosen) noexcept;

}  // namespace cxmetrics::detail

#endif
