// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/durations_blocks.hpp"
#include "kernels/vectors.hpp"

#include <cxmetrics/detail/instruction_set.hpp>

#include <algorithm>

namespace cxmetrics::detail {
namespace {

duration_kernel& kernel_in_use() {
#if defined(CXMETRICS_HAS_AVX2)
  if (instruction_set_in_use() == instruction_set::avx2) return count_durations_avx2;
#endif
  return count_blocks;
}

}  // namespace

duration_counter::duration_counter(std::int32_t unknown, std::uint32_t longest)
    : size_(2 * std::size_t{longest} + 4),
      table_(static_cast<std::uint32_t*>(std::calloc(2 * size_, sizeof(std::uint32_t)))),
      blocks_{unknown, longest, table_.get(), nullptr} {
  if (!table_) throw std::bad_alloc();
  blocks_.other = blocks_.one + size_;
}

bool duration_counter::count(const std::int32_t* since, const std::int32_t* until, std::size_t rows) {
  duration_kernel& count = kernel_in_use();
  fits_ = fits_ && count(blocks_, since, until, rows);
  const std::size_t rest = rows % block;
  if (rest > 0 && fits_) {
    // The last block is filled up with rows that begin too late.
    std::int32_t last_since[block];
    std::int32_t last_until[block];
    std::fill(std::copy_n(since + (rows - rest), rest, last_since), last_since + block, blocks_.unknown);
    std::fill(std::copy_n(until + (rows - rest), rest, last_until), last_until + block, blocks_.unknown);
    fits_ = count(blocks_, last_since, last_until, block);
  }
  return fits_;
}

}  // namespace cxmetrics::detail
