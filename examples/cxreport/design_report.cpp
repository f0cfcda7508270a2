// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/design_table.hpp>
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

template <class Tally>
cx::table table_of(const cx::metric& metric, const cx::breakdown<Tally, group, when>& read,
                   const options& asked) {
  cx::keyed_design<group, when, std::string, std::string> everybody =
      cx::design_of(with_design_keys(read, asked));
  if (!asked.stratum.empty()) everybody = everybody.template strata<2>();
  if (!asked.cluster.empty()) everybody = everybody.template clusters<3>();
  if (asked.estimate.population) everybody = everybody.population(*asked.estimate.population);
  cx::estimate_options estimate = asked.estimate;
  estimate.population.reset();
  const auto names = key_names(asked);
  return names.empty() ? cx::make_table(metric, everybody, estimate)
                       : cx::make_table<0, 1>(metric, everybody, names, estimate);
}

}  // namespace

reports design_report(const options& asked) {
  const cx::metric metric = metric_asked(asked.metric, asked.scale);
  const survey_answers read = read_survey(asked);
  reports result;
  result.tables.push_back(asked.weight.empty() ? table_of(metric, read.reader.answers(), asked)
                                               : table_of(metric, read.reader.weighted_answers(), asked));
  const auto as_of = read.reader.as_of();
  if (as_of && by_period(asked)) cx::set_as_of(result.tables.back(), *as_of);
  result.accounting = read.rows;
  return result;
}

}  // namespace cxreport
