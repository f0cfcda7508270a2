// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_CHURN_HPP
#define CXMETRICS_CUSTOMERS_CHURN_HPP

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string_view>

namespace cxmetrics {

/// What people mean by the churn rate of a period, in per cent. The same facts give figures that differ by
/// half; `docs/churn.md` tells them apart.
enum class churn_definition {
  /// The share of the customers at the start who are not customers at the end: (churned - returned) /
  /// at_start. A proportion, the complement of retention. Used by ChartMogul as "Standard". Interval: Wilson.
  start_cohort,
  /// Everybody who left over the customers at the start: lost / at_start. Those who came and left in the
  /// period count above and not below, so it can exceed 100 and is no proportion: no interval.
  naive,
  /// Everybody who left over everybody who could have: lost / at_risk. Used by Stripe. Interval: Wilson.
  at_risk,
  /// Everybody who left over the mean of start and end: lost / ((at_start + at_end) / 2). The base moves with
  /// what it measures and no sampling model gives that ratio: no interval.
  mid_period,
  /// The sum over the days of the customers lost that day over those with whom it opened. Used by Shopify.
  /// It is the Nelson–Aalen cumulative hazard (Aalen 1978), so it can exceed 100. Interval: gamma (Fay and
  /// Feuer 1997). Needs a flow with daily detail.
  daily,
  /// Everybody who left per customer-day, times the days of the period. Used by Recurly. A rate, not a
  /// proportion. Interval: Garwood (1936), of the number lost.
  customer_day
};

/// The name on a command line: "start-cohort", "naive", "at-risk", "mid-period", "daily", "customer-day".
CXMETRICS_EXPORT std::string_view name_of(churn_definition definition) noexcept;

/// The definition of that name, whatever its case and what joins its words. Throws `std::invalid_argument` for any
/// other, listing the names.
CXMETRICS_EXPORT churn_definition churn_definition_named(std::string_view name);

/// The churn rate of a period in per cent, by definition. Its `n` is the number of customers it rests on:
/// at_start for `start_cohort` and `naive`, at_risk for the others. With nobody in the base n is 0, the value
/// NaN, and an interval is everything the rate can be: 0 to 100, or 0 to infinity where it is no proportion.
///
/// Throws `std::invalid_argument` for an interval method that does not fit the definition, naming those that
/// do, and for `daily` of a flow without daily detail.
CXMETRICS_EXPORT estimate churn_rate(const customer_flow& flow,
                                     churn_definition definition = churn_definition::start_cohort,
                                     const estimate_options& options = {});

/// The share of the customers at the start who are customers at the end, in per cent: 100 less the start
/// cohort's churn. Interval: Wilson.
CXMETRICS_EXPORT estimate retention_rate(const customer_flow& flow, const estimate_options& options = {});

/// A rate of churn per period over `periods` periods: 100 (1 - (1 - rate / 100)^periods), not periods × rate;
/// 5 % a month is 45.96 % a year. The interval is carried along; the standard error by the delta method.
///
/// It supposes that every period and every customer has that same risk. Where customers differ, the risky
/// ones leave first, and the truth is lower. Throws `std::invalid_argument` for a unit other than per cent, a
/// value outside 0…100, and unless 0 < periods < infinity.
CXMETRICS_EXPORT estimate annualised(const estimate& churn, double periods = 12);

/// The rate of a period, as it would be in one `times` as long at the same risk on every day. February against March:
///
///     compare(over_time(february, 31.0 / 28), march)
///
/// At that risk 100 (1 - (1 - rate / 100)^times) per cent of n customers leave; retention is 100 (rate / 100)^times;
/// rates that are no shares of customers grow in proportion. The interval is mapped, at every level, so that the result
/// can be compared. It is an approximation of `at_risk`, whose customers came at different times. Throws
/// `std::invalid_argument` for a unit other than per cent, and unless 0 < times < infinity.
CXMETRICS_EXPORT estimate over_time(const estimate& rate, double times);

/// How many periods a customer stays on average, 100 / rate, as a mean of a geometric distribution. Without
/// churn it is infinite, and only the low bound says anything.
///
/// It supposes a risk that is the same for all and for ever, and extrapolates far beyond the period. Where
/// customers differ, the mean is longer and may not even exist (shifted beta geometric with alpha <= 1; Fader
/// and Hardie 2007): never the base of a decision alone. Unit `score`: periods. Throws as `annualised`.
CXMETRICS_EXPORT estimate expected_lifetime(const estimate& churn);

}  // namespace cxmetrics

#endif
