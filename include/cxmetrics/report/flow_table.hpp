// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_FLOW_TABLE_HPP
#define CXMETRICS_REPORT_FLOW_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/export.hpp>
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
};

namespace detail {

CXMETRICS_EXPORT table empty_flow_table(std::vector<std::string> key_names,
                                        const flow_table_options& options);
// Adds the rows of a flow, one for each definition, under the key of `row`.
CXMETRICS_EXPORT void add_flow(table& to, const table_row& row, const customer_flow& flow,
                               const flow_table_options& options);

}  // namespace detail

/// The rate of each period, in per cent, and the flow it comes from. The key column is "period". Throws what
/// `churn_rate` and `retention_rate` throw.
CXMETRICS_EXPORT table make_table(const std::vector<customer_flow>& flows,
                                  const flow_table_options& options = {});

/// The rates of groups in the same period, and the total of all groups. Throws as above, and
/// `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const breakdown<customer_flow, Keys...>& by, std::vector<std::string> key_names,
                 flow_table_options options = {}) {
  options.whole = by.total();
  table result = detail::empty_flow_table(std::move(key_names), options);
  for (const auto& cell : by) {
    table_row row;
    detail::key_writer{row}.add(cell.first);
    detail::add_flow(result, row, cell.second, options);
  }
  detail::require_key_names(result);
  return result;
}

/// The rates of groups in each of several periods; after the columns of the groups comes "period". Throws as
/// above.
template <class... Keys>
table make_table(const breakdown<customer_ledger, Keys...>& by, std::vector<std::string> key_names,
                 const flow_table_options& options = {}) {
  key_names.emplace_back("period");
  table result = detail::empty_flow_table(std::move(key_names), options);
  for (const auto& cell : by) {
    for (const customer_flow& flow : cell.second.flows()) {
      table_row row;
      detail::key_writer writer{row};
      writer.add(cell.first);
      writer.add(flow.period());
      detail::add_flow(result, row, flow, options);
    }
  }
  detail::require_key_names(result);
  return result;
}

}  // namespace cxmetrics

#endif
