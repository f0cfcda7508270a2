// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <fmt/format.h>

namespace cxreport {
namespace {

void require_way_in(const options& asked) {
  const bool spells = !asked.start.empty() || !asked.end.empty();
  const int ways = (spells ? 1 : 0) + (asked.event.empty() ? 0 : 1) + (asked.activity.empty() ? 0 : 1) +
                   (asked.churned.empty() ? 0 : 1);
  if (ways > 1) {
    throw usage_error(
        "--start and --end, --event, --activity, and --churned are different ways to know customers");
  }
  if (!asked.event.empty() || !asked.activity.empty()) {
    if (asked.customer.empty()) throw usage_error("--customer COLUMN is needed for a log");
    if (!asked.event.empty() && asked.time.empty()) throw usage_error("--time COLUMN is needed with --event");
    if (asked.end_inclusive) throw usage_error("--end-inclusive goes with --end");
    return;
  }
  if (!asked.churned.empty()) return;
  if (asked.start.empty()) throw usage_error("--start COLUMN is needed for " + asked.metric);
  if (asked.end.empty()) throw usage_error("--end COLUMN is needed for " + asked.metric);
}

void require_of_metric(const options& asked) {
  const bool in_periods = asked.metric == "churn" || asked.metric == "retention" || asked.metric == "reasons";
  if (!asked.churned.empty()) {
    if (asked.metric != "churn" && asked.metric != "survival")
      throw usage_error("--churned goes with --metric churn or survival");
    if (asked.metric == "survival" && asked.tenure.empty())
      throw usage_error("--tenure COLUMN is needed for survival with --churned");
    if (!asked.definition.empty())
      throw usage_error("--definition needs days, which --churned does not tell");
    if (asked.period || asked.from || asked.to || asked.as_of)
      throw usage_error("--period, --from, --to and --as-of need days, which --churned does not tell");
    return;
  }
  if (in_periods && !asked.period) throw usage_error("--period is needed for " + asked.metric);
  if (!in_periods && asked.period)
    throw usage_error("--period does not go with " + asked.metric +
                      (asked.metric == "cohorts" ? "; --cohort PERIOD says of which time the cohorts are"
                                                 : ", which goes by the time as a customer"));
  if (asked.metric == "reasons" && asked.reason.empty())
    throw usage_error("--reason COLUMN is needed for reasons");
  if (asked.metric == "survival" && !asked.reason.empty() && !asked.by.empty())
    throw usage_error("--reason goes without --by for survival");
}

void require_uses(const options& asked) {
  const auto only = [](bool given, bool fits, const char* words) {
    if (given && !fits) throw usage_error(words);
  };
  only(asked.inactive_after.has_value(), !asked.activity.empty(), "--inactive-after goes with --activity");
  only(!asked.activity.empty(), asked.inactive_after.has_value(),
       "--inactive-after DAYS is needed with --activity");
  only(!asked.start_events.empty() || !asked.end_events.empty(), !asked.event.empty(),
       "--start-event and --end-event go with --event");
  only(!asked.tenure.empty(), !asked.churned.empty(), "--tenure goes with --churned");
  only(!asked.values.empty(), !asked.churned.empty(),
       "--value and --values go with --churned, or with --score");
  for (const auto& [text, left] : asked.values) {
    if (left != 0 && left != 1)
      throw usage_error(
          fmt::format("--value '{}={}' of --churned is 1 for gone or 0 for still there", text, left));
  }
  only(asked.cohort.has_value() || asked.age != cxmetrics::cohort_age::calendar ||
           asked.retained != cxmetrics::retention_kind::classic,
       asked.metric == "cohorts", "--cohort, --age and --retained go with --metric cohorts");
  only(asked.project.has_value(),
       asked.metric == "cohorts" && asked.retained == cxmetrics::retention_kind::classic,
       "--project goes with --metric cohorts, without --retained");
  only(asked.discount > 0, asked.project.has_value(),
       "--discount goes with --project or --metric lifetime-value");
  only(!asked.definition.empty(), asked.metric == "churn" || asked.metric == "retention",
       "--definition goes with --metric churn or retention");
  only(!asked.reason.empty(), asked.metric == "reasons" || asked.metric == "survival",
       "--reason goes with --metric reasons or survival");
  const bool priced = !asked.amount.empty();
  only(!asked.currency.empty() || !asked.interval.empty(), priced,
       "--currency and --interval go with --amount");
  only(priced, !asked.needs_histories(),
       "--amount with churn goes with --start and --end, without --end-inclusive and --grace");
  only(!asked.time.empty(), !asked.event.empty(), "--time goes with --event where customers are asked for");
}

}  // namespace

void require_customer_options(const options& asked) {
  require_way_in(asked);
  require_of_metric(asked);
  require_uses(asked);
  if (asked.as_of && asked.from && *asked.as_of < *asked.from)
    throw usage_error("--as-of lies before --from");
  if (!asked.stratum.empty() && (asked.metric != "survival" || asked.by.empty() || !asked.reason.empty())) {
    throw usage_error(
        "--stratum with customers goes with --metric survival and --by: groups are compared within strata");
  }
  if (!asked.score.empty() || asked.scale || !asked.weight.empty() || !asked.cluster.empty() ||
      !asked.count.empty() || !asked.counts.empty() || !asked.latest_per.empty()) {
    throw usage_error(
        "--score, --scale, --weight, --cluster, --respondent, --count, --counts and --latest-per "
        "do not go with " +
        asked.metric);
  }
}

}  // namespace cxreport
