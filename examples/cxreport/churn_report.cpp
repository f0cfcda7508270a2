// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "customer_periods.hpp"
#include "priced_customers.hpp"
#include "reports.hpp"

#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/detail/name.hpp>
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

// Whether nobody who is in a group with a name is there in the end, but all who are have none: a group that is known
// only once somebody left.
bool tells_reasons(const cx::customer_breakdown& by) {
  bool some_stay = false;
  bool some_left = false;
  for (const auto& [key, ledger] : by) {
    const std::uint64_t at_end = ledger.flows().front().at_end();
    const bool named = !key.front().empty();
    if (named && at_end > 0) return false;
    some_stay = some_stay || at_end > 0;
    some_left = some_left || named;
  }
  return some_stay && some_left;
}

}  // namespace

reports churn_report(const options& asked) {
  asked_file file(asked);
  const priced_customers read = cx::read_rows(
      file, asked.threads, [&] { return priced_customers(columns_of(asked, file), asked, file); });
  const cx::customer_reader& reader = read.customers();
  if (std::any_of(asked.by.begin(), asked.by.end(),
                  [](const std::string& name) { return cx::detail::same_name(name, "cohort"); })) {
    say("cxreport: --by cohort breaks down the customers of each period; --metric cohorts follows those who "
        "joined "
        "together, by age");
  }
  cx::flow_table_options report = flow_options(asked);
  const cx::day last_known = last_known_day(asked);
  const auto days = reader.days(last_known);
  report.as_of = asked.as_of || !days ? last_known : days->last() - std::chrono::days{1};
  warn_of_inclusive_ends(reader.next_day_returns(*report.as_of));
  reports result;
  result.accounting = file.accounting(reader.accounting(*report.as_of));
  const auto periods = periods_of(asked, *asked.period, days, *report.as_of);
  if (periods.empty()) {
    result.tables.push_back(cx::make_table(std::vector<cx::customer_flow>{}, report));
    return result;
  }
  const auto detail = detail_of(report);
  const cx::period whole{periods.front().first(), periods.back().last()};
  report.whole = reader.everybody(cx::customer_ledger{{whole}, detail}).flows().front();
  if (asked.by.size() == 1 && tells_reasons(reader.customers(cx::customer_ledger{{whole}, detail}))) {
    options reasons = asked;
    reasons.metric = "reasons";
    reasons.reason = asked.by.front();
    reasons.by.clear();
    say(fmt::format(
        "cxreport: column {0} is empty for all who stayed, so it tells why customers left: this is churn by "
        "reason, as --metric reasons --reason {0} says",
        asked.by.front()));
    return history_report(reasons);
  }
  result.tables.push_back(
      cx::make_table(reader.customers(cx::customer_ledger{periods, detail}), asked.by, report));
  if (shows_lifetimes(asked)) add_lifetimes(result.tables.back());
  if (read.prices() != nullptr) add_values(result.tables.back(), asked, *read.prices(), periods);
  return result;
}

}  // namespace cxreport
