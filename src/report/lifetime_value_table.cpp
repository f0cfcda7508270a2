// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/lifetime_value_table.hpp"
#include "fit_notes.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/key_cells.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace cxmetrics::detail {
namespace {

using detail::infinity;

// Customers who are alike are computed once.
std::vector<std::pair<purchase_history, double>> counted(std::span<const purchase_history> customers) {
  std::vector<purchase_history> sorted(customers.begin(), customers.end());
  const auto key = [](const purchase_history& of) {
    return std::tie(of.repeats, of.recency, of.age, of.mean_spend);
  };
  std::sort(sorted.begin(), sorted.end(),
            [&](const auto& one, const auto& other) { return key(one) < key(other); });
  std::vector<std::pair<purchase_history, double>> result;
  for (const purchase_history& each : sorted) {
    if (result.empty() || !(result.back().first == each)) result.emplace_back(each, 0);
    ++result.back().second;
  }
  return result;
}

// Both fits as one, of parameters that have nothing to do with each other.
model_fit together(model_fit one, const std::optional<fitted<gamma_gamma>>& other) {
  if (!other) return one;
  const std::size_t first = one.parameters.size();
  const std::size_t second = other->fit.parameters.size();
  const std::size_t size = first + second;
  std::vector<double> covariance(size * size);
  for (std::size_t i = 0; i < first; ++i) {
    for (std::size_t j = 0; j < first; ++j) covariance[i * size + j] = one.covariance_of_logs[i * first + j];
  }
  for (std::size_t i = 0; i < second; ++i) {
    for (std::size_t j = 0; j < second; ++j)
      covariance[(first + i) * size + first + j] = other->fit.covariance_of_logs[i * second + j];
  }
  one.covariance_of_logs = std::move(covariance);
  one.parameters.insert(one.parameters.end(), other->fit.parameters.begin(), other->fit.parameters.end());
  one.log_likelihood += other->fit.log_likelihood;
  return one;
}

// What a row tells of all customers, on average.
struct averages {
  double value = 0;
  double purchases = 0;
  double alive = 0;  // per cent
};

class averaging {
 public:
  averaging(std::span<const purchase_history> customers, const purchase_model_of& model_of, bool with_spend,
            const value_horizon& horizon)
      : customers_(counted(customers)),
        count_(static_cast<double>(customers.size())),
        model_of_(model_of),
        with_spend_(with_spend),
        horizon_(horizon) {}

  averages at(std::span<const double> parameters) const {
    const std::unique_ptr<purchase_model> model = model_of_(parameters);
    std::optional<gamma_gamma> spend;
    if (with_spend_) spend.emplace(parameters[4], parameters[5], parameters[6]);
    averages sum;
    for (const auto& [history, customers] : customers_) {
      const double purchases = model->expected_purchases(horizon_.length * horizon_.periods, history);
      sum.purchases += customers * purchases;
      sum.alive += customers * 100 * model->probability_alive(history);
      sum.value += customers * (spend ? lifetime_value(*model, *spend, history, horizon_) : purchases);
    }
    return {sum.value / count_, sum.purchases / count_, sum.alive / count_};
  }

  // With the uncertainty that the parameters give, by differences.
  std::array<estimate, 3> estimates(const model_fit& fit) const {
    constexpr double step = 1e-4;
    std::vector<double> parameters;
    for (const estimate& each : fit.parameters) parameters.push_back(each.value);
    const averages here = at(parameters);
    std::array<std::vector<double>, 3> slopes;
    for (double& each : parameters) {
      const double before = each;
      each = before * std::exp(step);
      const averages above = at(parameters);
      each = before * std::exp(-step);
      const averages below = at(parameters);
      each = before;
      slopes[0].push_back((above.value - below.value) / (2 * step));
      slopes[1].push_back((above.purchases - below.purchases) / (2 * step));
      slopes[2].push_back((above.alive - below.alive) / (2 * step));
    }
    return {estimate_from(fit, here.value, slopes[0], with_spend_ ? unit::money : unit::count, {0, infinity}),
            estimate_from(fit, here.purchases, slopes[1], unit::count, {0, infinity}),
            estimate_from(fit, here.alive, slopes[2], unit::percent, {0, 100})};
  }

 private:
  std::vector<std::pair<purchase_history, double>> customers_;
  double count_;
  const purchase_model_of& model_of_;
  bool with_spend_;
  value_horizon horizon_;
};

}  // namespace

table lifetime_value_table(std::span<const purchase_history> customers, const purchase_model_of& model_of,
                           const model_fit& fit, std::span<const std::string_view> parameter_names,
                           const std::optional<fitted<gamma_gamma>>& spend,
                           const lifetime_value_options& options) {
  const model_fit both = together(fit, spend);
  std::vector<double> parameters;
  for (const estimate& each : fit.parameters) parameters.push_back(each.value);
  const std::unique_ptr<purchase_model> model = model_of(parameters);
  const double ahead = options.horizon.length * options.horizon.periods;

  table result;
  result.metric = "lifetime-value";
  result.title = spend ? "lifetime value" : "purchases to come";
  if (!options.currency.empty() && spend) result.title += " in " + options.currency;
  result.formula =
      fmt::format("{}, expected per customer in {} {} ahead by {}",
                  spend ? "amount of the purchases" : "purchases", ahead, options.time_unit, model->name());
  if (spend)
    result.formula += fmt::format(" and Gamma-Gamma, discounted by {} %", 100 * options.horizon.discount);
  result.unit = spend ? unit::money : unit::count;
  result.level = fit.parameters.front().level;
  result.add({"model", "model", column_kind::group});
  const auto add = [&](std::string_view id, std::string_view title, column_meaning meaning) {
    result.add({std::string(id), std::string(title), column_kind::estimate, meaning});
  };
  add("value", result.title, column_meaning::value);
  add("purchases", "purchases to come", column_meaning::own);
  add("alive", "still customers", column_meaning::own);
  table_row row;
  const averaging average(customers, model_of, spend.has_value(), options.horizon);
  for (const estimate& each : average.estimates(both)) {
    row.estimates.push_back(each);
    row.estimates.back().n = customers.size();
  }
  for (std::size_t i = 0; i < both.parameters.size(); ++i) {
    const std::string_view name = i < parameter_names.size()
                                      ? parameter_names[i]
                                      : gamma_gamma::parameter_names[i - parameter_names.size()];
    add(name, name, column_meaning::own);
    row.estimates.push_back(both.parameters[i]);
  }
  add("log_likelihood", "log-likelihood", column_meaning::log_likelihood);
  estimate& likelihood = row.estimates.emplace_back();
  likelihood.value = fit.log_likelihood;
  likelihood.n = customers.size();
  if (spend) {
    add("spend_log_likelihood", "log-likelihood of spending", column_meaning::log_likelihood);
    estimate& of_spend = row.estimates.emplace_back();
    of_spend.value = spend->fit.log_likelihood;
    of_spend.n = spend->fit.parameters.front().n;
  }
  row.key = {std::string(model->name())};
  result.rows.push_back(std::move(row));
  add_notes(result.notes, model->name(), fit);
  if (spend) add_notes(result.notes, "Gamma-Gamma", spend->fit);
  if (model->name() == "BG/NBD") {
    result.notes.emplace_back(
        "BG/NBD takes everybody who bought once for a customer still; MBG/NBD does not");
  }
  const double correlation = correlation_of_repeats_and_spend(customers);
  if (spend && std::abs(correlation) > 0.3) {
    result.notes.push_back(fmt::format(
        "repeats and amounts are correlated ({:.2f}), which Gamma-Gamma does not allow for", correlation));
  }
  return result;
}

}  // namespace cxmetrics::detail

namespace cxmetrics {

table table_of_groups(const std::vector<std::pair<std::vector<std::string>, table>>& groups,
                      const std::vector<std::string>& key_names) {
  if (groups.empty()) detail::throw_invalid_argument("no group");
  table result = groups.front().second;
  result.rows.clear();
  result.notes.clear();
  std::vector<std::string> of_all;  // what is said of each group, once
  for (const auto& [names, own] : groups) {
    for (table_row row : own.rows) {
      row.key.insert(row.key.begin(), names.begin(), names.end());
      result.rows.push_back(std::move(row));
    }
    for (const std::string& note : own.notes) {
      const bool same = std::all_of(groups.begin(), groups.end(), [&](const auto& other) {
        const std::vector<std::string>& notes = other.second.notes;
        return std::find(notes.begin(), notes.end(), note) != notes.end();
      });
      if (!same) result.notes.push_back(fmt::format("{}: {}", fmt::join(names, " / "), note));
      if (same && &own == &groups.front().second) of_all.push_back(note);
    }
  }
  result.notes.insert(result.notes.end(), of_all.begin(), of_all.end());
  detail::set_keys(result, key_names, false);
  return result;
}

}  // namespace cxmetrics
