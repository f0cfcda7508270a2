// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/gap_table.hpp"
#include "keys.hpp"

#include <fmt/format.h>

#include <utility>

namespace cxmetrics {
namespace {

table empty_table(std::string metric, std::string title, std::string formula, const char* key, gap_unit unit,
                  const estimate_options& options) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = unit == gap_unit::scale_points ? unit::score : unit::percent;
  result.level = options.level.level();
  result.add({key, key, column_kind::group, column_meaning::question});
  result.add({"gap", "gap", column_kind::estimate});
  result.add({"perception", "perception", column_kind::estimate});
  result.add({"expectation", "expectation", column_kind::estimate});
  result.add({"against_expectation", "vs expected", column_kind::difference});
  result.add({"left_out", "left out", column_kind::count});
  return result;
}

// The mean gap with its paired interval.
estimate as_estimate(const gap& of) {
  estimate result;
  result.value = of.value.value;
  result.ci = of.value.ci;
  result.level = of.value.level;
  result.n = of.people;
  result.unit = of.value.unit;
  result.better = of.value.better;
  return result;
}

void append(table& to, std::vector<key_cell> key, const gap& of) {
  table_row row;
  row.key = std::move(key);
  row.key.emplace_back(of.name);
  row.estimates = {as_estimate(of), of.perception, of.expectation};
  row.differences = {row_comparison{of.value}};
  row.counts = {of.left_out};
  to.rows.push_back(std::move(row));
}

}  // namespace

namespace detail {

table gap_table(const expectation_gaps& of_all, const estimate_options& options) {
  const std::string unit =
      of_all.unit == gap_unit::scale_points ? "" : "; scales of different length by per cent of maximum";
  table result =
      empty_table("gap", "expectation gap", "perception less expectation of the same people" + unit, "item",
                  of_all.unit, options);
  if (!of_all.dimensions.empty()) {
    result.related.push_back(empty_table("gap_dimensions", "expectation gap of dimensions",
                                         "of each respondent the mean gap of the items" + unit, "dimension",
                                         of_all.unit, options));
  }
  result.related.push_back(
      empty_table("gap_total", "expectation gap of all items",
                  "of each respondent the mean gap of all items, weighted by importance" + unit, "total",
                  of_all.unit, options));
  return result;
}

void append_gaps(table& to, const std::vector<key_cell>& key, const expectation_gaps& gaps) {
  for (const gap& each : gaps.items) append(to, key, each);
  for (const gap& each : gaps.dimensions) append(to.related.front(), key, each);
  append(to.related.back(), key, gaps.total);
  if (!gaps.pain_point) return;
  std::string group;
  for (const key_cell& cell : key) group += text_of(cell) + ": ";
  const gap& pain = gaps.items[*gaps.pain_point];
  to.remarks.push_back(fmt::format(
      "{}greatest gap{}: {}", group,
      pain.importance == 1 ? "" : fmt::format(" × importance ({:.3g})", pain.importance), pain.name));
}

void finish_gaps(table& to, const std::vector<std::string>& key_names) {
  set_keys(to, key_names, false);
  for (table& each : to.related) set_keys(each, key_names, false);
}

}  // namespace detail

table make_table(const std::vector<gap_item>& items, const answer_sheets& people,
                 const estimate_options& options) {
  const expectation_gaps gaps = gaps_of(items, people, options);
  table result = detail::gap_table(gaps, options);
  detail::append_gaps(result, {}, gaps);
  detail::finish_gaps(result, {});
  return result;
}

}  // namespace cxmetrics
