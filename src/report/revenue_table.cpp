// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/revenue_table.hpp"
#include "where_it_fits.hpp"

#include <fmt/format.h>

#include <chrono>
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

const revenue_flow& nobody() {
  static const revenue_flow empty{period{day{}, day{std::chrono::days{1}}}};
  return empty;
}

struct interval_options {
  estimate_options of_ratios;
  estimate_options of_customers;
};

// Few intervals fit both ratios of sums and shares of customers. The one asked for is taken where it fits, and the
// standard one elsewhere; throws where it fits neither.
interval_options interval_options_of(const estimate_options& asked) {
  using measure = estimate (*)(const revenue_flow&, const estimate_options&);
  const auto where_it_fits = [&](measure measure) {
    return detail::where_it_fits(asked,
                                 [=](const estimate_options& options) { return measure(nobody(), options); });
  };
  const interval_options found{where_it_fits(net_revenue_retention),
                               where_it_fits(paying_customer_retention)};
  if (found.of_ratios.method != asked.method && found.of_customers.method != asked.method)
    static_cast<void>(net_revenue_retention(nobody(), asked));
  return found;
}

table_row revenue_row(const revenue_flow& flow, const revenue_table_options& options) {
  table_row row;
  const auto [of_ratios, of_customers] = interval_options_of(options.estimate);
  row.estimates = {net_revenue_retention(flow, of_ratios), gross_revenue_retention(flow, of_ratios),
                   paying_customer_retention(flow, of_customers), quick_ratio(flow, of_ratios),
                   in_currency(revenue_per_customer(flow, of_ratios), options.minor_digits)};
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
  const auto intervals = interval_options_of(options.estimate);
  const auto of_ratios = net_revenue_retention(nobody(), intervals.of_ratios).method;
  const auto of_customers = paying_customer_retention(nobody(), intervals.of_customers).method;
  if (of_customers != of_ratios) {
    result.notes.push_back(fmt::format("intervals of customer retention: {}; of the other measures: {}",
                                       name_of(of_customers), name_of(of_ratios)));
  }
  if (options.whole) result.total = revenue_row(*options.whole, options);
  return result;
}

void append_revenue(table& to, const std::vector<key_cell>& key, const std::vector<revenue_flow>& flows,
                    const revenue_table_options& options) {
  for (const revenue_flow& flow : flows) {
    table_row& row = to.rows.emplace_back(revenue_row(flow, options));
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
