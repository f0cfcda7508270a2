// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_MARK_HPP
#define CXMETRICS_SRC_STATS_MARK_HPP

#include <cxmetrics/stats/comparison.hpp>

namespace cxmetrics::detail {

// What a mark goes by: the p-value of the interval or that of the permutation test, whichever is greater. Answers are
// taken for `stretch` times as many where the samples are not independent.
double mark_p_value(const estimate& before, const estimate& after, double p_value, double stretch = 1);

}  // namespace cxmetrics::detail

#endif
