// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "groups.hpp"
#include "hidden_sums.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/suppression.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

// Rows that add up to something a reader may know. Rows of other definitions of the same people are the same rows.
using line = std::vector<table_row*>;

std::vector<line> lines_of(table& table) {
  std::vector<line> lines;
  std::map<std::string, line> all;
  for (table_row& row : table.rows) all[row.definition].push_back(&row);
  for (auto& [definition, rows] : all) lines.push_back(std::move(rows));
  for (std::size_t part = 0; part < table.key_names.size(); ++part) {
    std::map<std::pair<std::string, std::vector<std::string>>, line> without_part;
    for (table_row& row : table.rows) {
      std::vector<std::string> others = row.key;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(part));
      without_part[{row.definition, std::move(others)}].push_back(&row);
    }
    if (table.key_names.size() > 1) {
      for (auto& [key, rows] : without_part) lines.push_back(std::move(rows));
    }
  }
  return lines;
}

// Hides rows, smallest first, until what is hidden could be more than one and is no small base itself. True if any.
bool complete(const line& rows, std::uint64_t minimum) {
  std::uint64_t hidden = 0;
  std::uint64_t people = 0;
  std::vector<table_row*> shown;
  for (table_row* row : rows) {
    if (row->result.n == 0) continue;
    if (!row->suppressed) {
      shown.push_back(row);
      continue;
    }
    ++hidden;
    people += row->result.n;
  }
  std::stable_sort(shown.begin(), shown.end(), [](const table_row* one, const table_row* other) {
    return one->result.n < other->result.n;
  });
  bool changed = false;
  for (table_row* next : shown) {
    if (hidden == 0 || (hidden > 1 && people >= minimum)) break;
    next->suppressed = true;
    ++hidden;
    people += next->result.n;
    changed = true;
  }
  return changed;
}

std::uint64_t people_in(const line& rows) {
  std::uint64_t people = 0;
  for (const table_row* row : rows) people += row->result.n;
  return people;
}

// The smallest row shown beside another one, in a line that is not the whole table if there is any.
table_row* smallest_beside(const table_row* row, const std::vector<line>& lines) {
  table_row* best = nullptr;
  std::size_t best_line = 0;
  for (const line& rows : lines) {
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) continue;
    for (table_row* next : rows) {
      if (next->suppressed || next->result.n == 0) continue;
      const bool nearer = best == nullptr || rows.size() < best_line ||
                          (rows.size() == best_line && next->result.n < best->result.n);
      if (!nearer) continue;
      best = next;
      best_line = rows.size();
    }
  }
  return best;
}

// Hides a row beside each small one that all sums together would still give away. True if any.
bool cover(const std::vector<line>& lines, std::uint64_t minimum) {
  std::map<const table_row*, std::size_t> place;
  std::vector<std::vector<std::size_t>> sums;
  for (const line& rows : lines) {
    if (people_in(rows) < minimum) continue;  // a sum that is hidden itself
    std::vector<std::size_t> hidden;
    for (const table_row* row : rows) {
      if (row->suppressed && row->result.n > 0)
        hidden.push_back(place.try_emplace(row, place.size()).first->second);
    }
    if (!hidden.empty()) sums.push_back(std::move(hidden));
  }
  const std::vector<bool> found = detail::found_from_sums(place.size(), sums);
  bool changed = false;
  for (const auto& [row, index] : place) {
    if (!found[index] || row->result.n >= minimum) continue;
    if (table_row* beside = smallest_beside(row, lines)) {
      beside->suppressed = true;
      changed = true;
    }
  }
  return changed;
}

// Of a flow, every definition shows the counts; the period before ends with the customers this one starts with; and
// the whole time starts with those of the first period.
void hide_what_shows_flows(table& table) {
  if (std::find(table.count_names.begin(), table.count_names.end(), "at_end") == table.count_names.end())
    return;
  std::set<detail::row_key> giving_away;
  std::optional<period> first;
  std::optional<period> first_hidden;
  const auto earlier = [](const std::optional<period>& one, const std::optional<period>& other) {
    return !other || one->first() < other->first() ? one : other;
  };
  for (const table_row& row : table.rows) {
    if (row.period) first = earlier(row.period, first);
    if (!row.suppressed) continue;
    giving_away.insert({{}, detail::group_of(row), row.period});
    if (!row.period) continue;
    giving_away.insert({{}, detail::group_of(row), previous(*row.period)});
    first_hidden = earlier(row.period, first_hidden);
  }
  for (table_row& row : table.rows) {
    if (giving_away.contains({{}, detail::group_of(row), row.period})) row.suppressed = true;
  }
  if (table.total && first_hidden && first_hidden == first) table.total->suppressed = true;
}

void empty(table_row& row) {
  const cxmetrics::unit unit = row.result.unit;
  row.result = {};
  row.result.unit = unit;
  row.missing = 0;
  row.off_scale = 0;
  std::fill(row.answers.begin(), row.answers.end(), 0);
  std::fill(row.counts.begin(), row.counts.end(), 0);
  row.change.reset();
  row.against_rest.reset();
}

}  // namespace

void suppress_small_bases(table& table, std::uint64_t minimum) {
  if (minimum == 0)
    detail::throw_invalid_argument("the smallest base to show is at least 1, not {}", {minimum});
  const auto is_small = [=](const table_row& row) { return row.result.n != 0 && row.result.n < minimum; };
  for (table_row& row : table.rows) row.suppressed = row.suppressed || is_small(row);
  const std::vector<line> lines = lines_of(table);
  for (bool changed = true; changed;) {
    changed = false;
    for (const line& rows : lines) changed = complete(rows, minimum) || changed;
    changed = changed || cover(lines, minimum);
  }
  // The total gives the rows away only where it is one of them.
  const auto counts = [](const table_row& row) { return row.result.n != 0; };
  const bool alone = std::count_if(table.rows.begin(), table.rows.end(), counts) == 1;
  if (table.total && (is_small(*table.total) ||
                      (alone && std::any_of(table.rows.begin(), table.rows.end(), [&](const table_row& row) {
                         return counts(row) && row.suppressed;
                       })))) {
    table.total->suppressed = true;
  }
  hide_what_shows_flows(table);

  std::map<detail::row_key, const table_row*> by_key;
  for (const table_row& row : table.rows) by_key[detail::full_key_of(row)] = &row;
  for (table_row& row : table.rows) {
    if (!row.period) continue;
    const auto before = by_key.find(detail::full_key_of(row, previous(*row.period)));
    if (before != by_key.end() && before->second->suppressed) row.change.reset();
  }
  table.smallest_base = minimum;
  for (table_row& row : table.rows) {
    if (row.suppressed) empty(row);
  }
  if (table.total && table.total->suppressed) empty(*table.total);
}

}  // namespace cxmetrics
