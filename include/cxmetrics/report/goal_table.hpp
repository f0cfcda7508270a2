// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_GOAL_TABLE_HPP
#define CXMETRICS_REPORT_GOAL_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>

namespace cxmetrics {

/// One sentence or two: whether a goal is met, how many answers would tell, and how fast it comes nearer.
///
///     NPS of at least 40.0: cannot tell. It is 36.0 [24.9, 46.1] (n = 200); about 2,897 would tell.
CXMETRICS_EXPORT std::string sentence_of(const goal& goal, const goal_verdict& verdict, const estimate& now);
CXMETRICS_EXPORT std::string sentence_of(const goal& goal, const goal_progress& progress);

/// Adds to a table how far a goal is met, as the related table "goal": with a row for each group and for all together,
/// by their last whole period and the way there; or of a table without periods, by their values. Its remarks are
/// sentences; charts of the table draw the target. Rows that are suppressed are left out; where no whole period is
/// left, a remark of the table itself says that it cannot be told. The goal's metric is named by the table where it has
/// no name. Throws `std::invalid_argument` for a deadline where there are no periods, and as `progress_of` does.
CXMETRICS_EXPORT void add_goal(table& to, const goal& goal);

}  // namespace cxmetrics

#endif
