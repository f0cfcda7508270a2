// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "customer_periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

constexpr std::size_t most_periods = 10000;

std::vector<cx::churn_definition> definitions_of(const options& asked) {
  using definition = cx::churn_definition;
  if (asked.definition.empty()) return {definition::start_cohort};
  if (asked.definition != "all") return {cx::churn_definition_named(asked.definition)};
  return {definition::start_cohort, definition::naive, definition::at_risk,
          definition::mid_period,   definition::daily, definition::customer_day};
}

}  // namespace

std::vector<cx::period> periods_of(const options& asked, cx::granularity kind,
                                   const std::optional<cx::period>& days, cx::day as_of) {
  if (!days && !(asked.from && asked.to)) return {};
  const cx::day first = asked.from ? *asked.from : days->first();
  const cx::day last = asked.to ? std::min(*asked.to, as_of) : as_of;
  if (last < first) {
    throw usage_error(fmt::format("there is no day from {} to {}, and after {} nothing is known; {}",
                                  cx::to_string(first), cx::to_string(asked.to.value_or(as_of)),
                                  cx::to_string(as_of), "--as-of says up to when the file is known"));
  }
  std::vector<cx::period> periods;
  auto next = cx::period_of(kind, first);
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

cx::flow_table_options flow_options(const options& asked) {
  cx::flow_table_options report;
  report.of =
      asked.metric == "churn" ? cx::flow_table_options::rate::churn : cx::flow_table_options::rate::retention;
  report.definitions = definitions_of(asked);
  report.estimate = asked.estimate;
  return report;
}

cx::flow_detail detail_of(const cx::flow_table_options& report) {
  const bool daily =
      std::count(report.definitions.begin(), report.definitions.end(), cx::churn_definition::daily) != 0;
  return daily ? cx::flow_detail::daily : cx::flow_detail::totals;
}

void warn_of_inclusive_ends(const cx::next_day_returns& returns) {
  if (!returns.look_inclusive()) return;
  say(
      fmt::format("cxreport: {} of {} ends are followed by a return on the next day: ends look inclusive; "
                  "--end-inclusive "
                  "takes them for last days",
                  returns.on_the_next_day, returns.ended));
}

}  // namespace cxreport
