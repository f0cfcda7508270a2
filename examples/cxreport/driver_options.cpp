// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

namespace cxreport {

void require_driver_options(const options& asked) {
  if (asked.drivers.empty()) {
    if (asked.item_scale) throw usage_error("--item-scale goes with --drivers");
    if (asked.driver_base != cxmetrics::driver_base::complete_cases && asked.outcome.empty())
      throw usage_error("--pairwise goes with --drivers, or with --touchpoints and --outcome");
    return;
  }
  if (asked.metric.empty() || asked.score.empty() || !asked.questions.empty()) {
    throw usage_error("--drivers goes with one outcome, such as --metric nps --score COLUMN");
  }
  if (!asked.by.empty() || asked.period || !asked.weight.empty() || !asked.stratum.empty() ||
      !asked.cluster.empty() || !asked.count.empty() || !asked.counts.empty() || asked.min_base ||
      asked.estimate.population || asked.estimate.method != cxmetrics::interval_method::standard ||
      asked.looks_closer()) {
    throw usage_error(
        "--by, --period, --weight, --stratum, --cluster, --respondent, --count, --counts, --min-base, "
        "--population, --method, --trend, --target, --what-changed and --league do not go with --drivers");
  }
}

}  // namespace cxreport
