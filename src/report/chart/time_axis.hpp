// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_CHART_TIME_AXIS_HPP
#define CXMETRICS_REPORT_CHART_TIME_AXIS_HPP

#include "../svg/canvas.hpp"
#include "../svg/scale.hpp"

#include <cxmetrics/period.hpp>

#include <cstdint>
#include <string_view>

namespace cxmetrics::detail {

// Days from left to right.
class time_axis {
 public:
  time_axis(const period& days, double left, double right) : days_(days), left_(left), right_(right) {}

  double operator()(day date) const;
  // The names of periods, within the margins; the data are of periods of so many days.
  void draw_labels(canvas& canvas, double y, std::int64_t days_of_data) const;

 private:
  period days_;
  double left_;
  double right_;
};

// A bar between two values; one with an outline is as wide with it as others are without.
void draw_bar(canvas& canvas, const linear_scale& y, double begin, double width, double from, double to,
              std::string_view look);

}  // namespace cxmetrics::detail

#endif
