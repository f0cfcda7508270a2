// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SURVIVAL_HPP
#define CXMETRICS_CUSTOMERS_SURVIVAL_HPP

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/curve.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>

namespace cxmetrics {

/// The share of customers who are still there after each duration, in per cent, by Kaplan and Meier (1958): of those
/// at risk at a duration, who did not leave. Who was last seen at a duration was at risk at it. Standard errors are
/// Greenwood's (1926); none where nobody is left.
///
/// Intervals, by name: `log_log` (Kalbfleisch and Prentice 1980; the standard, as it never leaves 0 to 100), `log`, and
/// `wald`, which most books call plain; these two are cut there. The log-log interval does not exist while nobody has
/// left or once nobody is left; the standard is then Wilson's of those at risk. Throws `std::invalid_argument` for
/// other methods and for a population. Linear in the longest duration.
///
/// Who was first seen late (`observation::since`) is at risk from then on only. Where few are at risk early, the
/// curve can drop to 0 there and stay.
///
///     const cx::curve stay = cx::kaplan_meier(lifetimes);
///     stay.at(365);     // still there after a year, with its interval
CXMETRICS_EXPORT curve kaplan_meier(const lifetimes& lifetimes, const estimate_options& options = {});

/// The cumulative hazard, by Nelson (1969) and Aalen (1978): the sum of who left of those at risk, as a `ratio` that
/// can exceed 1. Its interval is `gamma`, that of weighted events.
CXMETRICS_EXPORT curve nelson_aalen(const lifetimes& lifetimes, const estimate_options& options = {});

/// After how long that many per cent of the customers are gone: the first time at which a curve of Kaplan and Meier
/// is no higher than the rest of them; where it equals that for a while, the middle of the while. Infinite where that
/// is not reached, NaN where there is nobody. Its interval are the times at which the bounds of the curve get there
/// (Brookmeyer and Crowley 1982), with infinity where one does not. In the unit of the durations. Throws
/// `std::invalid_argument` unless 0 < gone < 100.
CXMETRICS_EXPORT estimate time_until_gone(const curve& survival, double gone = 50);

/// How long customers stay within the first so many units of time, on average: the area below the curve (Irwin 1949;
/// Karrison 1987). NaN where the curve ends before. Wald's interval, within 0 to the horizon. Throws
/// `std::invalid_argument` for a horizon below 1.
CXMETRICS_EXPORT estimate restricted_mean(const curve& survival, std::int64_t horizon);

}  // namespace cxmetrics

#endif
