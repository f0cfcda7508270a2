// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_SVG_SCALE_HPP
#define CXMETRICS_SRC_REPORT_SVG_SCALE_HPP

#include <cxmetrics/period.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cxmetrics::detail {

// From values to pixels, in a straight line.
struct linear_scale {
  double low;
  double high;
  double begin;
  double end;

  double operator()(double value) const { return begin + (value - low) / (high - low) * (end - begin); }
};

// Round numbers to mark an axis at: multiples of 1, 2 or 5 times a power of ten.
struct value_ticks {
  std::vector<double> at;  // at least two; the first and the last enclose the values
  int decimals;            // that tell them apart

  double low() const { return at.front(); }
  double high() const { return at.back(); }
  std::string label(std::size_t index) const;
};

// Ticks around low…high, about as many as asked for. Low and high may be equal, and the wrong way round where
// there are no values at all.
value_ticks ticks_around(double low, double high, int about);

// The periods to mark a time axis with, of the finest calendar kind whose names have room and that is no finer
// than the data: days, weeks, months, quarters, years, every second, fifth, tenth, … year.
struct time_label {
  period span;  // cut to the axis
  std::string text;
};
std::vector<time_label> time_labels(const period& axis, std::int64_t days_of_data, double width);

}  // namespace cxmetrics::detail

#endif
