// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_REPORT_CELLS_HPP
#define CXMETRICS_SRC_REPORT_REPORT_CELLS_HPP

#include "printed_figures.hpp"

#include <cxmetrics/report/table.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// The tables of a report that are made of the same records: by other keys, or by other definitions. Rows under the
// same key are one cell, and cells add up to those of fewer keys. Margins that no table prints are cells too, as
// somebody may know them; they are given up only where nothing else can be hidden.
class report_cells {
 public:
  // Takes the table if it can be of the same records: if some cell is common, and all that are agree.
  bool add(table& more) { return take(more, tables_.empty()); }
  // The same of a margin of a table that was taken, which may lack a common cell: without a total, no table has one.
  bool add_margin(table& more) { return take(more, true); }
  // Marks as suppressed what must not be shown, and drops comparisons that would tell of it. Call it once.
  void hide(std::uint64_t minimum);

 private:
  using key = std::vector<std::pair<std::string, key_cell>>;  // by name of the column
  using names = std::set<std::string>;
  using figure = printed_figures::figure;

  struct cell {
    std::vector<std::uint64_t> counts{};  // answers by score, or those of a flow
    std::uint64_t people = 0;
    std::vector<table_row*> rows{};   // none: a margin that no table prints
    std::set<std::uint64_t> bases{};  // what rows rest on
    printed_figures::row row = 0;
    std::vector<figure> figures{};  // of the counts
    figure all = 0;                 // of the people
    figure came = 0;                // of a flow, as those that follow
    figure lost = 0;
    figure at_end = 0;
    std::map<std::uint64_t, figure> base{};
  };
  struct sum {
    const cell* total;
    std::vector<cell*> parts;
  };

  bool take(table& more, bool is_known_to_be_of_same);
  static key key_of(const table& of, const table_row& row);
  static cell cell_of(const table& of, const table_row& row);
  std::vector<names> margins_of(const names& all) const;
  std::vector<sum> find_sums();
  void leave_out_zeros();
  void add_figures(std::uint64_t minimum);
  void add_flow_figures(cell& to);
  void add_sums(const std::vector<sum>& sums);
  void add_sums_over_time();
  void drop_rests(table& from) const;
  void withhold();
  bool tells_of_hidden(const key& where) const;

  bool flows_ = false;
  std::string period_{};  // the name of the column of periods
  std::map<key, cell> cells_{};
  std::set<names> printed_{};  // the keys of each table
  std::vector<table*> tables_{};
  printed_figures known_{};
  // The keys of hidden cells, cut to those names that they have in common with a cell to look at.
  mutable std::map<std::pair<names, names>, std::set<key>> hidden_in_common_{};
  std::map<names, std::vector<key>> hidden_{};
};

}  // namespace cxmetrics::detail

#endif
