// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_COHORT_TABLE_HPP
#define CXMETRICS_REPORT_COHORT_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// What a table of cohorts reports.
struct cohort_table_options {
  retention_kind kind = retention_kind::classic;
  estimate_options estimate{};
};

namespace detail {

CXMETRICS_EXPORT table cohort_table(const cohort_table_options& options, cohort_age age);
CXMETRICS_EXPORT void append_cohorts(table& to, const std::vector<key_cell>& key,
                                     const customer_cohorts& cohorts, const cohort_table_options& options);
// A margin by the keys of groups and age, and one by age alone.
CXMETRICS_EXPORT table& add_ages(table& to, bool with_groups);
CXMETRICS_EXPORT void append_pooled(table& to, const std::vector<key_cell>& key,
                                    const customer_cohorts& cohorts, const cohort_table_options& options);

}  // namespace detail

/// The retention triangle: a row for each cohort and age that its customers can have had, with the share retained, in
/// per cent; those that are not mature say so. The key columns are "cohort" and "age". The margin is the pooled
/// curve, by age: of all cohorts that are old enough. Throws as `retention_of` does.
CXMETRICS_EXPORT table make_table(const customer_cohorts& cohorts, const cohort_table_options& options = {});

/// The triangles of groups; the margins are the pooled curves of each group, and of all together. Throws as above, and
/// `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<customer_cohorts, Keys...>& by, const std::vector<std::string>& key_names,
                 const cohort_table_options& options = {}) {
  table result = detail::cohort_table(options, by.empty_state().age());
  for (const auto& cell : by) {
    std::vector<key_cell> key;
    detail::add_cells(key, cell.first);
    detail::append_cohorts(result, key, cell.second, options);
  }
  detail::set_keys(result, key_names, false);
  table& groups = detail::add_ages(result, true);
  for (const auto& cell : by) {
    std::vector<key_cell> key;
    detail::add_cells(key, cell.first);
    detail::append_pooled(groups, key, cell.second, options);
  }
  if (!key_names.empty()) detail::append_pooled(detail::add_ages(result, false), {}, by.total(), options);
  return result;
}

}  // namespace cxmetrics

#endif
