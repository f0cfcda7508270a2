// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "design_keys.hpp"
#include "survey_file.hpp"

#include <cxmetrics/report/design_table.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/design_of.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

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
