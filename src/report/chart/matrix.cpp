// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../groups.hpp"
#include "frame.hpp"
#include "matrix.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t most_empty_periods = 1000;

}  // namespace

matrix::matrix(const table& table) {
  std::set<group> known;
  for (const table_row* row : rows_of(table)) {
    group group = group_of(*row);
    const std::string text = row->period ? to_string(*row->period) : group.back();
    if (!row->period) group.pop_back();
    if (known.insert(group).second) groups_.push_back(group);
    columns_.push_back({row->period, text});
    cells_[{std::move(group), text}] = row;
  }
  std::sort(columns_.begin(), columns_.end(), [](const column& one, const column& other) {
    return std::tie(one.when, one.text) < std::tie(other.when, other.text);
  });
  const auto same = [](const column& one, const column& other) { return one.text == other.text; };
  columns_.erase(std::unique(columns_.begin(), columns_.end(), same), columns_.end());
  add_empty_periods();
}

void matrix::add_empty_periods() {
  for (std::size_t index = 0; index + 1 < columns_.size() && columns_.size() < most_empty_periods; ++index) {
    if (!columns_[index].when || !columns_[index + 1].when) continue;
    const period following = next(*columns_[index].when);
    if (following.last() > columns_[index + 1].when->first()) continue;
    columns_.insert(columns_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                    {following, to_string(following)});
  }
}

const table_row* matrix::find(const group& group, const column& column) const {
  const auto cell = cells_.find({group, column.text});
  return cell == cells_.end() ? nullptr : cell->second;
}

void matrix::keep(std::size_t groups, std::size_t columns) {
  if (columns_.size() > columns)
    columns_.erase(columns_.begin(), columns_.end() - static_cast<std::ptrdiff_t>(columns));
  if (groups_.size() <= groups) return;
  std::map<group, std::uint64_t> answers;
  for (const auto& [key, row] : cells_) answers[key.first] += row->result.n;
  std::stable_sort(groups_.begin(), groups_.end(),
                   [&](const group& one, const group& other) { return answers[one] > answers[other]; });
  groups_.resize(groups);
}

}  // namespace cxmetrics::detail
