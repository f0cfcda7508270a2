// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "design_keys.hpp"
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
#include <cxmetrics/survey/design_of.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
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

// Which touchpoints or themes the text of an answer names.
class named_touchpoints {
 public:
  explicit named_touchpoints(const options& asked) : nothing_(asked.missing) {}

  const std::set<std::string>& in(const std::string& text) {
    const auto [found, is_new] = named_.try_emplace(text);
    if (is_new && !nothing_.contains(text)) found->second = cx::reasons_in(text);
    return found->second;
  }

  std::vector<std::string> all() const {
    std::set<std::string> names;
    for (const auto& each : named_) names.insert(each.second.begin(), each.second.end());
    return {names.begin(), names.end()};
  }

 private:
  cx::missing_signs nothing_;
  std::map<std::string, std::set<std::string>> named_;
};

cx::touchpoint_scores scores_of_independent(const cx::metric& metric, const options& asked,
                                            const cx::breakdown<cx::tally, group, when>& answers,
                                            named_touchpoints& named) {
  cx::tally all{metric.scale()};
  std::map<std::string, cx::tally> parts;
  for (const auto& [key, counted] : answers) {
    all += counted;
    for (const std::string& name : named.in(std::get<0>(key).front()))
      parts.try_emplace(name, metric.scale()).first->second += counted;
  }
  return cx::touchpoints_of(metric, all, parts, asked.adjust, asked.estimate);
}

template <class Tally>
cx::touchpoint_scores scores_of_design(const cx::metric& metric, const options& asked,
                                       const cx::breakdown<Tally, group, when>& answers, bool clustered,
                                       named_touchpoints& named) {
  auto everybody = cx::design_of(with_design_keys(answers, asked));
  if (!asked.stratum.empty()) everybody = everybody.template strata<2>();
  if (clustered) everybody = everybody.template clusters<3>();
  for (const auto& each : answers) named.in(std::get<0>(each.first).front());
  const auto domain = [&](const std::string& name, bool here) -> cx::design {
    return everybody.within(
        [&](const auto& key) { return (named.in(std::get<0>(key).front()).count(name) != 0) == here; });
  };
  return cx::touchpoints_of(metric, everybody, named.all(), domain, asked.adjust, asked.estimate);
}

// Counts the answers that name no touchpoint, and the people who gave them; whether others name several.
template <class Tally>
bool look_at_names(cx::touchpoint_scores& scores, const options& asked,
                   const cx::breakdown<Tally, group, when>& answers, named_touchpoints& named) {
  bool several = false;
  std::set<std::string> people;
  for (const auto& [key, counted] : answers) {
    const group& texts = std::get<0>(key);
    const std::uint64_t answered = cx::detail::unweighted(counted).answered();
    if (answered == 0) continue;
    several = several || named.in(texts.front()).size() > 1;
    if (!named.in(texts.front()).empty()) continue;
    scores.elsewhere += answered;
    people.insert(texts.back());
  }
  scores.people_elsewhere = asked.cluster.empty() ? scores.elsewhere : people.size();
  return several;
}

// The same, and who gave the answers, as far as that is known.
template <class Tally>
cx::table table_of_column(const cx::metric& metric, const options& asked,
                          const cx::breakdown<Tally, group, when>& read, cx::accounting& rows) {
  const bool clustered = !asked.cluster.empty();
  const cx::breakdown<Tally, group, when> answers = clustered ? of_clusters(read, asked, rows) : read;
  std::vector<std::string> remarks;
  bool all_once = !clustered;
  if (clustered) {
    const respondents counted{answers};
    all_once = counted.several == 0;
    const char* who = asked.by_respondent ? "respondents" : "clusters";
    remarks.push_back(all_once
                          ? fmt::format("{}: none of {} gave more than one answer", who, counted.people)
                          : fmt::format("{}: {} of {} gave several answers, which are compared as pairs; "
                                        "n counts answers",
                                        who, counted.several, counted.people));
  } else {
    remarks.emplace_back(
        "answers count as independent: where people gave several, tell them apart by --respondent, or give "
        "one column per touchpoint");
  }
  named_touchpoints named(asked);
  cx::touchpoint_scores scores;
  if constexpr (std::is_same_v<Tally, cx::tally>) {
    scores = all_once && asked.stratum.empty() ? scores_of_independent(metric, asked, answers, named)
                                               : scores_of_design(metric, asked, answers, !all_once, named);
  } else {
    scores = scores_of_design(metric, asked, answers, !all_once, named);
  }
  if (look_at_names(scores, asked, answers, named))
    remarks.emplace_back("some answers name several touchpoints, and count in each");
  cx::table table = cx::make_table(scores, metric);
  table.weighted = !asked.weight.empty();
  table.remarks.insert(table.remarks.end(), remarks.begin(), remarks.end());
  if (asked.min_base) cx::suppress_small_touchpoints(table, scores, *asked.min_base);
  return table;
}

// Answers of one column, to touchpoints or with themes that another one names.
reports report_of_column(const options& asked, const cx::metric& metric) {
  asked_file file(asked);
  options by_touchpoint = asked;
  by_touchpoint.by = columns_in(file.header(), asked.touchpoints);
  if (by_touchpoint.by.size() > 1)
    throw usage_error(
        "--score goes with --touchpoints of one column, which names the touchpoint of each answer");
  const question_reading reading = reading_of(by_touchpoint, file, {asked.metric, asked.score});
  const cx::survey_reader read = cx::read_rows(file, asked.threads, [&] { return reading.reader(); });
  reports result;
  result.accounting = file.accounting(read.accounting());
  result.tables.push_back(asked.weight.empty()
                              ? table_of_column(metric, asked, read.answers(), result.accounting)
                              : table_of_column(metric, asked, read.weighted_answers(), result.accounting));
  return result;
}

bool is_suppressed(const cx::table& table, const std::string& touchpoint) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const cx::table_row& row) {
    return row.suppressed && row.key.front() == cx::key_cell{touchpoint};
  });
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
  if (asked.min_base) cx::suppress_small_touchpoints(result.tables.front(), scores, *asked.min_base);
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (is_suppressed(result.tables.front(), names[at])) continue;
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
