// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "frame.hpp"
#include "marker.hpp"
#include "reals.hpp"
#include "rows.hpp"
#include "time_axis.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cxmetrics {
namespace {

using namespace detail;

// The counts of a flow in the rows of a table.
class flow_counts {
 public:
  explicit flow_counts(const table& table) : table_(table) {
    if (table.find(column_meaning::at_end) == nullptr)
      throw_invalid_argument("{} is not of customer flows", {std::string_view(table.title)});
  }

  std::uint64_t at_start(const table_row& row) const { return count(row, column_meaning::at_start); }
  std::uint64_t acquired(const table_row& row) const { return count(row, column_meaning::acquired); }
  std::uint64_t reactivated(const table_row& row) const { return count(row, column_meaning::reactivated); }
  std::uint64_t churned(const table_row& row) const { return count(row, column_meaning::churned); }
  std::uint64_t churned_new(const table_row& row) const { return count(row, column_meaning::churned_new); }
  std::uint64_t at_end(const table_row& row) const { return count(row, column_meaning::at_end); }

  std::uint64_t came(const table_row& row) const { return acquired(row) + reactivated(row); }
  std::uint64_t left(const table_row& row) const { return churned(row) + churned_new(row); }
  std::string text(const table_row& row) const {
    if (row.suppressed) return key_text(table_, row) + ": suppressed";
    return fmt::format("{}: {} at start, {} acquired, {} reactivated, {} churned, {} of them new, {} at end",
                       key_text(table_, row), grouped(at_start(row)), grouped(acquired(row)),
                       grouped(reactivated(row)), grouped(left(row)), grouped(churned_new(row)),
                       grouped(at_end(row)));
  }

 private:
  std::uint64_t count(const table_row& row, column_meaning meaning) const {
    return row.suppressed ? 0 : count_of(table_, row, meaning);
  }

  const table& table_;
};

using detail::real;

}  // namespace

std::string flow_chart(const table& table, const chart_options& options) {
  const flow_counts counts{table};
  frame frame{options, "customers at the end of each period, and who came and left"};
  std::vector<const table_row*> rows = detail::rows_of(table);
  if (rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  const std::size_t keys = key_columns(table).size();
  if (keys != 1 || period_column(table) == nullptr)
    throw_invalid_argument("flows are shown by period alone, not by {} columns", {keys});
  keep_last_periods(frame, rows);
  std::uint64_t most = 1;
  std::uint64_t most_came = 1;
  std::uint64_t most_left = 1;
  bool reactivated = false;
  bool churned_new = false;
  for (const table_row* row : rows) {
    most = std::max(most, counts.at_end(*row));
    most_came = std::max(most_came, counts.came(*row));
    most_left = std::max(most_left, counts.left(*row));
    reactivated = reactivated || counts.reactivated(*row) > 0;
    churned_new = churned_new || counts.churned_new(*row) > 0;
  }
  std::vector<legend_item> legend{legend_square("at end", "cx-middle"), legend_square("acquired", "cx-high")};
  if (reactivated) legend.push_back(legend_square("reactivated", "cx-high-outline"));
  legend.push_back(legend_square("churned", "cx-low"));
  if (churned_new) legend.push_back(legend_square("churned in the period they came", "cx-low-outline"));
  frame.legend(legend);

  const value_ticks ticks = ticks_around(0, real(most), 4);
  const value_ticks moves = ticks_around(-real(most_left), real(most_came), 6);
  const double left = margin + std::max(detail::width_of(ticks), detail::width_of(moves)) + 6;
  const double right = frame.width() - margin;
  const linear_scale stock{0, ticks.high(), frame.top() + 110, frame.top()};
  const linear_scale flow{moves.low(), moves.high(), stock.begin + 24 + 150, stock.begin + 24};
  draw_rows(frame.draw(), stock, ticks, left, right);
  draw_rows(frame.draw(), flow, moves, left, right);

  const period days{period_of(*rows.front())->first(), period_of(*rows.back())->last()};
  const time_axis x{days, left, right};
  std::int64_t shortest = days.days();
  std::string description;
  for (const table_row* row : rows) {
    const period when = *period_of(*row);
    shortest = std::min(shortest, when.days());
    const double slot = x(when.last()) - x(when.first());
    const double begin = x(when.first()) + slot * 0.15;
    const double width = slot * 0.7;
    const auto bar = [&](const linear_scale& scale, double from, double to, std::string_view look) {
      draw_bar(frame.draw(), scale, begin, width, from, to, look);
    };
    frame.draw().open(counts.text(*row));
    bar(stock, 0, real(counts.at_end(*row)), "cx-middle");
    bar(flow, 0, real(counts.acquired(*row)), "cx-high");
    bar(flow, real(counts.acquired(*row)), real(counts.came(*row)), "cx-high-outline");
    bar(flow, 0, -real(counts.churned(*row)), "cx-low");
    bar(flow, -real(counts.churned(*row)), -real(counts.left(*row)), "cx-low-outline");
    frame.draw().close();
    description += counts.text(*row) + ". ";
  }
  x.draw_labels(frame.draw(), flow.begin + line_height, shortest);
  return frame.finish(flow.begin + line_height + margin, description);
}

}  // namespace cxmetrics
