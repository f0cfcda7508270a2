// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/conversion_table.hpp"
#include "keys.hpp"
#include "time_series.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

// The last step of a funnel, under the key of the funnel.
struct last_step {
  std::vector<key_cell> key;
  const table_row* row;
};

// What tells of a table of steps how it is to be read.
struct step_columns {
  std::size_t step = 0;
  std::size_t from_first = 0;
  std::vector<table_column> keys{};     // those of the funnels
  std::optional<std::size_t> period{};  // which of these is the period
};

step_columns columns_of(const table& steps) {
  const table_column* const step = steps.find(column_meaning::question);
  std::vector<std::size_t> conversions;
  for (const table_column& column : steps.columns) {
    if (column.kind == column_kind::estimate) conversions.push_back(column.place);
  }
  if (step == nullptr || conversions.size() < 2 || steps.find(column_meaning::reached) == nullptr) {
    throw_invalid_argument("{} is no table of steps", {std::string_view(steps.title)});
  }
  step_columns result{.step = step->place, .from_first = conversions[1]};
  for (const table_column* column : key_columns(steps)) {
    if (column == step) continue;
    if (column == period_column(steps)) result.period = result.keys.size();
    result.keys.push_back(*column);
  }
  return result;
}

// The rows of a funnel stand together, in the order of its steps.
std::vector<last_step> last_steps_of(const table& steps, const step_columns& columns) {
  std::vector<last_step> result;
  for (const table_row& row : steps.rows) {
    std::vector<key_cell> key = row.key;
    key.erase(key.begin() + static_cast<std::ptrdiff_t>(columns.step));
    if (result.empty() || result.back().key != key) {
      result.push_back({std::move(key), &row});
    } else {
      result.back().row = &row;
    }
  }
  return result;
}

std::string title_of_steps(const table& steps, std::size_t step) {
  if (steps.rows.empty()) return "conversion";
  return fmt::format("conversion from {} to {}", detail::text_of(steps.rows.front().key[step]),
                     detail::text_of(steps.rows.back().key[step]));
}

table empty_like(const table& steps, const step_columns& columns, std::vector<table_column> keys) {
  table result;
  result.metric = "conversion";
  result.title = title_of_steps(steps, columns.step);
  result.formula = "those who came to the last step, of those at the first";
  result.unit = steps.unit;
  result.better = steps.better;
  result.level = steps.level;
  result.as_of = steps.as_of;
  result.smallest_base = steps.smallest_base;
  for (table_column& key : keys) result.add(std::move(key));
  result.add({"value", "conversion", column_kind::estimate, column_meaning::value});
  result.add({"completed", "completed", column_kind::count});
  return result;
}

// Funnels of different customers together; nothing where one of them is hidden, or rests on what does not add up.
struct pool {
  std::vector<estimate> parts{};
  std::uint64_t completed = 0;
  bool hidden = false;

  void add(const table_row& row) {
    parts.push_back(row.result());
    completed += row.counts.front();
    hidden = hidden || row.suppressed;
  }
  std::optional<table_row> row(std::vector<key_cell> key) const {
    const std::optional<estimate> all = hidden ? std::nullopt : pooled(parts);
    if (!all) return std::nullopt;
    return related_row(std::move(key), {*all}, {}, {completed});
  }
};

}  // namespace

table conversion_table(const table& steps) {
  const step_columns columns = columns_of(steps);
  table result = empty_like(steps, columns, columns.keys);
  pool all;
  std::map<key_cell, pool> by_period;
  for (last_step& last : last_steps_of(steps, columns)) {
    table_row row = related_row(std::move(last.key), {last.row->estimates[columns.from_first]}, {},
                                {count_of(steps, *last.row, column_meaning::reached)});
    row.suppressed = last.row->suppressed;
    all.add(row);
    if (columns.period) by_period[row.key[*columns.period]].add(row);
    result.rows.push_back(std::move(row));
  }
  // A customer may be in the funnels of several periods.
  if (!columns.period) result.total = all.row(std::vector<key_cell>(columns.keys.size()));
  if (columns.keys.empty()) result.rows.clear();
  if (!columns.period || columns.keys.size() == 1) return result;
  table margin = empty_like(steps, columns, {columns.keys[*columns.period]});
  for (const auto& [period, together] : by_period) {
    if (auto row = together.row({period})) margin.rows.push_back(std::move(*row));
  }
  result.margins.push_back(std::move(margin));
  return result;
}

}  // namespace cxmetrics
