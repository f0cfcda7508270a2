// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "keys.hpp"
#include "report_cells.hpp"

#include <cxmetrics/customers/churn.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>

namespace cxmetrics::detail {
namespace {

using counts = std::vector<std::uint64_t>;

constexpr column_meaning of_flow[] = {column_meaning::at_start,    column_meaning::acquired,
                                      column_meaning::reactivated, column_meaning::churned,
                                      column_meaning::churned_new, column_meaning::returned};
enum flow_count : std::size_t { at_start, acquired, reactivated, churned, churned_new, returned };

// Counts that no search for other numbers takes into account.
constexpr column_meaning told_by_sums[] = {column_meaning::missing, column_meaning::off_scale,
                                           column_meaning::customer_days};

// What giving up a margin that no table prints costs, against a row that vanishes from a report.
constexpr std::uint64_t cost_of_margin = 1000;
// With more keys, there are margins by all but one, and by one.
constexpr std::size_t most_keys_in_every_way = 4;

std::uint64_t at_risk(const counts& of) {
  return of[at_start] + of[acquired] + of[reactivated];
}

void add(counts& to, const counts& more) {
  to.resize(more.size());
  std::transform(more.begin(), more.end(), to.begin(), to.begin(), std::plus<>{});
}

template <class Key, class Names>
Key part_of(const Key& key, const Names& kept) {
  Key part;
  std::copy_if(key.begin(), key.end(), std::back_inserter(part),
               [&](const auto& cell) { return kept.count(cell.first) != 0; });
  return part;
}

template <class Key>
auto names_in(const Key& key) {
  std::set<std::string> names;
  for (const auto& cell : key) names.insert(cell.first);
  return names;
}

// Values in money rest on those who pay, who may be fewer.
void add_bases(std::set<std::uint64_t>& to, const table_row& row) {
  to.insert(row.result().n);
  for (const estimate& each : row.estimates) {
    if (each.unit == unit::money) to.insert(each.n);
  }
}

template <class Visit>
void for_each_row(table& in, Visit visit) {
  for (table_row& row : in.rows) visit(row);
  if (in.total) visit(*in.total);
}

}  // namespace

report_cells::key report_cells::key_of(const table& of, const table_row& row) {
  key cells;
  for (const table_column* column : key_columns(of)) {
    const key_cell& cell = row.key[column->place];
    if (!std::holds_alternative<std::monostate>(cell)) cells.emplace_back(column->id, cell);
  }
  std::sort(cells.begin(), cells.end());
  return cells;
}

// Answers by score where all that count are there; otherwise only how many they are.
report_cells::cell report_cells::cell_of(const table& of, const table_row& row) {
  cell result;
  const std::uint64_t n = row.result().n;
  if (of.find(column_meaning::at_end) != nullptr) {
    for (const column_meaning each : of_flow) result.counts.push_back(count_of(of, row, each));
    result.people = at_risk(result.counts);
  } else {
    result.counts = row.answers;
    if (std::accumulate(row.answers.begin(), row.answers.end(), std::uint64_t{0}) != n) result.counts = {n};
    result.people = n;
  }
  add_bases(result.bases, row);
  return result;
}

bool report_cells::take(table& more, bool is_known_to_be_of_same) {
  const bool flows = more.find(column_meaning::at_end) != nullptr;
  std::map<key, cell> read;
  bool agrees = true;
  for_each_row(more, [&](table_row& row) {
    const key where = key_of(more, row);
    cell& here = read.try_emplace(where, cell_of(more, row)).first->second;
    here.rows.push_back(&row);
    add_bases(here.bases, row);
  });
  bool common = is_known_to_be_of_same;
  for (const auto& [where, here] : read) {
    const auto found = cells_.find(where);
    if (found == cells_.end()) continue;
    agrees = agrees && found->second.counts == here.counts;
    common = true;
  }
  if (!common || !agrees || (!tables_.empty() && flows != flows_)) return false;
  flows_ = flows;
  tables_.push_back(&more);
  names all;
  for (const table_column* column : key_columns(more)) all.insert(column->id);
  if (const table_column* period = period_column(more)) period_ = period->id;
  printed_.insert(std::move(all));
  for (auto& [where, here] : read) {
    cell& to = cells_.try_emplace(where, here).first->second;
    if (to.rows == here.rows) continue;
    to.rows.insert(to.rows.end(), here.rows.begin(), here.rows.end());
    to.bases.insert(here.bases.begin(), here.bases.end());
  }
  return true;
}

// The keys of the margins that the rows of a table add up to; those of flows, in each period alone.
std::vector<report_cells::names> report_cells::margins_of(const names& all) const {
  names free = all;
  if (flows_) free.erase(period_);
  const std::vector<std::string> dropped(free.begin(), free.end());
  std::vector<names> margins;
  if (dropped.size() <= most_keys_in_every_way) {
    for (std::size_t drop = 1; drop < std::size_t{1} << dropped.size(); ++drop) {
      names kept = all;
      for (std::size_t at = 0; at < dropped.size(); ++at) {
        if ((drop >> at & 1) != 0) kept.erase(dropped[at]);
      }
      margins.push_back(std::move(kept));
    }
    return margins;
  }
  for (const std::string& each : dropped) {
    names without = all;
    without.erase(each);
    margins.push_back(std::move(without));
    names alone = all;
    for (const std::string& other : dropped) {
      if (other != each) alone.erase(other);
    }
    margins.push_back(std::move(alone));
  }
  for (const names& other : printed_) {
    const bool fewer = other != all && std::includes(all.begin(), all.end(), other.begin(), other.end());
    if (fewer && (!flows_ || other.count(period_) == all.count(period_))) margins.push_back(other);
  }
  std::sort(margins.begin(), margins.end());
  margins.erase(std::unique(margins.begin(), margins.end()), margins.end());
  return margins;
}

std::vector<report_cells::sum> report_cells::find_sums() {
  std::vector<sum> sums;
  for (const names& all : printed_) {
    std::vector<std::map<key, cell>::iterator> full;
    for (auto at = cells_.begin(); at != cells_.end(); ++at) {
      if (!at->second.rows.empty() && names_in(at->first) == all) full.push_back(at);
    }
    for (const names& margin : margins_of(all)) {
      std::map<key, std::pair<counts, std::vector<cell*>>> parts;
      for (const auto& at : full) {
        auto& [total, of] = parts[part_of(at->first, margin)];
        detail::add(total, at->second.counts);
        of.push_back(&at->second);
      }
      for (auto& [where, found] : parts) {
        cell& total = cells_.try_emplace(where, cell{found.first}).first->second;
        if (total.counts == found.first) sums.push_back({&total, std::move(found.second)});
      }
    }
  }
  return sums;
}

void report_cells::add_figures(std::uint64_t minimum) {
  // Which bases of flows the definitions take.
  bool starts = false;
  bool risks = false;
  for (const auto& [where, here] : cells_) {
    if (!flows_ || here.rows.empty()) continue;
    starts = starts || here.bases.count(here.counts[at_start]) != 0;
    risks = risks || here.bases.count(at_risk(here.counts)) != 0;
  }
  for (auto& [where, here] : cells_) {
    if (here.rows.empty()) {
      here.people = flows_ ? at_risk(here.counts)
                           : std::accumulate(here.counts.begin(), here.counts.end(), std::uint64_t{0});
      here.bases.insert(here.people);
      if (flows_ && !risks) here.bases = {here.counts[at_start]};
      if (flows_ && starts) here.bases.insert(here.counts[at_start]);
    }
    here.row = known_.add_row(here.rows.empty() ? here.people * cost_of_margin : here.people);
    for (const std::uint64_t count : here.counts)
      here.figures.push_back(known_.add_figure(count, {here.row}));
    here.all = known_.add_figure(here.people, {here.row}, here.rows.empty() ? 0 : 1);
    here.base[here.people] = here.all;
    if (flows_) {
      add_flow_figures(here);
    } else {
      known_.add_sum(here.all, here.figures);
    }
    const auto is_small = [=](std::uint64_t base) { return base > 0 && base < minimum; };
    if (std::any_of(here.bases.begin(), here.bases.end(), is_small)) known_.hide(here.row);
    for (const table_row* row : here.rows) {
      if (row->suppressed) known_.hide(here.row);
    }
  }
}

// All who are there or come leave or stay. As many stay or leave as nobody can be less than none. Who returns was there,
// left, came again and stays.
void report_cells::add_flow_figures(cell& to) {
  const auto figure = [&](std::uint64_t value) { return known_.add_figure(value, {to.row}); };
  const counts& count = to.counts;
  const std::uint64_t came = count[acquired] + count[reactivated];
  to.base[count[at_start]] = to.figures[at_start];
  to.came = figure(came);
  to.lost = figure(count[churned] + count[churned_new]);
  const auto stayed = figure(count[at_start] - count[churned]);
  const auto new_stayed = figure(came - count[churned_new]);
  to.at_end = figure(count[at_start] - count[churned] + came - count[churned_new]);
  known_.add_sum(to.all, {to.figures[at_start], to.came});
  known_.add_sum(to.came, {to.figures[acquired], to.figures[reactivated]});
  known_.add_sum(to.came, {to.figures[churned_new], new_stayed});
  known_.add_sum(to.figures[at_start], {to.figures[churned], stayed});
  known_.add_sum(to.lost, {to.figures[churned], to.figures[churned_new]});
  known_.add_sum(to.at_end, {stayed, new_stayed});
  for (const auto& [of, all] : {std::pair{to.figures[churned], count[churned]},
                                std::pair{to.figures[reactivated], count[reactivated]},
                                std::pair{new_stayed, came - count[churned_new]}}) {
    if (all >= count[returned]) known_.add_sum(of, {to.figures[returned], figure(all - count[returned])});
  }
}

void report_cells::add_sums(const std::vector<sum>& sums) {
  for (const sum& each : sums) {
    for (std::size_t index = 0; index < each.total->figures.size(); ++index) {
      std::vector<figure> parts;
      for (const cell* part : each.parts) {
        if (part->people > 0) parts.push_back(part->figures[index]);
      }
      known_.add_sum(each.total->figures[index], std::move(parts));
    }
  }
}

// One period ends with those with whom the next one starts; the whole time starts with those of the first period.
void report_cells::add_sums_over_time() {
  std::map<key, std::map<period, cell*>> in_time;
  for (auto& [where, here] : cells_) {
    const auto when = std::find_if(where.begin(), where.end(), [this](const auto& part) {
      return part.first == period_ && std::holds_alternative<period>(part.second);
    });
    if (when == where.end()) continue;
    key group = where;
    group.erase(group.begin() + (when - where.begin()));
    in_time[group][std::get<period>(when->second)] = &here;
  }
  for (const auto& [group, periods] : in_time) {
    std::vector<figure> came;
    std::vector<figure> lost;
    counts both(2);
    for (auto at = periods.begin(); at != periods.end(); ++at) {
      const cell& here = *at->second;
      came.push_back(here.came);
      lost.push_back(here.lost);
      detail::add(both, {at_risk(here.counts) - here.counts[at_start],
                         here.counts[churned] + here.counts[churned_new]});
      const auto after = std::next(at);
      if (after != periods.end() && at->first.last() == after->first.first()) {
        known_.add_sum(after->second->figures[at_start], {here.at_end});
      }
    }
    const auto whole = cells_.find(group);
    if (whole == cells_.end()) continue;
    const cell& span = whole->second;
    const cell& first = *periods.begin()->second;
    if (span.counts[at_start] != first.counts[at_start]) continue;
    known_.add_sum(span.figures[at_start], {first.figures[at_start]});
    known_.add_sum(span.at_end, {periods.rbegin()->second->at_end});
    if (at_risk(span.counts) - span.counts[at_start] == both[0]) known_.add_sum(span.came, came);
    if (span.counts[churned] + span.counts[churned_new] == both[1]) known_.add_sum(span.lost, lost);
  }
}

// Scores that nobody gave tell nothing.
void report_cells::leave_out_zeros() {
  std::vector<bool> given;
  for (const auto& [where, here] : cells_) {
    given.resize(std::max(given.size(), here.counts.size()));  // a row hidden before has none
    for (std::size_t at = 0; at < here.counts.size(); ++at) given[at] = given[at] || here.counts[at] > 0;
  }
  for (auto& [where, here] : cells_) {
    counts left;
    for (std::size_t at = 0; at < here.counts.size(); ++at) {
      if (given[at]) left.push_back(here.counts[at]);
    }
    here.counts = std::move(left);
  }
}

void report_cells::hide(std::uint64_t minimum) {
  if (!flows_) leave_out_zeros();
  const std::vector<sum> sums = find_sums();
  add_figures(minimum);
  add_sums(sums);
  if (flows_) add_sums_over_time();
  for (const auto& [where, here] : cells_) {
    for (const std::uint64_t base : here.bases) {
      const auto found = here.base.find(base);
      if (base > 0 && base < minimum && found != here.base.end()) known_.protect(found->second, minimum);
    }
  }
  for (auto& [where, here] : cells_) {
    for (table_row* row : here.rows) row->suppressed = row->suppressed || known_.hidden(here.row);
  }
  for (table* each : tables_) drop_rests(*each);
  withhold();
}

// Whether some hidden cell can have people in common with this one: wherever no key tells them apart.
bool report_cells::tells_of_hidden(const key& where) const {
  const names own = names_in(where);
  for (const auto& [theirs, keys] : hidden_) {
    names common;
    std::set_intersection(own.begin(), own.end(), theirs.begin(), theirs.end(),
                          std::inserter(common, common.end()));
    auto& cut = hidden_in_common_[{common, theirs}];
    if (cut.empty()) {
      for (const key& each : keys) cut.insert(part_of(each, common));
    }
    if (cut.count(part_of(where, common)) != 0) return true;
  }
  return false;
}

// Customer days, and how many did not answer, are told only of cells that have nobody in common with a hidden one, so
// that no sum tells those of hidden cells: customers who are there so many days are so many at most. A rate per day tells
// the days, and what customers are worth on average, times their number, the money of all.
void report_cells::withhold() {
  for (const auto& [where, here] : cells_) {
    if (!here.rows.empty() && known_.hidden(here.row)) hidden_[names_in(where)].push_back(where);
  }
  if (hidden_.empty()) return;
  for (table* each : tables_) {
    const table_column* rest = each->find(column_meaning::against_rest);
    for_each_row(*each, [&](table_row& row) {
      const std::string definition = definition_of(*each, row);
      const bool per_day = definition == name_of(churn_definition::customer_day) ||
                           definition == name_of(churn_definition::daily);
      if (per_day && rest != nullptr) row.differences[rest->place].reset();
      if (row.suppressed || !tells_of_hidden(key_of(*each, row))) return;
      if (per_day) row.suppressed = true;
      for (const column_meaning meaning : told_by_sums) {
        const table_column* column = each->find(meaning);
        if (column == nullptr) continue;
        row.counts[column->place] = 0;
        row.withheld.push_back(column->place);
      }
      for (estimate& amount : row.estimates) {
        if (amount.unit != unit::money) continue;
        const double level = amount.level;
        amount = {};
        amount.unit = unit::money;
        amount.level = level;
      }
    });
  }
}

// What a row and everybody else in the period are, told together, tells of all in the period.
void report_cells::drop_rests(table& from) const {
  const table_column* rest = from.find(column_meaning::against_rest);
  if (rest == nullptr) return;
  const table_column* period = period_column(from);
  for (table_row& row : from.rows) {
    key all;
    if (period != nullptr) all.emplace_back(period->id, row.key[period->place]);
    const auto found = cells_.find(all);
    if (found != cells_.end() && known_.hidden(found->second.row)) row.differences[rest->place].reset();
  }
}

}  // namespace cxmetrics::detail
