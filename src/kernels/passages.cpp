// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/passages.hpp"
#include "kernels/vectors.hpp"

#include <cxmetrics/detail/instruction_set.hpp>

namespace cxmetrics::detail {

const passage_kernel* passage_kernel_in_use() noexcept {
  switch (instruction_set_in_use()) {
#if defined(CXMETRICS_HAS_AVX2)
    case instruction_set::avx2:
      return &passages_avx2;
#endif
#if defined(CXMETRICS_HAS_VECTORS)
    case instruction_set::baseline:
      return &passages_baseline;
#endif
    default:
      return nullptr;
  }
}

}  // namespace cxmetrics::detail
