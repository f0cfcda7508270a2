// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "groups.hpp"

#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <map>
#include <optional>
#include <vector>

namespace cxmetrics {
namespace {

void adjust(table& table, std::optional<row_comparison> table_row::*which, adjustment adjustment) {
  std::vector<double> p_values;
  for (const table_row& row : table.rows) {
    if (row.*which) p_values.push_back((row.*which)->found.p_value);
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  auto next = raised.begin();
  for (table_row& row : table.rows) {
    if (!(row.*which)) continue;
    row_comparison& comparison = *(row.*which);
    comparison.adjusted_p_value = *next++;
    comparison.significant = comparison.adjusted_p_value < 1 - table.level;
  }
}

}  // namespace

void mark_significance(table& table, adjustment adjustment) {
  std::map<detail::row_key, const table_row*> by_key;
  std::map<detail::row_key, std::vector<estimate>> by_period;
  for (const table_row& row : table.rows) {
    by_key[detail::full_key_of(row)] = &row;
    by_period[detail::period_key_of(row)].push_back(row.result);
  }
  std::map<detail::row_key, std::optional<estimate>> everybody;
  for (const auto& [key, parts] : by_period) {
    everybody[key] = parts.size() > 1 ? pooled(parts) : std::nullopt;
  }
  for (table_row& row : table.rows) {
    if (row.period) {
      const auto before = by_key.find(detail::full_key_of(row, previous(*row.period)));
      if (before != by_key.end()) row.change = {compare(before->second->result, row.result)};
    }
    const std::optional<estimate>& all = everybody[detail::period_key_of(row)];
    if (all) row.against_rest = {compare_with_rest(row.result, *all)};
  }
  adjust_significance(table, adjustment);
}

void adjust_significance(table& table, adjustment adjustment) {
  table.adjustment = adjustment;
  adjust(table, &table_row::change, adjustment);
  adjust(table, &table_row::against_rest, adjustment);
}

}  // namespace cxmetrics
