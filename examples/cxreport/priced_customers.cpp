// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "priced_customers.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/input/money.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

using row_key = std::vector<cx::key_cell>;

std::vector<cx::row_sink*> sinks_of(cx::customer_reader* customers, cx::revenue_reader* prices) {
  std::vector<cx::row_sink*> sinks{customers};
  if (prices != nullptr) sinks.push_back(prices);
  return sinks;
}

// Rates of which a lifetime can be told.
bool is_share(const cx::estimate& churn) {
  return !(churn.value < 0 || churn.value > 100);
}

void add_lifetimes_of(cx::table& table) {
  table.add({"expected_lifetime", "expected lifetime in periods", cx::column_kind::estimate});
  const auto add = [](cx::table_row& row) {
    row.estimates.push_back(is_share(row.result()) ? cx::expected_lifetime(row.result()) : cx::estimate{});
  };
  for (cx::table_row& row : table.rows) add(row);
  if (table.total) add(*table.total);
  for (cx::table& margin : table.margins) add_lifetimes_of(margin);
}

double months_in(cx::granularity granularity, const cx::period& period) {
  constexpr double days_in_month = 365.2425 / 12;
  switch (granularity) {
    case cx::granularity::month:
      return 1;
    case cx::granularity::quarter:
      return 3;
    case cx::granularity::year:
      return 12;
    default:
      return static_cast<double>(period.whole().days()) / days_in_month;
  }
}

// Which part of the whole a cut period is.
double part_of_whole(const cx::period& period) {
  return static_cast<double>(period.days()) / static_cast<double>(period.whole().days());
}

// What a customer pays in a period, and how many do.
struct margin {
  double of_one;
  std::uint64_t customers;
};
using margins = std::map<row_key, margin>;  // by groups and period

void add_margins(margins& to, const row_key& group, const std::vector<cx::revenue_flow>& flows,
                 cx::granularity granularity, double minor_units) {
  for (const cx::revenue_flow& flow : flows) {
    row_key key = group;
    key.emplace_back(flow.period());
    const double months = months_in(granularity, flow.period()) * part_of_whole(flow.period());
    to[key] = {cx::revenue_per_customer(flow).value / minor_units * months, flow.customers_at_end()};
  }
}

void add_values(cx::table& table, const margins& margins, const std::string& currency) {
  table.add({"lifetime_value", currency.empty() ? "value" : "value, " + currency, cx::column_kind::estimate});
  const cx::table_column* definition = table.find(cx::column_meaning::definition);
  for (cx::table_row& row : table.rows) {
    row_key key = row.key;
    key.erase(key.begin() + static_cast<std::ptrdiff_t>(definition->place));
    const auto paid = margins.find(key);
    cx::estimate value;
    value.unit = cx::unit::money;
    if (paid != margins.end() && !std::isnan(paid->second.of_one) && is_share(row.result())) {
      value = cx::simple_lifetime_value(row.result(), paid->second.of_one);
      value.n = paid->second.customers;
    }
    row.estimates.push_back(value);
  }
  for (cx::table& margin : table.margins) add_values(margin, margins, currency);
}

// Only of prices: rows without a day are rejected as customers, too.
void tell_of_prices(const options& asked, const cx::accounting& rows) {
  if (rows.missing > 0) say(fmt::format("cxreport: {} rows have no amount", rows.missing));
  for (const cx::rejection& each : rows.rejections()) {
    if (each.column != asked.amount && each.column != asked.interval) continue;
    say(fmt::format(
        "cxreport: not all amounts could be read; the first that could not: line {}, column {}, '{}': {}",
        each.line, each.column, each.text, each.reason));
    return;
  }
}

}  // namespace

cx::revenue_columns revenue_columns_of(const options& asked, const asked_file& file) {
  cx::revenue_columns columns;
  columns.since = asked.start;
  columns.until = asked.end;
  columns.amount = asked.amount;
  columns.interval = asked.interval;
  columns.customer = asked.customer;
  columns.by = asked.by;
  columns.currency = asked.currency;
  columns.end_inclusive = asked.end_inclusive;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.forms = file.date_forms();
  columns.missing = asked.missing;
  return columns;
}

priced_customers::priced_customers(const cx::customer_columns& columns, const options& asked,
                                   const asked_file& file)
    : customers_(std::make_unique<cx::customer_reader>(columns)),
      prices_(asked.amount.empty() ? nullptr
                                   : std::make_unique<cx::revenue_reader>(revenue_columns_of(asked, file))),
      both_(sinks_of(customers_.get(), prices_.get())) {}

priced_customers& priced_customers::operator+=(const priced_customers& other) {
  *customers_ += *other.customers_;
  if (prices_) *prices_ += *other.prices_;
  return *this;
}

void add_lifetimes(cx::table& churn) {
  add_lifetimes_of(churn);
  churn.notes.emplace_back("expected lifetime: at a risk that is the same for all and for ever");
}

void add_values(cx::table& churn, const options& asked, const cx::revenue_reader& prices,
                const std::vector<cx::period>& periods) {
  const std::string currency = prices.currency();
  const double minor_units = std::pow(10, cx::minor_digits_of(currency));
  const cx::revenue_ledger empty{periods};
  margins of_rows;
  for (const auto& [names, ledger] : prices.revenue(empty)) {
    add_margins(of_rows, row_key(names.begin(), names.end()), ledger.flows(), *asked.period, minor_units);
  }
  add_margins(of_rows, {}, prices.everybody(empty).flows(), *asked.period, minor_units);
  add_values(churn, of_rows, currency);
  churn.notes.emplace_back(
      "value: expected lifetime times what a paying customer pays in such a period, as at its end; without "
      "discount");
  tell_of_prices(asked, prices.accounting());
}

}  // namespace cxreport
