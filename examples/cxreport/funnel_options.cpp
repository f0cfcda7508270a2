// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <cxmetrics/journey/funnel.hpp>

namespace cxreport {

void require_funnel_options(const options& asked) {
  if (asked.metric != "funnel") {
    if (!asked.steps.empty() || !asked.exclusions.empty() || asked.within ||
        asked.order != cxmetrics::funnel_order::ordered) {
      throw usage_error("--steps, --within, --order and --exclude go with --metric funnel");
    }
    return;
  }
  if (asked.customer.empty()) throw usage_error("--customer COLUMN is needed for funnel");
  if (asked.time.empty()) throw usage_error("--time COLUMN is needed for funnel");
  if (asked.event.empty()) throw usage_error("--event COLUMN is needed for funnel");
  if (asked.steps.empty()) throw usage_error("--steps EVENT,EVENT,... is needed for funnel");
  if (!asked.score.empty() || asked.scale || !asked.weight.empty() || !asked.stratum.empty() ||
      !asked.cluster.empty() || !asked.count.empty() || !asked.counts.empty() || !asked.latest_per.empty() ||
      (asked.format == "svg" && asked.chart != "funnel" && !asked.looks_closer())) {
    throw usage_error(
        "--score, --scale, --weight, --stratum, --cluster, --respondent, --count, --counts, --latest-per and "
        "charts other than --chart funnel do not go with funnel");
  }
  if (!asked.start.empty() || !asked.end.empty() || !asked.definition.empty() || !asked.activity.empty() ||
      !asked.churned.empty() || !asked.tenure.empty() || asked.inactive_after || asked.end_inclusive ||
      asked.grace.count() > 0 || asked.cohort || !asked.start_events.empty() || !asked.end_events.empty()) {
    throw usage_error("--start, --end, --activity, --churned and what goes with them do not go with funnel");
  }
  try {
    static_cast<void>(cxmetrics::funnel({.steps = asked.steps,
                                         .order = asked.order,
                                         .within = asked.within,
                                         .exclusions = asked.exclusions,
                                         .entry = {},
                                         .as_of = {}}));
  } catch (const std::invalid_argument& error) {
    throw usage_error(error.what());
  }
}

}  // namespace cxreport
