// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_VECTORS_HPP
#define CXMETRICS_KERNELS_VECTORS_HPP

// Vectors are those of GCC and Clang (__attribute__((vector_size))). Other compilers, and machines on which
// the kernels have not been tried, take the scalar path. The build adds CXMETRICS_HAS_AVX2 where it compiles
// the kernels a second time for AVX2.
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CXMETRICS_HAS_VECTORS
#endif

#endif
