// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_REVENUE_HPP
#define CXMETRICS_CUSTOMERS_REVENUE_HPP

#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/revenue_of.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

namespace cxmetrics {

// What recurring revenue is measured by. Each is a ratio of two sums over customers, with the customers as units:
// standard error and Student's t interval as `stats/sampled_ratio.hpp` has them. Without revenue or customers in the
// base, n is 0 or the value NaN, and the interval everything the ratio can be. All throw `std::invalid_argument` for
// other interval methods than Student t and Wald.
//
// Where a few large customers carry the revenue, the intervals are too short, whatever their number: see
// `customers_it_rests_on`.

/// The share of the start's revenue that the same customers still pay at the end, in per cent, nobody counted for more
/// than at the start: Σ min(start, end) / Σ start. Never above 100.
CXMETRICS_EXPORT estimate gross_revenue_retention(const revenue_flow& flow,
                                                  const estimate_options& options = {});

/// What the customers of the start pay at the end, in per cent of what they paid then: Σ end / Σ start. Who came, or
/// came back having been gone at the start, is not in it. Above 100 where expansion exceeds losses; never below the
/// gross one.
CXMETRICS_EXPORT estimate net_revenue_retention(const revenue_flow& flow,
                                                const estimate_options& options = {});

/// 100 less the gross retention; low is good.
CXMETRICS_EXPORT estimate gross_revenue_churn(const revenue_flow& flow, const estimate_options& options = {});

/// 100 less the net retention; below 0 where expansion exceeds losses; low is good.
CXMETRICS_EXPORT estimate net_revenue_churn(const revenue_flow& flow, const estimate_options& options = {});

/// What came over what went, (acquired + expansion) / (contraction + churned); reactivated revenue is in neither.
/// Infinite where nothing went. Its n counts the customers who moved.
CXMETRICS_EXPORT estimate quick_ratio(const revenue_flow& flow, const estimate_options& options = {});

/// The monthly revenue per paying customer at the end (ARPU), in minor units.
CXMETRICS_EXPORT estimate revenue_per_customer(const revenue_flow& flow,
                                               const estimate_options& options = {});

/// The share of the paying customers at the start who pay at the end, in per cent, each counted once (logo retention).
/// Interval: Wilson; throws as other shares do.
CXMETRICS_EXPORT estimate paying_customer_retention(const revenue_flow& flow,
                                                    const estimate_options& options = {});

/// How many equal customers would carry the start's revenue as evenly: (Σ start)² / Σ start² (Kish 1965). Below a third
/// of the number of customers, or below 30, take the intervals for too short, and look at the largest customers one by
/// one. NaN without revenue.
CXMETRICS_EXPORT double customers_it_rests_on(const revenue_flow& flow) noexcept;

}  // namespace cxmetrics

#endif
