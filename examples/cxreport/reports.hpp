// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_REPORTS_HPP
#define CXMETRICS_CXREPORT_REPORTS_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/report/table.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace cxreport {

/// What was asked for: one table, or several of a file in long form, and what became of the rows.
struct reports {
  std::vector<cxmetrics::table> tables;
  cxmetrics::accounting accounting;
  bool compared = false;  ///< rows are compared already
  bool several = false;   ///< a list of tables, even if it holds one or none
};

/// One metric of one score column.
reports survey_report(const options& asked);

/// The same of a sample with weights, strata or clusters.
reports design_report(const options& asked);

/// Every metric found in a file whose rows name theirs: by segment and month, and by touchpoint, where there are such
/// columns; or by the columns asked for.
reports long_form_report(const options& asked);

/// Churn or retention of the customers in a file.
reports churn_report(const options& asked);

/// Reads the file, with a thread for each sink. Throws `usage_error` for a column it does not have.
void read_file(const options& asked, const std::vector<cxmetrics::row_sink*>& sinks);

/// Reads the file into copies of an empty sink, one for each thread, and gives what they have counted together.
template <class Sink>
Sink read_in_parts(const options& asked, Sink (*empty)(const options&)) {
  const unsigned threads =
      asked.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : asked.threads;
  std::vector<Sink> parts;
  for (unsigned part = 0; part < threads; ++part) parts.push_back(empty(asked));
  std::vector<cxmetrics::row_sink*> sinks;
  for (Sink& part : parts) sinks.push_back(&part);
  read_file(asked, sinks);
  for (unsigned part = 1; part < threads; ++part) parts[0] += parts[part];
  return std::move(parts[0]);
}

/// The place of a column. Throws `usage_error` that lists the columns and the nearest name.
std::size_t column_of(const cxmetrics::row_header& header, const std::string& name);

}  // namespace cxreport

#endif
