// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "pool.hpp"

#include <cxmetrics/stats/comparison.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace cxmetrics::detail {
namespace {

void add_to(std::vector<std::uint64_t>& sums, const std::vector<std::uint64_t>& counts) {
  sums.resize(counts.size());
  std::transform(sums.begin(), sums.end(), counts.begin(), sums.begin(), std::plus<>{});
}

struct pool {
  table_row row{};
  std::vector<estimate> parts{};

  void add(const table_row& part) {
    parts.push_back(part.result);
    row.missing += part.missing;
    row.off_scale += part.off_scale;
    add_to(row.answers, part.answers);
    add_to(row.counts, part.counts);
  }
};

}  // namespace

std::optional<std::size_t> period_column(const table& table) {
  for (std::size_t column = 0; column < table.key_names.size(); ++column) {
    const bool everywhere = std::all_of(table.rows.begin(), table.rows.end(), [&](const table_row& row) {
      return row.period && row.key[column] == to_string(*row.period);
    });
    if (everywhere && !table.rows.empty()) return column;
  }
  return std::nullopt;
}

std::optional<table> pooled(const table& table, std::size_t column) {
  const bool of_periods = period_column(table) == column;
  std::map<std::pair<std::optional<period>, std::string>, pool> pools;
  for (const table_row& row : table.rows) {
    pools[{of_periods ? row.period : std::nullopt, row.key[column]}].add(row);
  }
  cxmetrics::table result = table;
  result.key_names = {table.key_names[column]};
  result.rows.clear();
  for (auto& [key, pool] : pools) {
    table_row& row = result.rows.emplace_back(std::move(pool.row));
    std::tie(row.period, std::ignore) = key;
    row.key = {key.second};
    const std::optional<estimate> together = cxmetrics::pooled(pool.parts);
    if (!together) return std::nullopt;
    row.result = *together;
  }
  return result;
}

}  // namespace cxmetrics::detail
