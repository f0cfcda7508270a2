// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/composite_table.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

cx::composite preset_of(const options& asked, const std::vector<std::string>& columns) {
  const cx::composite preset = asked.preset == "effectiveness-ease-emotion"
                                   ? cx::effectiveness_ease_emotion()
                                   : cx::satisfaction_expectation_ideal();
  if (columns.size() != preset.items().size())
    throw usage_error(fmt::format("--preset {} takes 3 items, not {}", asked.preset, columns.size()));
  return cx::equally_weighted(columns, preset.items().front().metric, asked.missing_items);
}

cx::composite index_asked(const options& asked, const std::vector<std::string>& columns) {
  if (!asked.preset.empty()) return preset_of(asked, columns);
  const cx::metric metric =
      metric_asked(asked.aggregate.empty() ? "percent-of-maximum" : asked.aggregate, asked.scale);
  if (asked.item_weights.empty()) return cx::equally_weighted(columns, metric, asked.missing_items);
  if (asked.item_weights.size() != columns.size()) {
    throw usage_error(
        fmt::format("{} weights of {} items: --item-weights", asked.item_weights.size(), columns.size()));
  }
  std::vector<cx::composite_item> items;
  for (std::size_t at = 0; at < columns.size(); ++at)
    items.push_back({columns[at], metric, asked.item_weights[at]});
  return cx::composite{std::move(items), asked.missing_items};
}

}  // namespace

reports index_report(const options& asked) {
  asked_file file(asked);
  const cx::composite index = index_asked(asked, columns_in(file.header(), asked.items));
  std::vector<cx::sheet_item> items;
  for (const cx::composite_item& item : index.items())
    items.push_back({item.name, item.metric.scale(), item.metric.better()});
  const read_sheets read = sheets_asked(asked, file, std::move(items));
  const cx::composite_table_options options{.estimate = asked.estimate, .bands = asked.bands};
  const std::vector<std::string> names = key_names(asked);
  return report_of_sheets(asked,
                          names.empty() ? cx::make_table(index, read.sheets.total(), options)
                                        : cx::make_table(index, read.sheets, names, options),
                          read.rows, read.as_of);
}

}  // namespace cxreport
