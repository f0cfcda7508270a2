// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_GAP_TABLE_HPP
#define CXMETRICS_REPORT_GAP_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/expectation_gap.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

namespace detail {

CXMETRICS_EXPORT table gap_table(const expectation_gaps& of_all, const estimate_options& options);
CXMETRICS_EXPORT void append_gaps(table& to, const std::vector<key_cell>& key, const expectation_gaps& gaps);
CXMETRICS_EXPORT void finish_gaps(table& to, const std::vector<std::string>& key_names);

}  // namespace detail

/// Perception less expectation of the same people by item, with its paired interval, and both means of those people
/// beside it. The key column is "item". Related tables have the gaps of dimensions, where there are any, and of all
/// items together. Marks (`mark_significance`) tell which gaps differ from 0. Throws as `gaps_of` does.
CXMETRICS_EXPORT table make_table(const std::vector<gap_item>& items, const answer_sheets& people,
                                  const estimate_options& options = {});

/// The same of groups. Throws also `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const std::vector<gap_item>& items, const breakdown<answer_sheets, Keys...>& by,
                 const std::vector<std::string>& key_names, const estimate_options& options = {}) {
  table result = detail::gap_table(gaps_of(items, by.empty_state(), options), options);
  for (const auto& cell : by) {
    const std::vector<key_cell> key = detail::cells_of(cell.first, key_names);
    detail::append_gaps(result, key, gaps_of(items, cell.second, options));
  }
  detail::finish_gaps(result, key_names);
  return result;
}

}  // namespace cxmetrics

#endif
