// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "reports.hpp"
#include "sheet_file.hpp"
#include "survey_file.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/report/stage_table.hpp>
#include <cxmetrics/survey/share.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// The place of the purchase: what is asked for, a stage that is called so, or the fourth of five.
std::optional<std::size_t> purchase_of(const options& asked, const std::vector<std::string>& stages) {
  const auto place_of = [&](const std::string& name) -> std::optional<std::size_t> {
    const auto found = std::find_if(stages.begin(), stages.end(), [&](const std::string& stage) {
      return cx::detail::same_but_for_case(stage, name);
    });
    if (found == stages.end()) return std::nullopt;
    return static_cast<std::size_t>(found - stages.begin());
  };
  if (!asked.purchase.empty()) {
    const auto place = place_of(asked.purchase);
    if (!place) throw usage_error(unknown("stage", asked.purchase, stages));
    return place;
  }
  for (const char* name : {"act", "adopt"}) {
    const auto place = place_of(name);
    if (place && *place > 0) return place;
  }
  return stages.size() == 5 ? std::optional<std::size_t>{3} : std::nullopt;
}

template <class Breakdown>
cx::table table_of(const cx::stage_list& list, const Breakdown& by, const options& asked) {
  const std::vector<std::string> names = key_names(asked);
  return names.empty() ? cx::make_table(list, by.total(), asked.estimate)
                       : cx::make_table(list, by, names, asked.estimate);
}

}  // namespace

reports stage_report(const options& asked) {
  asked_file file(asked);
  const std::vector<std::string> stages =
      columns_in(file.header(), asked.items.empty() ? asked.counts : asked.items);
  const cx::stage_list list{stages, purchase_of(asked, stages)};
  if (!asked.items.empty()) {
    std::vector<cx::sheet_item> items;
    for (const std::string& stage : stages) items.push_back({stage, cx::no_or_yes});
    const read_sheets read = sheets_asked(asked, file, std::move(items));
    return report_of_sheets(asked, table_of(list, read.sheets, asked), read.rows, read.as_of);
  }
  if (stages.size() > cx::scale::max_points)
    throw usage_error(fmt::format("--counts takes up to {} stages", cx::scale::max_points));
  // A stage is the score of its place, so that the counts of several rows add up.
  cx::survey_columns columns = columns_of(asked);
  columns.forms = file.date_forms();
  columns.values.clear();
  for (std::size_t place = 0; place < stages.size(); ++place)
    columns.counts.emplace_back(stages[place], static_cast<int>(place));
  const cx::scale places{0, static_cast<int>(std::max<std::size_t>(stages.size(), 2)) - 1};
  const cx::survey_reader reader = cx::read_rows(file, asked.threads, [&] {
    return cx::survey_reader({{"stages", places}}, columns);
  });
  return report_of_sheets(asked, table_of(list, reader.answers(), asked),
                          file.accounting(reader.accounting()), reader.as_of());
}

}  // namespace cxreport
