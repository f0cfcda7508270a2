// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "customer_periods.hpp"
#include "priced_customers.hpp"
#include "reports.hpp"

#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/input/money.hpp>
#include <cxmetrics/input/revenue_reader.hpp>
#include <cxmetrics/report/revenue_table.hpp>

#include <chrono>
#include <vector>

namespace cxreport {

namespace cx = cxmetrics;

reports revenue_report(const options& asked) {
  asked_file file(asked);
  const cx::revenue_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::revenue_reader(revenue_columns_of(asked, file)); });
  cx::revenue_table_options report;
  report.estimate = asked.estimate;
  report.currency = reader.currency();
  report.minor_digits = cx::minor_digits_of(report.currency);

  const cx::day last_known = last_known_day(asked);
  const auto days = reader.days(last_known);
  const cx::day as_of = asked.as_of || !days ? last_known : days->last() - std::chrono::days{1};
  if (!asked.end_inclusive) warn_of_inclusive_ends(reader.next_day_returns(as_of));
  reports result;
  result.accounting = file.accounting(reader.accounting());
  const auto periods = periods_of(asked, *asked.period, days, as_of);
  if (periods.empty()) {
    result.tables.push_back(cx::make_table(std::vector<cx::revenue_flow>{}, report));
    return result;
  }
  const cx::period whole{periods.front().first(), periods.back().last()};
  report.whole = reader.everybody(cx::revenue_ledger{{whole}}).flows().front();
  const cx::revenue_ledger empty{periods};
  result.tables.push_back(
      cx::make_table(reader.revenue(empty), asked.by, report, reader.everybody(empty).flows()));
  cx::set_as_of(result.tables.back(), as_of);
  return result;
}

}  // namespace cxreport
