// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/composite_table.hpp"
#include "keys.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace cxmetrics {
namespace {

// "0.5 × ease + 0.5 × emotion (percent of maximum); of each respondent".
std::string formula_of(const composite& index) {
  std::string text = "of each respondent ";
  bool first = true;
  for (const composite_item& item : index.items()) {
    if (!first) text += " + ";
    first = false;
    text += fmt::format("{:.3g} × {}", item.weight, item.name);
  }
  text += fmt::format(" ({}); ", index.items().front().metric.title());
  text += index.missing() == missing_items::reweight
              ? "where answers are missing, the weights of the others are raised"
              : "who did not answer all is left out";
  return text;
}

table empty_table(std::string metric, std::string title, std::string formula, const composite& index,
                  const composite_table_options& options) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = index.what().unit;
  result.better = index.what().better;
  result.level = options.estimate.level.level();
  return result;
}

table alpha_table(const composite& index, const answer_sheets& all, const composite_table_options& options) {
  const reliability found = cronbach_alpha(index, all, options.estimate.level);
  table result = empty_table(
      "cronbach_alpha", "Cronbach's alpha",
      "how far the items measure the same thing, by who answered all; interval by Feldt", index, options);
  result.unit = unit::ratio;
  result.better = better::high;
  result.add({"value", "alpha", column_kind::estimate, column_meaning::value});
  table_row row;
  estimate& value = row.estimates.emplace_back();
  value.value = found.alpha;
  value.ci = found.ci;
  value.level = found.level;
  value.n = found.n;
  value.unit = unit::ratio;
  result.total = std::move(row);
  return result;
}

std::string name_of_row(const table& table, const table_row& row) {
  std::string text;
  for (const std::string& part : key_of(table, row)) {
    if (!text.empty()) text += ", ";
    text += part;
  }
  return text.empty() ? text : text + ": ";
}

}  // namespace

namespace detail {

table composite_table(const composite& index, const answer_sheets& all,
                      const composite_table_options& options) {
  table result = empty_table("index", "index", formula_of(index), index, options);
  result.add({"value", "index", column_kind::estimate, column_meaning::value});
  result.add({"left_out", "left out", column_kind::count});
  if (index.missing() == missing_items::reweight)
    result.add({"reweighted", "reweighted", column_kind::count});
  result.total = index_row(index, all, options);
  table items = empty_table(
      "index_items", "items of the index",
      fmt::format("{} of each item, by all who answered it", index.items().front().metric.title()), index,
      options);
  items.add({"item", "item", column_kind::group, column_meaning::question});
  items.add({"value", std::string(index.items().front().metric.title()), column_kind::estimate,
             column_meaning::value});
  result.related.push_back(std::move(items));
  result.related.push_back(alpha_table(index, all, options));
  return result;
}

table_row index_row(const composite& index, const answer_sheets& people,
                    const composite_table_options& options) {
  const index_result found = index_of(index, people, options.estimate);
  table_row row;
  row.estimates = {found.value};
  row.counts = {found.left_out};
  if (index.missing() == missing_items::reweight) row.counts.push_back(found.reweighted);
  return row;
}

void append_items(table& to, const std::vector<key_cell>& key, const composite& index,
                  const answer_sheets& people, const composite_table_options& options) {
  estimate_options standard;  // a method of the index need not fit the metric of an item
  standard.level = options.estimate.level;
  for (std::size_t at = 0; at < index.items().size(); ++at) {
    const composite_item& item = index.items()[at];
    table_row row;
    row.key = key;
    row.key.emplace_back(item.name);
    row.estimates = {item.metric(people.of_item(at), standard)};
    to.related.front().rows.push_back(std::move(row));
  }
}

void add_bands(table& to, const std::vector<index_band>& bands) {
  if (bands.empty()) return;
  const auto named = [&](double value) {
    const std::string_view band = band_of(value, bands);
    return band.empty() ? std::string_view{"no band"} : band;
  };
  const auto add = [&](const std::string& name, const estimate& value) {
    if (value.n == 0) return;
    const std::string_view low = named(value.ci.low);
    const std::string_view high = named(value.ci.high);
    to.remarks.push_back(low == high ? fmt::format("{}{}, as is all of its interval", name, low)
                                     : fmt::format("{}{}; its interval reaches from {} to {}", name,
                                                   named(value.value), low, high));
  };
  for (const table_row& row : to.rows) add(name_of_row(to, row), row.result());
  if (to.total) add(to.rows.empty() ? "" : total_text(to) + ": ", to.total->result());
}

}  // namespace detail

table make_table(const composite& index, const answer_sheets& people,
                 const composite_table_options& options) {
  table result = detail::composite_table(index, people, options);
  detail::append_items(result, {}, index, people, options);
  detail::add_bands(result, options.bands);
  return result;
}

}  // namespace cxmetrics
