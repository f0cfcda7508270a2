// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/report/driver_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cxreport {

namespace cx = cxmetrics;

reports driver_report(const options& asked) {
  const cx::metric metric = metric_asked(asked.metric, asked.scale);
  asked_file file(asked);
  const std::vector<std::string> items = columns_in(file.header(), asked.drivers);
  if (std::find(items.begin(), items.end(), asked.score) != items.end())
    throw usage_error(fmt::format("column {} is both outcome and driver", asked.score));
  cx::sheet_columns columns;
  columns.items.push_back({asked.score, metric.scale(), metric.better()});
  for (const std::string& item : items)
    columns.items.push_back({item, asked.item_scale.value_or(cx::one_to_five)});
  columns.missing = asked.missing;
  columns.values = asked.values;
  const cx::sheet_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::sheet_reader(columns); });
  const cx::answer_sheets sheets = reader.sheets().total();

  cx::driver_options how{.level = asked.estimate.level};
  how.bootstrap.threads = asked.threads;
  const cx::driver_strengths found = cx::strengths_of(sheets, metric, items, asked.driver_base, how);
  reports result;
  result.tables.push_back(cx::make_table(found, metric.title()));
  for (std::size_t at = 1; at < columns.items.size(); ++at) {
    const cx::sheet_item& item = columns.items[at];
    const std::uint64_t off = sheets.of_item(at).off_scale();
    if (off == 0) continue;
    result.tables.front().remarks.push_back(
        fmt::format("{}: {} answers off the scale {} to {} count as no answer", item.column, off,
                    item.scale.low(), item.scale.high()));
  }
  result.accounting = file.accounting(reader.accounting());
  return result;
}

}  // namespace cxreport
