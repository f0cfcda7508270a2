// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_MARKER_HPP
#define CXMETRICS_SRC_REPORT_CHART_MARKER_HPP

#include "frame.hpp"

namespace cxmetrics::detail {

// What stands for a value: a dot, or a triangle that points up (1) or down (-1) where it differs significantly from
// another; hollow where the base is too thin to lean on.
void draw_marker(canvas& canvas, point at, int difference, bool thin);
// What stands for a value that is not there.
void draw_cross(canvas& canvas, point at);
// What stands for the value of a period that is cut.
void draw_part(canvas& canvas, point at);

// The line of an interval, with an end on either side.
void draw_whisker(canvas& canvas, double low, double high, double y);

bool is_thin(const table_row& row) noexcept;
// The direction of a difference, 0 if it is not significant or was not looked for.
int direction_of(const row_comparison* comparison) noexcept;

// The looks of the line of a target, and of control limits.
inline constexpr std::string_view target_looks = "cx-line cx-line-3";
inline constexpr std::string_view limit_looks = "cx-line cx-line-2";

// What the legend says of them.
legend_item legend_square(std::string text, std::string_view looks);
legend_item legend_of_values(const table& table, bool with_interval);
legend_item legend_of_differences(std::string text);
legend_item legend_of_thin();

}  // namespace cxmetrics::detail

#endif
