// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "reports.hpp"

#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/input/money.hpp>
#include <cxmetrics/input/purchase_reader.hpp>
#include <cxmetrics/report/lifetime_value_table.hpp>

#include <cmath>
#include <optional>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

cx::purchase_columns columns_of(const options& asked, const asked_file& file) {
  cx::purchase_columns columns;
  columns.customer = asked.customer;
  columns.time = asked.time;
  columns.amount = asked.amount;
  columns.currency = asked.currency;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.forms = file.date_forms();
  columns.missing = asked.missing;
  return columns;
}

cx::table table_of(const options& asked, std::span<const cx::purchase_history> customers,
                   const std::optional<cx::fitted<cx::gamma_gamma>>& spend,
                   const cx::lifetime_value_options& report) {
  const cx::confidence level = asked.estimate.level;
  if (asked.model == "mbg-nbd")
    return cx::make_table(customers, cx::fit_mbg_nbd(customers, level), spend, report);
  if (asked.model == "pareto-nbd")
    return cx::make_table(customers, cx::fit_pareto_nbd(customers, level), spend, report);
  return cx::make_table(customers, cx::fit_bg_nbd(customers, level), spend, report);
}

}  // namespace

reports value_report(const options& asked) {
  asked_file file(asked);
  const cx::purchase_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::purchase_reader(columns_of(asked, file)); });
  cx::lifetime_value_options report;
  report.currency = reader.currency();
  report.horizon.periods = asked.horizon;
  report.horizon.discount = asked.discount / 100;
  reports result;
  result.accounting = file.accounting(reader.accounting());
  const std::optional<cx::day> last = asked.to ? asked.to : reader.last();
  std::vector<cx::purchase_history> customers;
  if (last) {
    customers =
        cx::purchase_histories(reader.log(), *last, 7, std::pow(10, cx::minor_digits_of(report.currency)));
  }
  if (customers.empty()) throw usage_error("there are no purchases to fit a model to");
  std::optional<cx::fitted<cx::gamma_gamma>> spend;
  if (!asked.amount.empty()) spend = cx::fit_gamma_gamma(customers, asked.estimate.level);
  result.tables.push_back(table_of(asked, customers, spend, report));
  return result;
}

}  // namespace cxreport
