// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "keys.hpp"
#include "shortened.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {
namespace {

// Rows of the same group, and how many answers they rest on.
struct group_rows {
  std::vector<const table_row*>::const_iterator first;
  std::vector<const table_row*>::const_iterator last;
  std::uint64_t n = 0;
};

class grouping {
 public:
  explicit grouping(const table& whole) {
    const table_column* const when = period_column(whole);
    for (const table_column* key : key_columns(whole)) {
      if (key != when && key->kind != column_kind::age) places_.push_back(key->place);
    }
    rows_.reserve(whole.rows.size());
    for (const table_row& row : whole.rows) rows_.push_back(&row);
    if (places_.empty()) return;
    const auto before = [this](const table_row* one, const table_row* other) {
      return comes_before(*one, *other);
    };
    std::stable_sort(rows_.begin(), rows_.end(), before);
    for (auto first = rows_.cbegin(); first != rows_.cend();) {
      group_rows group{first, std::upper_bound(first, rows_.cend(), *first, before)};
      // The size of a suppressed row shows nowhere, not even by what is chosen.
      for (auto row = first; row != group.last; ++row) group.n += (*row)->suppressed ? 0 : (*row)->result().n;
      first = group.last;
      groups_.push_back(group);
    }
  }

  std::size_t size() const { return groups_.size(); }

  std::vector<const table_row*> rows_of_largest(std::size_t most) {
    // Groups are in the order of their names, which the sort keeps among equals.
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const group_rows& one, const group_rows& other) { return one.n > other.n; });
    std::vector<const table_row*> kept;
    for (std::size_t index = 0; index < most; ++index) {
      kept.insert(kept.end(), groups_[index].first, groups_[index].last);
    }
    std::sort(kept.begin(), kept.end());  // by where they stand in the table
    return kept;
  }

  grouping(const grouping&) = delete;
  grouping& operator=(const grouping&) = delete;

 private:
  bool comes_before(const table_row& one, const table_row& other) const {
    for (const std::size_t place : places_) {
      if (one.key[place] != other.key[place]) return one.key[place] < other.key[place];
    }
    return false;
  }

  std::vector<std::size_t> places_;
  std::vector<const table_row*> rows_;
  std::vector<group_rows> groups_;
};

// Not a copy of everything: the rows may take gigabytes.
table without_rows(const table& whole) {
  table result;
  result.metric = whole.metric;
  result.title = whole.title;
  result.formula = whole.formula;
  result.unit = whole.unit;
  result.better = whole.better;
  result.level = whole.level;
  result.weighted = whole.weighted;
  result.as_of = whole.as_of;
  result.scores = whole.scores;
  result.columns = whole.columns;
  result.total = whole.total;
  result.notes = whole.notes;
  result.tests = whole.tests;
  result.related = whole.related;
  result.accounting = whole.accounting;
  result.adjustment = whole.adjustment;
  result.smallest_base = whole.smallest_base;
  result.remarks = whole.remarks;
  result.groups_left_out = whole.groups_left_out;
  return result;
}

}  // namespace

table shortened(const table& whole, std::size_t most) {
  table result = without_rows(whole);
  for (const table& margin : whole.margins) result.margins.push_back(shortened(margin, most));
  if (whole.rows.size() <= most) {
    result.rows = whole.rows;
    return result;
  }
  grouping groups{whole};
  if (groups.size() <= most) {
    result.rows = whole.rows;
    return result;
  }
  for (const table_row* row : groups.rows_of_largest(most)) result.rows.push_back(*row);
  result.groups_left_out += groups.size() - most;
  return result;
}

}  // namespace cxmetrics::detail
