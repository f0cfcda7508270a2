// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_FRAME_HPP
#define CXMETRICS_SRC_REPORT_CHART_FRAME_HPP

#include "../svg/canvas.hpp"
#include "../svg/scale.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/table.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

constexpr double line_height = 18;
constexpr double margin = 12;
// Rows beyond these would make a picture nobody reads.
constexpr std::size_t most_groups_drawn = 200;
// Periods beyond these have less than a pixel each.
constexpr std::size_t most_periods = 2000;

struct legend_item {
  std::string text;
  std::function<void(canvas&, point)> draw;  // a sample of at most 16 pixels, its middle at the point
};

// What all charts have in common: the drawing with title, subtitle and legend on top, and what is below them.
class frame {
 public:
  // A picture wider than it is shown keeps its size and is scrolled; title and legend are in what is seen at first.
  frame(const chart_options& options, std::string title, double shown_width = 4000);

  canvas& draw() noexcept { return canvas_; }
  double width() const noexcept { return options_.width; }
  bool narrow() const noexcept { return options_.width < 500; }
  double top() const noexcept { return top_; }

  // Below what is there already; empty lines and empty legends take no room.
  void subtitle(std::string_view text);
  void legend(const std::vector<legend_item>& items);
  // Says that of so many things only some are shown, if so: "the last 2,000 of 3,000 periods".
  void subtitle_of_part(std::string_view which, std::size_t shown, std::size_t all, std::string_view things);

  // The whole picture, that high, with a description in words for those who cannot see it.
  std::string finish(double height, std::string_view description) const;

 private:
  chart_options options_;
  std::string title_;
  double shown_width_;
  canvas canvas_;
  double top_ = margin;
};

// Horizontal lines at the ticks with their labels to the left of the plot, or vertical ones with labels below.
void draw_rows(canvas& canvas, const linear_scale& y, const value_ticks& ticks, double left, double right);
void draw_columns(canvas& canvas, const linear_scale& x, const value_ticks& ticks, double top, double bottom);
// The widest label of the ticks.
double width_of(const value_ticks& ticks);

// "25.0 [-32.8, 68.3] (n = 8)", and the same after the row's key: "UK / 2024-Q1: 25.0 …".
std::string value_text(const table_row& row);
std::string row_text(const table& table, const table_row& row);
// The parts of a key side by side; "total" for that of the total, unless a group is called so.
std::string key_text(const table& table, const table_row& row);
std::string key_text(const std::vector<std::string>& key);

// All rows, or those of the first of several definitions.
std::vector<const table_row*> rows_of(const table& table);

// The total, where it has a value that stands for the rows as well: that of churn over all of the time is another rate
// than theirs.
const table_row* common_total(const table& table);

// What the values of a chart are to reach, where a related table says so.
std::optional<double> target_of(const table& table);

bool has_value(const table_row& row) noexcept;
// Why there is no value: "no answers", "suppressed".
std::string_view missing_text(const table_row& row) noexcept;
bool has_interval(const table_row& row) noexcept;

// "NPS", with the definition where there is one; "NPS by segment and period, in points".
std::string metric_text(const table& table);
std::string title_text(const table& table);

}  // namespace cxmetrics::detail

#endif
