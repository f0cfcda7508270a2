// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/response_table.hpp>
#include <cxmetrics/report/significance.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cxreport {

namespace cx = cxmetrics;

reports response_report(const options& asked) {
  asked_file file(asked);
  const cx::metric metric = metric_asked(asked.aggregate.empty() ? "mean" : asked.aggregate, asked.scale);
  std::vector<cx::response_item> items;
  std::vector<cx::sheet_item> columns;
  for (const std::string& column : columns_in(file.header(), asked.items)) {
    items.push_back({column, metric});
    columns.push_back({column, metric.scale(), metric.better()});
  }
  const read_sheets read = sheets_asked(asked, file, std::move(columns));
  reports result;
  result.accounting = read.rows;
  result.tables.push_back(
      asked.by.empty() ? cx::make_table(items, read.sheets.total(), read.responses.total(), asked.estimate)
                       : cx::make_table(items, read.sheets, read.responses, asked.by, asked.estimate));
  for (cx::table& each : result.tables.front().related) cx::mark_significance(each, asked.adjust);
  return result;
}

}  // namespace cxreport
