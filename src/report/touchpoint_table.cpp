// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/touchpoint_table.hpp"
#include "report/without_interval.hpp"

#include <cxmetrics/report/suppression.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace cxmetrics {
namespace {

// The impact as a figure with an interval.
estimate as_estimate(const difference& impact, std::uint64_t n) {
  estimate result;
  result.value = impact.value;
  result.ci = impact.ci;
  result.level = impact.level;
  result.n = n;
  result.unit = impact.unit;
  result.better = impact.better;
  return result;
}

const std::string& touchpoint_in(const table_row& row) {
  return std::get<std::string>(row.key.front());
}

// 0: some, whose number is not told.
std::string remark_on_elsewhere(std::uint64_t answers) {
  return fmt::format("{} answers name no touchpoint; they count in the total",
                     answers == 0 ? "some" : std::to_string(answers));
}

}  // namespace

table make_table(const touchpoint_scores& scores, const metric& metric) {
  table result;
  result.metric = "touchpoints";
  result.title = metric.title();
  result.formula = metric.title();
  result.formula +=
      " of the answers at each touchpoint; impact: that of all answers less that of all answers but those at "
      "the touchpoint";
  result.unit = metric.unit();
  result.better = metric.better();
  result.level = scores.all.level;
  result.adjustment = scores.adjustment;
  result.add({"touchpoint", "touchpoint", column_kind::group, column_meaning::question});
  result.add({"value", std::string(metric.title()), column_kind::estimate, column_meaning::value});
  result.add({"impact", "impact", column_kind::estimate, column_meaning::impact});
  result.add({"against_rest", "vs rest", column_kind::difference, column_meaning::against_rest});
  for (const touchpoint_score& each : scores.touchpoints) {
    table_row row;
    row.key = {each.name};
    row.estimates = {each.score, as_estimate(each.impact, each.score.n)};
    row.differences = {row_comparison{each.against_rest, each.adjusted_p_value, each.significant}};
    result.rows.push_back(std::move(row));
  }
  table_row all;
  all.key = {key_cell{}};
  all.estimates = {scores.all, detail::without_interval(std::nan(""), 0, metric.unit(), result.level)};
  all.differences.emplace_back();
  result.total = std::move(all);
  if (scores.elsewhere > 0) result.remarks.push_back(remark_on_elsewhere(scores.elsewhere));
  result.remarks.emplace_back(
      "impact: what the whole would lack without the touchpoint; as significant as the difference from the "
      "rest");
  if (scores.respondents > 0) {
    std::string remark = std::to_string(scores.respondents);
    remark += " respondents; answers of the same one are compared as pairs, and n counts answers";
    result.remarks.push_back(std::move(remark));
  }
  return result;
}

table make_table(const touchpoint_scores& scores, const metric& metric, const quadrant& quadrant,
                 std::string_view outcome) {
  table result = make_table(scores, metric);
  result.formula += "; importance: the share of what is explained of ";
  result.formula += outcome;
  result.formula += " that goes with the touchpoint";
  result.add({"importance", "importance", column_kind::estimate, column_meaning::importance});
  result.add({"field", "field", column_kind::group, column_meaning::finding});
  for (table_row& row : result.rows) {
    const auto found =
        std::find_if(quadrant.members.begin(), quadrant.members.end(),
                     [&](const quadrant_member& each) { return row.key.front() == key_cell{each.name}; });
    const bool is_there = found != quadrant.members.end();
    row.estimates.push_back(is_there
                                ? found->importance
                                : detail::without_interval(std::nan(""), 0, unit::percent, result.level));
    row.key.emplace_back(std::string(name_of(is_there ? found->field : quadrant_field::uncertain)));
  }
  // All together; an equal part of it is the cut.
  estimate all = detail::without_interval(std::nan(""), 0, unit::percent, result.level);
  if (!quadrant.members.empty()) {
    all.value = 100;
    all.n = quadrant.members.front().importance.n;
  }
  result.total->estimates.push_back(all);
  result.total->key.emplace_back();
  std::string remark = "importance to ";
  remark += outcome;
  remark +=
      ", in per cent; important: more than an equal share; uncertain: noise could have put the touchpoint "
      "into "
      "another field";
  result.remarks.push_back(std::move(remark));
  return result;
}

void suppress_small_touchpoints(table& table, const touchpoint_scores& scores, std::uint64_t minimum) {
  const auto is_few = [=](std::uint64_t people) { return people > 0 && people < minimum; };
  const touchpoint_score* fewest = nullptr;  // of those that are not small
  std::set<std::string> hidden;
  for (const touchpoint_score& each : scores.touchpoints) {
    if (is_few(each.smaller_side)) {
      hidden.insert(each.name);
    } else if (each.score.n > 0 && (fewest == nullptr || each.score.n < fewest->score.n)) {
      fewest = &each;
    }
  }
  const bool few_elsewhere = is_few(scores.people_elsewhere);
  if (few_elsewhere) {
    std::replace(table.remarks.begin(), table.remarks.end(), remark_on_elsewhere(scores.elsewhere),
                 remark_on_elsewhere(0));
  }
  if (few_elsewhere || !hidden.empty()) {
    if (fewest != nullptr) hidden.insert(fewest->name);
    if (fewest == nullptr && table.total) table.total->suppressed = true;
  }
  for (table_row& row : table.rows) row.suppressed = hidden.count(touchpoint_in(row)) != 0;
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const table_row& one, const table_row& other) {
    if (!one.suppressed || !other.suppressed) return !one.suppressed && other.suppressed;
    return touchpoint_in(one) < touchpoint_in(other);
  });
  suppress_small_bases(table, minimum);
  if (hidden.empty()) return;
  table.remarks.push_back(
      fmt::format("{} of {} touchpoints hidden: where, or everywhere but where, fewer than {} people "
                  "answered, and one more",
                  hidden.size(), table.rows.size(), minimum));
}

}  // namespace cxmetrics
