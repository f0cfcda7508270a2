// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "survey_file.hpp"

namespace cxreport {

cxmetrics::survey_columns columns_of(const options& asked) {
  cxmetrics::survey_columns columns;
  columns.score = asked.score;
  columns.by = asked.by;
  for (const std::string& name : {asked.stratum, asked.cluster}) {
    if (!name.empty()) columns.by.push_back(name);
  }
  columns.time = asked.time;
  columns.period = asked.period.value_or(cxmetrics::granularity::month);
  columns.dates = {asked.date_format.value_or(""), asked.utc_offset};
  columns.missing = asked.missing;
  columns.weight = asked.weight;
  return columns;
}

std::vector<std::string> key_names(const options& asked) {
  std::vector<std::string> names = asked.by;
  if (!asked.time.empty()) names.emplace_back("period");
  return names;
}

survey_file read_survey(const options& asked) {
  return read_in_parts<survey_file>(asked, [](const options& with) {
    return survey_file({{with.metric, metric_named(with.metric, with.scale).scale()}}, columns_of(with));
  });
}

}  // namespace cxreport
