// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TOUCHPOINT_TABLE_HPP
#define CXMETRICS_REPORT_TOUCHPOINT_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/quadrant.hpp>
#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstdint>
#include <string_view>

namespace cxmetrics {

/// A metric by touchpoint, the one that does most harm to the whole first: its score, its impact on the whole with an
/// interval, and how it differs from the rest, which is marked where that is significant. The key column is "touchpoint",
/// whose meaning is `column_meaning::question`.
CXMETRICS_EXPORT table make_table(const touchpoint_scores& scores, const metric& metric);

/// The same with the importance of each touchpoint to an outcome, which goes by this name, and with the field of the quadrant
/// that it stands in. A touchpoint that is not in the quadrant is of unknown importance, and uncertain.
CXMETRICS_EXPORT table make_table(const touchpoint_scores& scores, const metric& metric,
                                  const quadrant& quadrant, std::string_view outcome);

/// Takes the figures out of every touchpoint at which, or everywhere but at which, fewer than `minimum` people answered, but
/// not nobody. The one with the fewest of the others goes, too: with the names of both exchanged, all that is shown would be
/// the same, so nothing tells that the hidden one is small. Where no other is there, nothing of all together is shown either.
/// The same is done where so few answered at none. Hidden ones stand last, by name; a remark counts them. Call it for the
/// table of these scores, and say below it nothing of the hidden ones. Throws `std::invalid_argument` for a minimum of 0.
CXMETRICS_EXPORT void suppress_small_touchpoints(table& table, const touchpoint_scores& scores,
                                                 std::uint64_t minimum = 5);

}  // namespace cxmetrics

#endif
