// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/reason_table.hpp"

#include <cxmetrics/stats/distribution.hpp>

#include <utility>

namespace cxmetrics {
namespace detail {

table reason_table(const estimate_options& options) {
  table result;
  result.metric = "reasons";
  result.title = "churn";
  result.formula =
      "customers at the start who are none at the end and left for the reason, of those at the start";
  result.unit = unit::percent;
  result.better = better::low;
  result.level = options.level.level();
  result.add({"period", "period", column_kind::period});
  result.add({"reason", "reason", column_kind::group, column_meaning::reason});
  result.add({"value", "churn", column_kind::estimate, column_meaning::value});
  result.add({"at_start", "at start", column_kind::count, column_meaning::at_start});
  result.add({"churned", "churned", column_kind::count, column_meaning::churned});
  return result;
}

namespace {

table_row row_of(std::vector<key_cell> key, const estimate& churn, std::uint64_t at_start,
                 std::uint64_t churned) {
  table_row row;
  row.key = std::move(key);
  row.estimates = {churn};
  row.counts = {at_start, churned};
  return row;
}

}  // namespace

void append_reasons(table& to, const std::vector<key_cell>& key, const churn_reasons& reasons,
                    const estimate_options& options) {
  for (const reasons_of_period& lost : reasons.by_period()) {
    for (const auto& [reason, churned] : lost.reasons) {
      std::vector<key_cell> full = key;
      full.emplace_back(lost.period);
      full.emplace_back(reason.empty() ? std::string(no_reason) : reason);
      to.rows.push_back(row_of(std::move(full), churn_for(lost, reason, options), lost.at_start, churned));
    }
  }
}

table& add_all_reasons(table& to) {
  table margin = to;
  margin.rows.clear();
  margin.margins.clear();
  margin.columns.clear();
  for (const table_column& column : to.columns) {
    if (column.meaning != column_meaning::reason) margin.add(column);
  }
  to.margins.push_back(std::move(margin));
  return to.margins.back();
}

void append_all_reasons(table& to, const std::vector<key_cell>& key, const churn_reasons& reasons,
                        const estimate_options& options) {
  for (const reasons_of_period& lost : reasons.by_period()) {
    std::vector<key_cell> full = key;
    full.emplace_back(lost.period);
    distribution values;
    values.add(0, lost.at_start - lost.churned);
    values.add(100, lost.churned);
    to.rows.push_back(row_of(std::move(full), estimate_of(values, {to.unit, to.better}, options),
                             lost.at_start, lost.churned));
  }
}

}  // namespace detail

table make_table(const churn_reasons& reasons, const estimate_options& options) {
  table result = detail::reason_table(options);
  detail::append_reasons(result, {}, reasons, options);
  detail::append_all_reasons(detail::add_all_reasons(result), {}, reasons, options);
  return result;
}

}  // namespace cxmetrics
