// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "reports.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/input/customer_reader.hpp>
#include <cxmetrics/report/flow_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

cx::customer_columns columns_of(const options& asked, const asked_file& file) {
  cx::customer_columns columns;
  columns.since = asked.start;
  columns.until = asked.end;
  columns.by = asked.by;
  columns.customer = asked.customer;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.missing = asked.missing;
  columns.forms = file.date_forms();
  return columns;
}

constexpr std::size_t most_periods = 10000;

// From the first day on which anything happens, or as asked, to the day up to which the customers are known, or before.
std::vector<cx::period> periods_of(const options& asked, const std::optional<cx::period>& days,
                                   cx::day as_of) {
  if (!days && !(asked.from && asked.to)) return {};
  const cx::day first = asked.from ? *asked.from : days->first();
  const cx::day last = asked.to ? std::min(*asked.to, as_of) : as_of;
  if (last < first) {
    throw usage_error(fmt::format("there is no day from {} to {}, and after {} nothing is known; {}",
                                  cx::to_string(first), cx::to_string(asked.to.value_or(as_of)),
                                  cx::to_string(as_of), "--as-of says up to when the file is known"));
  }
  std::vector<cx::period> periods;
  auto next = cx::period_of(*asked.period, first);
  for (; next.first() <= last && periods.size() <= most_periods; next = cx::next(next)) {
    periods.push_back(next);
  }
  if (periods.size() > most_periods) {
    throw usage_error(
        fmt::format("{} to {} is more than {} periods; --from and --to, or a longer --period, make it fewer",
                    cx::to_string(first), cx::to_string(last), most_periods));
  }
  periods.front() = periods.front().from(first);
  return cx::known_periods(std::move(periods), last);
}

std::vector<cx::churn_definition> definitions_of(const options& asked) {
  using definition = cx::churn_definition;
  if (asked.definition.empty()) return {definition::start_cohort};
  if (asked.definition != "all") return {cx::churn_definition_named(asked.definition)};
  return {definition::start_cohort, definition::naive, definition::at_risk,
          definition::mid_period,   definition::daily, definition::customer_day};
}

bool needs_days(const std::vector<cx::churn_definition>& definitions) {
  return std::count(definitions.begin(), definitions.end(), cx::churn_definition::daily) != 0;
}

}  // namespace

reports churn_report(const options& asked) {
  asked_file file(asked);
  const cx::customer_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::customer_reader(columns_of(asked, file)); });
  cx::flow_table_options report;
  report.of =
      asked.metric == "churn" ? cx::flow_table_options::rate::churn : cx::flow_table_options::rate::retention;
  report.definitions = definitions_of(asked);
  report.estimate = asked.estimate;

  const cx::day last_known = last_known_day(asked);
  const auto days = reader.days(last_known);
  report.as_of = asked.as_of || !days ? last_known : days->last() - std::chrono::days{1};
  reports result;
  result.accounting = file.accounting(reader.accounting(*report.as_of));
  const auto periods = periods_of(asked, days, *report.as_of);
  if (periods.empty()) {
    result.tables.push_back(cx::make_table(std::vector<cx::customer_flow>{}, report));
    return result;
  }
  const auto detail = needs_days(report.definitions) ? cx::flow_detail::daily : cx::flow_detail::totals;
  const cx::period whole{periods.front().first(), periods.back().last()};
  report.whole = reader.everybody(cx::customer_ledger{{whole}, detail}).flows().front();
  result.tables.push_back(
      cx::make_table(reader.customers(cx::customer_ledger{periods, detail}), asked.by, report));
  return result;
}

}  // namespace cxreport
