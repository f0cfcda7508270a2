// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/report/flow_table.hpp>

#include <string_view>

namespace cxmetrics {
namespace {

using rate = flow_table_options::rate;

std::string_view formula_of(churn_definition definition) {
  switch (definition) {
    case churn_definition::start_cohort:
      return "customers at the start who are none at the end, of those at the start";
    case churn_definition::naive:
      return "all who left, over the customers at the start";
    case churn_definition::at_risk:
      return "all who left, of those at the start or who came";
    case churn_definition::mid_period:
      return "all who left, over the mean of the customers at start and end";
    case churn_definition::daily:
      return "sum over the days of those who left, over the customers that day";
    case churn_definition::customer_day:
      break;
  }
  return "all who left per customer-day, times the days of the period";
}

std::string formula_of(const flow_table_options& options) {
  if (options.of == rate::retention) {
    return "customers at the start who are customers at the end, of those at the start";
  }
  std::string text;
  for (const churn_definition definition : options.definitions) {
    if (!text.empty()) text += "; ";
    text.append(name_of(definition)).append(": ").append(formula_of(definition));
  }
  return text;
}

table_row with_counts(table_row row, const customer_flow& flow) {
  row.counts = {flow.at_start(),    flow.acquired(), flow.reactivated(), flow.churned(),
                flow.churned_new(), flow.returned(), flow.at_end(),      flow.customer_days()};
  return row;
}

std::vector<table_row> rows_of(const table_row& row, const customer_flow& flow,
                               const flow_table_options& options) {
  std::vector<table_row> rows;
  if (options.of == rate::retention) {
    rows.push_back(with_counts(row, flow));
    rows.back().result = retention_rate(flow, options.estimate);
    return rows;
  }
  for (const churn_definition definition : options.definitions) {
    rows.push_back(with_counts(row, flow));
    rows.back().result = churn_rate(flow, definition, options.estimate);
    rows.back().definition = name_of(definition);
  }
  return rows;
}

}  // namespace

namespace detail {

table empty_flow_table(std::vector<std::string> key_names, const flow_table_options& options) {
  table result;
  result.metric = options.of == rate::churn ? "churn" : "retention";
  result.formula = formula_of(options);
  result.unit = unit::percent;
  result.better = options.of == rate::churn ? better::low : better::high;
  result.level = options.estimate.level.level();
  result.key_names = std::move(key_names);
  result.count_names = {"at_start",    "acquired", "reactivated", "churned",
                        "churned_new", "returned", "at_end",      "customer_days"};
  if (options.whole) {
    std::vector<table_row> totals = rows_of({}, *options.whole, options);
    if (totals.size() == 1) result.total = std::move(totals.front());
  }
  return result;
}

void add_flow(table& to, const table_row& row, const customer_flow& flow, const flow_table_options& options) {
  for (table_row& added : rows_of(row, flow, options)) to.rows.push_back(std::move(added));
}

}  // namespace detail

table make_table(const std::vector<customer_flow>& flows, const flow_table_options& options) {
  table result = detail::empty_flow_table({"period"}, options);
  for (const customer_flow& flow : flows) {
    table_row row;
    detail::key_writer{row}.add(flow.period());
    detail::add_flow(result, row, flow, options);
  }
  return result;
}

}  // namespace cxmetrics
