// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "comparisons.hpp"
#include "cxmetrics/report/cohort_table.hpp"

#include <cxmetrics/customers/cohort_retention.hpp>

#include <optional>
#include <string>
#include <utility>

namespace cxmetrics {
namespace detail {

table cohort_table(const cohort_table_options& options, cohort_age age) {
  table result;
  result.metric = "cohorts";
  result.title = "retention";
  const std::string when = age == cohort_age::calendar ? "at the end of the period of that age"
                                                       : "on the last day of that month of their own";
  result.formula = "customers who joined in a period and are still there " + when +
                   (options.kind == retention_kind::classic ? "" : " or later") + ", of all who joined in it";
  result.unit = unit::percent;
  result.better = better::high;
  result.level = options.estimate.level.level();
  result.add({"cohort", "cohort", column_kind::period, column_meaning::cohort});
  result.add({"age", "age", column_kind::age, column_meaning::age});
  result.add({"value", "retained", column_kind::estimate, column_meaning::value});
  result.add({"customers", "customers", column_kind::count});
  result.add({"retained", "retained", column_kind::count});
  result.add({"mature", "mature", column_kind::flag, column_meaning::mature});
  return result;
}

namespace {

table_row row_of(std::vector<key_cell> key, const estimate& retained, std::uint64_t customers,
                 std::uint64_t of_them, bool mature) {
  table_row row;
  row.key = std::move(key);
  row.estimates = {retained};
  row.counts = {customers, of_them};
  row.flags = {mature};
  return row;
}

}  // namespace

void append_cohorts(table& to, const std::vector<key_cell>& key, const customer_cohorts& cohorts,
                    const cohort_table_options& options) {
  for (const cohort& each : cohorts.cohorts(options.kind)) {
    for (const cohort_cell& cell : each.cells) {
      std::vector<key_cell> full = key;
      full.emplace_back(each.joined);
      full.emplace_back(cell.age);
      to.rows.push_back(row_of(std::move(full), retention_of(cell, options.estimate), cell.customers,
                               cell.retained, cell.mature));
    }
  }
}

table& add_ages(table& to, bool with_groups) {
  table margin = to;
  margin.rows.clear();
  margin.margins.clear();
  margin.columns.clear();
  for (const table_column& column : to.columns) {
    const bool group = column.is_key() && column.meaning == column_meaning::own;
    if (column.meaning != column_meaning::cohort && (with_groups || !group)) margin.add(column);
  }
  to.margins.push_back(std::move(margin));
  return to.margins.back();
}

void append_pooled(table& to, const std::vector<key_cell>& key, const customer_cohorts& cohorts,
                   const cohort_table_options& options) {
  const curve pooled = pooled_retention(cohorts.cohorts(options.kind), options.estimate);
  for (const curve_step& step : pooled.steps()) {
    std::vector<key_cell> full = key;
    full.emplace_back(step.time);
    to.rows.push_back(row_of(std::move(full), step.value, step.at_risk, step.at_risk - step.events, true));
  }
}

}  // namespace detail

table make_table(const customer_cohorts& cohorts, const cohort_table_options& options) {
  table result = detail::cohort_table(options, cohorts.age());
  detail::append_cohorts(result, {}, cohorts, options);
  detail::append_pooled(detail::add_ages(result, false), {}, cohorts, options);
  return result;
}

}  // namespace cxmetrics
