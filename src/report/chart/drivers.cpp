// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double drivers_row_height = 26;
constexpr double drivers_bar_height = 14;

bool is_lower(const table& table, const table_row& row) {
  return row.estimates[table.find(column_meaning::correlation)->place].value < 0;
}

std::string words(const table& table, const table_row& row) {
  return row_text(table, row) +
         (is_lower(table, row) ? ", lower where the item is higher" : ", higher where the item is higher");
}

}  // namespace

std::string drivers_chart(const table& table, const chart_options& options) {
  if (table.find(column_meaning::correlation) == nullptr)
    throw_invalid_argument("{} is not of drivers", {std::string_view(table.title)});
  frame frame{options, title_text(table)};
  const std::vector<const table_row*> rows = rows_of(table);
  if (rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  frame.subtitle("share of the variance that goes with each item");
  if (table.total && has_value(*table.total))
    frame.subtitle("all items together: " + value_text(*table.total));
  double highest = 0;
  bool any_lower = false;
  for (const table_row* row : rows) {
    if (!has_value(*row)) continue;
    highest = std::max({highest, row->result().value, has_interval(*row) ? row->result().ci.high : 0});
    any_lower = any_lower || is_lower(table, *row);
  }
  std::vector<legend_item> legend{legend_square("the outcome is higher where the item is higher", "cx-h5")};
  if (any_lower) legend.push_back(legend_square("lower (−)", "cx-h1"));
  frame.legend(legend);

  const row_labels labels{frame, table, rows,
                          frame.narrow() ? "− 100.0 %" : "− 100.0 [100.0, 100.0] (n = 100,000)"};
  const value_ticks ticks = ticks_around(0, std::max(highest, 1.0), frame.narrow() ? 4 : 6);
  const linear_scale x{0, ticks.high(), labels.left() + 4, labels.right() - 4};
  const double top = frame.top();
  const double bottom = top + drivers_row_height * static_cast<double>(rows.size());
  draw_columns(frame.draw(), x, ticks, top, bottom);
  double y = top + drivers_row_height / 2;
  std::string description;
  for (const table_row* row : rows) {
    const std::string figures = frame.narrow() ? value_only(*row) : value_text(*row);
    const bool lower = has_value(*row) && is_lower(table, *row);
    labels.draw(*row, y + 4, (lower ? "− " : "") + figures);
    if (has_value(*row)) {
      frame.draw().open(words(table, *row));
      frame.draw().rectangle({x(0), y - drivers_bar_height / 2}, x(row->result().value) - x(0),
                             drivers_bar_height, lower ? "cx-h1" : "cx-h5");
      if (has_interval(*row))
        draw_whisker(frame.draw(), x(row->result().ci.low), x(row->result().ci.high), y);
      frame.draw().close();
      description += words(table, *row) + ". ";
    } else {
      labels.draw_nothing(*row, y + 4);
      description += row_text(table, *row) + ". ";
    }
    y += drivers_row_height;
  }
  return frame.finish(bottom + line_height + margin, description);
}

}  // namespace cxmetrics
