// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reports.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/report/goal_table.hpp>
#include <cxmetrics/report/league_table.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/trend_table.hpp>
#include <cxmetrics/report/what_changed_table.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// The period of the table that is called so.
cx::period period_named(const cx::table& table, const std::string& name) {
  std::set<cx::period> there;
  for (const cx::table_row& row : table.rows) {
    if (const auto when = cx::period_of(row); when && !when->is_partial()) there.insert(*when);
  }
  const auto found = std::find_if(there.begin(), there.end(),
                                  [&](const cx::period& each) { return cx::to_string(each) == name; });
  if (found != there.end()) return *found;
  std::vector<std::string> names;
  for (const cx::period& each : there) names.push_back(cx::to_string(each));
  throw usage_error(unknown("whole period", name, names));
}

void add_what_changed(cx::table& to, const options& asked) {
  const std::size_t comma = asked.what_changed.find(',');
  const std::string_view both = asked.what_changed;
  const std::string before(cx::detail::trimmed(both.substr(0, comma)));
  const std::string after(cx::detail::trimmed(both.substr(comma + 1)));
  cx::add_what_changed(to, period_named(to, before), period_named(to, after), asked.adjust);
}

bool is_in_time(const cx::table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const cx::table_column& column) {
    return column.is_key() && column.kind == cx::column_kind::period;
  });
}

}  // namespace

void look_closer(reports& made, const options& asked) {
  for (cx::table& table : made.tables) {
    // A file in long form gives tables by period and others.
    const bool in_time = is_in_time(table);
    if (made.several && (asked.trend || (asked.goal && asked.goal->by)) && !in_time) continue;
    if (asked.trend) cx::add_trend(table, {.adjustment = asked.adjust});
    if (asked.goal) cx::add_goal(table, *asked.goal);
    if (!asked.what_changed.empty()) add_what_changed(table, asked);
    if (asked.league) cx::add_league(table);
  }
}

}  // namespace cxreport
