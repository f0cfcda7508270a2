// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SIGNIFICANCE_HPP
#define CXMETRICS_REPORT_SIGNIFICANCE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/adjust.hpp>

namespace cxmetrics {

/// Compares every row with the same group one period before, and with everybody else in the same period (the rest, not
/// the total: a part and the whole that contains it are not independent). The rows must be of different people. The
/// margins of the table are compared in the same way, each by itself.
///
/// The `mark_p_value` of all changes of a table are adjusted together, and so are those against the rest, so that a
/// table of fifty segments does not cry wolf. Rows without the one or the other stay without; so does the rest where
/// estimates do not come from counted answers. A table that is compared already, as one of a sample survey is, keeps
/// its differences and is only adjusted. Linear in the rows, times the logarithm of their number.
CXMETRICS_EXPORT void mark_significance(table& table, adjustment adjustment = adjustment::holm);

}  // namespace cxmetrics

#endif
