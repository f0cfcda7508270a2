// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.

#include "cxmetrics/report/flow_table.hpp"
#include "where_it_fits.hpp"

#include <chrono>
#include <string>
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

estimate rate_of_nobody(churn_definition definition, const estimate_options& options) {
  static const customer_flow empty{period{day{}, day{std::chrono::days{1}}}, flow_detail::daily};
  return churn_rate(empty, definition, options);
}

// No interval fits all definitions. Of several, each has the one asked for where it fits, and its standard one elsewhere.
estimate_options interval_of(churn_definition definition, const flow_table_options& options) {
  if (options.definitions.size() == 1) return options.estimate;
  return detail::where_it_fits(
      options.estimate, [=](const estimate_options& asked) { return rate_of_nobody(definition, asked); });
}

// Says which definitions have another interval than the one asked for. Throws where all have.
void explain_intervals(table& to, const flow_table_options& options) {
  const interval_method asked = options.estimate.method;
  if (asked == interval_method::standard) return;
  std::string others;
  bool fits = false;
  for (const churn_definition definition : options.definitions) {
    const estimate_options found = interval_of(definition, options);
    fits = fits || found.method == asked;
    if (found.method == asked) continue;
    others.append(others.empty() ? "" : ", ").append(name_of(definition)).append(": ");
    others.append(name_of(rate_of_nobody(definition, found).method));
  }
  if (!fits) static_cast<void>(rate_of_nobody(options.definitions.front(), options.estimate));
  if (!others.empty()) to.notes.push_back("other intervals than the one asked for: " + others);
}

table_row flow_row(const estimate& rate, const customer_flow& flow) {
  table_row row;
  row.estimates = {rate};
  row.counts = {0,
                0,
                flow.at_start(),
                flow.acquired(),
                flow.reactivated(),
                flow.churned(),
                flow.churned_new(),
                flow.returned(),
                flow.at_end(),
                flow.customer_days()};
  return row;
}

}  // namespace

namespace detail {

table flow_table(const flow_table_options& options) {
  const bool churn = options.of == rate::churn;
  table result;
  result.metric = result.title = churn ? "churn" : "retention";
  result.formula = formula_of(options);
  result.unit = unit::percent;
  result.better = churn ? better::low : better::high;
  result.level = options.estimate.level.level();
  result.as_of = options.as_of;
  if (churn) {
    result.add({"definition", "definition", column_kind::group, column_meaning::definition});
  }
  result.add({"value", result.title, column_kind::estimate, column_meaning::value});
  const auto add = [&](const char* id, const char* title, column_meaning meaning) {
    result.add({id, title, column_kind::count, meaning});
  };
  add("missing", "missing", column_meaning::missing);
  add("off_scale", "off scale", column_meaning::off_scale);
  add("at_start", "at start", column_meaning::at_start);
  add("acquired", "acquired", column_meaning::acquired);
  add("reactivated", "reactivated", column_meaning::reactivated);
  add("churned", "churned", column_meaning::churned);
  add("churned_new", "churned new", column_meaning::churned_new);
  add("returned", "returned", column_meaning::returned);
  add("at_end", "at end", column_meaning::at_end);
  add("customer_days", "customer days", column_meaning::customer_days);
  if (churn) explain_intervals(result, options);
  if (options.whole && (!churn || options.definitions.size() == 1)) {
    std::vector<table_row> totals;
    append_flow(totals, *options.whole, options);
    result.total = std::move(totals.front());
  }
  return result;
}

void append_flow(std::vector<table_row>& to, const customer_flow& flow, const flow_table_options& options) {
  if (options.of == rate::retention) {
    to.push_back(flow_row(retention_rate(flow, options.estimate), flow));
    return;
  }
  for (const churn_definition definition : options.definitions) {
    to.push_back(flow_row(churn_rate(flow, definition, interval_of(definition, options)), flow));
    to.back().key.emplace_back(std::string(name_of(definition)));
  }
}

void append_flows(table& to, const std::vector<key_cell>& key, const std::vector<customer_flow>& flows,
                  const flow_table_options& options) {
  for (const customer_flow& flow : flows) {
    std::vector<key_cell> full = key;
    full.emplace_back(flow.period());
    const std::size_t before = to.rows.size();
    append_flow(to.rows, flow, options);
    for (std::size_t row = before; row < to.rows.size(); ++row) {
      to.rows[row].key.insert(to.rows[row].key.begin(), full.begin(), full.end());
    }
  }
}

}  // namespace detail

table make_table(const std::vector<customer_flow>& flows, const flow_table_options& options) {
  table result = detail::flow_table(options);
  detail::append_flows(result, {}, flows, options);
  detail::set_keys(result, {"period"}, true);
  return result;
}

}  // namespace cxmetrics
