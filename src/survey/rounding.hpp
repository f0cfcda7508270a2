// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_SURVEY_ROUNDING_HPP
#define CXMETRICS_SRC_SURVEY_ROUNDING_HPP

#include <cmath>

namespace cxmetrics::detail {

// The same answers summed in another order may differ in the last bits. What people who all agree would then seem to
// differ by is taken away, so that nobody takes it for a very small spread.
inline double without_rounding(double sum) {
  return std::nearbyint(sum * 0x1p40) * 0x1p-40;
}

}  // namespace cxmetrics::detail

#endif
