// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/response_table.hpp>

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
  const std::vector<std::string> names = key_names(asked);
  return report_of_sheets(
      asked,
      names.empty() ? cx::make_table(items, read.sheets.total(), read.responses.total(), asked.estimate)
                    : cx::make_table(items, read.sheets, read.responses, names, asked.estimate),
      read.rows, read.as_of);
}

}  // namespace cxreport
