// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cxreport {
namespace {

// What the metrics of several answers of a person do not know of.
void refuse_others(const options& asked) {
  const bool of_known = asked.by_respondent && asked.metric == "response";
  const bool others = !asked.score.empty() || !asked.questions.empty() || !asked.weight.empty() ||
                      !asked.stratum.empty() || (!asked.cluster.empty() && !of_known) ||
                      asked.estimate.population || asked.min_base;
  if (others) {
    throw usage_error(
        fmt::format("--score, --weight, --stratum, --cluster, --respondent, --population and --min-base do "
                    "not go with {}",
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

void require_gap_options(const options& asked) {
  if (asked.perception.empty()) throw usage_error("--perception COLUMN,COLUMN,... is needed for gap");
  if (asked.expectation.empty()) throw usage_error("--expectation COLUMN,COLUMN,... is needed for gap");
  if (!asked.scale) throw usage_error("--scale LOW:HIGH is needed for gap");
  if (!asked.counts.empty())
    throw usage_error("--counts does not go with gap: it needs the answers of each person");
}

void require_response_options(const options& asked) {
  if (asked.items.empty()) throw usage_error("--items COLUMN,COLUMN,... is needed for response");
  if (!asked.counts.empty())
    throw usage_error("--counts does not go with response: it needs the answers of each person");
  if (!asked.scale && asked.aggregate.empty()) throw usage_error("--scale LOW:HIGH is needed for response");
}

// An option of these metrics, whether it is given, and which of them take it.
struct sheet_option {
  const char* name;
  bool is_given;
  std::vector<std::string> metrics;
};

std::vector<sheet_option> given_options(const options& asked) {
  const bool reweights = asked.missing_items != cxmetrics::missing_items::drop_respondent;
  return {{"items", !asked.items.empty(), {"stages", "index", "response"}},
          {"purchase", !asked.purchase.empty(), {"stages"}},
          {"item-weights", !asked.item_weights.empty(), {"index"}},
          {"aggregate", !asked.aggregate.empty(), {"index", "response"}},
          {"preset", !asked.preset.empty(), {"index"}},
          {"bands", !asked.bands.empty(), {"index"}},
          {"missing-items", reweights, {"index"}},
          {"perception", !asked.perception.empty(), {"gap"}},
          {"expectation", !asked.expectation.empty(), {"gap"}},
          {"expectation-scale", asked.expectation_scale.has_value(), {"gap"}},
          {"dimensions", !asked.dimensions.empty(), {"gap"}},
          {"importance", !asked.importance.empty(), {"gap"}},
          {"duration", !asked.duration.empty(), {"response"}},
          {"text", !asked.text.empty(), {"response"}}};
}

}  // namespace

void require_sheet_options(const options& asked) {
  for (const sheet_option& each : given_options(asked)) {
    if (each.is_given && std::count(each.metrics.begin(), each.metrics.end(), asked.metric) == 0)
      throw usage_error(fmt::format("--{} goes with --metric {}", each.name, fmt::join(each.metrics, ", ")));
  }
  if (!asked.is_of_sheets()) return;
  refuse_others(asked);
  if (asked.metric == "stages") require_stage_options(asked);
  if (asked.metric == "index") require_index_options(asked);
  if (asked.metric == "gap") require_gap_options(asked);
  if (asked.metric == "response") require_response_options(asked);
}

}  // namespace cxreport
