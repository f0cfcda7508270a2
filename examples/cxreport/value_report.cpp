// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "purchase_summary.hpp"
#include "reports.hpp"

#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/input/money.hpp>
#include <cxmetrics/input/purchase_reader.hpp>
#include <cxmetrics/report/lifetime_value_table.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

cx::purchase_columns purchase_columns_of(const options& asked, const asked_file& file) {
  cx::purchase_columns columns;
  columns.customer = asked.customer;
  columns.time = asked.time;
  columns.amount = asked.amount;
  columns.currency = asked.currency;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.forms = file.date_forms();
  columns.missing = asked.missing;
  columns.by = asked.by;
  return columns;
}

cx::table table_of(const options& asked, std::span<const cx::purchase_history> customers, bool with_amounts,
                   const cx::lifetime_value_options& report) {
  const cx::confidence level = asked.estimate.level;
  std::optional<cx::fitted<cx::gamma_gamma>> spend;
  if (with_amounts) spend = cx::fit_gamma_gamma(customers, level);
  if (asked.model == "mbg-nbd")
    return cx::make_table(customers, cx::fit_mbg_nbd(customers, level), spend, report);
  if (asked.model == "pareto-nbd")
    return cx::make_table(customers, cx::fit_pareto_nbd(customers, level), spend, report);
  return cx::make_table(customers, cx::fit_bg_nbd(customers, level), spend, report);
}

// What was read: customers, of whom the amounts are known or not.
struct purchases {
  grouped_customers customers{};
  bool with_amounts = false;
  cx::accounting accounting{};
};

purchases of_log(const options& asked, asked_file& file, cx::lifetime_value_options& report) {
  const cx::purchase_reader reader = cx::read_rows(
      file, asked.threads, [&] { return cx::purchase_reader(purchase_columns_of(asked, file)); });
  report.currency = reader.currency();
  const cx::day known = asked.to.value_or(last_known_day(asked));
  purchases found{{}, !asked.amount.empty(), reader.accounting(known)};
  const std::optional<cx::day> last = asked.to ? asked.to : reader.last(known);
  if (!last) return found;
  const double minor_units = std::pow(10, cx::minor_digits_of(report.currency));
  for (auto& [key, log] : reader.logs()) {
    auto customers = cx::purchase_histories(log, *last, 7, minor_units);
    if (!customers.empty()) found.customers[key] = std::move(customers);
  }
  return found;
}

purchases of_summary(const options& asked, asked_file& file, cx::lifetime_value_options& report) {
  const summary_columns columns = summary_columns::in(file.header(), asked);
  const purchase_summary reader =
      cx::read_rows(file, asked.threads, [&] { return purchase_summary(asked, columns); });
  report.currency = asked.currency;
  report.time_unit = "units of time";  // whatever those of the file are
  return {reader.customers(), !columns.amount.empty(), reader.accounting()};
}

// Takes customers out whose repeat purchases were all free: there is no model of what they spend. Returns how many.
std::uint64_t take_free(std::vector<cx::purchase_history>& customers) {
  return std::erase_if(
      customers, [](const cx::purchase_history& each) { return each.repeats > 0 && !(each.mean_spend > 0); });
}

// In an order that does not depend on who read them: sums are then the same to the last bit.
void sort(std::vector<cx::purchase_history>& customers) {
  std::sort(customers.begin(), customers.end(), [](const auto& one, const auto& other) {
    return std::tie(one.repeats, one.recency, one.age, one.mean_spend) <
           std::tie(other.repeats, other.recency, other.age, other.mean_spend);
  });
}

}  // namespace

reports value_report(const options& asked) {
  asked_file file(asked);
  cx::lifetime_value_options report;
  report.horizon.periods = asked.horizon;
  report.horizon.discount = asked.discount / 100;
  purchases found = asked.time.empty() ? of_summary(asked, file, report) : of_log(asked, file, report);
  reports result;
  result.accounting = file.accounting(found.accounting);
  if (found.customers.empty()) throw usage_error("there are no purchases to fit a model to");
  std::vector<std::pair<std::vector<std::string>, cx::table>> groups;
  for (auto& [key, customers] : found.customers) {
    const std::uint64_t free = found.with_amounts ? take_free(customers) : 0;
    sort(customers);
    try {
      groups.emplace_back(key, table_of(asked, customers, found.with_amounts, report));
      if (free > 0 && free >= asked.min_base.value_or(0)) {
        groups.back().second.notes.push_back(
            fmt::format("customers whose repeat purchases were all free, and who are left out: {}", free));
      }
    } catch (const std::invalid_argument& error) {  // no repeats, no amounts
      if (asked.by.empty()) throw;
      say(fmt::format("cxreport: no model for {}: {}", fmt::join(key, " / "), error.what()));
    }
  }
  if (groups.empty()) throw usage_error("there is no group to which a model can be fitted");
  result.tables.push_back(asked.by.empty() ? std::move(groups.front().second)
                                           : cx::table_of_groups(groups, asked.by));
  return result;
}

}  // namespace cxreport
