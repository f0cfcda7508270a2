// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "scale.hpp"
#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cxmetrics::detail {
namespace {

constexpr double gap_between_labels = 8;

std::vector<time_label> labels_of(granularity granularity, const period& axis, int every) {
  std::vector<time_label> labels;
  for (period at = period_of(granularity, axis.first()); at.first() < axis.last(); at = next(at)) {
    const std::chrono::year_month_day date{at.first()};
    if (static_cast<int>(date.year()) % every != 0) continue;
    labels.push_back({{std::max(at.first(), axis.first()), std::min(at.last(), axis.last())}, to_string(at)});
  }
  return labels;
}

// Labels with room for their name; at the ends of the axis there may be none.
std::vector<time_label> with_room(std::vector<time_label> labels, double pixels_per_day, int every) {
  const auto too_long = [=](const time_label& label) {
    const auto days = static_cast<double>(label.span.days() * every);
    return width_of(label.text) + gap_between_labels > days * pixels_per_day;
  };
  labels.erase(std::remove_if(labels.begin(), labels.end(), too_long), labels.end());
  return labels;
}

}  // namespace

std::string value_ticks::label(std::size_t index) const {
  return fixed(at[index], decimals);
}

value_ticks ticks_around(double low, double high, int about) {
  if (!(low <= high)) {
    low = 0;
    high = 1;
  }
  if (high - low <= 1e-9 * std::max(std::abs(low), std::abs(high))) {
    const double room = low == 0 ? 1 : std::abs(low) / 10;
    low -= room;
    high += room;
  }
  const double wanted = (high - low) / std::max(about - 1, 1);
  const double power = std::pow(10, std::floor(std::log10(wanted)));
  const double mantissa = wanted / power;
  const double step = power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
  value_ticks ticks{{}, std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)))};
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  for (double index = first; index <= last; ++index) ticks.at.push_back(index * step);
  return ticks;
}

std::vector<time_label> time_labels(const period& axis, std::int64_t days_of_data, double width) {
  struct kind {
    granularity calendar;
    int least_days;
    int most_days;
  };
  constexpr kind kinds[] = {{granularity::day, 1, 1},
                            {granularity::week, 7, 7},
                            {granularity::month, 28, 31},
                            {granularity::quarter, 90, 92}};
  const double pixels_per_day = width / static_cast<double>(axis.days());
  const auto room_for = [&](std::string_view text, int days) {
    return width_of(text) + gap_between_labels <= days * pixels_per_day;
  };
  for (const kind& kind : kinds) {
    const std::string text = to_string(period_of(kind.calendar, axis.first()));
    if (kind.most_days < days_of_data || !room_for(text, kind.least_days)) continue;
    auto labels = with_room(labels_of(kind.calendar, axis, 1), pixels_per_day, 1);
    if (!labels.empty()) return labels;
  }
  int every = 1;
  for (const int factor : {2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
    if (!room_for("0000", 365 * every)) every = factor;
  }
  return with_room(labels_of(granularity::year, axis, every), pixels_per_day, every);
}

}  // namespace cxmetrics::detail
