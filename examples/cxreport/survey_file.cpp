// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "survey_file.hpp"

#include <cxmetrics/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
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

// The highest score that is worth nothing: what stands for all passives.
std::optional<int> passive_score(const cxmetrics::metric& metric) {
  for (int score = metric.scale().high(); score >= metric.scale().low(); --score) {
    if (metric.worth(score) == 0) return score;
  }
  return std::nullopt;
}

// Which score each column of counts is of.
std::vector<std::pair<std::string, int>> counts_in(const cxmetrics::row_header& header,
                                                   const cxmetrics::metric& metric,
                                                   const std::vector<std::string>& lists) {
  const std::vector<std::string> columns = columns_in(header, lists);
  std::vector<std::pair<std::string, int>> counts;
  const int low = metric.scale().low();
  const int high = metric.scale().high();
  const std::optional<int> passive = passive_score(metric);
  const bool is_net = passive && metric.worth(low) == -100 && metric.worth(high) == 100;
  if (columns.size() == static_cast<std::size_t>(high - low + 1)) {
    for (const std::string& column : columns)
      counts.emplace_back(column, low + static_cast<int>(counts.size()));
  } else if (is_net && columns.size() == 3) {
    if (cxmetrics::detail::lower_case(columns[0]).find("detractor") != std::string::npos) {
      throw usage_error("--counts takes promoters, passives and detractors in this order");
    }
    counts = {{columns[0], high}, {columns[1], *passive}, {columns[2], low}};
  } else if (!columns.empty()) {
    throw usage_error(
        fmt::format("--counts takes {} columns, one for each score from {} to {}{}, not {}", high - low + 1,
                    low, high, is_net ? ", or three: promoters, passives, detractors" : "", columns.size()));
  }
  return counts;
}

}  // namespace

std::vector<std::string> columns_in(const cxmetrics::row_header& header,
                                    const std::vector<std::string>& lists) {
  std::vector<std::string> columns;
  for (std::string_view list : lists) {
    while (!header.find(list) && list.find(',') != list.npos) {
      const std::size_t comma = list.find(',');
      columns.emplace_back(cxmetrics::detail::trimmed(list.substr(0, comma)));
      list.remove_prefix(comma + 1);
    }
    columns.emplace_back(cxmetrics::detail::trimmed(list));
  }
  return columns;
}

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
  columns.count = asked.count;
  columns.values = asked.values;
  columns.known_from = asked.from;
  columns.as_of = last_known_day(asked);
  if (asked.to) columns.as_of = std::min(*asked.to, *columns.as_of);
  columns.as_of_last_day = !asked.as_of;
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

question_reading reading_of(const options& asked, asked_file& file, const asked_question& question) {
  const cxmetrics::metric metric = metric_asked(question.metric, scale_of(asked, question));
  question_reading reading{{question.metric, metric.scale(), metric.better()}, columns_of(asked)};
  reading.columns.score = question.score;
  reading.columns.forms = file.date_forms();
  reading.columns.counts = counts_in(file.header(), metric, asked.counts);
  if (!asked.questions.empty()) {  // a text may be an answer to some questions only
    std::erase_if(reading.columns.values,
                  [&](const auto& value) { return !metric.scale().contains(value.second); });
  }
  const std::string name = name_in_rows(file, question.metric);
  if (!name.empty()) {
    reading.question.name = name;
    reading.columns.question = metric_column;
    reading.columns.leave_out_others = true;
  }
  return reading;
}

std::optional<cxmetrics::scale> scale_of(const options& asked, const asked_question& question) {
  return question.metric == asked.metric ? asked.scale : std::nullopt;
}

}  // namespace cxreport
