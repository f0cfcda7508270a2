// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_MATRIX_HPP
#define CXMETRICS_SRC_REPORT_CHART_MATRIX_HPP

#include "../keys.hpp"

#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// A table turned into rows of cells: the period, or else the last key, runs across.
class matrix {
 public:
  using group = group_cells;  // the other keys
  struct column {
    key_cell cell;
    std::string text;
    std::optional<period> when;  // nothing for a group

    explicit column(key_cell cell);
  };

  explicit matrix(const table& table);

  // In the order of the table.
  const std::vector<group>& groups() const noexcept { return groups_; }
  // In the order of time, also the periods between that have no rows; or in that of the groups.
  const std::vector<column>& columns() const noexcept { return columns_; }
  // Nothing where there is no row.
  const table_row* find(const group& group, const column& column) const;

  // Leaves the groups with the most answers and the last columns, that many at most.
  void keep(std::size_t groups, std::size_t columns);

 private:
  void add_empty_periods();

  std::vector<group> groups_;
  std::vector<column> columns_;
  std::map<std::pair<group, key_cell>, const table_row*> cells_;
};

// "north / web".
std::string group_text(const matrix::group& group);

}  // namespace cxmetrics::detail

#endif
