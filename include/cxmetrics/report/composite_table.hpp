// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_COMPOSITE_TABLE_HPP
#define CXMETRICS_REPORT_COMPOSITE_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/composite.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// What a table of an index reports.
struct composite_table_options {
  estimate_options estimate{};
  std::vector<index_band> bands{};  ///< names for its values, told below the figures; none: nothing is told
};

namespace detail {

CXMETRICS_EXPORT table composite_table(const composite& index, const answer_sheets& all,
                                       const composite_table_options& options);
CXMETRICS_EXPORT table_row index_row(const composite& index, const answer_sheets& people,
                                     const composite_table_options& options);
// The metric of each item, below those of other groups in the related table.
CXMETRICS_EXPORT void append_items(table& to, const std::vector<key_cell>& key, const composite& index,
                                   const answer_sheets& people, const composite_table_options& options);
CXMETRICS_EXPORT void add_bands(table& to, const std::vector<index_band>& bands);

}  // namespace detail

/// An index of all together, computed for each respondent. Related tables have the metric of each item, and Cronbach's
/// alpha. Throws as `index_of` does.
CXMETRICS_EXPORT table make_table(const composite& index, const answer_sheets& people,
                                  const composite_table_options& options = {});

/// The same of groups, which are compared where they are marked (`mark_significance`), item by item as well. Throws
/// also `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const composite& index, const breakdown<answer_sheets, Keys...>& by,
                 const std::vector<std::string>& key_names, const composite_table_options& options = {}) {
  table result = detail::composite_table(index, by.total(), options);
  detail::add_rows(result, by, key_names, [&](std::vector<table_row>& rows, const answer_sheets& people) {
    rows.push_back(detail::index_row(index, people, options));
  });
  for (const auto& cell : by) {
    const std::vector<key_cell> key = detail::cells_of(cell.first, key_names);
    detail::append_items(result, key, index, cell.second, options);
  }
  detail::set_keys(result.related.front(), key_names, false);
  detail::add_bands(result, options.bands);
  return result;
}

}  // namespace cxmetrics

#endif
