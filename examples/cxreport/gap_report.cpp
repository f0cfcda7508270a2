// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "reports.hpp"
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/gap_table.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

void require_as_many(const char* option, std::size_t given, std::size_t items) {
  if (given == items) return;
  throw usage_error(fmt::format("--{} has {} for {} perceptions", option, given, items));
}

}  // namespace

reports gap_report(const options& asked) {
  asked_file file(asked);
  const std::vector<std::string> got = columns_in(file.header(), asked.perception);
  const std::vector<std::string> wanted = columns_in(file.header(), asked.expectation);
  require_as_many("expectation", wanted.size(), got.size());
  if (!asked.dimensions.empty()) require_as_many("dimensions", asked.dimensions.size(), got.size());
  if (!asked.importance.empty()) require_as_many("importance", asked.importance.size(), got.size());
  std::vector<cx::sheet_item> columns;
  for (const std::string& column : got) columns.push_back({column, *asked.scale});
  for (const std::string& column : wanted)
    columns.push_back({column, asked.expectation_scale.value_or(*asked.scale)});
  std::vector<cx::gap_item> items;
  for (std::size_t at = 0; at < got.size(); ++at) {
    items.push_back({.name = got[at],
                     .perception = at,
                     .expectation = got.size() + at,
                     .dimension = asked.dimensions.empty() ? "" : asked.dimensions[at],
                     .importance = asked.importance.empty() ? 1 : asked.importance[at]});
  }
  const read_sheets read = sheets_asked(asked, file, std::move(columns));
  const std::vector<std::string> names = key_names(asked);
  return report_of_sheets(asked,
                          names.empty() ? cx::make_table(items, read.sheets.total(), asked.estimate)
                                        : cx::make_table(items, read.sheets, names, asked.estimate),
                          read.rows, read.as_of);
}

}  // namespace cxreport
