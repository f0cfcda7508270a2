// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "blocks.hpp"
#include "unicode.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace cxmetrics::detail {
namespace {

using column_role = grid::role;
using cell_lines = std::vector<std::string>;

constexpr std::size_t column_gap = 2;
constexpr std::size_t narrowest_text = 10;

// A column as it is shown: its head, and its cells, in lines.
struct shown_column {
  const grid::column* column;
  std::vector<cell_lines> cells{};
  std::size_t width = 0;

  explicit shown_column(const grid::column& source) : column(&source) {
    break_at(std::numeric_limits<std::size_t>::max());
  }

  void break_at(std::size_t most) {
    cells.clear();
    width = 0;
    add(column->name, most);
    for (const std::string& cell : column->cells) add(cell, most);
  }

 private:
  void add(const std::string& cell, std::size_t most) {
    cells.push_back(column->is_number ? cell_lines{visible(cell)}
                                      : wrapped_lines(visible(cell), most, column_gap, true));
    for (const std::string& line : cells.back()) width = std::max(width, display_width(line));
  }
};

// Columns that stay together where there is room.
using columns_together = std::vector<const shown_column*>;

std::size_t width_of(const columns_together& columns) {
  std::size_t width = 0;
  for (const shown_column* each : columns) width += (width > 0 ? column_gap : 0) + each->width;
  return width;
}

columns_together names_in(const std::vector<shown_column>& columns) {
  columns_together names;
  for (const shown_column& each : columns) {
    if (each.column->is == column_role::row_name) names.push_back(&each);
  }
  return names;
}

// What does not name the rows. A bar stands beside the first figure that has parts, as the value has.
std::vector<columns_together> units_in(const std::vector<shown_column>& columns) {
  std::vector<columns_together> units;
  const shown_column* bar = nullptr;
  for (const shown_column& each : columns) {
    if (each.column->is == column_role::bar) bar = &each;
    if (each.column->is == column_role::figure) units.push_back({&each});
    if (each.column->is == column_role::part_of_figure) units.back().push_back(&each);
  }
  const auto value =
      std::find_if(units.begin(), units.end(), [](const columns_together& each) { return each.size() > 1; });
  if (bar != nullptr) units.insert(value == units.end() ? value : value + 1, {bar});
  return units;
}

// Breaks long texts into lines, so that the names and what is widest of the rest have room side by side.
void narrow(std::vector<shown_column>& columns, std::size_t width) {
  for (shown_column& each : columns) {
    const bool is_text = !each.column->is_number && each.column->is == column_role::figure;
    if (is_text && each.width > width / 2) each.break_at(std::max(width / 2, narrowest_text));
  }
  std::size_t widest = 0;
  for (const columns_together& each : units_in(columns)) widest = std::max(widest, width_of(each));
  std::vector<shown_column*> names;
  for (shown_column& each : columns) {
    if (each.column->is == column_role::row_name) names.push_back(&each);
  }
  std::vector<std::size_t> widths;
  std::size_t taken = widest;
  for (const shown_column* each : names) {
    widths.push_back(each->width);
    taken += each->width + column_gap;
  }
  // Always the widest, so that short names stay as they are.
  for (; taken > width && !widths.empty(); --taken) {
    std::size_t& most = *std::max_element(widths.begin(), widths.end());
    if (most <= narrowest_text) break;
    --most;
  }
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (widths[at] < names[at]->width) names[at]->break_at(widths[at]);
  }
}

// The columns of each block, from left to right.
std::vector<columns_together> side_by_side(const std::vector<shown_column>& columns, std::size_t width) {
  const columns_together names = names_in(columns);
  std::vector<columns_together> blocks{names};
  const auto add = [&](const columns_together& more) {
    columns_together& last = blocks.back();
    if (last.size() > names.size() && width_of(last) + column_gap + width_of(more) > width)
      blocks.push_back(names);
    blocks.back().insert(blocks.back().end(), more.begin(), more.end());
  };
  for (const columns_together& each : units_in(columns)) {
    if (width_of(names) + column_gap + width_of(each) <= width) {
      add(each);
    } else {
      for (const shown_column* column : each) add({column});
    }
  }
  for (columns_together& each : blocks) {
    std::stable_partition(each.begin(), each.end(),
                          [](const shown_column* column) { return column->column->is != column_role::bar; });
  }
  return blocks;
}

std::string padded_cell(const std::string& text, const shown_column& column) {
  const std::string space(column.width - display_width(text), ' ');
  return column.column->is_number ? space + text : text + space;
}

std::string without_spaces_behind(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// The cells at that place of all columns; those of the head stand on the rule below it.
cell_lines cells_joined(const columns_together& columns, std::size_t place) {
  std::size_t height = 0;
  for (const shown_column* each : columns) height = std::max(height, each->cells[place].size());
  cell_lines result(height);
  for (const shown_column* each : columns) {
    const cell_lines& cell = each->cells[place];
    const std::size_t above = place == 0 ? height - cell.size() : 0;
    for (std::size_t line = 0; line < height; ++line) {
      const bool has_text = line >= above && line - above < cell.size();
      if (each != columns.front()) result[line].append(column_gap, ' ');
      result[line] += padded_cell(has_text ? cell[line - above] : "", *each);
    }
  }
  for (std::string& line : result) line = without_spaces_behind(std::move(line));
  return result;
}

}  // namespace

std::vector<block> blocks_of(const grid& grid, std::size_t width) {
  if (width == 0) width = std::numeric_limits<std::size_t>::max();
  std::vector<shown_column> columns;
  for (const grid::column& each : grid.columns) columns.emplace_back(each);
  columns_together all;
  for (const shown_column& each : columns) all.push_back(&each);
  if (width_of(all) > width) narrow(columns, width);
  std::vector<block> blocks;
  for (const columns_together& side : side_by_side(columns, width)) {
    block made{cells_joined(side, 0), {}, {}};
    for (const shown_column* each : side) {
      if (each != side.front()) made.rule.append(column_gap, ' ');
      made.rule.append(each->width, '-');
    }
    for (std::size_t line = 0; line < grid.lines; ++line) made.rows.push_back(cells_joined(side, line + 1));
    blocks.push_back(std::move(made));
  }
  return blocks;
}

}  // namespace cxmetrics::detail
