// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/vectors.hpp"

#if defined(CXMETRICS_HAS_VECTORS)
#define CXMETRICS_VECTOR_BYTES 16
#include "kernels/count_vectors.hpp"

namespace cxmetrics::detail {
const count_kernel count_baseline = {
    {count<std::uint8_t>, count<std::uint16_t>, count<std::uint32_t>, count<std::uint64_t>},
    {count_equal<std::uint8_t>, count_equal<std::uint16_t>, count_equal<std::uint32_t>,
     count_equal<std::uint64_t>}};
}
#endif
