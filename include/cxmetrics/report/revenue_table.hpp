// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_REVENUE_TABLE_HPP
#define CXMETRICS_REPORT_REVENUE_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// What a table of revenue reports.
struct revenue_table_options {
  estimate_options estimate{};
  std::string currency{};  ///< the code, such as "EUR"; empty: none is named
  int minor_digits = 2;    ///< the decimals of the currency
  /// The revenue of all customers over the whole time, for the total.
  std::optional<revenue_flow> whole{};
};

namespace detail {

CXMETRICS_EXPORT table revenue_table(const revenue_table_options& options);
// A row for each flow, under the key and the period of the flow.
CXMETRICS_EXPORT void append_revenue(table& to, const std::vector<key_cell>& key,
                                     const std::vector<revenue_flow>& flows,
                                     const revenue_table_options& options);

}  // namespace detail

/// The net revenue retention of each period, the gross one, that of customers, the quick ratio and the revenue per
/// customer, with the movements they come from. The key column is "period". Throws what these throw.
CXMETRICS_EXPORT table make_table(const std::vector<revenue_flow>& flows,
                                  const revenue_table_options& options = {});

/// The same of groups, and the margin by period: of all customers, where the option is given, because who is in two
/// groups is one customer there. Throws as above, and `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<revenue_ledger, Keys...>& by, std::vector<std::string> key_names,
                 const revenue_table_options& options = {}, const std::vector<revenue_flow>& everybody = {}) {
  table result = detail::revenue_table(options);
  for (const auto& cell : by) {
    std::vector<key_cell> key;
    detail::add_cells(key, cell.first);
    detail::append_revenue(result, key, cell.second.flows(), options);
  }
  key_names.emplace_back("period");
  detail::set_keys(result, key_names, true);
  if (key_names.size() > 1 && !result.rows.empty() && !everybody.empty()) {
    table& periods = detail::add_margin(result, key_names.size() - 1);
    detail::append_revenue(periods, {}, everybody, options);
  }
  return result;
}

}  // namespace cxmetrics

#endif
