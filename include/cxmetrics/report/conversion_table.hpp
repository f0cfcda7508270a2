// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_CONVERSION_TABLE_HPP
#define CXMETRICS_REPORT_CONVERSION_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

namespace cxmetrics {

/// One value for each funnel of a table that `make_table` made: the share of those at the first step who came to the
/// last one. The keys are those of the funnels, without the steps; what looks at any metric by group or period
/// (`add_trend`, `add_goal`, `add_league`, `add_what_changed`) looks at this. Several groups have a total, and
/// groups by period a margin by each alone, where funnels are pooled that share no customer: those of different groups.
///
/// It is made of what the table shows: a funnel whose last step is suppressed is suppressed here, and so is every sum
/// with it. Linear in rows, times the logarithm of their number. Throws `std::invalid_argument` for a table that is
/// none of steps.
CXMETRICS_EXPORT table conversion_table(const table& steps);

}  // namespace cxmetrics

#endif
