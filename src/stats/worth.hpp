// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_WORTH_HPP
#define CXMETRICS_SRC_STATS_WORTH_HPP

#include <cxmetrics/detail/throw.hpp>

namespace cxmetrics::detail {

// The squares of greater worths would not fit a double.
inline constexpr double greatest_worth = 1e100;

inline void require_worth(double worth) {
  if (!(-greatest_worth <= worth && worth <= greatest_worth)) {
    throw_invalid_argument("a worth is a number from -1e100 to 1e100, not {}", {worth});
  }
}

}  // namespace cxmetrics::detail

#endif
