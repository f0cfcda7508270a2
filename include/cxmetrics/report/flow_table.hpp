// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_FLOW_TABLE_HPP
#define CXMETRICS_REPORT_FLOW_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// What a table of customer flows reports.
struct flow_table_options {
  enum class rate { churn, retention };
  rate of = rate::churn;
  /// A row for each; retention has none.
  std::vector<churn_definition> definitions{churn_definition::start_cohort};
  estimate_options estimate{};
  /// The flow of all customers over the whole time, for the total. With several definitions there is no
  /// total.
  std::optional<customer_flow> whole{};
  /// The day up to which the customers are known, for the table to say.
  std::optional<day> as_of{};
};

namespace detail {

CXMETRICS_EXPORT table flow_table(const flow_table_options& options);
// A row for each definition.
CXMETRICS_EXPORT void append_flow(std::vector<table_row>& to, const customer_flow& flow,
                                  const flow_table_options& options);
// The same for each flow, under the key and the period of the flow.
CXMETRICS_EXPORT void append_flows(table& to, const std::vector<key_cell>& key,
                                   const std::vector<customer_flow>& flows,
                                   const flow_table_options& options);

}  // namespace detail

/// The rate of each period, in per cent, and the flow it comes from. The key column is "period". Throws what
/// `churn_rate` and `retention_rate` throw.
CXMETRICS_EXPORT table make_table(const std::vector<customer_flow>& flows,
                                  const flow_table_options& options = {});

/// The rates of groups in the same period, the total of all groups, and the margins by each key alone. Throws as
/// above, and `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<customer_flow, Keys...>& by, const std::vector<std::string>& key_names,
                 flow_table_options options = {}) {
  options.whole = by.total();
  table result = detail::flow_table(options);
  detail::add_rows(result, by, key_names, [&](std::vector<table_row>& rows, const customer_flow& flow) {
    detail::append_flow(rows, flow, options);
  });
  return result;
}

/// The rates of groups in each of several periods, and the margin by period. After the columns of the groups comes
/// "period". Throws as above.
template <class... Keys>
table make_table(const breakdown<customer_ledger, Keys...>& by, std::vector<std::string> key_names,
                 const flow_table_options& options = {}) {
  table result = detail::flow_table(options);
  for (const auto& cell : by) {
    std::vector<key_cell> key;
    detail::add_cells(key, cell.first);
    detail::append_flows(result, key, cell.second.flows(), options);
  }
  key_names.emplace_back("period");
  detail::set_keys(result, key_names, true);
  if (key_names.size() > 1 && !result.rows.empty()) {
    table& periods = detail::add_margin(result, key_names.size() - 1);
    detail::append_flows(periods, {}, by.total().flows(), options);
  }
  return result;
}

}  // namespace cxmetrics

#endif
