// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/survey/design.hpp>
#include <cxmetrics/survey/design_of.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

using group = std::vector<std::string>;
using when = std::optional<cx::period>;
using sample = cx::keyed_design<group, when, std::string, std::string>;

const cx::tally& unweighted(const cx::tally& counted) {
  return counted;
}
const cx::tally& unweighted(const cx::weighted_tally& counted) {
  return counted.unweighted();
}

// Takes stratum and cluster, the last of the texts, apart from the others.
template <class Tally>
auto with_design_keys(const cx::breakdown<Tally, group, when>& read, const options& asked) {
  cx::breakdown<Tally, group, when, std::string, std::string> by{read.empty_state()};
  for (const auto& [key, counted] : read) {
    group texts = std::get<0>(key);
    std::string cluster;
    std::string stratum;
    for (auto [column, text] : {std::pair{&asked.cluster, &cluster}, std::pair{&asked.stratum, &stratum}}) {
      if (column->empty()) continue;
      *text = std::move(texts.back());
      texts.pop_back();
    }
    by[{std::move(texts), std::get<1>(key), std::move(stratum), std::move(cluster)}] += counted;
  }
  return by;
}

void compare_rows(cx::table_row& row, const cx::metric& metric, const sample& everybody, const sample& here,
                  const std::tuple<group, when>& key, bool has_before, double level) {
  const auto& [texts, period] = key;
  if (has_before) {
    const auto before = everybody.only<0, 1>({texts, cx::previous(*period)});
    row.change = {cx::compare(metric, before, here, level)};
  }
  const auto rest = everybody.within([&, &texts = texts, &period = period](const auto& other) {
    return std::get<1>(other) == period && std::get<0>(other) != texts;
  });
  if (rest.answered() > 0 && here.answered() > 0) row.against_rest = {cx::compare(metric, rest, here, level)};
}

template <class Tally>
cx::table table_of(const cx::metric& metric, const cx::breakdown<Tally, group, when>& read,
                   const options& asked) {
  const auto by = with_design_keys(read, asked);
  sample everybody = cx::design_of(by);
  if (!asked.stratum.empty()) everybody = everybody.template strata<2>();
  if (!asked.cluster.empty()) everybody = everybody.template clusters<3>();
  if (asked.estimate.population) everybody = everybody.population(*asked.estimate.population);

  cx::breakdown<cx::tally, group, when> rows{cx::tally{metric.scale()}};
  for (const auto& [key, counted] : by) rows[{std::get<0>(key), std::get<1>(key)}] += unweighted(counted);
  cx::estimate_options estimate = asked.estimate;
  estimate.population.reset();
  const cx::estimate_options unweighted_estimate{.level = estimate.level};
  const auto names = key_names(asked);
  cx::table table = names.empty() ? cx::make_table(metric, rows.total(), unweighted_estimate)
                                  : cx::make_table(metric, rows, names, unweighted_estimate);
  table.total->result = metric(everybody, estimate);
  auto row = table.rows.begin();
  for (const auto& [key, counted] : rows) {
    if (row == table.rows.end()) break;
    const auto here = everybody.only<0, 1>(key);
    row->result = metric(here, estimate);
    const auto& period = std::get<1>(key);
    const bool has_before = period && rows.find({std::get<0>(key), cx::previous(*period)}) != nullptr;
    compare_rows(*row++, metric, everybody, here, key, has_before, table.level);
  }
  return table;
}

}  // namespace

reports design_report(const options& asked) {
  const cx::metric metric = metric_named(asked.metric, asked.scale);
  const cx::survey_reader reader = read_survey(asked);
  reports result;
  result.tables.push_back(asked.weight.empty() ? table_of(metric, reader.answers(), asked)
                                               : table_of(metric, reader.weighted_answers(), asked));
  if (asked.format == "json") result.tables.back().metric = asked.metric;
  result.accounting = reader.accounting();
  result.compared = true;
  return result;
}

}  // namespace cxreport
