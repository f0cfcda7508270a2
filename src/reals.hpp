// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REALS_HPP
#define CXMETRICS_SRC_REALS_HPP

#include <cstdint>
#include <limits>

namespace cxmetrics::detail {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
// A figure that cannot be told.
inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint64_t largest_count = std::numeric_limits<std::uint64_t>::max();

inline double real(std::uint64_t count) {
  return static_cast<double>(count);
}

}  // namespace cxmetrics::detail

#endif
