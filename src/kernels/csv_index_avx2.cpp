// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/vectors.hpp"

#if defined(CXMETRICS_HAS_AVX2)
#define CXMETRICS_VECTOR_BYTES 32
#include "kernels/csv_index_vectors.hpp"

namespace cxmetrics::detail {
void index_csv_avx2(const char* text, std::size_t size, char delimiter, bool quotes, std::size_t max_row,
                    csv_index& into) {
  quotes ? index_csv_in_steps<true>(text, size, delimiter, max_row, into)
         : index_csv_in_steps<false>(text, size, delimiter, max_row, into);
}
}  // namespace cxmetrics::detail
#endif
