// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TREND_TABLE_HPP
#define CXMETRICS_REPORT_TREND_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/control_chart.hpp>
#include <cxmetrics/stats/level_shift.hpp>

namespace cxmetrics {

/// How to look for trends.
struct trend_table_options {
  cxmetrics::adjustment adjustment = adjustment::holm;  ///< of the p-values of several groups or periods
  control_options control{};
  level_shift_options shift{};
};

/// Adds to a table by period what `stats/trend.hpp` and its likes find in its whole periods, as related tables:
///
/// - "trend": the change per period of each group and of all together, and the line in the last period;
/// - "level_shift": where the level of each changed most, between when, and by how much;
/// - "unusual": for all together, the limits of each period and its moving average. Charts draw the limits. Of several
///   questions, which are never all together, each has limits of its own;
/// - "since_last_year": for all together, how each month differs from that of the year before, and quarters, weeks and
///   days likewise, where there are any.
///
/// Periods that are cut, and those that are suppressed, are left out: a trend of what `suppress_small_bases` left rests
/// on what everybody sees, and gives nothing away. Where no period is left, a remark of the table says so. Rates of
/// customers lost in periods of different length are first made those of the mean length. Any metric will do. Throws
/// `std::invalid_argument` for a table without periods, or whose rows are of the same people.
CXMETRICS_EXPORT void add_trend(table& to, const trend_table_options& options = {});

}  // namespace cxmetrics

#endif
