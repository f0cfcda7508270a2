// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_SURVIVAL_GROUPS_HPP
#define CXMETRICS_CXREPORT_SURVIVAL_GROUPS_HPP

#include "options.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/report/survival_table.hpp>

#include <string>
#include <vector>

namespace cxreport {

/// The columns by which customers have to be told apart: those to break down by, and for survival that of the strata.
std::vector<std::string> columns_of_groups(const options& asked);

/// What a table of survival is to report.
cxmetrics::survival_table_options survival_options(const options& asked);

/// The survival of groups by these columns, compared within the strata if such are asked for.
cxmetrics::table survival_of_groups(
    const options& asked, const cxmetrics::breakdown<cxmetrics::lifetimes, std::vector<std::string>>& by);

}  // namespace cxreport

#endif
