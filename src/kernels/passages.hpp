// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_PASSAGES_HPP
#define CXMETRICS_KERNELS_PASSAGES_HPP

#include <cstddef>
#include <cstdint>
#include <limits>

namespace cxmetrics::detail {

inline constexpr std::size_t most_passage_steps = 100;
inline constexpr std::size_t most_passage_lanes = 8;
// So that no difference of times overflows, none is longer than this.
inline constexpr std::int32_t longest_passage = std::int32_t{1} << 29;
inline constexpr std::int32_t unreached = std::numeric_limits<std::int32_t>::max();

// Steps in order; other events may lie between them.
struct passage_steps {
  const std::int32_t* events;  // of each step, from 0 up
  std::size_t count;
  std::int32_t within;  // how long after the first step the last one may be, up to `longest_passage`
  bool first_attempt;   // only from the first event of the first step on
};

// How several customers come through the steps, one in each lane of a vector. A row has by lane a time from 0 to
// `longest_passage`, and then by lane an event; times never fall from row to row, and `counts` says by lane how many
// rows there are. For each step, the kernel writes by lane the shortest time to it from the first step, or `unreached`.
struct passage_kernel {
  std::size_t lanes;
  void (*follow)(const passage_steps& steps, const std::int32_t* rows, const std::int32_t* counts,
                 std::int32_t* times);
};

extern const passage_kernel passages_baseline;
extern const passage_kernel passages_avx2;

// Nothing where there are no vectors.
const passage_kernel* passage_kernel_in_use() noexcept;

}  // namespace cxmetrics::detail

#endif
