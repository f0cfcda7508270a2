// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "survival_groups.hpp"

#include <map>
#include <utility>

namespace cxreport {

namespace cx = cxmetrics;

using key = std::vector<std::string>;

std::vector<std::string> columns_of_groups(const options& asked) {
  std::vector<std::string> columns = asked.by;
  if (asked.metric == "survival" && !asked.stratum.empty()) columns.push_back(asked.stratum);
  return columns;
}

cx::survival_table_options survival_options(const options& asked) {
  cx::survival_table_options report{asked.estimate, asked.adjust};
  report.few_times = asked.format == "text" || asked.format == "markdown";
  return report;
}

cx::table survival_of_groups(const options& asked, const cx::breakdown<cx::lifetimes, key>& by) {
  const cx::survival_table_options report = survival_options(asked);
  if (asked.stratum.empty()) return cx::make_table(by, asked.by, report);
  cx::breakdown<cx::lifetimes, key> groups{by.empty_state()};
  std::map<std::string, cx::breakdown<cx::lifetimes, key>> of_stratum;
  for (const auto& [names, lives] : by) {
    key group = names;
    const std::string stratum = std::move(group.back());
    group.pop_back();
    groups[group] += lives;
    of_stratum.try_emplace(stratum, by.empty_state()).first->second[group] += lives;
  }
  std::vector<std::vector<cx::lifetimes>> strata;
  for (const auto& [stratum, own] : of_stratum) {
    std::vector<cx::lifetimes>& all = strata.emplace_back();
    for (const auto& [group, whole] : groups) {
      const cx::lifetimes* found = own.find(group);
      all.push_back(found == nullptr ? by.empty_state() : *found);
    }
  }
  cx::table table = cx::make_table(groups, asked.by, report);
  cx::test_within_strata(table, asked.stratum, strata, report);
  return table;
}

}  // namespace cxreport
