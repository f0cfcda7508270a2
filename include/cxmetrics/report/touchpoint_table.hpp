// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TOUCHPOINT_TABLE_HPP
#define CXMETRICS_REPORT_TOUCHPOINT_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/quadrant.hpp>
#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/metric.hpp>

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

}  // namespace cxmetrics

#endif
