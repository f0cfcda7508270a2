// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "reports.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/report/conversion_table.hpp>
#include <cxmetrics/report/goal_table.hpp>
#include <cxmetrics/report/league_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/trend_table.hpp>
#include <cxmetrics/report/what_changed_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// What to do where every period is cut, and so nothing is left to look at; nothing where one is whole.
std::string cure_of_cut_periods(const cx::table& table, const options& asked) {
  std::optional<cx::period> last;
  for (const cx::table_row& row : table.rows) {
    const std::optional<cx::period> when = cx::period_of(row);
    if (!when || !when->is_partial()) return "";
    if (!last || *last < *when) last = *when;
  }
  if (!last) return "";
  const std::string whole_to = cx::to_string(last->whole().last() - std::chrono::days{1});
  const std::string cure =
      asked.from || asked.to ? fmt::format("let --from and --to hold whole periods, such as to {}", whole_to)
                             : fmt::format("say --as-of {} if all up to that day is in the file", whole_to);
  return fmt::format(
      "no period is whole, and only whole ones are looked at: the last one is {}; {}, or take a shorter "
      "--period",
      cx::to_string(*last), cure);
}

// The period of the table that is called so.
cx::period period_named(const cx::table& table, const std::string& name, const options& asked) {
  std::set<cx::period> there;
  for (const cx::table_row& row : table.rows) {
    if (const auto when = cx::period_of(row); when && !when->is_partial()) there.insert(*when);
  }
  const auto found = std::find_if(there.begin(), there.end(),
                                  [&](const cx::period& each) { return cx::to_string(each) == name; });
  if (found != there.end()) return *found;
  if (there.empty()) {
    const std::string cure = cure_of_cut_periods(table, asked);
    throw usage_error("--what-changed: " + (cure.empty() ? "no row has a period" : cure));
  }
  std::vector<std::string> names;
  for (const cx::period& each : there) names.push_back(cx::to_string(each));
  throw usage_error(unknown("whole period", name, names));
}

void add_what_changed(cx::table& to, const options& asked) {
  const std::size_t comma = asked.what_changed.find(',');
  const std::string_view both = asked.what_changed;
  const std::string before(cx::detail::trimmed(both.substr(0, comma)));
  const std::string after(cx::detail::trimmed(both.substr(comma + 1)));
  const cx::period first = period_named(to, before, asked);
  cx::add_what_changed(to, first, period_named(to, after, asked), asked.adjust);
}

bool is_in_time(const cx::table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const cx::table_column& column) {
    return column.is_key() && column.kind == cx::column_kind::period;
  });
}

// The steps of one funnel are the same people: what is looked at is one value for each.
void add_conversion(reports& made, const options& asked) {
  cx::table conversion = cx::conversion_table(made.tables.front());
  const auto is_hidden = [](const cx::table_row& row) { return row.suppressed; };
  if (std::none_of(conversion.rows.begin(), conversion.rows.end(), is_hidden))
    cx::mark_significance(conversion, asked.adjust);
  made.tables.push_back(std::move(conversion));
}

void look_at(cx::table& table, const options& asked) {
  if (is_in_time(table) && (asked.trend || asked.goal)) {
    const std::string cure = cure_of_cut_periods(table, asked);
    if (!cure.empty()) say("cxreport: " + cure);
  }
  if (asked.trend) cx::add_trend(table, {.adjustment = asked.adjust});
  if (asked.goal) cx::add_goal(table, *asked.goal);
  if (!asked.what_changed.empty()) add_what_changed(table, asked);
  if (asked.league) cx::add_league(table);
}

}  // namespace

void look_closer(reports& made, const options& asked) {
  if (!asked.looks_closer()) return;
  const bool of_steps = asked.metric == "funnel" || asked.metric == "stages";
  if (of_steps) add_conversion(made, asked);
  bool found = false;
  for (cx::table& table : made.tables) {
    if (of_steps && &table != &made.tables.back()) continue;
    // A file in long form gives tables by period and others.
    const bool in_time = is_in_time(table);
    if (made.several && (asked.trend || (asked.goal && asked.goal->by)) && !in_time) continue;
    // Without groups, all together stand in the total.
    const bool has_keys = std::any_of(table.columns.begin(), table.columns.end(),
                                      [](const cx::table_column& column) { return column.is_key(); });
    if (has_keys && table.rows.empty()) continue;
    look_at(table, asked);
    found = true;
  }
  if (!found) say("cxreport: no group and no period is there to look closer at");
}

}  // namespace cxreport
