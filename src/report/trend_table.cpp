// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/trend_table.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "time_series.hpp"

#include <cxmetrics/stats/trend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace cxmetrics {
namespace {

using namespace detail;

const std::string together = "all together";

// What a reader has to know of rates of months of 28 to 31 days.
void add_remark_of_lengths(table& to, const std::vector<time_series>& all) {
  if (std::any_of(all.begin(), all.end(), [](const time_series& each) { return each.levelled; })) {
    to.remarks.emplace_back(
        "rates are those of periods of the mean length, as the periods are not all as long");
  }
}

void add_remark_of_hidden(table& to, const table& of) {
  if (has_hidden_rows(of)) to.remarks.emplace_back("periods whose figures are hidden are left out");
}

bool has_few(const time_series& series) {
  return std::count_if(series.estimates.begin(), series.estimates.end(),
                       [](const estimate& each) { return each.n > 0; }) < 2;
}

// Why a line is n/a.
void add_remark_of_lines(table& to, const std::vector<time_series>& all, const std::vector<trend>& lines) {
  bool few = false;
  bool without_interval = false;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!std::isnan(lines[at].slope.value)) continue;
    (has_few(all[at]) ? few : without_interval) = true;
  }
  if (few)
    to.remarks.emplace_back(
        "a trend takes two whole periods or more in which somebody answered or was there");
  if (without_interval) to.remarks.emplace_back("there is no line through values that have no interval");
}

// The groups of the table, and all together where that is something else.
std::vector<time_series> series_with_total(const table& of) {
  std::vector<time_series> result = levelled_series_of(of);
  const table* all = by_period_alone(of);
  if (all == nullptr || all == &of) return result;
  for (time_series& series : levelled_series_of(*all)) {
    series.group.assign(key_columns(of).size() - 1, key_cell{});
    series.group.front() = together;
    result.push_back(std::move(series));
  }
  return result;
}

estimate slope_of(const trend& line) {
  estimate result = certain(line.slope.value, line.slope.unit, line.slope.better, line.slope.level, line.n);
  result.standard_error = line.slope_error;
  result.ci = line.slope.ci;
  return result;
}

std::optional<row_comparison> marked(const difference& found) {
  if (std::isnan(found.value)) return std::nullopt;
  return row_comparison{found};
}

table trends_of(const table& of, const std::vector<time_series>& all, const trend_table_options& options) {
  const std::string unit = all.empty() ? "period" : name_of_period(all.front().periods.back());
  table result = related_table(of, "trend", fmt::format("change of {} per {}", of.title, unit),
                               "the slope of a line by weighted least squares");
  result.add({"slope", "per " + unit, column_kind::estimate, column_meaning::value});
  result.add({"line_at_end", "line at the end", column_kind::estimate});
  result.add({"marked", "marked", column_kind::difference});
  result.add({"periods", unit + "s", column_kind::count});
  result.add({"scatters", "scatters beyond chance", column_kind::flag});
  std::vector<trend> lines;
  for (const time_series& series : all) {
    const trend& line = lines.emplace_back(trend_of(series.estimates));
    result.rows.push_back(related_row(
        related_key(of, series), {slope_of(line), line.at(static_cast<double>(series.estimates.size()) - 1)},
        {marked(line.slope)}, {line.periods}, {line.scatter_p_value < 1 - of.level}));
  }
  adjust_differences(result, options.adjustment);
  add_remark_of_lines(result, all, lines);
  add_remark_of_lengths(result, all);
  add_remark_of_hidden(result, of);
  return result;
}

std::string span_text(const time_series& of, std::size_t first, std::size_t last) {
  const std::string from = to_string(of.periods[first]);
  return first == last ? from : fmt::format("{} to {}", from, to_string(of.periods[last]));
}

table shifts_of(const table& of, const std::vector<time_series>& all, const trend_table_options& options) {
  table result = related_table(of, "level_shift", fmt::format("level shift of {}", of.title),
                               "the greatest step between two levels, wherever it is");
  result.add({"with", "with", column_kind::group, column_meaning::finding});
  result.add({"between", "between", column_kind::group, column_meaning::finding});
  result.add({"shift", "step", column_kind::estimate, column_meaning::value});
  result.add({"before", "before", column_kind::estimate});
  result.add({"after", "after", column_kind::estimate});
  result.add({"marked", "marked", column_kind::difference});
  std::vector<const time_series*> shown;
  std::vector<level_shift> found;
  for (const time_series& series : all) {
    const std::optional<level_shift> shift = level_shift_of(series.estimates, options.shift);
    if (!shift) continue;
    estimate step =
        certain(shift->change.value, of.unit, of.better, of.level, shift->before.n + shift->after.n);
    step.ci = shift->change.ci;
    result.rows.push_back(
        related_row(related_key(of, series), {step, shift->before, shift->after}, {marked(shift->change)}));
    shown.push_back(&series);
    found.push_back(*shift);
  }
  adjust_differences(result, options.adjustment);
  for (std::size_t at = 0; at < found.size(); ++at) {
    table_row& row = result.rows[at];
    const bool is_there = row.differences.front() && row.differences.front()->significant;
    row.key.emplace_back(to_string(shown[at]->periods[found[at].first]));
    row.key.emplace_back(is_there ? span_text(*shown[at], found[at].earliest, found[at].latest)
                                  : std::string("no date: it may be noise"));
  }
  if (!result.rows.empty()) {
    result.remarks.emplace_back("a shift may as well be a steady trend: see which the chart shows");
  }
  add_remark_of_hidden(result, of);
  return result;
}

// The key of a row of one period of a series.
std::vector<key_cell> key_in_period(const table& of, const time_series& series, std::size_t at) {
  std::vector<key_cell> key;
  auto next_cell = series.group.begin();
  for (const table_column& column : of.columns) {
    if (!column.is_label()) continue;
    if (&column == period_column(of)) {
      key.emplace_back(series.periods[at]);
    } else if (column.is_key()) {
      key.push_back(*next_cell++);
    } else {
      key.emplace_back(series.definition);
    }
  }
  return key;
}

void append_unusual(table& to, const table& of, const time_series& series,
                    const trend_table_options& options) {
  const control_chart chart = control_chart_of(series.estimates, options.control);
  for (std::size_t at = 0; at < series.periods.size(); ++at) {
    const control_point& point = chart.points[at];
    if (std::isnan(point.value)) continue;
    const auto figure = [&](double value, interval limits) {
      estimate cell = certain(value, of.unit, of.better, to.level, series.estimates[at].n);
      cell.ci = limits;
      return cell;
    };
    to.rows.push_back(related_row(key_in_period(of, series, at),
                                  {figure(chart.centre, point.limits), figure(point.value, {}),
                                   figure(point.average, point.average_limits)},
                                  {}, {}, {point.unusual, point.average_unusual}));
  }
}

table unusual_of(const table& of, const std::vector<time_series>& all, const trend_table_options& options) {
  table result =
      related_table(of, "unusual", fmt::format("what is usual of {}", of.title),
                    "limits about the centre, and the exponentially weighted moving average", true);
  // Limits that many standard errors from the centre are an interval at this level.
  result.level = std::round(1e5 * std::erf(options.control.width / std::sqrt(2.0))) / 1e5;
  result.add({"usual", "centre", column_kind::estimate, column_meaning::usual});
  result.add({"figure", "value", column_kind::estimate});
  result.add({"average", "moving average", column_kind::estimate});
  result.add({"unusual", "unusual", column_kind::flag});
  result.add({"average_unusual", "average unusual", column_kind::flag});
  for (const time_series& series : all) {
    if (!has_few(series)) append_unusual(result, of, series, options);  // a single period is its own centre
  }
  result.remarks.push_back(
      fmt::format("unusual: more than {:g} standard errors from the centre; of the moving "
                  "average (weight {:g}) more than {:g}",
                  options.control.width, options.control.weight, options.control.average_width));
  add_remark_of_lengths(result, all);
  add_remark_of_hidden(result, of);
  return result;
}

// Answers to several questions are never all together, so each question has limits of its own.
bool is_of_questions(const table& of) {
  const std::vector<const table_column*> keys = key_columns(of);
  return keys.size() == 2 && of.find(column_meaning::question) != nullptr;
}

table since_last_year(const table& by_period, const time_series& shown, const time_series& all,
                      const trend_table_options& options) {
  const std::string unit = name_of_period(all.periods.back());
  table result =
      related_table(by_period, "since_last_year",
                    fmt::format("{} against the same {} of the year before", by_period.title, unit),
                    "the difference from the period a year before", true);
  result.add({"value", by_period.title, column_kind::estimate, column_meaning::value});
  result.add({"since_last_year", "in a year", column_kind::difference});
  const auto changes = changes_since(all.estimates, season_of(all.periods.back()));
  for (std::size_t at = 0; at < changes.size(); ++at) {
    if (!changes[at] || std::isnan(changes[at]->value)) continue;
    result.rows.push_back(related_row(key_in_period(by_period, all, at), {shown.estimates[at]},
                                      {row_comparison{*changes[at]}}));
  }
  adjust_differences(result, options.adjustment);
  return result;
}

}  // namespace

void add_trend(table& to, const trend_table_options& options) {
  std::vector<table> found;
  const std::vector<time_series> all = series_with_total(to);
  if (all.empty()) {
    if (!to.rows.empty()) to.remarks.push_back("no trend: " + why_no_series(to));
    return;
  }
  found.push_back(trends_of(to, all, options));
  table shifts = shifts_of(to, all, options);
  if (!shifts.rows.empty()) found.push_back(std::move(shifts));
  const table* by_period = by_period_alone(to);
  if (by_period != nullptr) {
    const std::vector<time_series> levelled = levelled_series_of(*by_period);
    const std::vector<time_series> shown = time_series_of(*by_period);
    for (std::size_t at = 0; at < levelled.size(); ++at) {
      if (has_few(levelled[at])) continue;
      table unusual = unusual_of(*by_period, {levelled[at]}, options);
      // Charts of the margin look for the limits there.
      for (table& margin : to.margins) {
        if (&margin == by_period) margin.related.push_back(unusual);
      }
      found.push_back(std::move(unusual));
      if (season_of(levelled[at].periods.back()) == 0) continue;
      table seasons = since_last_year(*by_period, shown[at], levelled[at], options);
      if (!seasons.rows.empty()) found.push_back(std::move(seasons));
    }
  }
  if (by_period == nullptr && is_of_questions(to)) {
    table unusual = unusual_of(to, all, options);
    if (!unusual.rows.empty()) found.push_back(std::move(unusual));
  }
  for (table& each : found) to.related.push_back(std::move(each));
}

}  // namespace cxmetrics
