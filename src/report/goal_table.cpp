// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "chart/frame.hpp"
#include "cxmetrics/report/goal_table.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "time_series.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/format.hpp>

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr std::string_view all_together = "all together";

bool is_up(const goal& goal, const estimate& now) {
  return goal.direction.value_or(now.better) == better::high;
}

std::string with_unit(double value, unit unit) {
  return fixed(value, decimals_of(unit)) + (unit == unit::percent ? " %" : "");
}

// "NPS of at least 40.0 by 2025-12-31".
std::string aim_of(const goal& goal, const estimate& now) {
  std::string text = fmt::format("{} of at {} {}", goal.metric.empty() ? "a value" : goal.metric,
                                 is_up(goal, now) ? "least" : "most", with_unit(goal.target, now.unit));
  if (goal.by) text += " by " + to_string(*goal.by);
  return text;
}

std::string telling_of(const goal_verdict& verdict) {
  return verdict.observations_to_tell
             ? fmt::format("; about {} would tell", grouped(*verdict.observations_to_tell))
             : std::string();
}

std::string slope_text(double slope, unit unit) {
  return signed_fixed(slope, decimals_of(unit) + 1) + (unit == unit::percent ? " pp" : "");
}

// "it changes by +0.80 [0.10, 1.50] a month".
std::string pace_of(const goal_progress& progress, const std::string& period) {
  const difference& slope = progress.line.slope;
  if (std::isnan(slope.value)) return "";
  std::string text = fmt::format(" It changes by {}", slope_text(slope.value, slope.unit));
  if (std::isfinite(slope.ci.low) && std::isfinite(slope.ci.high)) {
    text += ' ' + interval_text(slope.ci, decimals_of(slope.unit) + 1);
  }
  return text + fmt::format(" a {}", period);
}

// No chance of a model is nothing, or all.
std::string chance_text(double chance) {
  if (chance < 0.01) return "below 1 %";
  if (chance > 0.99) return "above 99 %";
  return fixed(100 * chance, 0) + " %";
}

std::string way_of(const goal_progress& progress, const std::string& period) {
  if (progress.periods_left == 0) return "";
  const std::string_view more = progress.periods_left == 1 ? "" : "s";
  std::string text = fmt::format(
      "{} {} for each of {} {}{} left", std::isnan(progress.line.slope.value) ? " It needs" : " and needs",
      slope_text(progress.needed.value, progress.needed.unit), progress.periods_left, period, more);
  if (!std::isnan(progress.chance)) {
    text += "; if it goes on in a straight line, the chance to be there is " + chance_text(progress.chance);
  }
  return text;
}

struct found_goal {
  std::vector<key_cell> key;
  std::string name;  // of the group
  goal_progress progress;
};

estimate slope_of(const goal_progress& progress) {
  const difference& slope = progress.line.slope;
  estimate result = certain(slope.value, slope.unit, slope.better, slope.level, progress.line.n);
  result.standard_error = progress.line.slope_error;
  if (std::isfinite(slope.ci.low)) result.ci = slope.ci;
  return result;
}

table goal_table(const table& of, const goal& goal, const std::vector<found_goal>& all, bool in_time) {
  table result =
      related_table(of, "goal", "goal of " + of.title, "the value and its interval beside the target");
  if (in_time) result.add({"judged", "judged", column_kind::group, column_meaning::finding});
  result.add({"status", "status", column_kind::group, column_meaning::finding});
  result.add({"value", of.title, column_kind::estimate, column_meaning::value});
  result.add({"target", "target", column_kind::estimate, column_meaning::target});
  const bool ahead = in_time && goal.by;
  if (in_time) result.add({"present", "change per period", column_kind::estimate});
  if (ahead) {
    result.add({"needed", "needed", column_kind::estimate});
    result.add({"at_deadline", "at the deadline", column_kind::estimate});
    result.add({"chance", "chance, %", column_kind::estimate});
    result.add({"periods_left", "periods left", column_kind::count});
  }
  // A count is never unknown, as this may be.
  result.add({"answers_to_tell", "answers to tell", column_kind::group, column_meaning::finding});
  for (const found_goal& each : all) {
    const goal_progress& progress = each.progress;
    table_row row;
    row.key = each.key;
    if (in_time) row.key.emplace_back(progress.judged ? to_string(*progress.judged) : std::string());
    row.key.emplace_back(std::string(name_of(progress.verdict.status)));
    key_cell& to_tell = row.key.emplace_back();
    if (const auto more = progress.verdict.observations_to_tell) to_tell = static_cast<std::int64_t>(*more);
    row.estimates = {progress.now, certain(goal.target, of.unit, of.better, of.level, progress.now.n)};
    if (in_time) row.estimates.push_back(slope_of(progress));
    if (ahead) {
      // They rest on what the present change does, whose number stands beside it.
      for (estimate derived : {progress.needed, progress.at_deadline}) {
        derived.n = 0;
        row.estimates.push_back(std::move(derived));
      }
      row.estimates.push_back(certain(100 * progress.chance, unit::percent, better::high, of.level));
      row.counts.push_back(progress.periods_left);
    }
    result.rows.push_back(std::move(row));
    cxmetrics::goal named = goal;
    if (named.metric.empty()) named.metric = of.title;
    result.remarks.push_back(
        (each.name.empty() ? "" : each.name + ": ") +
        (in_time ? sentence_of(named, progress) : sentence_of(named, progress.verdict, progress.now)));
  }
  if (has_hidden_rows(of)) result.remarks.emplace_back("figures that are hidden are left out");
  return result;
}

std::string name_in(const time_series& series) {
  std::vector<std::string> parts;
  for (const key_cell& cell : series.group) parts.push_back(detail::text_of(cell));
  if (!series.definition.empty()) parts.push_back(series.definition);
  return key_text(parts);
}

std::vector<found_goal> in_time(const table& of, const goal& goal) {
  std::vector<found_goal> result;
  for (const time_series& series : time_series_of(of)) {
    result.push_back({related_key(of, series), name_in(series), progress_of(goal, series.dated())});
  }
  const table* all = by_period_alone(of);
  if (all == nullptr || all == &of) return result;
  for (time_series& series : time_series_of(*all)) {
    series.group.assign(key_columns(of).size() - 1, key_cell{});
    series.group.front() = std::string(all_together);
    result.push_back({related_key(of, series), name_in(series), progress_of(goal, series.dated())});
  }
  return result;
}

std::vector<found_goal> by_value(const table& of, const goal& goal) {
  std::vector<found_goal> result;
  const auto add = [&](const table_row& row, std::vector<key_cell> key, std::string name) {
    goal_progress progress;
    progress.now = row.result();
    progress.verdict = judge(goal, row.result());
    result.push_back({std::move(key), std::move(name), std::move(progress)});
  };
  for (const table_row& row : of.rows) {
    if (!row.suppressed) add(row, row.key, key_text(of, row));
  }
  if (!of.total || of.total->suppressed) return result;
  std::vector<key_cell> key = of.total->key;
  const std::vector<const table_column*> keys = key_columns(of);
  if (!keys.empty()) key[keys.front()->place] = std::string(all_together);
  add(*of.total, std::move(key), keys.empty() ? "" : std::string(all_together));
  return result;
}

}  // namespace

std::string sentence_of(const goal& goal, const goal_verdict& verdict, const estimate& now) {
  return fmt::format("{}: {}. It is {}{}.", aim_of(goal, now), name_of(verdict.status), now,
                     telling_of(verdict));
}

std::string sentence_of(const goal& goal, const goal_progress& progress) {
  if (!progress.judged) {
    return fmt::format("{}: cannot tell. {}.", aim_of(goal, progress.now),
                       goal.by ? "No whole period ends by then" : "No period is whole");
  }
  const std::string period = name_of_period(*progress.judged);
  std::string text =
      fmt::format("{}: {}. {} has {}{}.", aim_of(goal, progress.now), name_of(progress.verdict.status),
                  to_string(*progress.judged), progress.now, telling_of(progress.verdict));
  const std::string way = pace_of(progress, period) + way_of(progress, period);
  if (!way.empty()) text += way + '.';
  if (progress.from_plan && !std::isnan(progress.from_plan->value)) {
    const bool ahead = (progress.from_plan->value >= 0) == is_up(goal, progress.now);
    text += fmt::format(" It is {} the plan by {}{}.", ahead ? "ahead of" : "behind",
                        with_unit(std::abs(progress.from_plan->value), progress.now.unit),
                        progress.from_plan->significant() ? "" : ", which may be noise");
  }
  return text;
}

void add_goal(table& to, const goal& goal) {
  const bool has_periods = period_column(to) != nullptr;
  if (goal.by && !has_periods) {
    throw_invalid_argument("a deadline needs periods, which {} has not", {std::string_view(to.title)});
  }
  const std::vector<found_goal> found = has_periods ? in_time(to, goal) : by_value(to, goal);
  if (found.empty()) {
    if (to.rows.empty()) return;
    cxmetrics::goal named = goal;
    if (named.metric.empty()) named.metric = to.title;
    const estimate nothing = certain(std::nan(""), to.unit, to.better, to.level);
    to.remarks.push_back(fmt::format("{}: {}. {}.", aim_of(named, nothing), name_of(goal_status::cannot_tell),
                                     why_no_series(to)));
    return;
  }
  table added = goal_table(to, goal, found, has_periods);
  // Their charts look for the target there.
  for (table& each : to.margins) each.related.push_back(added);
  to.related.push_back(std::move(added));
}

}  // namespace cxmetrics
