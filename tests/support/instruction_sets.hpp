// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_INSTRUCTION_SETS_HPP
#define CXMETRICS_TESTS_SUPPORT_INSTRUCTION_SETS_HPP

#include <cxmetrics/detail/instruction_set.hpp>

namespace cxmetrics::tests {

// Runs a check under every instruction set that this machine has, then returns to the best.
template <class Check>
void under_every_instruction_set(Check&& check) {
  namespace kernels = ::cxmetrics::detail;
  using kernels::instruction_set;
  struct restore {
    ~restore() { kernels::use_instruction_set(kernels::best_instruction_set()); }
  } const at_end;
  for (const auto set : {instruction_set::scalar, instruction_set::baseline, instruction_set::avx2}) {
    if (set > kernels::best_instruction_set()) continue;
    kernels::use_instruction_set(set);
    check();
  }
}

}  // namespace cxmetrics::tests

#endif
