// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_COMPETING_RISKS_HPP
#define CXMETRICS_CUSTOMERS_COMPETING_RISKS_HPP

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/curve.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <vector>

namespace cxmetrics {

/// For each cause, the share of customers who have left for it after each duration, in per cent, by Aalen and
/// Johansen (1978). The shares of all causes and of those still there (`kaplan_meier`) add up to 100. One less Kaplan
/// and Meier's curve, with other causes taken for censoring, is not that share: it is what would be if nobody could
/// leave for another cause, and too high.
///
/// Standard errors are those of the infinitesimal jackknife (Therneau and Grambsch 2000, as R's `survfit` has them)
/// where all customers were seen from the beginning; otherwise those of the delta method (Marubini and Valsecchi
/// 1995), which is close. Intervals are those of `kaplan_meier`, of the share that left. The events of each step are
/// those of the cause. Throws as `kaplan_meier`. Linear in the longest duration times the causes.
CXMETRICS_EXPORT std::vector<curve> aalen_johansen(const lifetimes& lifetimes,
                                                   const estimate_options& options = {});

}  // namespace cxmetrics

#endif
