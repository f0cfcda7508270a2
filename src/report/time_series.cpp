// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "keys.hpp"
#include "time_series.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/adjust.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace cxmetrics::detail {
namespace {

struct named_kind {
  granularity kind;
  std::string_view name;
  std::size_t season;
};
constexpr std::array<named_kind, 6> kinds{{{granularity::day, "day", 364},
                                           {granularity::week, "week", 52},
                                           {granularity::week_from_sunday, "week", 52},
                                           {granularity::month, "month", 12},
                                           {granularity::quarter, "quarter", 4},
                                           {granularity::year, "year", 0}}};

const named_kind* kind_of(const period& of) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const named_kind& each) {
    return period_of(each.kind, of.first()) == of.whole();
  });
  return found == kinds.end() ? nullptr : &*found;
}

estimate without_observations(const estimate& like) {
  estimate result;
  result.ci = range_of(like);
  result.level = like.level;
  result.unit = like.unit;
  result.better = like.better;
  return result;
}

// Periods that are not there get their places.
void fill(time_series& series) {
  constexpr std::size_t most = 100'000;
  std::vector<period> periods;
  std::vector<estimate> estimates;
  for (std::size_t at = 0; at < series.periods.size(); ++at) {
    while (!periods.empty() && next(periods.back()) < series.periods[at] && periods.size() < most) {
      periods.push_back(next(periods.back()));
      estimates.push_back(without_observations(series.estimates[at]));
    }
    periods.push_back(series.periods[at]);
    estimates.push_back(series.estimates[at]);
  }
  series.periods = std::move(periods);
  series.estimates = std::move(estimates);
}

// Rates of periods of different length, as they would be over the mean length.
void level_lengths(time_series& series) {
  double days = 0;
  for (const period& each : series.periods) days += static_cast<double>(each.days());
  const double mean = days / static_cast<double>(series.periods.size());
  for (std::size_t at = 0; at < series.periods.size(); ++at) {
    const double times = mean / static_cast<double>(series.periods[at].days());
    const bool is_rate = series.estimates[at].unit == unit::percent && series.estimates[at].n > 0;
    if (times == 1 || !is_rate) continue;
    series.estimates[at] = over_time(series.estimates[at], times);
    series.levelled = true;
  }
}

}  // namespace

std::vector<dated_estimate> time_series::dated() const {
  std::vector<dated_estimate> result;
  for (std::size_t at = 0; at < periods.size(); ++at) result.push_back({periods[at], estimates[at]});
  return result;
}

std::vector<time_series> time_series_of(const table& table) {
  if (period_column(table) == nullptr && !table.rows.empty()) {
    throw_invalid_argument("{} has no periods to tell a trend of", {std::string_view(table.title)});
  }
  if (is_of_same_people(table)) {
    throw_invalid_argument("{} has rows of the same people, which have no trend",
                           {std::string_view(table.title)});
  }
  std::map<std::pair<std::string, group_cells>, std::map<period, estimate>> groups;
  for (const table_row& row : table.rows) {
    const auto& [definition, group, when] = key_in(table, row);
    if (!when || when->is_partial() || row.suppressed) continue;
    groups[{definition, group}].emplace(*when, row.result());
  }
  std::vector<time_series> result;
  for (const auto& [key, rows] : groups) {
    time_series series{key.first, key.second};
    for (const auto& [when, value] : rows) {
      series.periods.push_back(when);
      series.estimates.push_back(value);
    }
    fill(series);
    result.push_back(std::move(series));
  }
  return result;
}

std::vector<time_series> levelled_series_of(const table& table) {
  std::vector<time_series> result = time_series_of(table);
  if (!is_of_flows(table)) return result;
  for (time_series& series : result) level_lengths(series);
  return result;
}

const table* by_period_alone(const table& table) {
  const auto is_alone = [](const cxmetrics::table& each) {
    return key_columns(each).size() == 1 && period_column(each) != nullptr;
  };
  if (is_alone(table)) return &table;
  const auto found = std::find_if(table.margins.begin(), table.margins.end(), is_alone);
  return found == table.margins.end() ? nullptr : &*found;
}

std::string name_of_period(const period& period) {
  const named_kind* kind = kind_of(period);
  return std::string(kind == nullptr ? "period" : kind->name);
}

std::size_t season_of(const period& period) {
  const named_kind* kind = kind_of(period);
  return kind == nullptr ? 0 : kind->season;
}

table related_table(const table& of, std::string metric, std::string title, std::string formula,
                    bool with_periods) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = of.unit;
  result.better = of.better;
  result.level = of.level;
  result.weighted = of.weighted;
  for (const table_column& column : of.columns) {
    if (!column.is_label() || (!with_periods && &column == period_column(of))) continue;
    result.add(column);
  }
  return result;
}

std::vector<key_cell> related_key(const table& of, const time_series& series) {
  std::vector<key_cell> key;
  auto next_cell = series.group.begin();
  for (const table_column& column : of.columns) {
    if (!column.is_label() || &column == period_column(of)) continue;
    if (column.is_key()) {
      key.push_back(*next_cell++);
    } else {
      key.emplace_back(series.definition);
    }
  }
  return key;
}

table_row related_row(std::vector<key_cell> key, std::vector<estimate> estimates,
                      std::vector<std::optional<row_comparison>> differences,
                      std::vector<std::uint64_t> counts, std::vector<bool> flags) {
  table_row row;
  row.key = std::move(key);
  row.estimates = std::move(estimates);
  row.differences = std::move(differences);
  row.counts = std::move(counts);
  row.flags = std::move(flags);
  return row;
}

void adjust_differences(table& table, adjustment adjustment) {
  table.adjustment = adjustment;
  std::vector<row_comparison*> found;
  std::vector<double> p_values;
  for (table_row& row : table.rows) {
    for (std::optional<row_comparison>& each : row.differences) {
      if (!each) continue;
      found.push_back(&*each);
      p_values.push_back(each->found.mark_p_value);
    }
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t at = 0; at < found.size(); ++at) {
    found[at]->adjusted_p_value = raised[at];
    found[at]->significant = raised[at] < 1 - table.level;
  }
}

bool has_hidden_rows(const table& of) {
  return std::any_of(of.rows.begin(), of.rows.end(), [](const table_row& row) { return row.suppressed; });
}

std::string why_no_series(const table& of) {
  const bool hidden = std::any_of(of.rows.begin(), of.rows.end(),
                                  [](const table_row& row) { return row.suppressed && !is_partial(row); });
  return hidden ? "The figures of all whole periods are hidden" : "No period is whole";
}

estimate certain(double value, unit unit, better better, double level, std::uint64_t n) {
  estimate result;
  result.value = value;
  result.level = level;
  result.unit = unit;
  result.better = better;
  result.n = n;
  return result;
}

const table* related_with(const table& table, column_meaning meaning) {
  const auto found =
      std::find_if(table.related.begin(), table.related.end(),
                   [=](const cxmetrics::table& other) { return other.find(meaning) != nullptr; });
  return found == table.related.end() ? nullptr : &*found;
}

}  // namespace cxmetrics::detail
