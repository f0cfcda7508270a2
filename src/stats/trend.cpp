// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "period_noise.hpp"
#include "quantile.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/trend.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

using detail::infinity;

double freedom_of(const trend& line) {
  return static_cast<double>(line.periods) - 2;
}

// Whether the standard errors of the periods are known, and whether their scatter about the line is.
bool knows_errors(const trend& line) {
  return !std::isnan(line.unexplained);
}
bool knows_scatter(const trend& line) {
  return line.periods > 2;
}

// How many standard errors the interval reaches to either side.
double reach(const trend& line, double tail) {
  if (!knows_errors(line) && !knows_scatter(line)) return infinity;
  const double known = knows_errors(line) ? detail::normal_quantile(tail / 2) : 0;
  const double seen =
      knows_scatter(line) ? line.scatter * detail::student_quantile(tail / 2, freedom_of(line)) : 0;
  return std::max(known, seen);
}

// The probability beyond so many standard errors, one side; at least 0 of them.
double tail_beyond(const trend& line, double errors) {
  if (!knows_errors(line) && !knows_scatter(line)) return 0.5;
  const double known = knows_errors(line) ? detail::normal_upper_tail(errors) : 0;
  if (!knows_scatter(line)) return known;
  if (line.scatter == 0) return errors == 0 ? 0.5 : known;
  return std::max(known, detail::student_upper_tail(errors / line.scatter, freedom_of(line)));
}

double error_at(const trend& line, double time) {
  return std::hypot(line.height_error, line.slope_error * (time - line.centre));
}

}  // namespace

estimate trend::at(double time) const {
  estimate result;
  result.level = slope.level;
  result.unit = slope.unit;
  result.better = slope.better;
  result.n = n;
  result.value = height + slope.value * (time - centre);
  result.ci = range;
  if (std::isnan(result.value)) return result;
  const double error = error_at(*this, time);
  result.standard_error =
      knows_errors(*this) ? error * std::max(1.0, knows_scatter(*this) ? scatter : 1.0) : error * scatter;
  const double half = error * reach(*this, detail::tail_of_level(slope.level));
  result.ci = {std::clamp(result.value - half, range.low, range.high),
               std::clamp(result.value + half, range.low, range.high)};
  result.value = std::clamp(result.value, range.low, range.high);
  return result;
}

double trend::chance_above(double time, double value) const {
  const double above = height + slope.value * (time - centre) - value;
  if (std::isnan(above)) return above;
  if (above == 0) return 0.5;
  const double error = error_at(*this, time);
  const double wrong = tail_beyond(*this, error > 0 ? std::abs(above) / error : infinity);
  return above > 0 ? 1 - wrong : wrong;
}

trend trend_of(std::span<const estimate> periods) {
  trend result;
  const detail::measured_periods measured = detail::measured_periods_of(periods);
  if (!periods.empty()) {
    const estimate& first = periods.front();
    result.slope.level = first.level;
    result.slope.unit = first.unit;
    result.slope.better = first.better;
    result.range = range_of(first);
  }
  result.slope.method = comparison_method::wald;
  result.slope.ci = {-infinity, infinity};
  result.periods = measured.used.size();
  double weights = 0;
  double times = 0;
  double values = 0;
  for (const auto& [place, value, weight] : measured.used) {
    result.n += periods[place].n;
    weights += weight;
    times += weight * static_cast<double>(place);
    values += weight * value;
  }
  if (result.periods < 2) return result;
  result.centre = times / weights;
  result.height = values / weights;
  double spread = 0;
  double together = 0;
  for (const auto& [place, value, weight] : measured.used) {
    const double off = static_cast<double>(place) - result.centre;
    spread += weight * off * off;
    together += weight * off * (value - result.height);
  }
  result.slope.value = together / spread;
  result.height_error = 1 / std::sqrt(weights);
  result.slope_error = 1 / std::sqrt(spread);

  double left = 0;
  for (const auto& [place, value, weight] : measured.used) {
    const double off =
        value - result.height - result.slope.value * (static_cast<double>(place) - result.centre);
    left += weight * off * off;
  }
  if (!measured.certain) result.unexplained = left;
  if (knows_scatter(result)) {
    result.scatter = std::sqrt(left / freedom_of(result));
    if (!measured.certain) result.scatter_p_value = detail::chi_squared_upper_tail(left, freedom_of(result));
  }

  const double half = result.slope_error * reach(result, detail::tail_of_level(result.slope.level));
  result.slope.ci = {result.slope.value - half, result.slope.value + half};
  result.slope.p_value = result.slope.value == 0
                             ? 1
                             : 2 * tail_beyond(result, std::abs(result.slope.value) / result.slope_error);
  detail::agree(result.slope);
  return result;
}

std::vector<std::optional<difference>> changes_since(std::span<const estimate> periods,
                                                     std::size_t periods_before) {
  if (periods_before == 0) detail::throw_invalid_argument("a period does not change since itself");
  std::vector<std::optional<difference>> result(periods.size());
  for (std::size_t place = periods_before; place < periods.size(); ++place) {
    result[place] = compare(periods[place - periods_before], periods[place]);
  }
  return result;
}

std::vector<rolling_window> rolling(std::span<const estimate> periods, std::size_t width, std::size_t step) {
  if (width == 0 || step == 0) {
    detail::throw_invalid_argument("a window of {} periods that moves by {} does not roll", {width, step});
  }
  const auto together = [&](std::size_t first, std::size_t count) {
    const std::optional<estimate> all = pooled(periods.subspan(first, count));
    if (!all) detail::throw_invalid_argument("periods of a window must rest on counted values");
    return *all;
  };
  std::vector<rolling_window> result;
  for (std::size_t first = 0; first + width <= periods.size(); ++first) {
    rolling_window window{first + width - 1, together(first, width), std::nullopt};
    if (first >= step) {
      const estimate& before = result[first - step].value;
      window.change = step >= width
                          ? compare(before, window.value)
                          : compare_overlapping(before, window.value, together(first, width - step));
    }
    result.push_back(std::move(window));
  }
  return result;
}

}  // namespace cxmetrics
