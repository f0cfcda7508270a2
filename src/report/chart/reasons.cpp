// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "frame.hpp"
#include "marker.hpp"
#include "time_axis.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

// From the reason with the most customers to that with the fewest; the rest share the last look.
constexpr std::string_view looks_of_reasons[] = {"cx-high", "cx-low", "cx-middle", "cx-h5", "cx-h1", "cx-h4"};

std::string reason_of(const table& table, const table_row& row) {
  return text_of(row.key[table.find(column_meaning::reason)->place]);
}

// The reasons, those of most customers first.
std::vector<std::string> reasons_of(const table& table) {
  std::map<std::string, std::uint64_t> churned;
  for (const table_row& row : table.rows) {
    churned[reason_of(table, row)] += row.suppressed ? 0 : count_of(table, row, column_meaning::churned);
  }
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [reason, count] : churned) order.emplace_back(count, reason);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& one, const auto& other) { return one.first > other.first; });
  std::vector<std::string> result;
  for (auto& each : order) result.push_back(std::move(each.second));
  return result;
}

}  // namespace

std::string reasons_chart(const table& table, const chart_options& options) {
  if (table.find(column_meaning::reason) == nullptr || period_column(table) == nullptr ||
      key_columns(table).size() != 2) {
    throw_invalid_argument("{} is not by period and reason", {std::string_view(table.title)});
  }
  frame frame{options, title_text(table)};
  if (table.rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  const std::vector<std::string> reasons = reasons_of(table);
  const std::size_t shown = std::min(reasons.size(), std::size(looks_of_reasons));
  const bool has_others = reasons.size() > shown;
  std::vector<legend_item> legend;
  for (std::size_t index = 0; index < shown; ++index) {
    const bool others = has_others && index + 1 == shown;
    legend.push_back(legend_square(others ? fmt::format("{} others", reasons.size() - index) : reasons[index],
                                   looks_of_reasons[index]));
  }
  frame.legend(legend);

  std::map<period, std::vector<const table_row*>> bars;
  double highest = 1;
  for (const table_row& row : table.rows) bars[*period_of(row)].push_back(&row);
  const std::size_t periods = bars.size();
  while (bars.size() > most_periods) bars.erase(bars.begin());
  frame.subtitle_of_part("last ", bars.size(), periods, " periods");
  for (auto& [when, rows] : bars) {
    const auto place = [&](const table_row* row) {
      return std::find(reasons.begin(), reasons.end(), reason_of(table, *row));
    };
    std::sort(rows.begin(), rows.end(),
              [&](const table_row* one, const table_row* other) { return place(one) < place(other); });
    double sum = 0;
    for (const table_row* row : rows) sum += has_value(*row) ? row->result().value : 0;
    highest = std::max(highest, sum);
  }
  const value_ticks ticks = ticks_around(0, highest, 5);
  const double left = margin + detail::width_of(ticks) + 6;
  const double right = frame.width() - margin;
  const linear_scale y{0, ticks.high(), frame.top() + 220, frame.top() + 4};
  draw_rows(frame.draw(), y, ticks, left, right);
  const period days{bars.begin()->first.first(), bars.rbegin()->first.last()};
  const time_axis x{days, left, right};
  std::string description;
  std::int64_t shortest = days.days();
  for (const auto& [when, rows] : bars) {
    shortest = std::min(shortest, when.days());
    const double width = (x(when.last()) - x(when.first())) * 0.7;
    const double begin = x(when.first()) + width * 0.2;
    double below = 0;
    for (const table_row* row : rows) {
      description += row_text(table, *row) + ". ";
      if (!has_value(*row) || row->result().value == 0) continue;
      const auto place = static_cast<std::size_t>(
          std::find(reasons.begin(), reasons.end(), reason_of(table, *row)) - reasons.begin());
      const double top = y(below + row->result().value);
      frame.draw().open(row_text(table, *row));
      frame.draw().rectangle({begin, top}, width, y(below) - top,
                             looks_of_reasons[std::min(place, shown - 1)]);
      frame.draw().close();
      below += row->result().value;
    }
  }
  x.draw_labels(frame.draw(), y.begin + line_height, shortest);
  return frame.finish(y.begin + line_height + margin, description);
}

}  // namespace cxmetrics
