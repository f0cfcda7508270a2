// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_ROWS_HPP
#define CXMETRICS_SRC_REPORT_CHART_ROWS_HPP

#include "frame.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// The rows a chart shows one below the other, the total last. Where there are very many, those with the
// most answers, which the subtitle of the chart then says.
std::vector<const table_row*> rows_with_total(frame& frame, const table& table);

// Leaves the last ones of very many periods, and says so in the subtitle of the chart.
template <class Item>
void keep_last_periods(frame& frame, std::vector<Item>& items) {
  const std::size_t all = items.size();
  if (all > most_periods) items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(most_periods));
  frame.subtitle_of_part("last ", items.size(), all, " periods");
}

// Names to the left of the plot and figures to the right, each in a column that leaves the plot its room.
class row_labels {
 public:
  // The figures are at most as wide as the sample.
  row_labels(frame& frame, const table& table, const std::vector<const table_row*>& rows,
             std::string_view sample);

  // The plot lies between.
  double left() const noexcept { return left_; }
  double right() const noexcept { return right_; }

  void draw(const table_row& row, double baseline, std::string_view figures) const;
  // In place of a mark, for a row without answers.
  void draw_nothing(const table_row& row, double baseline) const;

 private:
  frame& frame_;
  const table& table_;
  double left_;
  double right_;
};

// "25.0", "82.1 %", "n/a".
std::string value_only(const table_row& row);

}  // namespace cxmetrics::detail

#endif
