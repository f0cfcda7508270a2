// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/cohort_cells.hpp"

#include <cxmetrics/detail/prefetch.hpp>

#include <algorithm>

namespace cxmetrics::detail {

cohort_counter::cohort_counter(std::int32_t first, const std::vector<std::int32_t>& period_of_day)
    : stride_(static_cast<std::size_t>(period_of_day.back()) + 3),
      before_(first - 1),
      after_(first + static_cast<std::int32_t>(period_of_day.size())),
      table_(2 * stride_ * stride_) {
  const auto add = [&](std::size_t place) {
    place_of_day_.push_back(static_cast<std::uint32_t>(place));
    row_of_day_.push_back(static_cast<std::uint32_t>(place * stride_));
  };
  add(0);
  for (const std::int32_t period : period_of_day) add(static_cast<std::size_t>(period) + 1);
  add(stride_ - 1);
}

bool cohort_counter::count_block(const std::int32_t* since, const std::int32_t* until) {
  for (std::size_t i = 0; i < block; i += 16) {
    prefetch_ahead(since + i);
    prefetch_ahead(until + i);
  }
  std::uint32_t began[block];
  std::uint32_t ended[block];
  std::int32_t backwards = 0;
  const std::int32_t before = before_;
  const std::int32_t after = after_;
  const auto day_of = [=](std::int32_t day) {
    const std::int32_t capped = std::min(day, after);
    return capped < before ? 0 : static_cast<std::uint32_t>(capped) - static_cast<std::uint32_t>(before);
  };
  for (std::size_t i = 0; i < block; ++i) {
    began[i] = day_of(since[i]);
    ended[i] = day_of(until[i]);
  }
  for (std::size_t i = 0; i < block; ++i) backwards |= since[i] > until[i] ? -1 : 0;
  const std::uint32_t* const row = row_of_day_.data();
  const std::uint32_t* const place = place_of_day_.data();
  std::uint32_t* const one = table_.data();
  std::uint32_t* const other = one + table_.size() / 2;
  for (std::size_t i = 0; i < block; i += 2) {
    ++one[row[began[i]] + place[ended[i]]];
    ++other[row[began[i + 1]] + place[ended[i + 1]]];
  }
  return backwards == 0;
}

bool cohort_counter::count(const std::int32_t* since, const std::int32_t* until, std::size_t rows) {
  bool forwards = true;
  for (; rows >= block; rows -= block, since += block, until += block) {
    forwards &= count_block(since, until);
  }
  if (rows > 0) {
    // The last block is filled up with rows after the window, which are taken out again.
    std::int32_t last_since[block];
    std::int32_t last_until[block];
    std::fill(std::copy(since, since + rows, last_since), last_since + block, after_);
    std::fill(std::copy(until, until + rows, last_until), last_until + block, after_);
    forwards &= count_block(last_since, last_until);
    table_[stride_ * stride_ - 1] -= static_cast<std::uint32_t>(block - rows);
  }
  return forwards;
}

}  // namespace cxmetrics::detail
