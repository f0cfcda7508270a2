// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_FUNNEL_TABLE_HPP
#define CXMETRICS_REPORT_FUNNEL_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

namespace detail {

CXMETRICS_EXPORT table funnel_table(const funnel_rules& rules, const estimate_options& options);
CXMETRICS_EXPORT void append_steps(table& to, const std::vector<key_cell>& key, const funnel& of,
                                   const estimate_options& options);
// Who stopped where, and how long the steps took, as related tables by the same groups.
CXMETRICS_EXPORT void add_related(table& to, const std::vector<std::vector<key_cell>>& keys,
                                  const std::vector<funnel>& groups,
                                  const std::vector<std::string>& key_names, const estimate_options& options);
CXMETRICS_EXPORT table drop_off_table(const estimate_options& options);
// With a row for each reason that somebody of all gave.
CXMETRICS_EXPORT void append_drop_off(table& to, const std::vector<key_cell>& key, const drop_off& of,
                                      const drop_off& all, const estimate_options& options);

}  // namespace detail

/// The steps of a funnel: how many reached each, and which share of those at the step before and of those at the
/// first step. The key column is "step", whose meaning is `column_meaning::question`: steps of the same people are
/// not compared with one another. Related tables tell how many stopped at each step and how long it took to get
/// there.
CXMETRICS_EXPORT table make_table(const funnel& funnel, const estimate_options& options = {});

/// The same of groups, which are compared step by step where they are marked (`mark_significance`). Throws
/// `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<funnel, Keys...>& by, const std::vector<std::string>& key_names,
                 const estimate_options& options = {}) {
  table result = detail::funnel_table(by.empty_state().rules(), options);
  std::vector<std::vector<key_cell>> keys;
  std::vector<funnel> groups;
  for (const auto& cell : by) {
    keys.push_back(detail::cells_of(cell.first, key_names));
    groups.push_back(cell.second);
    detail::append_steps(result, keys.back(), groups.back(), options);
  }
  detail::set_keys(result, key_names, false);
  detail::add_related(result, keys, groups, key_names, options);
  return result;
}

/// For each step but the last, the share of those who stopped there by reason. The key columns are "step" and "reason";
/// who gave several reasons stands in the row of each, so that the shares may exceed 100 % together.
CXMETRICS_EXPORT table make_table(const drop_off& reasons, const estimate_options& options = {});

/// The same of groups, which are compared reason by reason where they are marked. Throws `std::invalid_argument`
/// where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<drop_off, Keys...>& by, const std::vector<std::string>& key_names,
                 const estimate_options& options = {}) {
  table result = detail::drop_off_table(options);
  drop_off all = by.empty_state();
  for (const auto& cell : by) all += cell.second;
  for (const auto& cell : by) {
    const std::vector<key_cell> key = detail::cells_of(cell.first, key_names);
    detail::append_drop_off(result, key, cell.second, all, options);
  }
  detail::set_keys(result, key_names, false);
  return result;
}

}  // namespace cxmetrics

#endif
