// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

namespace cxreport {

void require_touchpoint_options(const options& asked) {
  if (asked.touchpoints.empty()) {
    if (!asked.outcome.empty()) throw usage_error("--outcome goes with --touchpoints");
    return;
  }
  if (asked.metric.empty() || asked.is_of_customers() || asked.is_of_sheets() || asked.metric == "funnel" ||
      asked.metric == "lifetime-value" || !asked.questions.empty()) {
    throw usage_error("--touchpoints goes with one metric of answers, such as --metric csat");
  }
  if (!asked.drivers.empty())
    throw usage_error("--drivers goes without --touchpoints: give the outcome as --outcome nps=COLUMN");
  if (!asked.outcome.empty() && !asked.score.empty())
    throw usage_error("--outcome takes one column per touchpoint, and no --score");
  if (!asked.by.empty() || asked.period || !asked.counts.empty() || asked.estimate.population ||
      asked.looks_closer()) {
    throw usage_error(
        "--by, --period, --counts, --population, --trend, --target, --what-changed and --league do not go "
        "with --touchpoints");
  }
  if (asked.score.empty() && (!asked.weight.empty() || !asked.stratum.empty() || !asked.cluster.empty())) {
    throw usage_error(
        "--weight, --stratum, --cluster and --respondent go with --touchpoints of one column, and --score; "
        "where each touchpoint has a column, a row is a respondent");
  }
  if (asked.score.empty() && !asked.time.empty())
    throw usage_error("--time goes with --touchpoints of one column, and --score");
}

}  // namespace cxreport
