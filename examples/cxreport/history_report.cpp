// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "customer_periods.hpp"
#include "priced_customers.hpp"
#include "reports.hpp"
#include "survival_groups.hpp"

#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/input/history_reader.hpp>
#include <cxmetrics/report/cohort_table.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/projection_table.hpp>
#include <cxmetrics/report/reason_table.hpp>
#include <cxmetrics/report/survival_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

using key = std::vector<std::string>;
using spells = std::vector<cx::reasoned_spell>;

cx::history_columns history_columns_of(const options& asked, const asked_file& file) {
  cx::history_columns columns;
  columns.since = asked.start;
  columns.until = asked.end;
  columns.time = asked.event.empty() ? asked.activity : asked.time;
  columns.event = asked.event;
  if (!asked.start_events.empty()) columns.start_events = asked.start_events;
  if (!asked.end_events.empty()) columns.end_events = asked.end_events;
  columns.gone_after = {asked.inactive_after};
  columns.customer = asked.customer;
  columns.reason = asked.reason;
  columns.by = columns_of_groups(asked);
  columns.end_inclusive = asked.end_inclusive;
  columns.grace = asked.grace;
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.forms = file.date_forms();
  columns.missing = asked.missing;
  return columns;
}

// The customers of a file as they are known on a day.
class histories {
 public:
  explicit histories(const options& asked)
      : asked_(asked), file_(asked), reader_(cx::read_rows(file_, asked.threads, [&] {
          return cx::history_reader(history_columns_of(asked, file_));
        })) {
    const cx::day last = last_known_day(asked);
    days_ = reader_.days(last);
    as_of_ = asked.as_of || !days_ ? last : days_->last() - std::chrono::days{1};
    if (!asked.end_inclusive) warn_of_inclusive_ends(reader_.next_day_returns(as_of_));
  }

  cx::day as_of() const { return as_of_; }
  // Up to which day customers are followed, where an earlier one is asked for.
  cx::day last() const { return asked_.to ? std::min(*asked_.to, as_of_) : as_of_; }
  bool exist() const { return days_.has_value(); }
  std::vector<cx::period> periods(cx::granularity kind) const {
    return periods_of(asked_, kind, days_, as_of_);
  }
  cx::accounting accounting() const { return file_.accounting(reader_.accounting(last())); }

  // A state for each group, into which each customer is put.
  template <class State, class Put>
  cx::breakdown<State, key> by_group(const State& empty, Put put) const {
    cx::breakdown<State, key> by{empty};
    reader_.each(last(), [&](const key& group, const spells& all) { put(by[group], all); });
    return by;
  }
  template <class State, class Put>
  State everybody(State state, Put put) const {
    reader_.each_of_all(last(), [&](const key&, const spells& all) { put(state, all); });
    return state;
  }

 private:
  const options& asked_;
  asked_file file_;
  cx::history_reader reader_;
  std::optional<cx::period> days_;
  cx::day as_of_{};
};

std::vector<cx::spell> days_of(const spells& all) {
  std::vector<cx::spell> days;
  for (const cx::reasoned_spell& each : all) days.push_back(each.days);
  return days;
}

std::string name_of_ages(const options& asked) {
  if (asked.age == cx::cohort_age::own_months) return "months";
  switch (asked.cohort.value_or(cx::granularity::month)) {
    case cx::granularity::day:
      return "days";
    case cx::granularity::month:
      return "months";
    case cx::granularity::quarter:
      return "quarters";
    case cx::granularity::year:
      return "years";
    default:
      return "weeks";
  }
}

// What the cohorts retain beyond what was seen.
template <class Put>
cx::table projection(const options& asked, const histories& known, const cx::customer_cohorts& empty,
                     Put put) {
  cx::projection_table_options report;
  report.ahead = *asked.project;
  report.discount = asked.discount / 100;
  report.level = asked.estimate.level;
  report.period = name_of_ages(asked);
  // Before few are left, so that the model tells of no few.
  bool cut = false;
  const auto told = [&](const cx::customer_cohorts& cohorts) {
    const cx::renewals all = cx::renewals_of(cohorts);
    const cx::renewals shown = all.before_few(asked.min_base.value_or(0));
    cut = cut || shown != all;
    return shown;
  };
  cx::breakdown<cx::renewals, key> by{cx::renewals{}};
  for (const auto& [group, cohorts] : known.by_group(empty, put)) by[group] = told(cohorts);
  cx::table table =
      asked.by.empty() ? cx::make_table(by.total(), report) : cx::make_table(by, asked.by, report);
  if (cut) {
    table.notes.push_back(fmt::format(
        "known up to where fewer than {} customers would be left: who renewed until then is taken to "
        "be still there",
        *asked.min_base));
  }
  return table;
}

// Says how many customers the table does not tell, and why; not of so few that they are to be hidden.
void note_others(cx::table& table, const options& asked, std::uint64_t customers, const char* who) {
  if (customers == 0 || customers < asked.min_base.value_or(0)) return;
  table.notes.push_back(
      fmt::format("customers who {} {}, and are not in it: {}", who, cx::to_string(*asked.from), customers));
}

cx::table cohorts(const options& asked, const histories& known) {
  std::vector<cx::period> periods = known.periods(asked.cohort.value_or(cx::granularity::month));
  for (cx::period& each : periods) each = each.whole();
  const cx::customer_cohorts empty{std::move(periods), known.last(), asked.age};
  const auto put = [](cx::customer_cohorts& into, const spells& all) { into.record(days_of(all)); };
  if (asked.project) return projection(asked, known, empty, put);
  const cx::cohort_table_options report{asked.retained, asked.estimate};
  const cx::customer_cohorts all = known.everybody(empty, put);
  cx::table table = asked.by.empty() ? cx::make_table(all, report)
                                     : cx::make_table(known.by_group(empty, put), asked.by, report);
  if (asked.from) note_others(table, asked, all.outside(), "joined before");
  return table;
}

// Each customer's first time counts: who comes back has left before.
cx::table survival(const options& asked, const histories& known) {
  const cx::observation observed{known.last(), asked.from};
  const cx::survival_table_options report = survival_options(asked);
  if (!asked.reason.empty()) {
    std::map<std::string, std::size_t> causes;
    known.everybody(0, [&](int, const spells& all) {
      if (all.front().days.until()) causes.emplace(all.front().reason, 0);
    });
    std::size_t number = 0;  // in the order of their names, whoever came first
    for (auto& [reason, cause] : causes) cause = number++;
    std::vector<std::string> names(std::max<std::size_t>(causes.size(), 1), std::string(cx::no_reason));
    for (const auto& [reason, cause] : causes) {
      if (!reason.empty()) names[cause] = reason;
    }
    const auto put = [&](cx::lifetimes& into, const spells& all) {
      const auto cause = causes.find(all.front().reason);
      into.record(all.front().days, observed, cause == causes.end() ? 0 : cause->second);
    };
    return cx::make_table_of_causes(known.everybody(cx::lifetimes{cx::granularity::day, names.size()}, put),
                                    names, report);
  }
  std::uint64_t customers = 0;
  const auto put = [&](cx::lifetimes& into, const spells& all) {
    ++customers;
    into.record(all.front().days, observed);
  };
  const cx::lifetimes everybody = known.everybody(cx::lifetimes{}, put);
  const std::uint64_t left_before = customers - everybody.customers();
  cx::table table = asked.by.empty() ? cx::make_table(everybody, report)
                                     : survival_of_groups(asked, known.by_group(cx::lifetimes{}, put));
  if (asked.from) note_others(table, asked, left_before, "first left before");
  return table;
}

cx::table reasons(const options& asked, const histories& known) {
  const cx::churn_reasons empty{known.periods(*asked.period)};
  const auto put = [](cx::churn_reasons& into, const spells& all) { into.record(all); };
  return asked.by.empty() ? cx::make_table(known.everybody(empty, put), asked.estimate)
                          : cx::make_table(known.by_group(empty, put), asked.by, asked.estimate);
}

cx::table churn(const options& asked, const histories& known) {
  cx::flow_table_options report = flow_options(asked);
  report.as_of = known.as_of();
  const std::vector<cx::period> periods = known.periods(*asked.period);
  const cx::period whole{periods.front().first(), periods.back().last()};
  const auto put = [](cx::customer_ledger& into, const spells& all) { into.record(days_of(all)); };
  report.whole = known.everybody(cx::customer_ledger{{whole}, detail_of(report)}, put).flows().front();
  cx::table table =
      cx::make_table(known.by_group(cx::customer_ledger{periods, detail_of(report)}, put), asked.by, report);
  if (shows_lifetimes(asked)) add_lifetimes(table);
  return table;
}

cx::table table_of(const options& asked, const histories& known) {
  if (asked.metric == "cohorts") return cohorts(asked, known);
  if (asked.metric == "survival") return survival(asked, known);
  return asked.metric == "reasons" ? reasons(asked, known) : churn(asked, known);
}

}  // namespace

reports history_report(const options& asked) {
  const histories known(asked);
  reports result;
  result.accounting = known.accounting();
  if (!known.exist()) throw usage_error("there is no customer in the file");
  result.tables.push_back(table_of(asked, known));
  cx::set_as_of(result.tables.back(), known.as_of());
  return result;
}

}  // namespace cxreport
