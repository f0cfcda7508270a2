// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SURVEY_TABLE_HPP
#define CXMETRICS_REPORT_SURVEY_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <concepts>
#include <string>
#include <vector>

namespace cxmetrics {

namespace detail {

CXMETRICS_EXPORT table survey_table(const metric& metric, const estimate_options& options);
CXMETRICS_EXPORT table_row survey_row(const metric& metric, const tally& tally, const estimate& result);
// A population in the options is that of all; the same fraction of every group is taken to have been asked.
CXMETRICS_EXPORT estimate_options options_of_cell(estimate_options options, const tally& cell,
                                                  const table_row& total);

// The share of the weight that each score has, by the estimate of the mean score; empty without answers.
CXMETRICS_EXPORT std::vector<double> weighted_shares(const estimate& mean_score, const scale& scale);
// Answers without weights have none.
inline std::vector<double> weighted_shares_of(const tally&) {
  return {};
}
template <class Answers>
std::vector<double> weighted_shares_of(const Answers& answers) {
  return weighted_shares(cxmetrics::mean_score(answers.scale())(answers), answers.scale());
}

inline const tally& unweighted(const tally& answers) noexcept {
  return answers;
}
template <class Weight>
const tally& unweighted(const basic_weighted_tally<Weight>& answers) noexcept {
  return answers.unweighted();
}

}  // namespace detail

/// Answers counted before, with or without weights: `tally`, `weighted_tally`, `importance_tally`.
template <class Tally>
concept counted_survey = requires(const metric& metric, const Tally& answers) {
  { detail::unweighted(answers) } -> std::same_as<const tally&>;
  metric(answers);
};

/// All answers together.
template <counted_survey Tally>
table make_table(const metric& metric, const Tally& answers, const estimate_options& options = {}) {
  table result = detail::survey_table(metric, options);
  result.weighted = !std::same_as<Tally, tally>;
  result.total = detail::survey_row(metric, detail::unweighted(answers), metric(answers, options));
  result.total->weighted_shares = detail::weighted_shares_of(answers);
  return result;
}

/// A breakdown: a row for each cell, the total, and the margins by each key alone. The names are those of the key
/// columns, a period's being "period" by custom; a part of a key that is a vector fills as many columns, and one of
/// a type of your own needs a `name_of(key)` beside it. A population in the options is that of all; each cell has
/// its share of it. Counts are of answers, whatever they weigh; shares are of the weight.
///
/// Throws `std::invalid_argument` where names and keys differ in number, or for a tally of another scale. Linear in
/// the number of cells, times the logarithm of the number of groups.
template <counted_survey Tally, class... Keys>
table make_table(const metric& metric, const breakdown<Tally, Keys...>& by,
                 const std::vector<std::string>& key_names, const estimate_options& options = {}) {
  table result = make_table(metric, by.total(), options);
  detail::add_rows(result, by, key_names, [&](std::vector<table_row>& rows, const Tally& cell) {
    const tally& answers = detail::unweighted(cell);
    rows.push_back(detail::survey_row(
        metric, answers, metric(cell, detail::options_of_cell(options, answers, *result.total))));
    rows.back().weighted_shares = detail::weighted_shares_of(cell);
  });
  return result;
}

}  // namespace cxmetrics

#endif
