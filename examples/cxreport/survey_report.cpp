// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/report/survey_table.hpp>

#include <string>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// The columns of the long form, and those to break down by: the ones asked for, or the usual ones that the file has.
cx::survey_columns long_form_columns(const options& asked, asked_file& file) {
  const cx::row_header& header = file.header();
  cx::survey_columns columns = columns_of(asked);
  columns.forms = file.date_forms();
  columns.question = "metric";
  columns.score = "score";
  for (const std::string& name : {columns.question, columns.score}) header.index_of(name);
  if (asked.by.empty() && header.find("segment")) columns.by = {"segment"};
  if (asked.by.empty() && header.find("touchpoint")) columns.also_by = {{"touchpoint"}};
  columns.time = time_column(asked, header);
  return columns;
}

cx::table plain_table(const cx::metric& metric, const cx::survey_reader& read, const options& asked) {
  const cx::survey_breakdown cells = read.answers();
  const auto names = key_names(asked);
  return names.empty() ? cx::make_table(metric, cells.total(), asked.estimate)
                       : cx::make_table(metric, cells, names, asked.estimate);
}

}  // namespace

cx::table question_table(const asked_question& question, const cx::survey_reader& read, const options& asked,
                         cx::accounting& rows) {
  const cx::metric metric = metric_asked(question.metric, scale_of(asked, question));
  cx::table table =
      is_designed(asked) ? design_table(metric, read, asked, rows) : plain_table(metric, read, asked);
  const auto as_of = read.as_of();
  if (as_of && by_period(asked)) cx::set_as_of(table, *as_of);
  return table;
}

reports survey_report(const options& asked) {
  const asked_question question{asked.metric, asked.score};
  asked_file file(asked);
  const question_reading reading = reading_of(asked, file, question);
  const cx::survey_reader read = cx::read_rows(file, asked.threads, [&] { return reading.reader(); });
  reports result;
  result.accounting = file.accounting(read.accounting());
  result.tables.push_back(question_table(question, read, asked, result.accounting));
  result.most_of_one_person = most_of_one_person(read, asked);
  return result;
}

bool is_long_form(const cx::row_header& header) {
  return header.find("metric") && header.find("score");
}

reports long_form_report(const options& asked, asked_file& file) {
  std::vector<cx::survey_question> questions;
  for (const cx::metric* metric : cx::catalog()) {
    questions.push_back({std::string(metric->id()), metric->scale(), metric->better()});
  }
  const cx::survey_columns columns = long_form_columns(asked, file);
  const cx::survey_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::survey_reader(questions, columns); });

  reports result;
  result.several = true;
  for (std::size_t question = 0; question < questions.size(); ++question) {
    for (std::size_t breakdown = 0; breakdown <= columns.also_by.size(); ++breakdown) {
      const cx::survey_breakdown cells = reader.answers(question, breakdown);
      if (cells.size() == 0) continue;
      const cx::metric& metric = *cx::catalog()[question];
      std::vector<std::string> names = breakdown == 0 ? columns.by : columns.also_by[breakdown - 1];
      if (breakdown == 0 && !columns.time.empty()) names.emplace_back("period");
      result.tables.push_back(names.empty() ? cx::make_table(metric, cells.total(), asked.estimate)
                                            : cx::make_table(metric, cells, names, asked.estimate));
      result.tables.back().metric = questions[question].name;
      if (reader.as_of() && !columns.time.empty()) cx::set_as_of(result.tables.back(), *reader.as_of());
    }
  }
  result.accounting = file.accounting(reader.accounting());
  return result;
}

}  // namespace cxreport
