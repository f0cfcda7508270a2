// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_REPORTS_HPP
#define CXMETRICS_CXREPORT_REPORTS_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/io/csv.hpp>
#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace cxreport {

/// What was asked for: one table, or several of a file in long form, and what became of the rows.
struct reports {
  std::vector<cxmetrics::table> tables;
  cxmetrics::accounting accounting;
  bool several = false;  ///< a list of tables, even if it holds one or none
};

/// One metric of one score column.
reports survey_report(const options& asked);

/// Every metric found in a file whose rows name theirs: by segment and month, and by touchpoint, where there are such
/// columns; or by the columns asked for.
reports long_form_report(const options& asked);

/// Churn or retention of the customers in a file.
reports churn_report(const options& asked);

/// Reads the file into a handler. Throws `usage_error` for a column it does not have.
void read_file(const options& asked, cxmetrics::csv_handler& handler);

/// The place of a column. Throws `usage_error` that lists the columns and the nearest name.
std::size_t column_of(const cxmetrics::csv_header& header, const std::string& name);

}  // namespace cxreport

#endif
