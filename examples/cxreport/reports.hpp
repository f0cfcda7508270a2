// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_REPORTS_HPP
#define CXMETRICS_CXREPORT_REPORTS_HPP

#include "asked_file.hpp"
#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/report/table.hpp>

#include <cstdint>
#include <vector>

namespace cxreport {

/// What was asked for: one table, or several of a file in long form, and what became of the rows.
struct reports {
  std::vector<cxmetrics::table> tables;
  cxmetrics::accounting accounting;
  bool several = false;  ///< a list of tables, even if it holds one or none
  /// How many answers any person gave at most.
  std::uint64_t most_of_one_person = 1;
};

/// One metric of one score column.
reports survey_report(const options& asked);

/// Several questions: a table for each metric, with the key `question`, whose rows are those of each question alone.
reports question_report(const options& asked);

/// Every metric found in a file whose rows name theirs: by segment and month, and by touchpoint, where there are such
/// columns; or by the columns asked for. Throws `unknown_column` if the file is not in long form.
reports long_form_report(const options& asked, asked_file& file);

/// Whether there are the columns that a file in long form has.
bool is_long_form(const cxmetrics::row_header& header);

/// Cohorts, survival or reasons of the customers in a file; and churn or retention, where their whole history is
/// needed.
reports history_report(const options& asked);

/// Churn or survival where only is known who left, and maybe after how many months.
reports flag_report(const options& asked);

/// Churn or retention of the customers in a file.
reports churn_report(const options& asked);

/// Recurring revenue of the subscriptions in a file, and how it moved.
reports revenue_report(const options& asked);

/// What the customers in a log of purchases are still worth.
reports value_report(const options& asked);

/// How far customers come in the steps asked for, and why they stop.
reports funnel_report(const options& asked);

/// How many people are at each stage of a journey.
reports stage_report(const options& asked);

/// An index made of several answers of each person.
reports index_report(const options& asked);

/// What people got less what they expected.
reports gap_report(const options& asked);

/// Who answered, how carefully, and what the silent could have said.
reports response_report(const options& asked);

/// Adds to the tables made what --trend, --target, --what-changed and --league ask for.
void look_closer(reports& made, const options& asked);

/// Which columns of answers go with the score, and how closely.
reports driver_report(const options& asked);

/// How touchpoints fare, and what each does to the whole.
reports touchpoint_report(const options& asked);

}  // namespace cxreport

#endif
