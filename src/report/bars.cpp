// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "bars.hpp"
#include "chart/frame.hpp"
#include "chart/matrix.hpp"
#include "number.hpp"
#include "unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cxmetrics::detail {
namespace {

constexpr int cells_of_a_bar = 20;

// Where bars begin and end: at zero, or at the lowest score of a mean of scores, and at the highest the metric can be
// unless all values are far below.
struct bar_scale {
  double low = 0;
  double base = 0;
  double high = 0;

  explicit bar_scale(const table& table) {
    double least = 0;
    double most = 0;
    for (const table_row* row : shown_rows(table)) {
      least = std::min(least, row->result().value);
      most = std::max(most, row->result().value);
    }
    if (table.unit == unit::score && !table.scores.empty()) {
      base = low = std::min_element(table.scores.begin(), table.scores.end(), less_worth)->worth;
      high = std::max_element(table.scores.begin(), table.scores.end(), less_worth)->worth;
      return;
    }
    const double furthest = std::max(most, -least);
    high = table.unit != unit::score && furthest > 40 && furthest <= 100
               ? 100
               : ticks_around(0, furthest, 2).high();
    low = table.unit == unit::points || least < 0 ? -high : 0;
  }

  std::string name(bool unicode) const {
    return fmt::format("{}{}{}", number(low), unicode ? "…" : "..", number(high));
  }

  static std::vector<const table_row*> shown_rows(const table& table) {
    std::vector<const table_row*> rows;
    for (const table_row& row : table.rows) {
      if (has_value(row)) rows.push_back(&row);
    }
    if (table.total && has_value(*table.total)) rows.push_back(&*table.total);
    return rows;
  }

 private:
  static bool less_worth(const scored& one, const scored& other) { return one.worth < other.worth; }
  static std::string number(double value) { return fixed(value, value == std::floor(value) ? 0 : 2); }
};

// So many cells to the right of the axis, the last in eighths.
std::string rightwards(double cells, bool unicode) {
  if (!unicode) return std::string(static_cast<std::size_t>(std::lround(cells)), '#');
  const auto eighths = static_cast<std::size_t>(std::lround(cells * 8));
  constexpr std::string_view parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string bar;
  for (std::size_t cell = 0; cell < eighths / 8; ++cell) bar += "█";
  return bar.append(parts[eighths % 8]);
}

// To the left, filling that many cells with spaces; there are only half blocks for that.
std::string leftwards(double cells, int room, bool unicode) {
  const auto halves = static_cast<int>(std::lround(cells * 2));
  const int whole = unicode ? halves / 2 : static_cast<int>(std::lround(cells));
  const bool half = unicode && halves % 2 != 0;
  std::string bar(static_cast<std::size_t>(room - whole - (half ? 1 : 0)), ' ');
  if (half) bar += "▐";
  for (int cell = 0; cell < whole; ++cell) bar += unicode ? "█" : "#";
  return bar;
}

std::string bar_of(double value, const bar_scale& scale, bool unicode) {
  const double per_unit = cells_of_a_bar / (scale.high - scale.low);
  const auto room = static_cast<int>(std::lround((scale.base - scale.low) * per_unit));
  const double cells = (std::clamp(value, scale.low, scale.high) - scale.base) * per_unit;
  return leftwards(std::max(-cells, 0.0), room, unicode) + (unicode ? "│" : "|") +
         rightwards(std::max(cells, 0.0), unicode);
}

}  // namespace

grid::column bars_of(const table& table, bool unicode) {
  const bar_scale scale{table};
  grid::column column{scale.name(unicode), false, grid::role::bar};
  const auto add = [&](const table_row& row) {
    column.cells.push_back(has_value(row) ? bar_of(row.result().value, scale, unicode) : "");
  };
  for (const table_row& row : table.rows) add(row);
  if (table.total) add(*table.total);
  return column;
}

std::vector<std::string> lines_in_time(const table& table, bool unicode, std::size_t most) {
  if (period_column(table) == nullptr || table.rows.empty()) return {};
  const matrix matrix{table};
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  std::size_t width = 0;
  std::vector<std::vector<std::string>> names;  // each in lines
  for (const matrix::group& group : matrix.groups()) {
    const std::string name = visible(group_text(group));
    names.push_back(most == 0 ? std::vector{name} : wrapped_lines(name, most / 2, 2, true));
    for (const std::string& line : names.back())
      width = std::max(width, line.empty() ? 0 : display_width(line) + 2);
    for (const matrix::column& column : matrix.columns()) {
      const table_row* cell = matrix.find(group, column);
      if (cell == nullptr || !has_value(*cell)) continue;
      low = std::min(low, cell->result().value);
      high = std::max(high, cell->result().value);
    }
  }
  if (low > high) return {};
  const std::vector<std::string_view> levels =
      unicode ? std::vector<std::string_view>{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
              : std::vector<std::string_view>{"_", ".", ":", "-", "=", "+", "*", "#"};
  const int decimals = decimals_of(table.unit);
  const std::size_t periods = matrix.columns().size();
  const std::size_t at_once = most == 0 ? periods : most - std::min(width, most - 1);
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < periods; from += at_once) {
    const std::size_t to = std::min(from + at_once, periods);
    lines.push_back(fmt::format("{} to {}", matrix.columns()[from].text, matrix.columns()[to - 1].text));
    if (from == 0) {
      lines.back() += fmt::format(", from {} to {}; {} no value", fixed(low, decimals), fixed(high, decimals),
                                  unicode ? "·" : "?");
    }
    for (std::size_t index = 0; index < names.size(); ++index) {
      lines.insert(lines.end(), names[index].begin(), names[index].end());
      std::string& line = lines.back();
      line.append(width - display_width(line), ' ');
      for (std::size_t at = from; at < to; ++at) {
        const table_row* cell = matrix.find(matrix.groups()[index], matrix.columns()[at]);
        if (cell == nullptr || !has_value(*cell)) {
          line += unicode ? "·" : "?";
          continue;
        }
        const double share = high > low ? (cell->result().value - low) / (high - low) : 0.5;
        line += levels[static_cast<std::size_t>(std::lround(share * 7))];
      }
    }
  }
  return lines;
}

}  // namespace cxmetrics::detail
