// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/survey_table.hpp"

#include <cxmetrics/stats/sampled_mean.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cxmetrics {
namespace {

bool is_net(const metric& metric) {
  return distribution_of(metric, tally{metric.scale()}).kind_of() == distribution::kind::net;
}

// The words of a net score: the field's own on its own scale, plain ones elsewhere.
void add_counts(table& to, const metric& metric) {
  to.add({"missing", "missing", column_kind::count, column_meaning::missing});
  to.add({"off_scale", "off scale", column_kind::count, column_meaning::off_scale});
  if (!is_net(metric)) return;
  const bool own = metric.scale() == zero_to_ten;
  const auto add = [&](const char* name, column_meaning meaning) {
    to.add({name, name, column_kind::count, meaning});
  };
  add(own ? "promoters" : "positive", column_meaning::positive);
  add(own ? "passives" : "neutral", column_meaning::neutral);
  add(own ? "detractors" : "negative", column_meaning::negative);
}

// "scores 0 to 6", where only some qualify; "scores 1, 3 to 5".
template <class Predicate>
std::string scores_where(const metric& metric, Predicate qualifies) {
  std::string text = "scores";
  const int end = metric.scale().high() + 1;
  for (int first = metric.scale().low(); first < end; ++first) {
    if (!qualifies(metric.worth(first))) continue;
    int last = first;
    while (last + 1 < end && qualifies(metric.worth(last + 1))) ++last;
    if (text.back() != 's') text += ',';
    text += ' ' + std::to_string(first);
    if (last > first) text += " to " + std::to_string(last);
    first = last;
  }
  return text;
}

std::string formula_of(const metric& metric) {
  const std::string high = scores_where(metric, [](double worth) { return worth > 0; });
  const std::string low = scores_where(metric, [](double worth) { return worth < 0; });
  switch (distribution_of(metric, tally{metric.scale()}).kind_of()) {
    case distribution::kind::share:
      return "share of " + high;
    case distribution::kind::net:
      return "share of " + high + " less share of " + low;
    case distribution::kind::quantity:
      break;
  }
  std::string worths;
  bool worth_itself = true;
  for (int score = metric.scale().low(); score <= metric.scale().high(); ++score) {
    worth_itself = worth_itself && metric.worth(score) == score;
    worths += fmt::format("{}{} for {}", worths.empty() ? "" : ", ", metric.worth(score), score);
  }
  if (worth_itself)
    return fmt::format("mean of scores {} to {}", metric.scale().low(), metric.scale().high());
  return "mean of " + worths;
}

}  // namespace

namespace detail {

estimate_options options_of_cell(estimate_options options, const tally& cell, const table_row& total) {
  const std::uint64_t all = total.result().n;
  if (options.population == all) {
    options.population = cell.answered();
  } else if (options.population && all > 0) {
    // Multiplied first, so that a whole number of people comes out as one.
    const double people = std::ceil(static_cast<double>(cell.answered()) *
                                    static_cast<double>(*options.population) / static_cast<double>(all));
    options.population = std::max(cell.answered(), static_cast<std::uint64_t>(people));
  }
  return options;
}

table_row survey_row(const metric& metric, const tally& tally, const estimate& result) {
  table_row row;
  row.estimates = {result};
  // With a million groups, what vectors would allocate beyond need comes to a hundred megabytes.
  row.counts.reserve(5);
  row.counts = {tally.missing(), tally.off_scale()};
  row.answers.reserve(static_cast<std::size_t>(tally.scale().points()));
  for (int score = tally.scale().low(); score <= tally.scale().high(); ++score) {
    row.answers.push_back(tally.count(score));
  }
  if (is_net(metric)) {
    const promoter_counts counts = promoters_of(tally, metric);
    row.counts.insert(row.counts.end(), {counts.promoters, counts.passives, counts.detractors});
  }
  return row;
}

std::vector<double> weighted_shares(const estimate& mean_score, const scale& scale) {
  const sampled_mean* mean = sampled_mean_of(mean_score);
  if (mean == nullptr || mean->n == 0) return {};
  return {mean->share.begin(), mean->share.begin() + (scale.high() - scale.low() + 1)};
}

table survey_table(const metric& metric, const estimate_options& options) {
  table result;
  result.metric = metric.id();
  result.title = metric.title();
  result.formula = formula_of(metric);
  result.unit = metric.unit();
  result.better = metric.better();
  result.level = options.level.level();
  for (int score = metric.scale().low(); score <= metric.scale().high(); ++score) {
    result.scores.push_back({score, metric.worth(score)});
  }
  result.add({"value", result.title, column_kind::estimate, column_meaning::value});
  add_counts(result, metric);
  return result;
}

}  // namespace detail
}  // namespace cxmetrics
