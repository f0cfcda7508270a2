// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cxmetrics::detail {

std::vector<const table_row*> rows_with_total(frame& frame, const table& table) {
  std::vector<const table_row*> rows = rows_of(table);
  if (rows.size() > most_groups_drawn) {
    frame.subtitle_of_part("", most_groups_drawn, rows.size(), " with the most answers");
    // The size of a suppressed row shows nowhere, not even by what is chosen.
    const auto size_of = [](const table_row* row) { return row->suppressed ? 0 : row->result().n; };
    std::stable_sort(rows.begin(), rows.end(), [&](const table_row* one, const table_row* other) {
      return size_of(one) > size_of(other);
    });
    rows.resize(most_groups_drawn);
    std::sort(rows.begin(), rows.end());  // in the order of the table again
  }
  if (table.total) rows.push_back(&*table.total);
  return rows;
}

row_labels::row_labels(frame& frame, const table& table, const std::vector<const table_row*>& rows,
                       std::string_view sample)
    : frame_(frame), table_(table) {
  double widest = 0;
  for (const table_row* row : rows) {
    const double size = is_total(table, *row) ? font_size * 1.15 : font_size;  // the total is bold
    widest = std::max(widest, width_of(key_text(table, *row), size));
  }
  left_ = margin + std::min(widest, frame.width() * 0.32) + 8;
  right_ = frame.width() - margin - width_of(sample) - 8;
}

void row_labels::draw(const table_row& row, double baseline, std::string_view figures) const {
  const std::string_view look = is_total(table_, row) ? "cx-strong" : "cx-text";
  frame_.draw().label({margin, baseline}, anchor::start, look, key_text(table_, row), left_ - margin - 8);
  frame_.draw().label({right_ + 8, baseline}, anchor::start, "cx-text", figures,
                      frame_.width() - right_ - 8 - margin / 2);
}

void row_labels::draw_nothing(const table_row& row, double baseline) const {
  frame_.draw().label({left_ + 4, baseline}, anchor::start, "cx-muted", missing_text(row),
                      right_ - left_ - 8);
}

std::string value_only(const table_row& row) {
  if (!has_value(row)) return "n/a";
  return fixed(row.result().value, decimals_of(row.result().unit)) +
         (row.result().unit == unit::percent ? " %" : "");
}

}  // namespace cxmetrics::detail
