// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/table.hpp"
#include "keys.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/key_cells.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace cxmetrics {

base_size base_size_of(std::uint64_t n) noexcept {
  return n < 30 ? base_size::very_small : n < 50 ? base_size::small : base_size::sufficient;
}

std::size_t table::add(table_column column) {
  const auto alike = [&](const table_column& other) {
    return column.is_label() ? other.is_label() : other.kind == column.kind;
  };
  column.place = static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), alike));
  columns.push_back(std::move(column));
  return columns.back().place;
}

const table_column* table::find(column_meaning meaning) const noexcept {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [=](const table_column& column) { return column.meaning == meaning; });
  return found == columns.end() ? nullptr : &*found;
}

std::uint64_t count_of(const table& table, const table_row& row, column_meaning meaning) {
  const table_column* column = table.find(meaning);
  return column == nullptr ? 0 : row.counts.at(column->place);
}

const row_comparison* comparison_of(const table& table, const table_row& row, column_meaning meaning) {
  const table_column* column = table.find(meaning);
  if (column == nullptr || !row.differences.at(column->place)) return nullptr;
  return &*row.differences[column->place];
}

std::vector<std::string> key_of(const table& table, const table_row& row) {
  std::vector<std::string> texts;
  for (const table_column& column : table.columns) {
    if (column.is_key()) texts.push_back(detail::text_of(row.key.at(column.place)));
  }
  return texts;
}

std::optional<period> period_of(const table_row& row) {
  const auto found = std::find_if(row.key.rbegin(), row.key.rend(),
                                  [](const key_cell& cell) { return std::holds_alternative<period>(cell); });
  return found == row.key.rend() ? std::nullopt : std::optional(std::get<period>(*found));
}

bool is_partial(const table_row& row) {
  const std::optional<period> when = period_of(row);
  return when && when->is_partial();
}

void set_as_of(table& table, day as_of) {
  table.as_of = as_of;
  for (cxmetrics::table& margin : table.margins) set_as_of(margin, as_of);
}

namespace detail {
namespace {

void renumber(table& of) {
  std::vector<table_column> columns = std::exchange(of.columns, {});
  for (table_column& column : columns) of.add(std::move(column));
}

column_kind kind_in(const table& of, std::size_t place, bool is_time) {
  const auto is_period = [=](const table_row& row) { return std::holds_alternative<period>(row.key[place]); };
  const auto fits_period = [=](const table_row& row) {
    return is_period(row) || row.key[place] == key_cell(std::string(no_date));
  };
  const bool periods = of.rows.empty() ? is_time
                                       : std::any_of(of.rows.begin(), of.rows.end(), is_period) &&
                                             std::all_of(of.rows.begin(), of.rows.end(), fits_period);
  return periods ? column_kind::period : column_kind::group;
}

}  // namespace

void set_keys(table& of, const std::vector<std::string>& names, bool last_is_time) {
  const std::size_t others = static_cast<std::size_t>(std::count_if(
      of.columns.begin(), of.columns.end(), [](const table_column& column) { return column.is_label(); }));
  for (const table_row& row : of.rows) {
    if (row.key.size() != names.size() + others) {
      throw_invalid_argument("a key of {} parts under {} column names",
                             {row.key.size() - others, names.size()});
    }
  }
  std::vector<table_column> keys;
  for (std::size_t place = 0; place < names.size(); ++place) {
    const bool last = place + 1 == names.size();
    keys.push_back({names[place], names[place], kind_in(of, place, last && last_is_time)});
  }
  // Programs look for the period by its name, so that a group of the same name gives way.
  std::set<std::string> taken;
  for (const table_column* key : key_columns(of)) taken.insert(key->id);
  for (const bool of_periods : {true, false}) {
    for (table_column& key : keys) {
      if ((key.kind == column_kind::period) == of_periods) key.id = unique_name(key.id, taken);
    }
  }
  of.columns.insert(of.columns.begin(), keys.begin(), keys.end());
  renumber(of);
  if (of.total) of.total->key.insert(of.total->key.begin(), names.size(), key_cell{});
}

table& add_margin(table& of, std::size_t key) {
  table margin = of;
  margin.rows.clear();
  margin.margins.clear();
  std::vector<std::size_t> kept;
  const auto drops = [&](const table_column& column) {
    if (column.is_label() && (!column.is_key() || column.place == key)) kept.push_back(column.place);
    return column.is_key() && column.place != key;
  };
  margin.columns.clear();
  for (const table_column& column : of.columns) {
    if (!drops(column)) margin.add(column);
  }
  if (margin.total) {
    margin.total->key.clear();
    for (const std::size_t place : kept) margin.total->key.push_back(of.total->key[place]);
  }
  of.margins.push_back(std::move(margin));
  return of.margins.back();
}

std::string text_of(const key_cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* when = std::get_if<period>(&cell)) return to_string(*when);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return "";
}

std::string text_for_machines(const key_cell& cell) {
  const auto* when = std::get_if<period>(&cell);
  return when != nullptr ? to_string(when->whole()) : text_of(cell);
}

std::string unique_name(const std::string& name, std::set<std::string>& taken) {
  std::string unique = name;
  for (int number = 2; !taken.insert(unique).second; ++number) unique = name + "_" + std::to_string(number);
  return unique;
}

bool is_total(const table& table, const table_row& row) {
  return std::all_of(table.columns.begin(), table.columns.end(), [&](const table_column& column) {
    return !column.is_key() || std::holds_alternative<std::monostate>(row.key[column.place]);
  });
}

std::string total_text(const table& table) {
  std::string text = "total";
  const auto is_group = [&](const table_row& row) {
    const std::vector<std::string> key = cxmetrics::key_of(table, row);
    return !key.empty() && key.front() == text;
  };
  while (std::any_of(table.rows.begin(), table.rows.end(), is_group)) text = "(" + text + ")";
  return text;
}

bool withholds(const table_row& row, std::size_t place) {
  return std::find(row.withheld.begin(), row.withheld.end(), place) != row.withheld.end();
}

std::string definition_of(const table& table, const table_row& row) {
  const table_column* column = table.find(column_meaning::definition);
  return column == nullptr ? "" : text_of(row.key[column->place]);
}

std::vector<const table_column*> key_columns(const table& table) {
  std::vector<const table_column*> keys;
  for (const table_column& column : table.columns) {
    if (column.is_key()) keys.push_back(&column);
  }
  return keys;
}

const table_column* period_column(const table& table) {
  const table_column* found = nullptr;
  for (const table_column* key : key_columns(table)) {
    if (key->kind == column_kind::period) found = key;
  }
  return found;
}

bool is_of_flows(const table& table) {
  return table.find(column_meaning::at_start) != nullptr;
}

std::optional<period> span_of_total(const table& table) {
  if (!is_of_flows(table) || !table.total) return std::nullopt;
  std::optional<period> span;
  for (const table_row& row : table.rows) {
    const std::optional<period> when = period_of(row);
    if (!when) continue;
    span =
        span ? period{std::min(span->first(), when->first()), std::max(span->last(), when->last())} : *when;
  }
  return span;
}

bool is_of_same_people(const table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const table_column& column) {
    // Rows of different questions are not compared at all.
    return column.is_key() && column.meaning != column_meaning::own &&
           column.meaning != column_meaning::question;
  });
}

row_key key_in(const table& table, const table_row& row) {
  const table_column* when = period_column(table);
  row_key key{definition_of(table, row), {}, std::nullopt};
  for (const table_column* column : key_columns(table)) {
    const key_cell& cell = row.key[column->place];
    if (column != when) {
      std::get<1>(key).push_back(cell);
    } else if (const auto* period = std::get_if<cxmetrics::period>(&cell)) {
      std::get<2>(key) = *period;
    }
  }
  return key;
}

}  // namespace detail
}  // namespace cxmetrics
