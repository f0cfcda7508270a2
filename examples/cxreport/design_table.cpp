// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "survey_file.hpp"

#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/report/design_table.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/design_of.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
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

// The answers whose cluster or respondent, the last of the texts, has a name. The others are left out: together they would be
// taken for one cluster.
template <class Tally>
cx::breakdown<Tally, group, when> of_clusters(const cx::breakdown<Tally, group, when>& read,
                                              const options& asked, cx::accounting& rows) {
  const cx::missing_signs nothing(asked.missing);
  cx::breakdown<Tally, group, when> named{read.empty_state()};
  for (const auto& [key, counted] : read) {
    if (!nothing.contains(std::get<0>(key).back())) {
      named[key] += counted;
      continue;
    }
    const cx::tally& answers = cx::detail::unweighted(counted);
    rows.answered -= answers.answered();
    rows.missing -= answers.missing();
    rows.off_scale -= answers.off_scale();
    rows.left_out[asked.by_respondent ? "no respondent" : "no cluster"] += answers.asked();
  }
  return named;
}

// How many people answered, how many of them several times, and how often at most.
struct respondents {
  std::uint64_t people = 0;
  std::uint64_t several = 0;
  std::uint64_t most = 0;

  template <class Tally>
  explicit respondents(const cx::breakdown<Tally, group, when>& read) {
    std::map<std::string, std::uint64_t> answers;
    for (const auto& [key, counted] : read) answers[std::get<0>(key).back()] += counted.answered();
    for (const auto& each : answers) {
      people += each.second > 0 ? 1 : 0;
      several += each.second > 1 ? 1 : 0;
      most = std::max(most, each.second);
    }
  }
};

template <class Tally>
cx::table table_of(const cx::metric& metric, const cx::breakdown<Tally, group, when>& read,
                   const options& asked, bool all_once = false) {
  cx::keyed_design<group, when, std::string, std::string> everybody =
      cx::design_of(with_design_keys(read, asked));
  if (!asked.stratum.empty()) everybody = everybody.template strata<2>();
  if (!asked.cluster.empty() && !all_once) everybody = everybody.template clusters<3>();
  if (asked.estimate.population) everybody = everybody.population(*asked.estimate.population);
  cx::estimate_options estimate = asked.estimate;
  estimate.population.reset();
  const auto names = key_names(asked);
  return names.empty() ? cx::make_table(metric, everybody, estimate)
                       : cx::make_table<0, 1>(metric, everybody, names, estimate);
}

template <class Tally>
cx::table plain_table(const cx::metric& metric, const cx::breakdown<Tally, group, when>& read,
                      const options& asked) {
  const auto by = with_design_keys(read, asked).template rollup<0, 1>();
  const auto names = key_names(asked);
  return names.empty() ? cx::make_table(metric, by.total(), asked.estimate)
                       : cx::make_table(metric, by, names, asked.estimate);
}

// People who answered several times are no independent answers; where nobody did, the answers are what they are without.
template <class Tally>
cx::table table_by_respondents(const cx::metric& metric, const cx::breakdown<Tally, group, when>& named,
                               const options& asked) {
  const respondents counted{named};
  if (counted.several == 0) {
    cx::table table = std::is_same_v<Tally, cx::tally> && asked.stratum.empty()
                          ? plain_table(metric, named, asked)
                          : table_of(metric, named, asked, true);
    table.remarks.emplace_back("respondents: nobody answered more than once");
    return table;
  }
  cx::table table = table_of(metric, named, asked);
  table.remarks.push_back(fmt::format(
      "respondents: {} of {} answered more than once; n counts answers, and people are the clusters{}",
      counted.several, counted.people,
      by_period(asked)
          ? "; in a change, those of both periods are compared with themselves, together with the others"
          : ""));
  return table;
}

template <class Tally>
cx::table table_asked(const cx::metric& metric, const cx::breakdown<Tally, group, when>& read,
                      const options& asked, cx::accounting& rows) {
  if (asked.cluster.empty()) return table_of(metric, read, asked);
  const cx::breakdown<Tally, group, when> named = of_clusters(read, asked, rows);
  return asked.by_respondent ? table_by_respondents(metric, named, asked) : table_of(metric, named, asked);
}

}  // namespace

bool is_designed(const options& asked) {
  return !asked.weight.empty() || !asked.stratum.empty() || !asked.cluster.empty();
}

std::uint64_t most_of_one_person(const cx::survey_reader& read, const options& asked) {
  if (!asked.by_respondent) return 1;
  const auto most_in = [&](const auto& answers) {
    cx::accounting unused;
    return std::max<std::uint64_t>(1, respondents{of_clusters(answers, asked, unused)}.most);
  };
  return asked.weight.empty() ? most_in(read.answers()) : most_in(read.weighted_answers());
}

cx::table design_table(const cx::metric& metric, const cx::survey_reader& read, const options& asked,
                       cx::accounting& rows) {
  return asked.weight.empty() ? table_asked(metric, read.answers(), asked, rows)
                              : table_asked(metric, read.weighted_answers(), asked, rows);
}

}  // namespace cxreport
