// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "balances.hpp"
#include "frame.hpp"
#include "marker.hpp"
#include "rows.hpp"
#include "time_axis.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cxmetrics {
namespace {

using namespace detail;
using meaning = column_meaning;

struct movement {
  meaning of;
  std::string_view look;
  bool adds;
};
constexpr movement movements[] = {
    {meaning::acquired_revenue, "cx-high", true}, {meaning::reactivated_revenue, "cx-high-outline", true},
    {meaning::expansion, "cx-h5", true},          {meaning::contraction, "cx-h1", false},
    {meaning::churned_revenue, "cx-low", false},
};

// The amounts of a table of revenue.
class revenue_amounts {
 public:
  explicit revenue_amounts(const table& table) : table_(table) {
    if (table.find(meaning::start) == nullptr)
      throw_invalid_argument("{} is not of revenue", {std::string_view(table.title)});
  }

  const table_column& column(meaning of) const { return *table_.find(of); }
  // In the currency, for a picture.
  double amount(const table_row& row, meaning of) const {
    if (row.suppressed) return 0;
    return static_cast<double>(row.money[column(of).place]) / std::pow(10, column(of).minor_digits);
  }
  std::string text(const table_row& row, meaning of) const {
    return fmt::format("{} {}", column(of).title,
                       with_commas(decimal_text(row.money[column(of).place], column(of).minor_digits)));
  }
  std::string text(const table_row& row) const {
    if (row.suppressed) return key_text(table_, row) + ": suppressed";
    std::string text = fmt::format("{}: {}", key_text(table_, row), this->text(row, meaning::start));
    for (const movement& each : movements) text += ", " + this->text(row, each.of);
    return fmt::format("{}, {}", text, this->text(row, meaning::end));
  }
  std::string unit() const {
    const std::string& currency = column(meaning::start).currency;
    return currency.empty() ? "" : " in " + currency;
  }
  std::vector<legend_item> legend() const {
    std::vector<legend_item> items;
    for (const movement& each : movements) items.push_back(legend_square(column(each.of).title, each.look));
    return items;
  }

 private:
  const table& table_;
};

}  // namespace

std::string revenue_chart(const table& table, const chart_options& options) {
  const revenue_amounts amounts{table};
  frame frame{options, "recurring revenue at the end of each period, and how it moved" + amounts.unit()};
  std::vector<const table_row*> rows = detail::rows_of(table);
  if (rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  const std::size_t keys = key_columns(table).size();
  if (keys != 1 || period_column(table) == nullptr)
    throw_invalid_argument("movements are shown by period alone, not by {} columns", {keys});
  keep_last_periods(frame, rows);
  std::vector<balance> balances;
  for (const table_row* row : rows) {
    balance& of =
        balances.emplace_back(balance{row, amounts.amount(*row, meaning::end), {}, amounts.text(*row)});
    for (const movement& each : movements)
      of.moves.push_back({(each.adds ? 1 : -1) * amounts.amount(*row, each.of), each.look});
  }
  std::vector<legend_item> legend = amounts.legend();
  legend.insert(legend.begin(), legend_square("at the end", "cx-middle"));
  frame.legend(legend);
  return draw_balances(frame, balances, 0.01);
}

std::string waterfall_chart(const table& table, const chart_options& options) {
  const revenue_amounts amounts{table};
  frame frame{options, "recurring revenue from start to end" + amounts.unit()};
  const std::vector<const table_row*> rows = detail::rows_of(table);
  const table_row* row = table.total ? &*table.total : rows.empty() ? nullptr : rows.back();
  if (row == nullptr || row->suppressed) {
    frame.subtitle(row == nullptr ? "no rows" : "suppressed");
    return frame.finish(frame.top(), row == nullptr ? "No rows." : "Suppressed.");
  }
  double highest = amounts.amount(*row, meaning::start);
  double balance = highest;
  for (const movement& each : movements) {
    balance += (each.adds ? 1 : -1) * amounts.amount(*row, each.of);
    highest = std::max(highest, balance);
  }
  const value_ticks ticks = ticks_around(0, std::max(highest, 0.01), 5);
  const double left = margin + detail::width_of(ticks) + 6;
  const double right = frame.width() - margin;
  const linear_scale y{0, ticks.high(), frame.top() + 200, frame.top()};
  draw_rows(frame.draw(), y, ticks, left, right);
  const double slot = (right - left) / (std::size(movements) + 2);
  double at = left;
  const auto step = [&](meaning of, double from, double to, std::string_view look) {
    frame.draw().open(amounts.text(*row, of));
    draw_bar(frame.draw(), y, at + slot * 0.15, slot * 0.7, from, to, look);
    frame.draw().close();
    frame.draw().label({at + slot / 2, y.begin + line_height}, anchor::middle, "cx-muted",
                       amounts.column(of).title, slot - 2);
    at += slot;
  };
  balance = amounts.amount(*row, meaning::start);
  step(meaning::start, 0, balance, "cx-middle");
  for (const movement& each : movements) {
    const double after = balance + (each.adds ? 1 : -1) * amounts.amount(*row, each.of);
    step(each.of, balance, after, each.look);
    balance = after;
  }
  step(meaning::end, 0, balance, "cx-middle");
  return frame.finish(y.begin + line_height + margin, amounts.text(*row) + ".");
}

}  // namespace cxmetrics
