// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/funnel_table.hpp"

#include <cxmetrics/journey/funnel_steps.hpp>
#include <cxmetrics/report/reason_table.hpp>

#include <utility>

namespace cxmetrics {
namespace {

table empty_table(std::string metric, std::string title, std::string formula, better better,
                  const estimate_options& options) {
  table result;
  result.metric = std::move(metric);
  result.title = std::move(title);
  result.formula = std::move(formula);
  result.unit = unit::percent;
  result.better = better;
  result.level = options.level.level();
  result.add({"step", "step", column_kind::group, column_meaning::question});
  return result;
}

std::string name_of_window(std::chrono::seconds window) {
  for (const auto& [length, unit] :
       {std::pair{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}}) {
    const std::int64_t count = window.count() / length;
    if (window.count() % length != 0) continue;
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
  }
  return {};
}

std::string formula_of(const funnel_rules& rules) {
  std::string text = "customers who reached a step, of those at the step before and at the first; order: " +
                     std::string(name_of(rules.order));
  if (rules.within) text += ", within " + name_of_window(*rules.within);
  return text;
}

std::vector<key_cell> with_step(std::vector<key_cell> key, std::string cell) {
  key.emplace_back(std::move(cell));
  return key;
}

}  // namespace

namespace detail {

table funnel_table(const funnel_rules& rules, const estimate_options& options) {
  table result = empty_table("funnel", "funnel", formula_of(rules), better::high, options);
  result.add({"conversion", "conversion", column_kind::estimate});
  result.add({"conversion_from_start", "from start", column_kind::estimate});
  result.add({"reached", "reached", column_kind::count, column_meaning::reached});
  return result;
}

void append_steps(table& to, const std::vector<key_cell>& key, const funnel& of,
                  const estimate_options& options) {
  for (const funnel_step& step : steps_of(of, options)) {
    table_row row;
    row.key = with_step(key, step.name);
    row.estimates = {step.conversion, step.conversion_from_start};
    row.counts = {step.reached};
    to.rows.push_back(std::move(row));
  }
}

void add_related(table& to, const std::vector<std::vector<key_cell>>& keys, const std::vector<funnel>& groups,
                 const std::vector<std::string>& key_names, const estimate_options& options) {
  table stops =
      empty_table("drop_off", "drop-off", "customers who came no further, of those who reached the step",
                  better::low, options);
  stops.add({"value", "drop-off", column_kind::estimate, column_meaning::value});
  stops.add({"dropped_off", "dropped off", column_kind::count});
  table times =
      empty_table("time_to_convert", "seconds until half were there",
                  "by Kaplan-Meier, from the first step, of all n who entered", better::low, options);
  times.unit = unit::count;
  times.add({"median", "half reached it after", column_kind::estimate, column_meaning::value});
  times.add({"too_late", "entered too late", column_kind::count});
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const std::vector<funnel_step> steps = steps_of(groups[group], options);
    for (std::size_t step = 0; step + 1 < steps.size(); ++step) {
      table_row row;
      row.key = with_step(keys[group], steps[step].name);
      row.estimates = {steps[step].drop_off};
      row.counts = {steps[step].dropped_off};
      stops.rows.push_back(std::move(row));

      table_row when;
      when.key = with_step(keys[group], steps[step + 1].name);
      when.estimates = {time_to(groups[group], step + 1, options).median};
      when.counts = {groups[group].too_late()};
      times.rows.push_back(std::move(when));
    }
  }
  for (table* each : {&stops, &times}) {
    set_keys(*each, key_names, false);
    to.related.push_back(std::move(*each));
  }
}

table drop_off_table(const estimate_options& options) {
  table result = empty_table("drop_off_reasons", "reasons of dropping off (shares may exceed 100 % together)",
                             "customers who gave the reason, of those who stopped at the step; with several "
                             "reasons each, the shares exceed 100 % together",
                             better::low, options);
  result.add({"reason", "reason", column_kind::group, column_meaning::question});
  result.add({"value", "share", column_kind::estimate, column_meaning::value});
  result.add({"customers", "customers", column_kind::count});
  return result;
}

void append_drop_off(table& to, const std::vector<key_cell>& key, const drop_off& of, const drop_off& all,
                     const estimate_options& options) {
  for (std::size_t step = 0; step + 1 < of.steps().size(); ++step) {
    drop_off::stop stop = of.at(step);
    for (const auto& reason : all.at(step).reasons) stop.reasons.try_emplace(reason.first, 0);
    for (const reason_share& each : shares_of(stop, options)) {
      table_row row;
      row.key = with_step(with_step(key, of.steps()[step]),
                          each.reason.empty() ? std::string(no_reason) : each.reason);
      row.estimates = {each.share};
      row.counts = {each.customers};
      to.rows.push_back(std::move(row));
    }
  }
}

}  // namespace detail

table make_table(const funnel& funnel, const estimate_options& options) {
  table result = detail::funnel_table(funnel.rules(), options);
  detail::append_steps(result, {}, funnel, options);
  detail::add_related(result, std::vector<std::vector<key_cell>>(1), {funnel}, {}, options);
  return result;
}

table make_table(const drop_off& reasons, const estimate_options& options) {
  table result = detail::drop_off_table(options);
  detail::append_drop_off(result, {}, reasons, reasons, options);
  return result;
}

}  // namespace cxmetrics
