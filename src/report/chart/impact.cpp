// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double impact_row_height = 26;
constexpr double impact_bar_height = 14;

const estimate& impact_in(const table& table, const table_row& row) {
  return row.estimates[table.find(column_meaning::impact)->place];
}

bool is_harm(const table& table, const table_row& row) {
  return (impact_in(table, row).value < 0) == (table.better == better::high) &&
         impact_in(table, row).value != 0;
}

// "-2.1 [-3.0, -1.2] *".
std::string impact_text(const table& table, const table_row& row, bool with_interval) {
  const estimate& impact = impact_in(table, row);
  const int decimals = decimals_of(impact.unit);
  std::string text = signed_fixed(impact.value, decimals);
  if (with_interval && impact.ci.exists()) text += ' ' + interval_text(impact.ci, decimals);
  if (direction_of(comparison_of(table, row, column_meaning::against_rest)) != 0) text += " *";
  return text;
}

}  // namespace

std::string impact_chart(const table& table, const chart_options& options) {
  if (table.find(column_meaning::impact) == nullptr)
    throw_invalid_argument("{} is not of touchpoints", {std::string_view(table.title)});
  frame frame{options, "impact on the whole: " + title_text(table)};
  const std::vector<const table_row*> rows = rows_of(table);
  if (rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  frame.subtitle("what the whole would lack without the touchpoint; the greatest harm first");
  double low = 0;
  double high = 0;
  for (const table_row* row : rows) {
    const estimate& impact = impact_in(table, *row);
    if (std::isnan(impact.value)) continue;
    low = std::min({low, impact.value, impact.ci.exists() ? impact.ci.low : 0});
    high = std::max({high, impact.value, impact.ci.exists() ? impact.ci.high : 0});
  }
  frame.legend({legend_square("pulls the whole the wrong way", "cx-h1"),
                legend_square("the right way", "cx-h5"),
                {"* significant", [](canvas&, point) {}}});
  const row_labels labels{frame, table, rows, frame.narrow() ? "+100.0 *" : "+100.0 [-100.0, +100.0] *"};
  const value_ticks ticks = ticks_around(low, high, frame.narrow() ? 4 : 6);
  const linear_scale x{ticks.low(), ticks.high(), labels.left() + 4, labels.right() - 4};
  const double top = frame.top();
  const double bottom = top + impact_row_height * static_cast<double>(rows.size());
  draw_columns(frame.draw(), x, ticks, top, bottom);
  frame.draw().line({x(0), top}, {x(0), bottom}, "cx-zero");
  double y = top + impact_row_height / 2;
  std::string description;
  for (const table_row* row : rows) {
    const estimate& impact = impact_in(table, *row);
    if (std::isnan(impact.value)) {
      labels.draw_nothing(*row, y + 4);
      description += key_text(table, *row) + ": ";
      description += missing_text(*row);
      description += ". ";
    } else {
      const std::string words = key_text(table, *row) + ": " + impact_text(table, *row, true);
      labels.draw(*row, y + 4, impact_text(table, *row, !frame.narrow()));
      const double from = std::min(x(0), x(impact.value));
      frame.draw().open(words);
      frame.draw().rectangle({from, y - impact_bar_height / 2}, std::abs(x(impact.value) - x(0)),
                             impact_bar_height, is_harm(table, *row) ? "cx-h1" : "cx-h5");
      if (impact.ci.exists()) draw_whisker(frame.draw(), x(impact.ci.low), x(impact.ci.high), y);
      frame.draw().close();
      description += words + ". ";
    }
    y += impact_row_height;
  }
  return frame.finish(bottom + line_height + margin, description);
}

}  // namespace cxmetrics
