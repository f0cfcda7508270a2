// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cxmetrics {
namespace {

bool is_net(const metric& metric) {
  return metric.distribution_of(tally{metric.scale()}).kind_of() == distribution::kind::net;
}

// The words of a net score: the field's own on its own scale, plain ones elsewhere.
std::vector<std::string> count_names_of(const metric& metric) {
  if (!is_net(metric)) return {};
  if (metric.scale() == zero_to_ten) return {"promoters", "passives", "detractors"};
  return {"positive", "neutral", "negative"};
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
  switch (metric.distribution_of(tally{metric.scale()}).kind_of()) {
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

base_size base_size_of(std::uint64_t n) noexcept {
  return n < 30 ? base_size::very_small : n < 50 ? base_size::small : base_size::sufficient;
}

namespace detail {

// The same fraction of every group is taken to have been asked.
estimate_options options_of_cell(estimate_options options, const tally& cell, const table_row& total) {
  if (options.population == total.result.n) {
    options.population = cell.answered();
  } else if (options.population && total.result.n > 0) {
    // Multiplied first, so that a whole number of people comes out as one.
    const double people =
        std::ceil(static_cast<double>(cell.answered()) * static_cast<double>(*options.population) /
                  static_cast<double>(total.result.n));
    options.population = std::max(cell.answered(), static_cast<std::uint64_t>(people));
  }
  return options;
}

table_row row_of(const metric& metric, const tally& tally, const estimate_options& options) {
  table_row row;
  row.result = metric(tally, options);
  row.missing = tally.missing();
  row.off_scale = tally.off_scale();
  for (int score = tally.scale().low(); score <= tally.scale().high(); ++score) {
    row.answers.push_back(tally.count(score));
  }
  if (is_net(metric)) {
    const promoter_counts counts = promoters_of(tally, metric);
    row.counts = {counts.promoters, counts.passives, counts.detractors};
  }
  return row;
}

void require_key_names(const table& table) {
  for (const table_row& row : table.rows) {
    if (row.key.size() != table.key_names.size()) {
      throw_invalid_argument("a key of {} parts under {} column names",
                             {row.key.size(), table.key_names.size()});
    }
  }
}

}  // namespace detail

table make_table(const metric& metric, const tally& tally, const estimate_options& options) {
  table result;
  result.metric = metric.name();
  result.formula = formula_of(metric);
  result.unit = metric.unit();
  result.better = metric.better();
  result.level = options.level.level();
  for (int score = metric.scale().low(); score <= metric.scale().high(); ++score) {
    result.scores.push_back({score, metric.worth(score)});
  }
  result.count_names = count_names_of(metric);
  result.total = detail::row_of(metric, tally, options);
  return result;
}

}  // namespace cxmetrics
