// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "frame.hpp"
#include "matrix.hpp"

#include <algorithm>
#include <set>
#include <variant>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t most_empty_periods = 1000;

}  // namespace

matrix::column::column(key_cell cell) : cell(std::move(cell)), text(text_of(this->cell)) {
  if (const auto* period = std::get_if<cxmetrics::period>(&this->cell)) when = *period;
}

matrix::matrix(const table& table) {
  const std::vector<const table_column*> keys = key_columns(table);
  const table_column* across = table.find(column_meaning::age);
  if (across == nullptr) across = period_column(table);
  if (across == nullptr && !keys.empty()) across = keys.back();
  if (across == nullptr) return;
  std::set<group> known;
  for (const table_row* row : rows_of(table)) {
    group group;
    for (const table_column* key : keys) {
      if (key != across) group.push_back(row->key[key->place]);
    }
    const key_cell& cell = row->key[across->place];
    if (known.insert(group).second) groups_.push_back(group);
    columns_.emplace_back(cell);
    cells_[{std::move(group), cell}] = row;
  }
  std::sort(columns_.begin(), columns_.end(),
            [](const column& one, const column& other) { return one.cell < other.cell; });
  const auto same = [](const column& one, const column& other) { return one.cell == other.cell; };
  columns_.erase(std::unique(columns_.begin(), columns_.end(), same), columns_.end());
  add_empty_periods();
}

void matrix::add_empty_periods() {
  for (std::size_t index = 0; index + 1 < columns_.size() && columns_.size() < most_empty_periods; ++index) {
    if (!columns_[index].when || !columns_[index + 1].when) continue;
    const period following = next(*columns_[index].when);
    if (following.last() > columns_[index + 1].when->first()) continue;
    columns_.insert(columns_.begin() + static_cast<std::ptrdiff_t>(index) + 1, column{following});
  }
}

const table_row* matrix::find(const group& group, const column& column) const {
  const auto cell = cells_.find({group, column.cell});
  return cell == cells_.end() ? nullptr : cell->second;
}

std::string group_text(const matrix::group& group) {
  std::vector<std::string> texts;
  for (const key_cell& cell : group) texts.push_back(text_of(cell));
  return key_text(texts);
}

void matrix::keep(std::size_t groups, std::size_t columns) {
  if (columns_.size() > columns)
    columns_.erase(columns_.begin(), columns_.end() - static_cast<std::ptrdiff_t>(columns));
  if (groups_.size() <= groups) return;
  std::map<group, std::uint64_t> answers;
  for (const auto& [key, row] : cells_) answers[key.first] += row->suppressed ? 0 : row->result().n;
  std::stable_sort(groups_.begin(), groups_.end(),
                   [&](const group& one, const group& other) { return answers[one] > answers[other]; });
  groups_.resize(groups);
}

}  // namespace cxmetrics::detail
