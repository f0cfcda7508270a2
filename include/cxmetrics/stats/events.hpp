// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_EVENTS_HPP
#define CXMETRICS_STATS_EVENTS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>

namespace cxmetrics {

/// A weighted sum of counts of events: a rate per exposure, or a cumulative hazard.
struct weighted_events {
  double sum = 0;              ///< the estimate itself
  double variance = 0;         ///< sum of the squared weights
  double greatest_weight = 0;  ///< the most one event could have weighed; 0 where nobody was exposed
  std::uint64_t n = 0;         ///< how many were exposed
};

/// The sum with its uncertainty, that of Poisson counts: `gamma_interval`. `options.method` may call it Garwood's,
/// which it is if all weights are equal. Throws `std::invalid_argument` for any other method. Without exposure the
/// value is NaN.
CXMETRICS_EXPORT estimate estimate_of(const weighted_events& events, const quantity& quantity,
                                      const estimate_options& options = {});

}  // namespace cxmetrics

#endif
