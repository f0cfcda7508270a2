// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "sheet_file.hpp"

#include <utility>

namespace cxreport {

read_sheets sheets_asked(const options& asked, asked_file& file, std::vector<cxmetrics::sheet_item> items) {
  cxmetrics::sheet_columns columns;
  columns.items = std::move(items);
  columns.by = asked.by;
  columns.count = asked.count;
  columns.missing = asked.missing;
  columns.values = asked.values;
  columns.duration = asked.duration;
  columns.text = asked.text;
  if (asked.by_respondent) columns.respondent = asked.cluster;
  const cxmetrics::sheet_reader reader =
      cxmetrics::read_rows(file, asked.threads, [&] { return cxmetrics::sheet_reader(columns); });
  return {reader.sheets(), reader.responses(), file.accounting(reader.accounting())};
}

}  // namespace cxreport
