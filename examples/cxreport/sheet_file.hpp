// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_SHEET_FILE_HPP
#define CXMETRICS_CXREPORT_SHEET_FILE_HPP

#include "asked_file.hpp"
#include "options.hpp"
#include "reports.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <vector>

namespace cxreport {

/// Several answers of each person, and what became of the rows.
struct read_sheets {
  cxmetrics::sheet_breakdown sheets;
  cxmetrics::response_breakdown responses;
  cxmetrics::accounting rows;
  std::optional<cxmetrics::day> as_of;
};

/// Reads the answers to these items, by the groups and periods asked for.
read_sheets sheets_asked(const options& asked, asked_file& file, std::vector<cxmetrics::sheet_item> items);

/// The report of what was read, whose related tables are compared as the first one is.
reports report_of_sheets(const options& asked, cxmetrics::table table, cxmetrics::accounting rows,
                         const std::optional<cxmetrics::day>& as_of);

}  // namespace cxreport

#endif
