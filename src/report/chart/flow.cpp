// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "balances.hpp"
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
  std::vector<balance> balances;
  bool reactivated = false;
  bool churned_new = false;
  for (const table_row* row : rows) {
    balances.push_back({row,
                        real(counts.at_end(*row)),
                        {{real(counts.acquired(*row)), "cx-high"},
                         {real(counts.reactivated(*row)), "cx-high-outline"},
                         {-real(counts.churned(*row)), "cx-low"},
                         {-real(counts.churned_new(*row)), "cx-low-outline"}},
                        counts.text(*row)});
    reactivated = reactivated || counts.reactivated(*row) > 0;
    churned_new = churned_new || counts.churned_new(*row) > 0;
  }
  std::vector<legend_item> legend{legend_square("at end", "cx-middle"), legend_square("acquired", "cx-high")};
  if (reactivated) legend.push_back(legend_square("reactivated", "cx-high-outline"));
  legend.push_back(legend_square("churned", "cx-low"));
  if (churned_new) legend.push_back(legend_square("churned in the period they came", "cx-low-outline"));
  frame.legend(legend);
  return draw_balances(frame, balances, 1);
}

}  // namespace cxmetrics
