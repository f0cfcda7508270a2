// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_WHAT_CHANGED_TABLE_HPP
#define CXMETRICS_REPORT_WHAT_CHANGED_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/adjust.hpp>

namespace cxmetrics {

/// Adds to a table by groups and periods what changed between two of its periods (`journey/what_changed.hpp`), as the
/// related table "what_changed": for each group, its share and value before and after, how it changed, and what its
/// value (rate) and its share (mix) did to the whole; in the total, the whole. A remark says whether the change is a
/// reversal. The groups are those of all key columns but the period.
///
/// Groups that are suppressed in one of the two periods are left out of both, and of the whole.
///
/// Throws `std::invalid_argument` for a table without groups or without periods, of the same people, by several
/// definitions, where no row is of one of the periods, and where every group is suppressed in one.
CXMETRICS_EXPORT void add_what_changed(table& to, const period& before, const period& after,
                                       adjustment adjustment = adjustment::holm);

}  // namespace cxmetrics

#endif
