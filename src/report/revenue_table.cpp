// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/revenue_table.hpp"

#include <cmath>

namespace cxmetrics {
namespace {

// An amount in minor units as one of the currency.
estimate in_currency(estimate amount, int minor_digits) {
  const double minor_units = std::pow(10, minor_digits);
  for (double* each : {&amount.value, &amount.standard_error, &amount.ci.low, &amount.ci.high})
    *each /= minor_units;
  amount.basis = {};
  return amount;
}

table_row row_of(const revenue_flow& flow, const revenue_table_options& options) {
  table_row row;
  estimate_options of_customers = options.estimate;
  of_customers.method = interval_method::standard;
  row.estimates = {net_revenue_retention(flow, options.estimate),
                   gross_revenue_retention(flow, options.estimate),
                   paying_customer_retention(flow, of_customers), quick_ratio(flow, options.estimate),
                   in_currency(revenue_per_customer(flow, options.estimate), options.minor_digits)};
  row.money = {flow.start(),       flow.acquired(), flow.reactivated(), flow.expansion(),
               flow.contraction(), flow.churned(),  flow.end()};
  return row;
}

}  // namespace

namespace detail {

table revenue_table(const revenue_table_options& options) {
  table result;
  result.metric = "revenue";
  result.title = "net revenue retention";
  result.formula =
      "what the customers at the start pay at the end, over what they paid at the start; gross: each counted "
      "for at most "
      "what they paid at the start; quick ratio: new and expansion over contraction and churned";
  result.unit = unit::percent;
  result.level = options.estimate.level.level();
  using kind = column_kind;
  using meaning = column_meaning;
  result.add({"net_retention", "net retention", kind::estimate, meaning::value});
  result.add({"gross_retention", "gross retention", kind::estimate, meaning::gross_retention});
  result.add({"customer_retention", "customer retention", kind::estimate});
  result.add({"quick_ratio", "quick ratio", kind::estimate});
  const std::string per_customer = "revenue per customer";
  result.add({"revenue_per_customer",
              options.currency.empty() ? per_customer : per_customer + ", " + options.currency,
              kind::estimate});
  const auto add = [&](const char* id, meaning what) {
    result.add({id, id, kind::money, what, options.currency, options.minor_digits});
  };
  add("start", meaning::start);
  add("new", meaning::acquired_revenue);
  add("reactivated", meaning::reactivated_revenue);
  add("expansion", meaning::expansion);
  add("contraction", meaning::contraction);
  add("churned", meaning::churned_revenue);
  add("end", meaning::end);
  if (options.whole) result.total = row_of(*options.whole, options);
  return result;
}

void append_revenue(table& to, const std::vector<key_cell>& key, const std::vector<revenue_flow>& flows,
                    const revenue_table_options& options) {
  for (const revenue_flow& flow : flows) {
    table_row& row = to.rows.emplace_back(row_of(flow, options));
    row.key = key;
    row.key.emplace_back(flow.period());
  }
}

}  // namespace detail

table make_table(const std::vector<revenue_flow>& flows, const revenue_table_options& options) {
  table result = detail::revenue_table(options);
  detail::append_revenue(result, {}, flows, options);
  detail::set_keys(result, {"period"}, true);
  return result;
}

}  // namespace cxmetrics
