// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "keys.hpp"
#include "printed_figures.hpp"
#include "revenue_cells.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace cxmetrics::detail {
namespace {

using figure = printed_figures::figure;
using amounts = std::vector<std::uint64_t>;
using group = std::map<std::string, key_cell>;  // by name of the column

// What giving up a margin that no table prints costs, against a row that vanishes from a report.
constexpr std::uint64_t cost_of_margin = 1000;
// With more keys, there are margins by all but one, and by none.
constexpr std::size_t most_keys_in_every_way = 4;

enum place : std::size_t { at_start, at_end, gained, lost, of_money };

struct cell {
  amounts money{};  // by place
  amounts bases{};  // on how many customers each figure of the row rests
  std::vector<table_row*> rows{};
  printed_figures::row row = 0;
  std::vector<figure> figures{};  // of the money
  std::vector<figure> base{};

  std::uint64_t customers() const {
    return bases.empty() ? 0 : *std::max_element(bases.begin(), bases.end());
  }
};

struct where {
  group of{};
  std::optional<period> when{};  // none: the whole time
  friend bool operator<(const where& one, const where& other) {
    return std::tie(one.of, one.when) < std::tie(other.of, other.when);
  }
};

void add(amounts& to, const amounts& more) {
  to.resize(std::max(to.size(), more.size()));
  for (std::size_t at = 0; at < more.size(); ++at) to[at] += more[at];
}

cell cell_of(const table& of, const table_row& row) {
  const auto amount = [&](column_meaning meaning) {
    const table_column* column = of.find(meaning);
    return column == nullptr
               ? 0
               : static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.money[column->place]));
  };
  using meaning = column_meaning;
  cell result;
  result.money = {
      amount(meaning::start), amount(meaning::end),
      amount(meaning::acquired_revenue) + amount(meaning::reactivated_revenue) + amount(meaning::expansion),
      amount(meaning::contraction) + amount(meaning::churned_revenue)};
  for (const estimate& each : row.estimates) result.bases.push_back(each.n);
  return result;
}

where place_of(const table& of, const table_row& row) {
  where result;
  for (const table_column* column : key_columns(of)) {
    const key_cell& here = row.key[column->place];
    if (const auto* when = std::get_if<period>(&here)) {
      result.when = *when;
    } else if (!std::holds_alternative<std::monostate>(here)) {
      result.of.emplace(column->id, here);
    }
  }
  return result;
}

class revenue_cells {
 public:
  explicit revenue_cells(const std::vector<table*>& tables) {
    for (table* each : tables) {
      for (table_row& row : each->rows) take(*each, row);
      if (each->total) take(*each, *each->total);
    }
    find_sums_over_groups();
  }

  void hide(std::uint64_t minimum) {
    add_figures(minimum);
    add_sums();
    for (auto& [at, here] : cells_) {
      if (here.rows.empty() || !is_small(here, minimum)) continue;
      for (std::size_t each = 0; each < here.bases.size(); ++each) {
        if (here.bases[each] > 0 && here.bases[each] < minimum) known_.protect(here.base[each], minimum);
      }
      // Money that could as well be half as much again.
      for (std::size_t each = 0; each < of_money; ++each)
        known_.protect(here.figures[each], here.money[each] + (here.money[each] + 1) / 2);
    }
    for (auto& [at, here] : cells_) {
      for (table_row* row : here.rows) row->suppressed = row->suppressed || known_.hidden(here.row);
    }
  }

 private:
  struct sum {
    cell* total;
    std::vector<cell*> parts;
  };

  static bool is_small(const cell& of, std::uint64_t minimum) {
    return std::any_of(of.bases.begin(), of.bases.end(),
                       [=](std::uint64_t base) { return base > 0 && base < minimum; });
  }

  void take(const table& of, table_row& row) {
    cells_.try_emplace(place_of(of, row), cell_of(of, row)).first->second.rows.push_back(&row);
  }

  // Those by fewer columns, whether a table shows them or not: somebody may know them.
  static std::vector<group> margins_of(const group& full) {
    std::vector<std::string> names;
    for (const auto& [name, value] : full) names.push_back(name);
    std::vector<group> margins;
    if (names.size() <= most_keys_in_every_way) {
      for (std::size_t drop = 1; drop < std::size_t{1} << names.size(); ++drop) {
        group kept = full;
        for (std::size_t at = 0; at < names.size(); ++at) {
          if ((drop >> at & 1) != 0) kept.erase(names[at]);
        }
        margins.push_back(std::move(kept));
      }
      return margins;
    }
    for (const std::string& name : names) {
      margins.push_back(full);
      margins.back().erase(name);
    }
    margins.emplace_back();
    return margins;
  }

  void find_sums_over_groups() {
    std::size_t most = 0;
    for (const auto& [at, here] : cells_) most = std::max(most, at.of.size());
    std::map<where, std::vector<cell*>> parts;
    for (auto& [at, here] : cells_) {
      if (at.of.size() < most || !at.when) continue;
      for (group& margin : margins_of(at.of)) parts[{std::move(margin), at.when}].push_back(&here);
    }
    for (auto& [at, of] : parts) {
      cell pooled;
      for (const cell* each : of) {
        add(pooled.money, each->money);
        add(pooled.bases, each->bases);
      }
      sums_.push_back({&cells_.try_emplace(at, std::move(pooled)).first->second, std::move(of)});
    }
  }

  void add_figures(std::uint64_t minimum) {
    for (auto& [at, here] : cells_) {
      here.row = known_.add_row(here.rows.empty() ? here.customers() * cost_of_margin : here.customers());
      for (const std::uint64_t amount : here.money)
        here.figures.push_back(known_.add_figure(amount, {here.row}));
      for (const std::uint64_t base : here.bases) here.base.push_back(known_.add_figure(base, {here.row}));
      const figure before = known_.add_figure(here.money[at_start] + here.money[gained], {here.row});
      known_.add_sum(before, {here.figures[at_start], here.figures[gained]});
      if (here.money[at_start] + here.money[gained] == here.money[at_end] + here.money[lost])
        known_.add_sum(before, {here.figures[at_end], here.figures[lost]});
      const bool was_hidden = std::any_of(here.rows.begin(), here.rows.end(),
                                          [](const table_row* row) { return row->suppressed; });
      if (was_hidden || (!here.rows.empty() && is_small(here, minimum))) known_.hide(here.row);
    }
  }

  // Where the figures of some are the sum of others', money but for what each was rounded by: it adds up even where
  // customers are in several groups, who are counted in each.
  void add_sum_if_it_is(figure total, std::uint64_t value,
                        const std::vector<std::pair<figure, std::uint64_t>>& parts, bool is_money = true) {
    std::uint64_t all = 0;
    std::vector<figure> figures;
    for (const auto& [part, amount] : parts) {
      all += amount;
      figures.push_back(part);
    }
    const std::uint64_t off = all > value ? all - value : value - all;
    if (off <= (is_money ? parts.size() : 0)) known_.add_sum(total, std::move(figures));
  }

  void add_sums() {
    for (const sum& each : sums_) {
      for (std::size_t money = 0; money < of_money; ++money) {
        std::vector<std::pair<figure, std::uint64_t>> parts;
        for (const cell* part : each.parts) parts.emplace_back(part->figures[money], part->money[money]);
        add_sum_if_it_is(each.total->figures[money], each.total->money[money], parts);
      }
      for (std::size_t base = 0; base < each.total->base.size(); ++base) {
        std::vector<std::pair<figure, std::uint64_t>> parts;
        for (const cell* part : each.parts) parts.emplace_back(part->base[base], part->bases[base]);
        add_sum_if_it_is(each.total->base[base], each.total->bases[base], parts, false);
      }
    }
    add_sums_over_time();
  }

  // A period ends with what the next one starts with; the whole time has what all periods have.
  void add_sums_over_time() {
    std::map<group, std::map<period, cell*>> in_time;
    for (auto& [at, here] : cells_) {
      if (at.when) in_time[at.of][*at.when] = &here;
    }
    for (const auto& [of, periods] : in_time) {
      for (auto at = periods.begin(); std::next(at) != periods.end(); ++at) {
        const auto after = std::next(at);
        if (at->first.last() != after->first.first()) continue;
        add_sum_if_it_is(after->second->figures[at_start], after->second->money[at_start],
                         {{at->second->figures[at_end], at->second->money[at_end]}});
      }
      const auto whole = cells_.find({of, std::nullopt});
      if (whole == cells_.end()) continue;
      const cell& span = whole->second;
      const cell& first = *periods.begin()->second;
      const cell& last = *periods.rbegin()->second;
      add_sum_if_it_is(span.figures[at_start], span.money[at_start],
                       {{first.figures[at_start], first.money[at_start]}});
      add_sum_if_it_is(span.figures[at_end], span.money[at_end],
                       {{last.figures[at_end], last.money[at_end]}});
      for (const place movement : {gained, lost}) {
        std::vector<std::pair<figure, std::uint64_t>> parts;
        for (const auto& [when, here] : periods)
          parts.emplace_back(here->figures[movement], here->money[movement]);
        add_sum_if_it_is(span.figures[movement], span.money[movement], parts);
      }
    }
  }

  std::map<where, cell> cells_{};
  std::vector<sum> sums_{};
  printed_figures known_{};
};

}  // namespace

bool is_of_revenue(const table& table) {
  return table.find(column_meaning::start) != nullptr;
}

void hide_small_revenue(const std::vector<table*>& tables, std::uint64_t minimum) {
  if (!tables.empty()) revenue_cells(tables).hide(minimum);
}

}  // namespace cxmetrics::detail
