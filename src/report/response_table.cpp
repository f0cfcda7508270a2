// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/response_table.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace cxmetrics {
namespace {

table empty_table(std::string metric, std::string title, std::string formula, quantity what,
                  const estimate_options& options) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = what.unit;
  result.better = what.better;
  result.level = options.level.level();
  return result;
}

// A method of shares need not fit the metric of an item.
estimate_options at_level(const estimate_options& options) {
  estimate_options result;
  result.level = options.level;
  return result;
}

constexpr std::size_t signs_at = 0;
constexpr std::size_t bounds_at = 1;

}  // namespace

namespace detail {

table response_table(const std::vector<response_item>& items, const estimate_options& options) {
  if (items.empty()) throw_invalid_argument("no question to count the answers of");
  table result =
      empty_table("response", "response rate", "who answered at least one question, of the n who were asked",
                  unit::percent, options);
  result.add({"value", "response rate", column_kind::estimate, column_meaning::value});
  // Of one question it would be the same again.
  if (items.size() > 1) result.add({"completed", "answered all", column_kind::estimate});
  result.add({"answered", "answered", column_kind::count});
  table signs =
      empty_table("response_signs", "signs of careless answers",
                  "a reason to look at answers, not to delete them", {unit::percent, better::low}, options);
  signs.add({"sign", "sign", column_kind::group, column_meaning::question});
  signs.add({"value", "share", column_kind::estimate, column_meaning::value});
  signs.add({"count", "how many", column_kind::count});
  const metric& first = items.front().metric;
  table bounds =
      empty_table("silent_bounds", "what the silent could have said",
                  fmt::format("{} of who answered, and of all asked if the silent had given the answer "
                              "worth least or most",
                              first.title()),
                  first.quantity(), options);
  bounds.add({"item", "item", column_kind::group, column_meaning::question});
  bounds.add({"value", std::string(first.title()), column_kind::estimate, column_meaning::value});
  bounds.add({"lowest", "at least", column_kind::estimate});
  bounds.add({"highest", "at most", column_kind::estimate});
  bounds.add({"silent", "silent", column_kind::count});
  result.related = {std::move(signs), std::move(bounds)};
  return result;
}

table_row response_row(const answer_sheets& people, const estimate_options& options) {
  const response_share answered = answered_of(people, options);
  table_row row;
  row.estimates = {answered.share};
  if (people.items().size() > 1) row.estimates.push_back(completed_of(people, options).share);
  row.counts = {answered.count};
  return row;
}

void append_signs(table& to, const std::vector<key_cell>& key, const answer_sheets& people,
                  const response_log* log, double median, const estimate_options& options) {
  const auto add = [&](std::string name, const response_share& found) {
    table_row row;
    row.key = key;
    row.key.emplace_back(std::move(name));
    row.estimates = {found.share};
    row.counts = {found.count};
    to.related[signs_at].rows.push_back(std::move(row));
  };
  if (const auto straight = straight_lining_in(people, options)) add("straight-lining", *straight);
  if (log == nullptr) return;
  if (!std::isnan(median))
    add(fmt::format("faster than {:.3g}", median / 3), speeding_in(*log, median / 3, options));
  if (!log->texts().empty()) add("repeated texts", repeated_texts_in(*log));
  if (!log->respondents().empty()) add("repeated respondents", repeated_respondents_in(*log));
}

void append_bounds(table& to, const std::vector<key_cell>& key, const std::vector<response_item>& items,
                   const answer_sheets& people, const estimate_options& options) {
  if (items.size() != people.items().size())
    throw_invalid_argument("{} items of {} questions", {items.size(), people.items().size()});
  for (std::size_t at = 0; at < items.size(); ++at) {
    const tally answers = people.of_item(at);
    const silent_bounds found = bounds_of(items[at].metric, answers, at_level(options));
    table_row row;
    row.key = key;
    row.key.emplace_back(items[at].name);
    row.estimates = {found.answered, found.lowest, found.highest};
    row.counts = {answers.asked() - answers.answered()};
    to.related[bounds_at].rows.push_back(std::move(row));
  }
}

void finish_response(table& to, const std::vector<std::string>& key_names) {
  for (table& each : to.related) set_keys(each, key_names, false);
  if (to.related[signs_at].rows.empty())
    to.related.erase(to.related.begin() + static_cast<std::ptrdiff_t>(signs_at));
}

}  // namespace detail

table make_table(const std::vector<response_item>& items, const answer_sheets& people,
                 const response_log& log, const estimate_options& options) {
  table result = detail::response_table(items, options);
  result.total = detail::response_row(people, options);
  detail::append_signs(result, {}, people, &log, median_duration(log), options);
  detail::append_bounds(result, {}, items, people, options);
  detail::finish_response(result, {});
  return result;
}

}  // namespace cxmetrics
