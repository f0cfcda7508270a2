// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "marker.hpp"

#include <fmt/format.h>

namespace cxmetrics::detail {

void draw_marker(canvas& canvas, point at, int difference, bool thin) {
  const std::string_view look = thin ? "cx-thin" : "cx-dot";
  if (difference == 0) {
    canvas.circle(at, 4, look);
  } else {
    const double tip = at.y - 6.0 * difference;
    const double foot = at.y + 4.0 * difference;
    canvas.polygon({{at.x, tip}, {at.x + 6, foot}, {at.x - 6, foot}}, look);
  }
}

void draw_cross(canvas& canvas, point at) {
  canvas.line({at.x - 4, at.y - 4}, {at.x + 4, at.y + 4}, "cx-missing");
  canvas.line({at.x - 4, at.y + 4}, {at.x + 4, at.y - 4}, "cx-missing");
}

void draw_part(canvas& canvas, point at) {
  canvas.rectangle({at.x - 4, at.y - 4}, 8, 8, "cx-thin");
}

bool is_thin(const table_row& row) noexcept {
  return base_size_of(row.result().n) == base_size::very_small;
}

int direction_of(const row_comparison* comparison) noexcept {
  if (comparison == nullptr || !comparison->significant) return 0;
  return comparison->found.value < 0 ? -1 : 1;
}

void draw_whisker(canvas& canvas, double low, double high, double y) {
  canvas.line({low, y}, {high, y}, "cx-whisker");
  for (const double end : {low, high}) canvas.line({end, y - 4}, {end, y + 4}, "cx-whisker");
}

legend_item legend_square(std::string text, std::string_view looks) {
  return {std::move(text), [=](canvas& canvas, point at) {
            canvas.rectangle({at.x - 6, at.y - 6}, 12, 12, looks);
          }};
}

legend_item legend_of_values(const table& table, bool with_interval) {
  return {with_interval ? fmt::format("value and {} interval", level_text(table.level)) : "value",
          [=](canvas& canvas, point at) {
            if (with_interval) canvas.line({at.x - 8, at.y}, {at.x + 8, at.y}, "cx-whisker");
            draw_marker(canvas, at, 0, false);
          }};
}

legend_item legend_of_differences(std::string text) {
  return {std::move(text), [](canvas& canvas, point at) { draw_marker(canvas, {at.x - 1, at.y}, 1, false); }};
}

legend_item legend_of_thin() {
  return {"n below 30", [](canvas& canvas, point at) { draw_marker(canvas, at, 0, true); }};
}

}  // namespace cxmetrics::detail
