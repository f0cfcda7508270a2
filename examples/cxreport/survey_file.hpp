// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_SURVEY_FILE_HPP
#define CXMETRICS_CXREPORT_SURVEY_FILE_HPP

#include "asked_file.hpp"
#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cxreport {

/// Which columns the command line names. Stratum and cluster come as the last of the columns to break down by.
cxmetrics::survey_columns columns_of(const options& asked);

/// The names of the key columns of a table: those broken down by, and the period.
std::vector<std::string> key_names(const options& asked);

/// The columns that lists name, such as `a,b`; where a whole text is the name of one, that one.
std::vector<std::string> columns_in(const cxmetrics::row_header& header,
                                    const std::vector<std::string>& lists);

/// Whether answers are to be broken down by period.
bool by_period(const options& asked);

/// The scale on the command line, if it is that of the question: named metrics have their own.
std::optional<cxmetrics::scale> scale_of(const options& asked, const asked_question& question);

/// How a file is read for one question.
struct question_reading {
  cxmetrics::survey_question question;
  cxmetrics::survey_columns columns;

  cxmetrics::survey_reader reader() const { return cxmetrics::survey_reader({question}, columns); }
};

/// The reading of a file for a question. In long form, where the column `metric` names metrics, only the rows of this
/// one are taken; the others are left out.
question_reading reading_of(const options& asked, asked_file& file, const asked_question& question);

/// Whether the answers are those of a sample with weights, strata or clusters, or of people of whom some may have
/// answered several times.
bool is_designed(const options& asked);

/// The table of the answers to a question of such a sample. Answers of nobody are left out of the rows.
cxmetrics::table design_table(const cxmetrics::metric& metric, const cxmetrics::survey_reader& read,
                              const options& asked, cxmetrics::accounting& rows);

/// How many answers the person gave who gave most, where people are told apart; otherwise, and where nobody answered,
/// 1.
std::uint64_t most_of_one_person(const cxmetrics::survey_reader& read, const options& asked);

/// The table of the answers to a question, of whatever sample.
cxmetrics::table question_table(const asked_question& question, const cxmetrics::survey_reader& read,
                                const options& asked, cxmetrics::accounting& rows);

}  // namespace cxreport

#endif
