// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/quadrant.hpp>
#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/report/touchpoint_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// "nps=NETPRO".
struct outcome_asked {
  cx::metric metric;
  std::string column;
};

outcome_asked outcome_in(const std::string& text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
    throw usage_error(fmt::format("--outcome '{}' is no METRIC=COLUMN, such as nps=recommend", text));
  return {metric_asked(text.substr(0, sign), std::nullopt), text.substr(sign + 1)};
}

// What people answered besides the outcome, the first question.
cx::answer_sheets without_outcome(const cx::answer_sheets& sheets) {
  const std::vector<cx::scale> scales(sheets.items().begin() + 1, sheets.items().end());
  cx::answer_sheets result{scales};
  for (const auto& [sheet, people] : sheets.sheets()) {
    std::vector<std::optional<int>> answers(scales.size());
    for (std::size_t at = 0; at < scales.size(); ++at) {
      const std::uint8_t place = sheet[at + 1];
      if (cx::answer_sheets::is_score(place)) answers[at] = scales[at].low() + place;
      if (place == cx::answer_sheets::off_scale_place) answers[at] = cx::answer_sheets::off_scale;
    }
    result.record(answers, people);
  }
  return result;
}

// Answers of one column, to touchpoints or with themes that another one names.
reports report_of_column(const options& asked, const cx::metric& metric) {
  asked_file file(asked);
  options by_touchpoint = asked;
  by_touchpoint.by = columns_in(file.header(), asked.touchpoints);
  if (by_touchpoint.by.size() > 1)
    throw usage_error(
        "--score goes with --touchpoints of one column, which names the touchpoint of each answer");
  const asked_question question{asked.metric, asked.score};
  const question_reading reading = reading_of(by_touchpoint, file, question);
  const cx::survey_reader read = cx::read_rows(file, asked.threads, [&] { return reading.reader(); });
  const cx::missing_signs nothing(asked.missing);
  cx::tally all{metric.scale()};
  cx::tally without{metric.scale()};
  std::map<std::string, cx::tally> parts;
  for (const auto& [key, answers] : read.answers()) {
    const std::string& text = std::get<0>(key).front();
    all += answers;
    if (nothing.contains(text)) {
      without += answers;
      continue;
    }
    for (const std::string& name : cx::reasons_in(text))
      parts.try_emplace(name, metric.scale()).first->second += answers;
  }
  reports result;
  result.accounting = file.accounting(read.accounting());
  result.tables.push_back(
      cx::make_table(cx::touchpoints_of(metric, all, parts, asked.adjust, asked.estimate), metric));
  std::vector<std::string>& remarks = result.tables.front().remarks;
  if (without.answered() > 0)
    remarks.push_back(
        fmt::format("{} answers name no touchpoint; they count in the total", without.answered()));
  std::uint64_t named = 0;
  for (const auto& part : parts) named += part.second.answered();
  if (named > all.answered() - without.answered())
    remarks.emplace_back("some answers name several touchpoints, and count in each");
  remarks.emplace_back(
      "answers count as independent: where people gave several, give one column per touchpoint");
  return result;
}

// A column of answers for each touchpoint.
reports report_of_columns(const options& asked, const cx::metric& metric) {
  asked_file file(asked);
  const std::vector<std::string> names = columns_in(file.header(), asked.touchpoints);
  cx::sheet_columns columns;
  for (const std::string& name : names) columns.items.push_back({name, metric.scale(), metric.better()});
  columns.count = asked.count;
  columns.missing = asked.missing;
  columns.values = asked.values;
  std::optional<outcome_asked> outcome;
  if (!asked.outcome.empty()) {
    outcome = outcome_in(asked.outcome);
    if (std::find(names.begin(), names.end(), outcome->column) != names.end())
      throw usage_error(fmt::format("column {} is both outcome and touchpoint", outcome->column));
    columns.items.insert(columns.items.begin(),
                         {outcome->column, outcome->metric.scale(), outcome->metric.better()});
  }
  const cx::sheet_reader reader =
      cx::read_rows(file, asked.threads, [&] { return cx::sheet_reader(columns); });
  const cx::answer_sheets sheets = reader.sheets().total();

  reports result;
  result.accounting = file.accounting(reader.accounting());
  const std::size_t first = outcome ? 1 : 0;
  const cx::touchpoint_scores scores = cx::touchpoints_of(metric, outcome ? without_outcome(sheets) : sheets,
                                                          names, asked.adjust, asked.estimate);
  if (outcome) {
    cx::driver_options how{.level = asked.estimate.level};
    how.bootstrap.threads = asked.threads;
    const cx::driver_strengths strengths =
        cx::strengths_of(sheets, outcome->metric, names, asked.driver_base, how);
    result.tables.push_back(
        cx::make_table(scores, metric, cx::quadrant_of(strengths, scores), outcome->metric.title()));
    const std::vector<std::string> remarks = strengths.remarks();
    std::vector<std::string>& into = result.tables.front().remarks;
    into.insert(into.end(), remarks.begin(), remarks.end());
  } else {
    result.tables.push_back(cx::make_table(scores, metric));
  }
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::uint64_t off = sheets.of_item(first + at).off_scale();
    if (off == 0) continue;
    result.tables.front().remarks.push_back(
        fmt::format("{}: {} answers off the scale {} to {} count as no answer", names[at], off,
                    metric.scale().low(), metric.scale().high()));
  }
  return result;
}

}  // namespace

reports touchpoint_report(const options& asked) {
  const cx::metric metric = metric_asked(asked.metric, asked.scale);
  if (asked.score.empty()) return report_of_columns(asked, metric);
  return report_of_column(asked, metric);
}

}  // namespace cxreport
