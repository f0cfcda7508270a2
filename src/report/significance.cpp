// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "groups.hpp"

#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace cxmetrics {
namespace {

void add(distribution& into, const distribution& more) {
  for (std::size_t index = 0; index < more.size(); ++index) into.add(more.worth(index), more.count(index));
}

const counted_answers* answers_of(const table_row& row) {
  return std::get_if<counted_answers>(&row.result.basis);
}

// Everybody in the rows of a period but one, by what is left of all when that one is taken out.
estimate rest_of(const distribution& all, const std::optional<std::uint64_t>& people, const table_row& row,
                 unit unit) {
  const counted_answers& own = *answers_of(row);
  distribution rest;
  for (std::size_t index = 0; index < all.size(); ++index) {
    rest.add(all.worth(index), all.count(index) - own.answers.count_of(all.worth(index)));
  }
  estimate_options options = own.options;
  options.population = people ? std::optional(*people - *options.population) : std::nullopt;
  return estimate_of(rest, unit, options);
}

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
  struct row_in_period {
    std::size_t rows = 0;
    distribution all{};
    std::optional<std::uint64_t> people = 0;  // if all are of finite populations
    bool counted = true;
  };
  std::map<detail::row_key, const table_row*> by_key;
  std::map<detail::row_key, row_in_period> by_period;
  for (const table_row& row : table.rows) {
    by_key[detail::full_key_of(row)] = &row;
    row_in_period& here = by_period[detail::period_key_of(row)];
    ++here.rows;
    const counted_answers* answers = answers_of(row);
    here.counted = here.counted && answers != nullptr;
    if (!here.counted) continue;
    add(here.all, answers->answers);
    const auto& population = answers->options.population;
    here.people = here.people && population ? std::optional(*here.people + *population) : std::nullopt;
  }
  for (table_row& row : table.rows) {
    if (row.period) {
      const auto before = by_key.find(detail::full_key_of(row, previous(*row.period)));
      if (before != by_key.end()) row.change = {compare(before->second->result, row.result)};
    }
    const row_in_period& here = by_period[detail::period_key_of(row)];
    if (here.counted && here.rows > 1) {
      row.against_rest = {compare(rest_of(here.all, here.people, row, table.unit), row.result)};
    }
  }
  adjust_significance(table, adjustment);
}

void adjust_significance(table& table, adjustment adjustment) {
  table.adjustment = adjustment;
  adjust(table, &table_row::change, adjustment);
  adjust(table, &table_row::against_rest, adjustment);
}

}  // namespace cxmetrics
