// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: no matching (member )?function|could not convert|invalid initialization|could not bind
#include <cxmetrics/stats/comparison.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
cx::difference against(const cx::estimate& availability) {
  return cx::compare_with_target(availability, 0.99);
}
#else
cx::difference against(const cx::estimate& availability) {
  return cx::compare(availability, 0.99);
}
#endif
