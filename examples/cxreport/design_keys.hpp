// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_DESIGN_KEYS_HPP
#define CXMETRICS_CXREPORT_DESIGN_KEYS_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cxreport {

using group = std::vector<std::string>;
using when = std::optional<cxmetrics::period>;

/// Takes stratum and cluster, the last of the texts, apart from the others.
template <class Tally>
auto with_design_keys(const cxmetrics::breakdown<Tally, group, when>& read, const options& asked) {
  cxmetrics::breakdown<Tally, group, when, std::string, std::string> by{read.empty_state()};
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

/// The answers whose cluster or respondent, the last of the texts, has a name. The others are left out: together they would be
/// taken for one cluster.
template <class Tally>
cxmetrics::breakdown<Tally, group, when> of_clusters(const cxmetrics::breakdown<Tally, group, when>& read,
                                                     const options& asked, cxmetrics::accounting& rows) {
  const cxmetrics::missing_signs nothing(asked.missing);
  cxmetrics::breakdown<Tally, group, when> named{read.empty_state()};
  for (const auto& [key, counted] : read) {
    if (!nothing.contains(std::get<0>(key).back())) {
      named[key] += counted;
      continue;
    }
    const cxmetrics::tally& answers = cxmetrics::detail::unweighted(counted);
    rows.answered -= answers.answered();
    rows.missing -= answers.missing();
    rows.off_scale -= answers.off_scale();
    rows.left_out[asked.by_respondent ? "no respondent" : "no cluster"] += answers.asked();
  }
  return named;
}

/// How many people answered, how many of them several times, and how often at most.
struct respondents {
  std::uint64_t people = 0;
  std::uint64_t several = 0;
  std::uint64_t most = 0;

  template <class Tally>
  explicit respondents(const cxmetrics::breakdown<Tally, group, when>& read) {
    std::map<std::string, std::uint64_t> answers;
    for (const auto& [key, counted] : read) answers[std::get<0>(key).back()] += counted.answered();
    for (const auto& each : answers) {
      people += each.second > 0 ? 1 : 0;
      several += each.second > 1 ? 1 : 0;
      most = std::max(most, each.second);
    }
  }
};

}  // namespace cxreport

#endif
