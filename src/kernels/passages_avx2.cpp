// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/vectors.hpp"

#if defined(CXMETRICS_HAS_AVX2)
#define CXMETRICS_VECTOR_BYTES 32
#include "kernels/passages_vectors.hpp"

namespace cxmetrics::detail {
const passage_kernel passages_avx2 = {lanes, follow};
}
#endif
