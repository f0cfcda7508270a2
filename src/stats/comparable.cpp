// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/estimate.hpp>

namespace cxmetrics::detail {

void require_comparable(const estimate& one, const estimate& other) {
  const interval range = range_of(one);
  const interval other_range = range_of(other);
  const bool same_range = !one.basis || !other.basis || range == other_range;
  if (one.unit != other.unit || one.better != other.better || !same_range) {
    throw_invalid_argument(
        "estimates of different quantities cannot be compared: {} from {} to {}, {} is good, and {} from {} "
        "to {}, {} "
        "is good",
        {words_of(one.unit), range.low, range.high, name_of(one.better), words_of(other.unit),
         other_range.low, other_range.high, name_of(other.better)});
  }
  if (one.level != other.level) {
    throw_invalid_argument("estimates at different levels cannot be compared: {} and {}",
                           {one.level, other.level});
  }
}

}  // namespace cxmetrics::detail
