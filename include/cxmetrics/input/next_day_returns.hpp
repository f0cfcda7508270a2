// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_NEXT_DAY_RETURNS_HPP
#define CXMETRICS_INPUT_NEXT_DAY_RETURNS_HPP

#include <cstdint>

namespace cxmetrics {

/// How many times as a customer ended, and after how many of these the same customer came back on the very next day.
/// Where that is more than a third, the ends are likely the last days as a customer, and renewals would count as
/// churn.
struct next_day_returns {
  std::uint64_t ended = 0;
  std::uint64_t on_the_next_day = 0;

  bool look_inclusive() const noexcept { return 3 * on_the_next_day > ended; }
};

}  // namespace cxmetrics

#endif
