// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_DRIVER_TABLE_HPP
#define CXMETRICS_REPORT_DRIVER_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/report/table.hpp>

#include <string_view>

namespace cxmetrics {

/// The drivers of an outcome, such as "NPS", from the one with the greatest share of its variance to that with the
/// least: by Johnson's relative weights (the result of each row), by LMG, with the correlation and the standardised
/// coefficient. The total is R². The key column is "item", whose meaning is `column_meaning::question`: items answered
/// by the same people are not compared with one another as groups are. Remarks say who was counted, and what is the
/// matter with the items.
CXMETRICS_EXPORT table make_table(const driver_strengths& strengths, std::string_view outcome);

}  // namespace cxmetrics

#endif
