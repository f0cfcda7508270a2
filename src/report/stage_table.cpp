// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/stage_table.hpp"
#include "keys.hpp"

#include <fmt/format.h>

#include <utility>

namespace cxmetrics {
namespace {

table empty_table(std::string metric, std::string title, std::string formula, const char* key,
                  const estimate_options& options) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = unit::percent;
  result.level = options.level.level();
  result.add({key, key, column_kind::group, column_meaning::question});
  return result;
}

std::vector<key_cell> with_stage(std::vector<key_cell> key, std::string cell) {
  key.emplace_back(std::move(cell));
  return key;
}

// "retail, phone: "
std::string group_name_of(const std::vector<key_cell>& key) {
  std::string text;
  for (const key_cell& cell : key) {
    if (!text.empty()) text += ", ";
    text += detail::text_of(cell);
  }
  if (!text.empty()) text += ": ";
  return text;
}

}  // namespace

namespace detail {

table stage_table(const estimate_options& options) {
  table result = empty_table("stages", "stages",
                             "people at a stage, of those at the stage before and of those at the first; may "
                             "exceed 100 % where stages are skipped",
                             "stage", options);
  result.add({"ratio", "ratio", column_kind::estimate});
  result.add({"ratio_from_first", "from first", column_kind::estimate});
  result.add({"reached", "reached", column_kind::count, column_meaning::reached});
  result.add({"above_earlier", "above an earlier stage", column_kind::flag, column_meaning::above_earlier});
  table figures = empty_table("stage_figures", "purchase action", "who buys, of those at the first stage",
                              "figure", options);
  figures.add({"value", "ratio", column_kind::estimate, column_meaning::value});
  result.related.push_back(std::move(figures));
  return result;
}

void append_stages(table& to, const std::vector<key_cell>& key, const stage_list& list,
                   const stage_chain& chain) {
  for (const stage& each : chain.stages) {
    table_row row;
    row.key = with_stage(key, each.name);
    row.estimates = {each.ratio, each.ratio_from_first};
    row.counts = {each.reached};
    row.flags = {each.above_earlier};
    to.rows.push_back(std::move(row));
  }
  const auto add_figure = [&](const std::string& name, const std::string& stage, const estimate& value) {
    table_row row;
    row.key = with_stage(key, fmt::format("{} ({} of {})", name, stage, list.names.front()));
    row.estimates = {value};
    to.related.front().rows.push_back(std::move(row));
  };
  if (chain.purchase_action)
    add_figure("purchase action ratio", list.names[*list.purchase], *chain.purchase_action);
  if (chain.brand_advocacy) {
    add_figure("brand advocacy ratio", list.names.back(), *chain.brand_advocacy);
    to.related.front().title = "purchase action and brand advocacy";
    to.related.front().formula = "who buys and who advocates, of those at the first stage";
  }

  const std::string group = group_name_of(key);
  if (chain.archetype)
    to.remarks.push_back(fmt::format("{}pattern: {}", group, cxmetrics::name_of(*chain.archetype)));
  if (chain.widest_gap) {
    const stage& lost = chain.stages[*chain.widest_gap];
    to.remarks.push_back(fmt::format("{}most are lost before {}: {:.1f} % of {} come so far", group,
                                     lost.name, lost.ratio.value, chain.stages[*chain.widest_gap - 1].name));
  }
  if (chain.left_out > 0) {
    to.remarks.push_back(
        fmt::format("{}{} left out who did not answer about every stage", group, chain.left_out));
  }
}

void finish_stages(table& to, const std::vector<std::string>& key_names) {
  set_keys(to, key_names, false);
  for (table& each : to.related) set_keys(each, key_names, false);
  if (to.related.front().rows.empty()) to.related.clear();
}

}  // namespace detail
}  // namespace cxmetrics
