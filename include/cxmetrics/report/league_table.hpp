// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_LEAGUE_TABLE_HPP
#define CXMETRICS_REPORT_LEAGUE_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/league.hpp>

namespace cxmetrics {

/// Adds to a table the groups by rank (`stats/league.hpp`), as the related table "league": the value drawn together,
/// the expected rank with the ranks it may have for its interval, the value itself, and how far it was drawn. A table
/// with several keys gets one for each of its margins that are of groups alone. Rows that are suppressed are left
/// out.
///
/// Throws `std::invalid_argument` where there are no groups, where rows are of the same people, and by several
/// definitions.
CXMETRICS_EXPORT void add_league(table& to, const league_options& options = {});

}  // namespace cxmetrics

#endif
