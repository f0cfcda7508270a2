// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/suppression.hpp"

#include "hidden_sums.hpp"
#include "keys.hpp"

#include <cxmetrics/detail/throw.hpp>

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
  for (table_row& row : table.rows) all[detail::definition_of(table, row)].push_back(&row);
  for (auto& [definition, rows] : all) lines.push_back(std::move(rows));
  const std::vector<const table_column*> keys = detail::key_columns(table);
  if (keys.size() < 2) return lines;
  for (const table_column* key : keys) {
    std::map<std::vector<key_cell>, line> without_key;
    for (table_row& row : table.rows) {
      std::vector<key_cell> others = row.key;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(key->place));
      without_key[std::move(others)].push_back(&row);
    }
    for (auto& [key_without, rows] : without_key) lines.push_back(std::move(rows));
  }
  return lines;
}

// Hides rows, smallest first, until what is hidden could be more than one and is no small base itself. True if any.
bool complete(const line& rows, std::uint64_t minimum) {
  std::uint64_t hidden = 0;
  std::uint64_t people = 0;
  std::vector<table_row*> shown;
  for (table_row* row : rows) {
    if (row->result().n == 0) continue;
    if (!row->suppressed) {
      shown.push_back(row);
      continue;
    }
    ++hidden;
    people += row->result().n;
  }
  std::stable_sort(shown.begin(), shown.end(), [](const table_row* one, const table_row* other) {
    return one->result().n < other->result().n;
  });
  bool changed = false;
  for (table_row* next : shown) {
    if (hidden == 0 || (hidden > 1 && people >= minimum)) break;
    next->suppressed = true;
    ++hidden;
    people += next->result().n;
    changed = true;
  }
  return changed;
}

std::uint64_t people_in(const line& rows) {
  std::uint64_t people = 0;
  for (const table_row* row : rows) people += row->result().n;
  return people;
}

// The smallest row shown beside another one, in a line that is not the whole table if there is any.
table_row* smallest_beside(const table_row* row, const std::vector<line>& lines) {
  table_row* best = nullptr;
  std::size_t best_line = 0;
  for (const line& rows : lines) {
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) continue;
    for (table_row* next : rows) {
      if (next->suppressed || next->result().n == 0) continue;
      const bool nearer = best == nullptr || rows.size() < best_line ||
                          (rows.size() == best_line && next->result().n < best->result().n);
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
      if (row->suppressed && row->result().n > 0)
        hidden.push_back(place.try_emplace(row, place.size()).first->second);
    }
    if (!hidden.empty()) sums.push_back(std::move(hidden));
  }
  const std::vector<bool> found = detail::found_from_sums(place.size(), sums);
  bool changed = false;
  for (const auto& [row, index] : place) {
    if (!found[index] || row->result().n >= minimum) continue;
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
  if (table.find(column_meaning::at_end) == nullptr) return;
  std::set<std::pair<detail::group_key, std::optional<period>>> giving_away;
  std::optional<period> first;
  std::optional<period> first_hidden;
  const auto earlier = [](const std::optional<period>& one, const std::optional<period>& other) {
    return !other || one->first() < other->first() ? one : other;
  };
  for (const table_row& row : table.rows) {
    const auto [definition, group, when] = detail::key_in(table, row);
    if (when) first = earlier(when, first);
    if (!row.suppressed) continue;
    giving_away.insert({group, when});
    if (!when) continue;
    giving_away.insert({group, previous(*when)});
    first_hidden = earlier(when, first_hidden);
  }
  for (table_row& row : table.rows) {
    const auto [definition, group, when] = detail::key_in(table, row);
    if (giving_away.contains({group, when})) row.suppressed = true;
  }
  if (table.total && first_hidden && first_hidden == first) table.total->suppressed = true;
}

// A change from a hidden value would tell it.
void drop_changes_from_hidden(table& table) {
  const table_column* change = table.find(column_meaning::change);
  if (change == nullptr) return;
  std::set<detail::row_key> hidden;
  for (const table_row& row : table.rows) {
    if (row.suppressed) hidden.insert(detail::key_in(table, row));
  }
  for (table_row& row : table.rows) {
    detail::row_key before = detail::key_in(table, row);
    auto& when = std::get<2>(before);
    if (!when) continue;
    when = previous(*when);
    if (hidden.contains(before)) row.differences[change->place].reset();
  }
}

void empty(table_row& row) {
  for (estimate& each : row.estimates) {
    const cxmetrics::unit unit = each.unit;
    each = {};
    each.unit = unit;
  }
  for (auto& difference : row.differences) difference.reset();
  std::fill(row.counts.begin(), row.counts.end(), 0);
  std::fill(row.money.begin(), row.money.end(), 0);
  std::fill(row.answers.begin(), row.answers.end(), 0);
}

}  // namespace

void suppress_small_bases(table& table, std::uint64_t minimum) {
  if (minimum == 0)
    detail::throw_invalid_argument("the smallest base to show is at least 1, not {}", {minimum});
  for (cxmetrics::table& margin : table.margins) suppress_small_bases(margin, minimum);
  const auto is_small = [=](const table_row& row) { return row.result().n != 0 && row.result().n < minimum; };
  for (table_row& row : table.rows) row.suppressed = row.suppressed || is_small(row);
  const std::vector<line> lines = lines_of(table);
  for (bool changed = true; changed;) {
    changed = false;
    for (const line& rows : lines) changed = complete(rows, minimum) || changed;
    changed = changed || cover(lines, minimum);
  }
  // The total gives the rows away only where it is one of them.
  const auto counts = [](const table_row& row) { return row.result().n != 0; };
  const bool alone = std::count_if(table.rows.begin(), table.rows.end(), counts) == 1;
  if (table.total && (is_small(*table.total) ||
                      (alone && std::any_of(table.rows.begin(), table.rows.end(), [&](const table_row& row) {
                         return counts(row) && row.suppressed;
                       })))) {
    table.total->suppressed = true;
  }
  hide_what_shows_flows(table);

  drop_changes_from_hidden(table);
  table.smallest_base = minimum;
  for (table_row& row : table.rows) {
    if (row.suppressed) empty(row);
  }
  if (table.total && table.total->suppressed) empty(*table.total);
}

}  // namespace cxmetrics
