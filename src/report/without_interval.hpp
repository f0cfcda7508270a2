// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_WITHOUT_INTERVAL_HPP
#define CXMETRICS_SRC_REPORT_WITHOUT_INTERVAL_HPP

#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>

namespace cxmetrics::detail {

// What nobody knows, or what is no sample's.
inline estimate without_interval(double value, std::uint64_t n, unit unit, double level) {
  estimate result;
  result.value = value;
  result.n = n;
  result.unit = unit;
  result.level = level;
  return result;
}

}  // namespace cxmetrics::detail

#endif
