// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_REPORTS_HPP
#define CXMETRICS_CXREPORT_REPORTS_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/report/table.hpp>

#include <span>
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

/// The same of a sample with weights, strata or clusters.
reports design_report(const options& asked);

/// Every metric found in a file whose rows name theirs: by segment and month, and by touchpoint, where there are such
/// columns; or by the columns asked for.
reports long_form_report(const options& asked);

/// Churn or retention of the customers in a file.
reports churn_report(const options& asked);

/// The file asked for. Its progress is shown on a terminal while it is read.
class asked_file final : public cxmetrics::row_source {
 public:
  /// Throws `std::system_error` if it cannot be opened.
  explicit asked_file(const options& asked);

  const cxmetrics::row_header& header() override { return rows_.header(); }
  void sample(cxmetrics::row_sink& into) override { rows_.sample(into); }
  void read(std::span<cxmetrics::row_sink* const> sinks) override;

 private:
  bool shows_progress_;
  cxmetrics::input file_;
  cxmetrics::csv_source rows_;
};

}  // namespace cxreport

#endif
