// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "options.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/detail/text.hpp>

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace cxreport {
namespace {

std::vector<std::string> valid_names() {
  std::vector<std::string> names;
  for (const std::string_view name : cxmetrics::metric_names()) names.emplace_back(name);
  names.insert(names.end(), {"churn", "retention", "cohorts", "survival", "reasons", "revenue",
                             "lifetime-value", "funnel", "stages", "index", "gap", "response"});
  return names;
}

std::optional<cxmetrics::metric> found(const std::string& name,
                                       const std::optional<cxmetrics::scale>& scale) {
  try {
    return cxmetrics::find_metric(name, scale);
  } catch (const std::invalid_argument& error) {
    throw usage_error(
        fmt::format("--metric {}: {}{}", name, error.what(), scale ? "" : "; --scale LOW:HIGH"));
  }
}

}  // namespace

cxmetrics::metric metric_asked(const std::string& name, const std::optional<cxmetrics::scale>& scale) {
  if (const auto metric = found(name, scale)) return *metric;
  throw usage_error(unknown("metric", name, valid_names()));
}

const cxmetrics::metric* metric_in_file(std::string_view name) {
  for (const cxmetrics::metric* metric : cxmetrics::catalog()) {
    if (cxmetrics::detail::same_but_for_case(metric->id(), name)) return metric;
  }
  return nullptr;
}

}  // namespace cxreport
