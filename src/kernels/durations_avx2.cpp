// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/vectors.hpp"

#if defined(CXMETRICS_HAS_AVX2)
#include "kernels/durations_blocks.hpp"

namespace cxmetrics::detail {
bool count_durations_avx2(duration_blocks& into, const std::int32_t* since, const std::int32_t* until,
                          std::size_t rows) {
  return count_blocks(into, since, until, rows);
}
}  // namespace cxmetrics::detail
#endif
