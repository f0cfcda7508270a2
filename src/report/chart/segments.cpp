// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "../svg/text.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double segments_row_height = 24;

value_ticks ticks_of(const table& table, const std::vector<const table_row*>& rows, int about) {
  const auto target = target_of(table);
  double low = target.value_or(HUGE_VAL);
  double high = target.value_or(-HUGE_VAL);
  for (const table_row* row : rows) {
    if (!has_value(*row)) continue;
    low = std::min({low, row->result().value, has_interval(*row) ? row->result().ci.low : low});
    high = std::max({high, row->result().value, has_interval(*row) ? row->result().ci.high : high});
  }
  return ticks_around(low, high, about);
}

int direction_against_rest(const table& table, const table_row& row) {
  return direction_of(comparison_of(table, row, column_meaning::against_rest));
}

std::vector<legend_item> legend_of(const table& table, const std::vector<const table_row*>& rows) {
  const auto any = [&](auto predicate) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const table_row* row) { return has_value(*row) && predicate(*row); });
  };
  std::vector<legend_item> items{legend_of_values(table, any(has_interval))};
  if (any([&](const table_row& row) { return direction_against_rest(table, row) != 0; })) {
    items.push_back(legend_of_differences("significantly above or below the rest"));
  }
  if (any(is_thin)) items.push_back(legend_of_thin());
  if (table.total && has_value(*table.total)) {
    items.push_back({"total " + fixed(table.total->result().value, decimals_of(table.unit)),
                     [](canvas& canvas, point at) {
                       canvas.line({at.x, at.y - 7}, {at.x, at.y + 7}, "cx-total");
                     }});
  }
  if (const auto target = target_of(table)) {
    items.push_back({"target " + fixed(*target, decimals_of(table.unit)), [](canvas& canvas, point at) {
                       canvas.line({at.x, at.y - 7}, {at.x, at.y + 7}, target_looks);
                     }});
  }
  return items;
}

void draw_estimate(canvas& canvas, const linear_scale& x, double y, const table& table,
                   const table_row& row) {
  canvas.open(row_text(table, row));
  if (has_interval(row)) draw_whisker(canvas, x(row.result().ci.low), x(row.result().ci.high), y);
  draw_marker(canvas, {x(row.result().value), y}, direction_against_rest(table, row), is_thin(row));
  canvas.close();
}

}  // namespace

std::string segments_chart(const table& table, const chart_options& options) {
  frame frame{options, title_text(table)};
  if (table.rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  std::vector<const table_row*> rows = rows_with_total(frame, table);
  const bool high = table.better == better::high;
  std::stable_sort(rows.begin(), rows.end() - (table.total ? 1 : 0),
                   [=](const table_row* one, const table_row* other) {
                     if (!has_value(*one) || !has_value(*other)) return has_value(*one) && !has_value(*other);
                     return high ? one->result().value > other->result().value
                                 : one->result().value < other->result().value;
                   });
  frame.legend(legend_of(table, rows));

  const row_labels labels{frame, table, rows,
                          frame.narrow() ? "-100.0" : "-100.0 [-100.0, -100.0] (n = 100,000)"};
  const value_ticks ticks = ticks_of(table, rows, frame.narrow() ? 4 : 6);
  const linear_scale x{ticks.low(), ticks.high(), labels.left() + 4, labels.right() - 4};
  const double top = frame.top();
  const double bottom = top + segments_row_height * static_cast<double>(rows.size());
  draw_columns(frame.draw(), x, ticks, top, bottom);
  if (table.total && has_value(*table.total)) {
    frame.draw().line({x(table.total->result().value), top}, {x(table.total->result().value), bottom},
                      "cx-total");
  }
  if (const auto target = target_of(table)) {
    frame.draw().line({x(*target), top}, {x(*target), bottom}, target_looks);
  }
  double y = top + segments_row_height / 2;
  std::string description;
  for (const table_row* row : rows) {
    labels.draw(*row, y + 4, frame.narrow() ? value_only(*row) : value_text(*row));
    if (has_value(*row)) {
      draw_estimate(frame.draw(), x, y, table, *row);
    } else {
      labels.draw_nothing(*row, y + 4);
    }
    description += row_text(table, *row) + ". ";
    y += segments_row_height;
  }
  return frame.finish(bottom + line_height + margin, description);
}

}  // namespace cxmetrics
