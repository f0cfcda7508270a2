// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_STEP_SHARE_HPP
#define CXMETRICS_SRC_STATS_STEP_SHARE_HPP

#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>

namespace cxmetrics::detail {

// A share in 0…1 that a curve has at a time, with so many at risk then.
struct step_share {
  double share;
  double standard_error;  // NaN where the curve gives none
  std::uint64_t at_risk;
};

// The share in per cent. Its interval is on the scale of log(-log share), if not asked for otherwise; where that is
// none, since all or none are left, it is Wilson's of as many as were at risk, which is wider than need be.
estimate estimate_of(const step_share& of, const quantity& quantity, const estimate_options& options);

}  // namespace cxmetrics::detail

#endif
