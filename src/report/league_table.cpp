// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/league_table.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "time_series.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace cxmetrics {
namespace {

using namespace detail;

bool has_groups_alone(const table& of) {
  const std::vector<const table_column*> keys = key_columns(of);
  return keys.size() == 1 && period_column(of) == nullptr && !is_of_same_people(of) &&
         keys.front()->meaning != column_meaning::question;
}

table league_table_of(const table& of, const league_options& options) {
  std::vector<estimate> values;
  std::vector<const table_row*> rows;
  for (const table_row& row : of.rows) {
    if (definition_of(of, row) != definition_of(of, of.rows.front())) {
      throw_invalid_argument("groups are ranked by one definition");
    }
    if (row.suppressed) continue;
    rows.push_back(&row);
    values.push_back(row.result());
  }
  const league found = league_of(values, options);
  table result =
      related_table(of, "league", fmt::format("league of {}", of.title),
                    "values drawn towards that of all groups, the more the less precise (empirical Bayes)");
  result.add({"drawn", "drawn value", column_kind::estimate, column_meaning::value});
  result.add({"rank", "expected rank", column_kind::estimate});
  result.add({"figure", of.title, column_kind::estimate});
  result.add({"shrinkage", "drawn by, %", column_kind::estimate});
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank_of = [&](std::size_t at) {
    const double rank = found.entries[at].rank;
    return std::isnan(rank) ? HUGE_VAL : rank;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t one, std::size_t other) { return rank_of(one) < rank_of(other); });
  for (const std::size_t at : order) {
    const league_entry& entry = found.entries[at];
    estimate rank = certain(entry.rank, unit::count, better::low, of.level, values[at].n);
    if (entry.best_rank > 0) {
      rank.ci = {static_cast<double>(entry.best_rank), static_cast<double>(entry.worst_rank)};
    }
    result.rows.push_back(related_row(rows[at]->key, {entry.shrunk, rank, values[at],
                                                      certain(100 * entry.shrinkage, unit::percent,
                                                              better::high, of.level, values[at].n)}));
  }
  if (std::isnan(found.spread)) {
    result.remarks.emplace_back(
        "of three groups or fewer no spread can be told, so their values are not drawn");
  } else if (found.spread == 0) {
    result.remarks.emplace_back("chance alone explains all differences between the groups");
  }
  if (has_hidden_rows(of)) result.remarks.emplace_back("groups whose figures are hidden have no rank");
  return result;
}

}  // namespace

void add_league(table& to, const league_options& options) {
  std::vector<table> found;
  if (has_groups_alone(to)) found.push_back(league_table_of(to, options));
  for (const table& margin : to.margins) {
    if (has_groups_alone(margin) && !margin.rows.empty()) found.push_back(league_table_of(margin, options));
  }
  if (found.empty())
    throw_invalid_argument("{} has no table by groups alone to rank", {std::string_view(to.title)});
  for (table& each : found) to.related.push_back(std::move(each));
}

}  // namespace cxmetrics
