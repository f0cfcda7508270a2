// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_RETURNS_HPP
#define CXMETRICS_SRC_INPUT_RETURNS_HPP

#include <cxmetrics/input/next_day_returns.hpp>
#include <cxmetrics/period.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// When customers came and left.
struct comings_and_goings {
  std::vector<std::pair<std::uint32_t, day>> starts{};
  std::vector<std::pair<std::uint32_t, day>> ends{};

  // Of the ends up to a day. O(n log n).
  next_day_returns returns(day as_of) {
    next_day_returns result;
    std::sort(starts.begin(), starts.end());
    for (const auto& [customer, end] : ends) {
      if (end > as_of) continue;
      ++result.ended;
      const std::pair next{customer, end + std::chrono::days{1}};
      if (std::binary_search(starts.begin(), starts.end(), next)) ++result.on_the_next_day;
    }
    return result;
  }
};

}  // namespace cxmetrics::detail

#endif
