// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_MATRIX_HPP
#define CXMETRICS_SRC_REPORT_CHART_MATRIX_HPP

#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// A table turned into rows of cells: the last key, or the period, runs across.
class matrix {
 public:
  using group = std::vector<std::string>;  // the other keys
  struct column {
    std::optional<period> when;
    std::string text;
  };

  explicit matrix(const table& table);

  // In the order of the table.
  const std::vector<group>& groups() const noexcept { return groups_; }
  // In the order of time, also the periods between that have no rows; or in that of the texts.
  const std::vector<column>& columns() const noexcept { return columns_; }
  // Nothing where there is no row.
  const table_row* find(const group& group, const column& column) const;

  // Leaves the groups with the most answers and the last columns, that many at most.
  void keep(std::size_t groups, std::size_t columns);

 private:
  void add_empty_periods();

  std::vector<group> groups_;
  std::vector<column> columns_;
  std::map<std::pair<group, std::string>, const table_row*> cells_;
};

}  // namespace cxmetrics::detail

#endif
