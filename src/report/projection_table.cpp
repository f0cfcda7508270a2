// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/projection_table.hpp"
#include "fit_notes.hpp"
#include "keys.hpp"

#include <cxmetrics/customers/projection.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace cxmetrics::detail {
namespace {

estimate unknown(unit unit, double level) {
  estimate result;
  result.unit = unit;
  result.level = level;
  return result;
}

// The share of those who came to a renewal who renewed, as it was seen.
estimate seen(const renewals& of, std::size_t renewal, confidence level) {
  const std::uint64_t left = of.left(renewal);
  distribution values;
  values.add(0, left);
  values.add(100, of.at_risk(renewal) - left);
  return estimate_of(values, {unit::percent, better::high}, {.level = level});
}

std::string named(const std::vector<key_cell>& key, std::string_view what) {
  std::string text;
  for (const key_cell& cell : key) text.append(text_of(cell)).append(" / ");
  if (!text.empty()) text.replace(text.size() - 3, 3, ": ");
  return text.append(what);
}

// With what is taken from a model, if there is one.
struct projected {
  std::optional<retention_projection> model{};
  double level = 0.95;

  template <class Figure>
  estimate operator()(unit unit, const Figure& figure) const {
    return model ? figure(*model) : unknown(unit, level);
  }
};

projected fitted_to(const renewals& of, confidence level) {
  projected result;
  result.level = level.level();
  if (of.at_risk(1) > 0) result.model = project_retention(of, level);
  return result;
}

table model_table(const projection_table_options& options) {
  table result;
  result.metric = "projection-model";
  result.title = "mean lifetime in " + options.period;
  result.formula =
      "parameters of the shifted beta-geometric model and the mean lifetime they give, the first period "
      "included";
  result.level = options.level.level();
  result.unit = unit::count;
  result.add({"value", "mean lifetime", column_kind::estimate, column_meaning::value});
  for (const std::string_view name : shifted_beta_geometric::parameter_names)
    result.add({std::string(name), std::string(name), column_kind::estimate});
  result.add({"log_likelihood", "log-likelihood", column_kind::estimate, column_meaning::log_likelihood});
  return result;
}

table_row model_row(const projected& of, std::uint64_t customers) {
  table_row row;
  row.estimates.push_back(
      of(unit::score, [](const retention_projection& model) { return model.mean_lifetime(); }));
  for (std::size_t at = 0; at < std::size(shifted_beta_geometric::parameter_names); ++at) {
    row.estimates.push_back(
        of(unit::score, [=](const retention_projection& model) { return model.fit().parameters[at]; }));
  }
  estimate& likelihood = row.estimates.emplace_back(unknown(unit::score, of.level));
  if (of.model) likelihood.value = of.model->fit().log_likelihood;
  likelihood.n = customers;
  return row;
}

void explain(table& to, const std::vector<key_cell>& key, const projected& of) {
  if (!of.model) {
    to.notes.push_back(named(key, "nobody is known to have come to a renewal, so nothing can be projected"));
    return;
  }
  const model_fit& fit = of.model->fit();
  add_notes(to.notes, named(key, "the model"), fit);
  if (!fit.usable()) return;
  if (std::isinf(of.model->mean_lifetime().value)) {
    to.notes.push_back(
        named(key,
              "the mean lifetime is infinite (alpha is not above 1): so many have hardly any risk of "
              "leaving; look at the share still there, or discount what is to come"));
  } else if (std::isinf(of.model->mean_lifetime().ci.high)) {
    to.notes.push_back(named(key, "the mean lifetime may be infinite: alpha may be 1 or less"));
  }
}

}  // namespace

table projection_table(const projection_table_options& options) {
  table result;
  result.metric = "projection";
  result.title = "still there";
  result.formula = "share of customers who are there after so many " + options.period +
                   ", by the shifted beta-geometric model; retention: of those one before; seen: the same of "
                   "the data; to come: " +
                   options.period + " that a customer of that age will still stay";
  if (options.discount > 0)
    result.formula += fmt::format(", discounted by {:g} % each", 100 * options.discount);
  result.unit = unit::percent;
  result.better = better::high;
  result.level = options.level.level();
  result.add({"age", "age in " + options.period, column_kind::age, column_meaning::age});
  result.add({"value", "still there", column_kind::estimate, column_meaning::value});
  result.add({"retention", "retention", column_kind::estimate});
  result.add({"seen_retention", "seen", column_kind::estimate});
  result.add({"residual_lifetime", options.period + " to come", column_kind::estimate});
  result.add({"customers", "customers", column_kind::count});
  const interval_method of_seen = seen({}, 1, options.level).method;
  result.notes.push_back(fmt::format("intervals of seen: {}; of the others: {}", name_of(of_seen),
                                     name_of(interval_method::wald)));
  result.related.push_back(model_table(options));
  return result;
}

void append_projection(table& to, const std::vector<key_cell>& key, const renewals& of, std::size_t last,
                       const projection_table_options& options) {
  const projected found = fitted_to(of, options.level);
  for (std::size_t age = 1; age <= last; ++age) {
    const auto renewal = static_cast<unsigned>(age);
    table_row row;
    row.key = key;
    row.key.emplace_back(static_cast<std::int64_t>(age));
    row.estimates = {
        found(unit::percent, [=](const retention_projection& model) { return model.survival(renewal); }),
        found(unit::percent, [=](const retention_projection& model) { return model.retention(renewal); }),
        seen(of, age, options.level), found(unit::score, [&](const retention_projection& model) {
          return model.expected_residual_lifetime(renewal, options.discount);
        })};
    row.counts = {of.at_risk(age)};
    to.rows.push_back(std::move(row));
  }
  table& model = to.related.front();
  model.rows.push_back(model_row(found, of.customers()));
  model.rows.back().key = key;
  explain(to, key, found);
}

}  // namespace cxmetrics::detail

namespace cxmetrics {

table make_table(const renewals& of, const projection_table_options& options) {
  table result = detail::projection_table(options);
  detail::append_projection(result, {}, of, of.last() + options.ahead, options);
  return result;
}

}  // namespace cxmetrics
