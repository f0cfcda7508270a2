// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "survey_file.hpp"

#include <cxmetrics/detail/text.hpp>

#include <set>
#include <utility>

namespace cxreport {
namespace {

constexpr const char* metric_column = "metric";

// The metrics that the rows at the beginning of a file name.
class metrics_named : public cxmetrics::row_sink {
 public:
  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override {
    return {header.index_of(metric_column)};
  }
  void row(const cxmetrics::row_view& row) override {
    const std::string name = cxmetrics::detail::lower_case(cxmetrics::detail::trimmed(row[0]));
    if (metric_in_file(name) != nullptr) names_.insert(name);
  }
  void reject(cxmetrics::rejection) override {}
  const std::set<std::string>& names() const { return names_; }

 private:
  std::set<std::string> names_;
};

// What the rows of a file in long form call the metric asked for. Empty where the file or the metric is another.
std::string name_in_rows(cxmetrics::row_source& file, const std::string& metric) {
  if (metric_in_file(metric) == nullptr || !file.header().find(metric_column)) return "";
  metrics_named sample;
  file.sample(sample);
  if (sample.names().empty()) return "";
  const bool of_ces =
      metric == "ces-easy" && sample.names().count(metric) == 0 && sample.names().count("ces") != 0;
  return of_ces ? "ces" : metric;
}

}  // namespace

cxmetrics::survey_columns columns_of(const options& asked) {
  cxmetrics::survey_columns columns;
  columns.score = asked.score;
  columns.by = asked.by;
  for (const std::string& name : {asked.stratum, asked.cluster}) {
    if (!name.empty()) columns.by.push_back(name);
  }
  if (by_period(asked)) columns.time = asked.time;
  columns.period = asked.period.value_or(cxmetrics::granularity::month);
  columns.dates = {asked.date_formats, asked.utc_offset, asked.time_zone};
  columns.missing = asked.missing;
  columns.weight = asked.weight;
  columns.values = asked.values;
  return columns;
}

std::vector<std::string> key_names(const options& asked) {
  std::vector<std::string> names = asked.by;
  if (by_period(asked)) names.emplace_back("period");
  return names;
}

bool by_period(const options& asked) {
  return !asked.time.empty() && (asked.period || asked.metric.empty());
}

survey_answers read_survey(const options& asked) {
  const cxmetrics::metric metric = metric_asked(asked.metric, asked.scale);
  cxmetrics::survey_columns columns = columns_of(asked);
  asked_file file(asked);
  columns.forms = file.date_forms();
  const std::string name = name_in_rows(file, asked.metric);
  if (!name.empty()) {
    columns.question = metric_column;
    columns.leave_out_others = true;
  }
  cxmetrics::survey_reader reader = cxmetrics::read_rows(file, asked.threads, [&] {
    return cxmetrics::survey_reader({{name.empty() ? asked.metric : name, metric.scale(), metric.better()}},
                                    columns);
  });
  cxmetrics::accounting rows = file.accounting(reader.accounting());
  return {std::move(reader), std::move(rows)};
}

}  // namespace cxreport
