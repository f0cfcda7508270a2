// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "comparisons.hpp"
#include "cxmetrics/report/significance.hpp"
#include "keys.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cxmetrics {

void detail::add_comparisons(table& to, column_meaning meaning,
                             std::vector<std::optional<difference>> found) {
  if (std::none_of(found.begin(), found.end(), [](const auto& each) { return each.has_value(); })) return;
  const bool change = meaning == column_meaning::change;
  to.add(
      {change ? "change" : "against_rest", change ? "change" : "vs rest", column_kind::difference, meaning});
  auto next = found.begin();
  for (table_row& row : to.rows) {
    auto& cell = row.differences.emplace_back();
    if (*next) cell = row_comparison{**next};
    ++next;
  }
  if (to.total) to.total->differences.emplace_back();
}

namespace {

// What a period of another length would have come to at the same daily risk.
difference change_of_rate(const estimate& before, const period& then, const estimate& after,
                          const period& now) {
  if (then.days() == now.days()) return compare(before, after);
  return compare(over_time(before, static_cast<double>(now.days()) / static_cast<double>(then.days())),
                 after);
}

void compare_rows(table& table) {
  const bool of_flows = detail::is_of_flows(table);
  const bool of_same_people = detail::is_of_same_people(table);
  const table_column* mature = table.find(column_meaning::mature);
  const auto is_open = [&](const table_row& row) { return mature != nullptr && !row.flags[mature->place]; };
  // Answers of the same people to another question are not those of everybody else.
  using period_key = std::tuple<std::string, std::string, std::optional<period>>;
  const auto period_key_of = [&](const table_row& row, const detail::row_key& key) {
    std::string asked;
    for (const table_column& column : table.columns) {
      if (column.meaning == column_meaning::question) asked += detail::text_of(row.key[column.place]) + '\0';
    }
    return period_key{std::get<0>(key), asked, std::get<2>(key)};
  };
  // There may be a million groups: of those in no period, only where they stand is kept.
  std::map<detail::row_key, const table_row*> by_key;
  std::map<period_key, std::vector<const table_row*>> by_period;
  for (const table_row& row : table.rows) {
    const detail::row_key key = detail::key_in(table, row);
    if (std::get<2>(key)) by_key[key] = &row;
    by_period[period_key_of(row, key)].push_back(&row);
  }
  std::map<period_key, std::optional<estimate>> everybody;
  for (const auto& [key, rows] : by_period) {
    std::vector<estimate> parts;
    for (const table_row* row : rows) parts.push_back(row->result());
    everybody[key] = parts.size() > 1 && !of_same_people ? pooled(parts) : std::nullopt;
  }
  std::vector<std::optional<difference>> changes(by_key.empty() ? 0 : table.rows.size());
  std::vector<std::optional<difference>> rests(table.rows.size());
  for (std::size_t index = 0; index < table.rows.size(); ++index) {
    const estimate& result = table.rows[index].result();
    const detail::row_key key = detail::key_in(table, table.rows[index]);
    const auto& [definition, group, when] = key;
    auto& rest = rests[index];
    if (when && when->is_partial()) continue;
    if (when) {
      const auto before = by_key.find({definition, group, previous(*when)});
      if (before != by_key.end() && !is_open(table.rows[index]) && !is_open(*before->second)) {
        const estimate& then = before->second->result();
        changes[index] =
            of_flows ? change_of_rate(then, previous(*when), result, *when) : compare(then, result);
      }
    }
    const std::optional<estimate>& all = everybody[period_key_of(table.rows[index], key)];
    if (all) rest = compare_with_rest(result, *all);
  }
  detail::add_comparisons(table, column_meaning::change, std::move(changes));
  detail::add_comparisons(table, column_meaning::against_rest, std::move(rests));
}

// All differences of a column are of one family.
void adjust(table& table, std::size_t place) {
  std::vector<double> p_values;
  for (const table_row& row : table.rows) {
    if (row.differences[place]) p_values.push_back(row.differences[place]->found.mark_p_value);
  }
  const std::vector<double> raised = adjusted(p_values, table.adjustment);
  auto next = raised.begin();
  for (table_row& row : table.rows) {
    if (!row.differences[place]) continue;
    row_comparison& comparison = *row.differences[place];
    comparison.adjusted_p_value = *next++;
    comparison.significant = comparison.adjusted_p_value < 1 - table.level;
  }
}

}  // namespace

void mark_significance(table& table, adjustment adjustment) {
  const auto is_difference = [](const table_column& column) {
    return column.kind == column_kind::difference;
  };
  if (std::none_of(table.columns.begin(), table.columns.end(), is_difference)) compare_rows(table);
  table.adjustment = adjustment;
  for (const table_column& column : table.columns) {
    if (is_difference(column)) adjust(table, column.place);
  }
  for (cxmetrics::table& margin : table.margins) mark_significance(margin, adjustment);
}

}  // namespace cxmetrics
