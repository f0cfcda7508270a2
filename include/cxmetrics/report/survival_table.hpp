// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SURVIVAL_TABLE_HPP
#define CXMETRICS_REPORT_SURVIVAL_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// What a table of survival reports.
struct survival_table_options {
  estimate_options estimate{};
  /// Adjusts the comparisons of each two of several groups.
  cxmetrics::adjustment adjustment = adjustment::holm;
  /// Rows for about a dozen round times only, for people to read: `left` and `last seen` are then of all the time
  /// since the row above.
  bool few_times = false;
};

namespace detail {

CXMETRICS_EXPORT table survival_table(granularity unit, const survival_table_options& options);
CXMETRICS_EXPORT void append_survival(table& to, const std::vector<key_cell>& key, const lifetimes& of,
                                      const survival_table_options& options);
// How long customers stay, as a related table by the same groups.
CXMETRICS_EXPORT void add_stays(table& to, granularity unit, const std::vector<std::vector<key_cell>>& keys,
                                const std::vector<lifetimes>& groups,
                                const std::vector<std::string>& key_names,
                                const survival_table_options& options);
CXMETRICS_EXPORT void add_tests(table& to, const std::vector<std::vector<key_cell>>& keys,
                                const std::vector<lifetimes>& groups, const survival_table_options& options);

}  // namespace detail

/// The share of customers who are still there after each time at which anything happened, in per cent, by Kaplan and
/// Meier, with how many were at risk, left, and were seen for the last time. The key column is "time". The related
/// table tells how long customers stay: the median, and the mean within the longest time up to which all groups were
/// seen. Throws as `kaplan_meier` does.
CXMETRICS_EXPORT table make_table(const lifetimes& lifetimes, const survival_table_options& options = {});

/// The same of groups, with the log-rank and Peto-Peto tests of all, and of each two where there are three to twelve.
/// Throws as above, and `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<lifetimes, Keys...>& by, const std::vector<std::string>& key_names,
                 const survival_table_options& options = {}) {
  const granularity unit = by.empty_state().unit();
  table result = detail::survival_table(unit, options);
  std::vector<std::vector<key_cell>> keys;
  std::vector<lifetimes> groups;
  for (const auto& cell : by) {
    detail::add_cells(keys.emplace_back(), cell.first);
    groups.push_back(cell.second);
    detail::append_survival(result, keys.back(), groups.back(), options);
  }
  detail::set_keys(result, key_names, false);
  detail::add_stays(result, unit, keys, groups, key_names, options);
  detail::add_tests(result, keys, groups, options);
  return result;
}

/// Puts tests within strata in place of those of a table of groups: what differs between the strata is then no
/// evidence. `column` is what the strata are of, for people; each stratum has the groups of the table, in their order.
/// Throws as `compare_survival`.
CXMETRICS_EXPORT void test_within_strata(table& of, std::string_view column,
                                         std::span<const std::vector<lifetimes>> strata,
                                         const survival_table_options& options = {});

/// For each cause, the share of customers who have left for it after each time, in per cent, by Aalen and Johansen.
/// The key columns are "reason" and "time". Throws `std::invalid_argument` unless there is a name for each cause, and
/// as `aalen_johansen` does.
CXMETRICS_EXPORT table make_table_of_causes(const lifetimes& lifetimes,
                                            const std::vector<std::string>& causes,
                                            const survival_table_options& options = {});

}  // namespace cxmetrics

#endif
