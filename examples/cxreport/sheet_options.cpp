// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <fmt/format.h>

namespace cxreport {
namespace {

// What the metrics of several answers of a person do not know of.
void refuse_others(const options& asked) {
  const bool others = !asked.score.empty() || !asked.questions.empty() || !asked.weight.empty() ||
                      !asked.stratum.empty() || !asked.cluster.empty() || !asked.latest_per.empty() ||
                      !asked.time.empty() || asked.period || asked.from || asked.to || asked.as_of ||
                      asked.estimate.population || asked.min_base || asked.format == "svg";
  if (others) {
    throw usage_error(
        fmt::format("--score, --weight, --stratum, --cluster, --respondent, --latest-per, --time, --period, "
                    "--from, --to, --as-of, --population, --min-base and --format svg do not go with {}",
                    asked.metric));
  }
  if (!asked.start.empty() || !asked.end.empty() || !asked.customer.empty() || !asked.definition.empty() ||
      !asked.event.empty() || !asked.activity.empty() || !asked.churned.empty() || !asked.tenure.empty() ||
      !asked.reason.empty() || !asked.amount.empty() || asked.inactive_after || asked.end_inclusive ||
      asked.grace.count() > 0 || asked.cohort) {
    throw usage_error(fmt::format("options of customers do not go with {}", asked.metric));
  }
}

void require_stage_options(const options& asked) {
  if (asked.items.empty() == asked.counts.empty())
    throw usage_error("--items COLUMN,COLUMN,... or --counts COLUMN,COLUMN,... is needed for stages");
  if (!asked.counts.empty() && !asked.count.empty())
    throw usage_error("--counts of stages goes without --count");
  if (asked.scale) throw usage_error("--scale does not go with stages: people are at one or not");
}

void require_index_options(const options& asked) {
  if (asked.items.empty()) throw usage_error("--items COLUMN,COLUMN,... is needed for index");
  if (!asked.counts.empty())
    throw usage_error("--counts does not go with index: it needs the answers of each person");
  if (asked.preset.empty()) {
    if (!asked.scale && asked.aggregate.empty()) throw usage_error("--scale LOW:HIGH is needed for index");
  } else if (asked.scale || !asked.aggregate.empty() || !asked.item_weights.empty()) {
    throw usage_error("--preset says what --scale, --aggregate and --item-weights would say");
  }
}

bool asks_of_index(const options& asked) {
  return !asked.item_weights.empty() || !asked.aggregate.empty() || !asked.preset.empty() ||
         !asked.bands.empty() || asked.missing_items != cxmetrics::missing_items::drop_respondent;
}

}  // namespace

void require_sheet_options(const options& asked) {
  if (!asked.is_of_sheets()) {
    if (!asked.items.empty() || !asked.purchase.empty() || asks_of_index(asked)) {
      throw usage_error(
          "--items and what goes with them go with metrics of several answers of a person, such as --metric "
          "index");
    }
    return;
  }
  refuse_others(asked);
  if (asked.metric != "stages" && !asked.purchase.empty())
    throw usage_error("--purchase goes with --metric stages");
  if (asked.metric == "stages" && asks_of_index(asked)) {
    throw usage_error(
        "--item-weights, --aggregate, --missing-items, --preset and --bands go with --metric index");
  }
  asked.metric == "stages" ? require_stage_options(asked) : require_index_options(asked);
}

}  // namespace cxreport
