// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "reports.hpp"

#include <cxmetrics/input/date_forms.hpp>
#include <cxmetrics/input/event_reader.hpp>
#include <cxmetrics/report/funnel_table.hpp>
#include <cxmetrics/report/significance.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

cx::event_columns columns_of(const options& asked, asked_file& file) {
  cx::event_columns columns;
  columns.customer = asked.customer;
  columns.time = asked.time;
  columns.event = asked.event;
  columns.reason = asked.reason;
  columns.by = asked.by;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.missing = asked.missing;
  if (asked.date_formats.empty()) columns.forms = cx::sampled_date_forms(file, {asked.time}, columns.dates);
  return columns;
}

// The periods in which customers enter: those asked for, or one that may be without bounds. What is not over by the last
// day is cut.
std::vector<std::optional<cx::period>> entries_of(const options& asked,
                                                  const std::optional<cx::period>& days) {
  if (!days || !(asked.from || asked.to || asked.period)) return {std::nullopt};
  const cx::day first = asked.from.value_or(days->first());
  const cx::day end = asked.to ? *asked.to + std::chrono::days{1} : days->last();
  if (!(first < end)) {
    throw usage_error(
        fmt::format("the events of the file are from {} to {}: none of them lies within --from and --to",
                    cx::to_string(days->first()), cx::to_string(days->last() - std::chrono::days{1})));
  }
  const cx::period all{first, end};
  if (!asked.period) return {all};
  std::vector<cx::period> periods = cx::periods_of(*asked.period, all);
  if (asked.from) periods.front() = periods.front().from(first);
  const cx::day last_day = end - std::chrono::days{1};
  periods = cx::known_periods(std::move(periods), std::min(last_day, asked.as_of.value_or(last_day)));
  return {periods.begin(), periods.end()};
}

// A step that never happens is mostly one that is written otherwise.
void warn_of_unknown_events(const options& asked, const std::vector<std::string>& events) {
  if (events.empty()) return;
  for (const std::vector<std::string>* const names : {&asked.steps, &asked.exclusions}) {
    for (const std::string& name : *names) {
      if (std::find(events.begin(), events.end(), name) == events.end())
        say("cxreport: " + unknown("event", name, events));
    }
  }
}

// Adds a table below another one; only tables of their own are compared later.
void add_related(cx::table& to, cx::table related, const options& asked) {
  cx::mark_significance(related, asked.adjust);
  to.related.push_back(std::move(related));
}

// Puts the results of a period of entry beside those of others.
template <class State>
void put(cx::breakdown<State, std::vector<std::string>, cx::period>& to,
         const cx::breakdown<State, std::vector<std::string>>& of, const cx::period& entry) {
  for (const auto& [group, state] : of) to[{group, entry}] = state;
}

}  // namespace

reports funnel_report(const options& asked) {
  asked_file file(asked);
  const cx::event_columns columns = columns_of(asked, file);
  const cx::event_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::event_reader(columns); });
  warn_of_unknown_events(asked, reader.events());
  cx::funnel_rules rules{.steps = asked.steps,
                         .order = asked.order,
                         .within = asked.within,
                         .exclusions = asked.exclusions,
                         .entry = {},
                         .as_of = asked.as_of};
  const bool reasons = !asked.reason.empty() && asked.steps.size() > 1;
  reports result;
  result.accounting = file.accounting(reader.accounting());
  const std::vector<std::optional<cx::period>> entries = entries_of(asked, reader.days());
  if (asked.period && entries.front()) {
    std::vector<std::string> names = asked.by;
    names.emplace_back("period");
    using group = std::vector<std::string>;
    cx::breakdown<cx::funnel, group, cx::period> funnels{cx::funnel{rules}};
    std::optional<cx::breakdown<cx::drop_off, group, cx::period>> stops;
    for (const std::optional<cx::period>& entry : entries) {
      rules.entry = entry;
      const cx::funnel of_entry{rules};
      put(funnels, reader.funnels(of_entry), *entry);
      if (!reasons) continue;
      const cx::drop_off_breakdown why = reader.drop_offs(of_entry);
      if (!stops) stops.emplace(why.empty_state());
      put(*stops, why, *entry);
    }
    result.tables.push_back(cx::make_table(funnels, names, asked.estimate));
    if (stops) add_related(result.tables.front(), cx::make_table(*stops, names, asked.estimate), asked);
    return result;
  }
  rules.entry = entries.front();
  const cx::funnel empty{rules};
  const cx::funnel_breakdown funnels = reader.funnels(empty);
  result.tables.push_back(asked.by.empty()
                              ? cx::make_table(funnels.size() == 0 ? empty : funnels.total(), asked.estimate)
                              : cx::make_table(funnels, asked.by, asked.estimate));
  if (!reasons) return result;
  const cx::drop_off_breakdown stops = reader.drop_offs(empty);
  cx::table why = asked.by.empty() ? cx::make_table(stops.total(), asked.estimate)
                                   : cx::make_table(stops, asked.by, asked.estimate);
  add_related(result.tables.front(), std::move(why), asked);
  return result;
}

}  // namespace cxreport
