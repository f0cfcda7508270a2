// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/quadrant.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double plot_height = 260;

const estimate& importance_in(const table& table, const table_row& row) {
  return row.estimates[table.find(column_meaning::importance)->place];
}

const std::string& field_of(const table& table, const table_row& row) {
  return std::get<std::string>(row.key[table.find(column_meaning::finding)->place]);
}

// Whether both figures of a row are there.
bool has_point(const table& table, const table_row& row) {
  return !row.suppressed && std::isfinite(row.result().value) &&
         std::isfinite(importance_in(table, row).value);
}

// The ticks of an axis on which some estimates and a cut are to be seen.
value_ticks ticks_of(const std::vector<estimate>& shown, double cut, int about) {
  double low = cut;
  double high = cut;
  for (const estimate& each : shown) {
    low = std::min({low, each.value, each.ci.exists() ? each.ci.low : each.value});
    high = std::max({high, each.value, each.ci.exists() ? each.ci.high : each.value});
  }
  return ticks_around(low, high, about);
}

std::string coordinate_of(const estimate& shown) {
  const int decimals = decimals_of(shown.unit);
  std::string text = fixed(shown.value, decimals);
  if (shown.unit == unit::percent) text += " %";
  if (shown.ci.exists()) text += ' ' + interval_text(shown.ci, decimals);
  return text;
}

std::string words_on(const table& table, const table_row& row) {
  return fmt::format("{}, {}: importance {}, {} {}", key_text(table, row), field_of(table, row),
                     coordinate_of(importance_in(table, row)), table.find(column_meaning::value)->title,
                     coordinate_of(row.result()));
}

}  // namespace

std::string quadrant_chart(const table& table, const chart_options& options) {
  if (table.find(column_meaning::importance) == nullptr || !table.total)
    throw_invalid_argument("{} is no quadrant", {std::string_view(table.title)});
  frame frame{options, "importance and performance: " + title_text(table)};
  std::vector<const table_row*> rows;
  std::vector<estimate> importances;
  std::vector<estimate> performances;
  for (const table_row& row : table.rows) {
    if (!has_point(table, row)) continue;
    rows.push_back(&row);
    importances.push_back(importance_in(table, row));
    performances.push_back(row.result());
  }
  if (rows.empty()) {
    frame.subtitle("nothing to show");
    return frame.finish(frame.top(), "Nothing to show.");
  }
  frame.subtitle(
      "across: importance in per cent; upwards: what is better; dashed: an equal share, and all together");
  frame.legend({{"certain", [](canvas& canvas, point at) { canvas.circle(at, 4.5, "cx-dot"); }},
                {"uncertain: noise could have put it into another field",
                 [](canvas& canvas, point at) { canvas.circle(at, 4.5, "cx-thin"); }}});
  const double importance_cut =
      importance_in(table, *table.total).value / static_cast<double>(table.rows.size());
  const double performance_cut = table.total->result().value;
  const value_ticks across = ticks_of(importances, importance_cut, frame.narrow() ? 4 : 6);
  const value_ticks upwards = ticks_of(performances, performance_cut, 5);
  const double left = margin + detail::width_of(upwards) + 6;
  const double right = frame.width() - margin;
  const double top = frame.top() + 4;
  const double bottom = top + plot_height;
  const linear_scale x{across.low(), across.high(), left, right};
  // What is good lies above, whichever way the metric goes.
  const bool high = table.better == better::high;
  const linear_scale y{high ? upwards.low() : upwards.high(), high ? upwards.high() : upwards.low(), bottom,
                       top};
  draw_rows(frame.draw(), y, upwards, left, right);
  draw_columns(frame.draw(), x, across, top, bottom);
  frame.draw().line({x(importance_cut), top}, {x(importance_cut), bottom}, "cx-total");
  frame.draw().line({left, y(performance_cut)}, {right, y(performance_cut)}, "cx-total");
  frame.draw().text({right - 4, top + 12}, anchor::end, "cx-muted", "keep up");
  frame.draw().text({right - 4, bottom - 6}, anchor::end, "cx-muted", "fix first");
  frame.draw().text({left + 4, top + 12}, anchor::start, "cx-muted", "enough");
  frame.draw().text({left + 4, bottom - 6}, anchor::start, "cx-muted", "low priority");

  std::string description;
  double list = bottom + 2 * line_height + 4;
  int number = 0;
  for (const table_row* row : rows) {
    const estimate& importance = importance_in(table, *row);
    const estimate& performance = row->result();
    const point at{x(importance.value), y(performance.value)};
    const std::string mark = std::to_string(++number);
    const std::string words = words_on(table, *row);
    const bool uncertain = field_of(table, *row) == name_of(quadrant_field::uncertain);
    frame.draw().open(words);
    if (importance.ci.exists())
      frame.draw().line({x(importance.ci.low), at.y}, {x(importance.ci.high), at.y}, "cx-whisker");
    if (performance.ci.exists())
      frame.draw().line({at.x, y(performance.ci.low)}, {at.x, y(performance.ci.high)}, "cx-whisker");
    frame.draw().circle(at, 4.5, uncertain ? "cx-thin" : "cx-dot");
    frame.draw().text({at.x + 7, at.y - 5}, anchor::start, "cx-strong", mark);
    frame.draw().close();
    frame.draw().label({margin, list}, anchor::start, "cx-text",
                       fmt::format("{}  {}: {}", mark, key_text(table, *row), field_of(table, *row)),
                       frame.width() - 2 * margin);
    list += line_height;
    description += words + ". ";
  }
  return frame.finish(list + margin - line_height / 2, description);
}

}  // namespace cxmetrics
