// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "number.hpp"
#include "unicode.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t rejections_shown = 5;

class grid_builder {
 public:
  explicit grid_builder(const table& table) {
    for (const table_row& row : table.rows) rows_.push_back(&row);
    if (table.total) rows_.push_back(&*table.total);
    result_.lines = rows_.size();
  }

  template <class CellOf>
  void add(std::string name, bool is_number, CellOf cell_of) {
    grid::column column{std::move(name), is_number};
    for (const table_row* row : rows_) column.cells.push_back(cell_of(*row));
    result_.columns.push_back(std::move(column));
  }

  template <class Predicate>
  bool any(Predicate predicate) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const table_row* row) { return predicate(*row); });
  }

  grid take() { return std::move(result_); }

 private:
  std::vector<const table_row*> rows_;
  grid result_;
};

std::string key_cell(const table_row& row, std::size_t column) {
  if (!row.key.empty()) return row.key[column];
  return column == 0 ? "total" : "";
}

std::string value_cell(const table_row& row, int decimals) {
  if (row.suppressed) return "suppressed";
  return std::isnan(row.result.value) ? "n/a" : fixed(row.result.value, decimals);
}

std::string interval_cell(const table_row& row, int decimals) {
  const bool shown = !row.suppressed && row.result.ci.exists() && !std::isnan(row.result.value);
  return shown ? interval_text(row.result.ci, decimals) : "";
}

std::string count_cell(const table_row& row, std::uint64_t count) {
  return row.suppressed ? "" : grouped(count);
}

std::string base_cell(const table_row& row) {
  // Before the number, so that digits stay below digits.
  static constexpr const char* marks[] = {"", "! ", "!! "};
  if (row.suppressed || row.result.n == 0) return count_cell(row, row.result.n);
  return marks[static_cast<std::size_t>(base_size_of(row.result.n))] + grouped(row.result.n);
}

std::string comparison_cell(const std::optional<row_comparison>& comparison, int decimals) {
  if (!comparison || std::isnan(comparison->found.value)) return "";
  return signed_fixed(comparison->found.value, decimals) + (comparison->significant ? " *" : "");
}

void add_once(std::vector<std::string_view>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// The methods of all intervals there are, each once.
std::string methods_of(const table& table) {
  std::vector<std::string_view> methods;
  const auto add = [&](const table_row& row) {
    if (row.result.method != interval_method::none) add_once(methods, name_of(row.result.method));
  };
  std::for_each(table.rows.begin(), table.rows.end(), add);
  if (table.total) add(*table.total);
  return fmt::format("{}", fmt::join(methods, ", "));
}

}  // namespace

grid grid_of(const table& table) {
  const int decimals = decimals_of(table.unit);
  grid_builder grid{table};
  for (std::size_t index = 0; index < table.key_names.size(); ++index) {
    grid.add(table.key_names[index], false, [=](const table_row& row) { return key_cell(row, index); });
  }
  if (grid.any([](const table_row& row) { return !row.definition.empty(); })) {
    grid.add("definition", false, [](const table_row& row) { return row.definition; });
  }
  grid.add(table.metric, true, [=](const table_row& row) { return value_cell(row, decimals); });
  if (grid.any([=](const table_row& row) { return !interval_cell(row, decimals).empty(); })) {
    grid.add(level_text(table.level) + " interval", true,
             [=](const table_row& row) { return interval_cell(row, decimals); });
  }
  grid.add("n", true, base_cell);
  if (grid.any([](const table_row& row) { return row.change.has_value(); })) {
    grid.add("change", true, [=](const table_row& row) { return comparison_cell(row.change, decimals); });
  }
  if (grid.any([](const table_row& row) { return row.against_rest.has_value(); })) {
    grid.add("vs rest", true,
             [=](const table_row& row) { return comparison_cell(row.against_rest, decimals); });
  }
  if (grid.any([](const table_row& row) { return !row.suppressed && row.missing != 0; })) {
    grid.add("missing", true, [](const table_row& row) { return count_cell(row, row.missing); });
  }
  if (grid.any([](const table_row& row) { return !row.suppressed && row.off_scale != 0; })) {
    grid.add("off scale", true, [](const table_row& row) { return count_cell(row, row.off_scale); });
  }
  for (std::size_t index = 0; index < table.count_names.size(); ++index) {
    std::string name = table.count_names[index];
    std::replace(name.begin(), name.end(), '_', ' ');
    grid.add(std::move(name), true, [=](const table_row& row) { return count_cell(row, row.counts[index]); });
  }
  return grid.take();
}

std::string title_of(const table& table) {
  const std::string keys = keys_of(table);
  return fmt::format("{}{}{}, {}", table.metric, keys.empty() ? "" : " ", keys, measure_of(table));
}

std::string keys_of(const table& table) {
  std::string keys;
  for (std::size_t index = 0; index < table.key_names.size(); ++index) {
    const bool last = index + 1 == table.key_names.size();
    keys += index == 0 ? "by " : last ? " and " : ", ";
    keys += table.key_names[index];
  }
  return keys;
}

std::string unit_of(const table& table) {
  return fmt::format("in {}", words_of(table.unit));
}

std::string measure_of(const table& table) {
  const std::string methods = methods_of(table);
  return fmt::format("{}; {}{}{} intervals", unit_of(table), level_text(table.level),
                     methods.empty() ? "" : " ", methods);
}

std::vector<std::string> notes_of(const table& table) {
  std::vector<std::string_view> compared_by;
  bool suppressed = false;
  bool small = false;
  const auto look_at = [&](const table_row& row) {
    for (const auto& comparison : {row.change, row.against_rest}) {
      if (comparison) add_once(compared_by, name_of(comparison->found.method));
    }
    suppressed = suppressed || row.suppressed;
    small = small || (row.result.n != 0 && base_size_of(row.result.n) != base_size::sufficient);
  };
  for (const table_row& row : table.rows) look_at(row);
  if (table.total) look_at(*table.total);
  std::vector<std::string> notes;
  if (!compared_by.empty()) {
    notes.push_back(fmt::format("* significant at {} by {}; adjustment for many comparisons: {}",
                                level_text(table.level), fmt::join(compared_by, ", "),
                                name_of(table.adjustment)));
  }
  if (small) notes.emplace_back("! rests on fewer than 50, !! on fewer than 30: read with care");
  if (suppressed) {
    notes.push_back(fmt::format("suppressed: rests on fewer than {}, or would give such a figure away",
                                table.smallest_base));
  }
  return notes;
}

std::vector<std::string> lines_of(const accounting& accounting) {
  std::vector<std::string> lines{
      fmt::format("Rows read: {}", grouped(accounting.read())),
      fmt::format("Rows used: {} ({} answered, {} missing, {} off scale)", grouped(accounting.used()),
                  grouped(accounting.answered), grouped(accounting.missing), grouped(accounting.off_scale)),
      fmt::format("Rows rejected: {}", grouped(accounting.rejected))};
  if (!accounting.left_out.empty()) {
    std::vector<std::string> reasons;
    for (const auto& [reason, rows] : accounting.left_out) {
      reasons.push_back(fmt::format("{}: {}", reason, grouped(rows)));
    }
    lines.insert(lines.end() - 1, fmt::format("Rows left out: {} ({})", grouped(accounting.rows_left_out()),
                                              fmt::join(reasons, ", ")));
  }
  std::uint64_t shown = 0;
  for (const rejection& why : accounting.rejections()) {
    if (shown == rejections_shown) break;
    ++shown;
    lines.push_back(fmt::format("line {}{}{}: \"{}\": {}", why.line, why.column.empty() ? "" : ", column ",
                                why.column, why.text, why.reason));
  }
  if (shown > 0 && shown < accounting.rejected) {
    lines.push_back(fmt::format("and {} more", grouped(accounting.rejected - shown)));
  }
  return lines;
}

}  // namespace cxmetrics::detail
