// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_REASON_TABLE_HPP
#define CXMETRICS_REPORT_REASON_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// What stands for the reason of those who gave none, unless somebody gave that one.
inline constexpr std::string_view no_reason = "no reason given";

namespace detail {

CXMETRICS_EXPORT table reason_table(const estimate_options& options);
CXMETRICS_EXPORT void append_reasons(table& to, const std::vector<key_cell>& key,
                                     const churn_reasons& reasons, const estimate_options& options);
// A margin without the reasons: all churn of each period.
CXMETRICS_EXPORT table& add_all_reasons(table& to);
CXMETRICS_EXPORT void append_all_reasons(table& to, const std::vector<key_cell>& key,
                                         const churn_reasons& reasons, const estimate_options& options);

}  // namespace detail

/// The churn of each period by reason, in per cent of the customers at its start; the reasons of a period add up to the
/// churn of the start cohort, which the margin has. The key columns are "period" and "reason".
CXMETRICS_EXPORT table make_table(const churn_reasons& reasons, const estimate_options& options = {});

/// The same of groups. Throws `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<churn_reasons, Keys...>& by, const std::vector<std::string>& key_names,
                 const estimate_options& options = {}) {
  table result = detail::reason_table(options);
  const auto append_all = [&](table& to, auto append) {
    for (const auto& cell : by) {
      std::vector<key_cell> key;
      detail::add_cells(key, cell.first);
      append(to, key, cell.second, options);
    }
  };
  append_all(result, detail::append_reasons);
  detail::set_keys(result, key_names, false);
  append_all(detail::add_all_reasons(result), detail::append_all_reasons);
  return result;
}

}  // namespace cxmetrics

#endif
