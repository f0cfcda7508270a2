// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/durations.hpp"

#include <cxmetrics/detail/prefetch.hpp>

#include <algorithm>

namespace cxmetrics::detail {

duration_counter::duration_counter(std::int32_t unknown, std::uint32_t longest)
    : unknown_(unknown),
      longest_(longest),
      size_(2 * std::size_t{longest} + 4),
      table_(static_cast<std::uint32_t*>(std::calloc(2 * size_, sizeof(std::uint32_t)))) {
  if (!table_) throw std::bad_alloc();
}

void duration_counter::count_block(const std::int32_t* since, const std::int32_t* until) {
  for (std::size_t i = 0; i < block; i += 16) {
    prefetch_ahead(since + i);
    prefetch_ahead(until + i);
  }
  std::uint32_t places[block];
  const std::int32_t unknown = unknown_;
  std::uint32_t durations = durations_;
  std::uint32_t backwards = 0;
  // Comparisons as masks: vector instructions of every machine have them.
  const auto mask = [](bool is) { return is ? ~std::uint32_t{0} : 0; };
  for (std::size_t i = 0; i < block; ++i) {
    const std::uint32_t left = mask(until[i] < unknown);
    const std::uint32_t counted = mask(since[i] < unknown);
    const std::uint32_t end =
        (static_cast<std::uint32_t>(until[i]) & left) | (static_cast<std::uint32_t>(unknown) & ~left);
    // Exact where the row is counted at all.
    const std::uint32_t days = (end - static_cast<std::uint32_t>(since[i])) & counted;
    durations |= days;
    places[i] = (2 * days + 2 - left) & counted;
    backwards |= mask(since[i] > until[i]);
  }
  durations_ = durations;
  fits_ = fits_ && backwards == 0 && durations <= longest_;
  if (!fits_) return;
  std::uint32_t* const one = table_.get();
  std::uint32_t* const other = one + size_;
  for (std::size_t i = 0; i < block; i += 2) {
    ++one[places[i]];
    ++other[places[i + 1]];
  }
}

bool duration_counter::count(const std::int32_t* since, const std::int32_t* until, std::size_t rows) {
  for (; rows >= block && fits_; rows -= block, since += block, until += block) count_block(since, until);
  if (rows > 0 && fits_) {
    // The last block is filled up with rows that begin too late.
    std::int32_t last_since[block];
    std::int32_t last_until[block];
    std::fill(std::copy(since, since + rows, last_since), last_since + block, unknown_);
    std::fill(std::copy(until, until + rows, last_until), last_until + block, unknown_);
    count_block(last_since, last_until);
  }
  return fits_;
}

}  // namespace cxmetrics::detail
