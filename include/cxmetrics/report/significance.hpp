// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SIGNIFICANCE_HPP
#define CXMETRICS_REPORT_SIGNIFICANCE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/adjust.hpp>

namespace cxmetrics {

/// Compares every row with the same group one period before, and with everybody else in the same period (the rest, not
/// the total: a part and the whole that contains it are not independent). The rows must be of different people.
///
/// The p-values of all changes of the table are adjusted together, and so are those against the rest, so that a table
/// of fifty segments does not cry wolf. Rows without the one or the other stay without; so does the rest where
/// estimates do not come from counted answers. Linear in the rows, times the logarithm of their number.
CXMETRICS_EXPORT void mark_significance(table& table, adjustment adjustment = adjustment::holm);

/// Adjusts the p-values of comparisons that the rows have already, in the same way.
CXMETRICS_EXPORT void adjust_significance(table& table, adjustment adjustment = adjustment::holm);

}  // namespace cxmetrics

#endif
