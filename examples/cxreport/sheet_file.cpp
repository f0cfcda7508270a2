// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/significance.hpp>

#include <utility>

namespace cxreport {

read_sheets sheets_asked(const options& asked, asked_file& file, std::vector<cxmetrics::sheet_item> items) {
  const cxmetrics::survey_columns others = columns_of(asked);
  cxmetrics::sheet_columns columns;
  columns.items = std::move(items);
  columns.by = asked.by;
  columns.time = others.time;
  columns.period = others.period;
  columns.dates = others.dates;
  columns.forms = file.date_forms();
  columns.as_of = others.as_of;
  columns.as_of_last_day = others.as_of_last_day;
  columns.known_from = others.known_from;
  columns.count = asked.count;
  columns.missing = asked.missing;
  columns.values = asked.values;
  columns.duration = asked.duration;
  columns.text = asked.text;
  if (asked.by_respondent) columns.respondent = asked.cluster;
  const cxmetrics::sheet_reader reader =
      cxmetrics::read_rows(file, asked.threads, [&] { return cxmetrics::sheet_reader(columns); });
  return {reader.sheets(), reader.responses(), file.accounting(reader.accounting()), reader.as_of()};
}

reports report_of_sheets(const options& asked, cxmetrics::table table, cxmetrics::accounting rows,
                         const std::optional<cxmetrics::day>& as_of) {
  if (as_of && by_period(asked)) cxmetrics::set_as_of(table, *as_of);
  for (cxmetrics::table& each : table.related) cxmetrics::mark_significance(each, asked.adjust);
  reports result;
  result.accounting = std::move(rows);
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace cxreport
