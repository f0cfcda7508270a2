// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/suppression.hpp"
#include "keys.hpp"
#include "report_cells.hpp"
#include "revenue_cells.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace cxmetrics {
namespace {

// A table of a report, and the one it is a margin of.
struct part {
  table* shown;
  const table* margin_of = nullptr;
};

void add_parts(std::vector<part>& all, std::span<table> tables, const table* margin_of = nullptr) {
  for (table& each : tables) {
    all.push_back({&each, margin_of});
    add_parts(all, each.margins, &each);
    add_parts(all, each.related);
  }
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

// Each row of a curve tells how many are left for the next. So it ends before so few are left.
void hide_end_of_curves(table& curves, std::uint64_t minimum) {
  const std::size_t time = curves.find(column_meaning::time)->place;
  const auto is_small = [=](std::uint64_t base) { return base > 0 && base < minimum; };
  std::set<detail::group_cells> ended;
  for (table_row& row : curves.rows) {
    detail::group_cells group = row.key;
    group.erase(group.begin() + static_cast<std::ptrdiff_t>(time));
    const std::uint64_t at_risk = row.counts[0];
    const std::uint64_t gone = std::min(at_risk, row.counts[1] + row.counts[2]);
    if (is_small(at_risk) || is_small(at_risk - gone)) ended.insert(group);
    row.suppressed = row.suppressed || ended.contains(group);
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
  row.weighted_shares.clear();
}

// What models say of the customers of groups, each by itself: no sum ties them together but a total.
bool is_of_models(const table& of) {
  return of.find(column_meaning::log_likelihood) != nullptr;
}

void hide_small_models(table& in, std::uint64_t minimum) {
  bool hidden = false;
  for (table_row& row : in.rows) {
    row.suppressed =
        row.suppressed || std::any_of(row.estimates.begin(), row.estimates.end(),
                                      [=](const estimate& each) { return each.n > 0 && each.n < minimum; });
    hidden = hidden || row.suppressed;
  }
  if (in.total) in.total->suppressed = in.total->suppressed || hidden;
}

// What was seen of customers at each age, and what a model of them says.
bool is_of_projections(const table& of) {
  return of.find(column_meaning::age) != nullptr && !of.related.empty() && is_of_models(of.related.front());
}

// Hides a group of which some age tells of few, as its model rests on all ages.
void hide_small_projections(table& in, std::uint64_t minimum) {
  const std::size_t age = in.find(column_meaning::age)->place;
  const auto is_small = [=](std::uint64_t customers) { return customers > 0 && customers < minimum; };
  const auto group_of = [=](const table_row& row) {
    detail::group_cells group = row.key;
    group.erase(group.begin() + static_cast<std::ptrdiff_t>(age));
    return group;
  };
  const auto stayed = [](const estimate& seen) {
    return seen.n == 0
               ? std::uint64_t{0}
               : static_cast<std::uint64_t>(std::llround(seen.value / 100 * static_cast<double>(seen.n)));
  };
  std::set<detail::group_cells> hidden;
  for (const table_row& row : in.rows) {
    if (row.suppressed || is_small(row.counts[0]) || is_small(stayed(row.estimates[2])))
      hidden.insert(group_of(row));
  }
  for (table_row& row : in.rows) row.suppressed = row.suppressed || hidden.count(group_of(row)) != 0;
  for (table_row& row : in.related.front().rows)
    row.suppressed = row.suppressed || hidden.count(row.key) != 0;
}

}  // namespace

void suppress_small_bases(std::span<table> tables, std::uint64_t minimum) {
  if (minimum == 0)
    detail::throw_invalid_argument("the smallest base to show is at least 1, not {}", {minimum});
  std::vector<part> all;
  add_parts(all, tables);
  std::deque<detail::report_cells> records;
  std::map<const table*, detail::report_cells*> records_of;
  std::vector<table*> of_revenue;
  for (const auto& [each, margin_of] : all) {
    if (each->find(column_meaning::time) != nullptr) {
      hide_end_of_curves(*each, minimum);
      continue;
    }
    if (is_of_projections(*each)) {
      hide_small_projections(*each, minimum);
      continue;
    }
    if (is_of_models(*each)) {
      hide_small_models(*each, minimum);
      continue;
    }
    if (detail::is_of_revenue(*each)) {
      of_revenue.push_back(each);
      continue;
    }
    const auto whole = records_of.find(margin_of);
    detail::report_cells* taken = nullptr;
    if (whole != records_of.end() && whole->second->add_margin(*each)) taken = whole->second;
    for (auto cells = records.begin(); cells != records.end() && taken == nullptr; ++cells) {
      if (cells->add(*each)) taken = &*cells;
    }
    if (taken == nullptr) {
      taken = &records.emplace_back();
      taken->add(*each);
    }
    records_of[each] = taken;
  }
  for (detail::report_cells& cells : records) cells.hide(minimum);
  detail::hide_small_revenue(of_revenue, minimum);
  for (const auto& [each, margin_of] : all) {
    drop_changes_from_hidden(*each);
    each->smallest_base = minimum;
    for (table_row& row : each->rows) {
      if (row.suppressed) empty(row);
    }
    if (each->total && each->total->suppressed) empty(*each->total);
  }
}

void suppress_small_bases(table& table, std::uint64_t minimum) {
  suppress_small_bases(std::span(&table, 1), minimum);
}

}  // namespace cxmetrics
