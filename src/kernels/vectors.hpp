// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_VECTORS_HPP
#define CXMETRICS_KERNELS_VECTORS_HPP

// Vectors are those that GCC and Clang make of SSE2. Other compilers, and machines on which the kernels have not
// been tried, take the scalar path. The build adds CXMETRICS_HAS_AVX2 where it compiles the kernels a second time
// for AVX2.
#if defined(__GNUC__) && defined(__SSE2__)
#define CXMETRICS_HAS_VECTORS
#endif

#endif
