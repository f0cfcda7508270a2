// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_LIFETIME_VALUE_TABLE_HPP
#define CXMETRICS_REPORT_LIFETIME_VALUE_TABLE_HPP

#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {

/// What a table of lifetime value reports.
struct lifetime_value_options {
  value_horizon horizon{};
  std::string time_unit = "weeks";  ///< of the histories, for people
  std::string currency{};           ///< of their amounts; empty: none is named
};

namespace detail {

using purchase_model_of = std::function<std::unique_ptr<purchase_model>(std::span<const double> parameters)>;

CXMETRICS_EXPORT table lifetime_value_table(std::span<const purchase_history> customers,
                                            const purchase_model_of& model_of, const model_fit& fit,
                                            std::span<const std::string_view> parameter_names,
                                            const std::optional<fitted<gamma_gamma>>& spend,
                                            const lifetime_value_options& options);

}  // namespace detail

/// What customers are still expected to be worth within the horizon, or without a model of spending how much they are
/// expected to buy, on average over those given, in one row; with the parameters of the models and their standard
/// errors, and the log-likelihood. Intervals are those that the uncertainty of the parameters gives. Notes say what did
/// not converge, is not identified, or has to be read with care. Linear in the number of different histories. Throws as
/// `lifetime_value`.
template <class Model>
table make_table(std::span<const purchase_history> customers, const fitted<Model>& purchases,
                 const std::optional<fitted<gamma_gamma>>& spend = std::nullopt,
                 const lifetime_value_options& options = {}) {
  const auto model_of = [](std::span<const double> at) -> std::unique_ptr<purchase_model> {
    return std::make_unique<Model>(at[0], at[1], at[2], at[3]);
  };
  return detail::lifetime_value_table(customers, model_of, purchases.fit, Model::parameter_names, spend,
                                      options);
}

/// Such tables of groups as one, with a model for each group, and the notes of each under its name. Throws
/// `std::invalid_argument` without a group, and where names and keys differ in number.
CXMETRICS_EXPORT table table_of_groups(const std::vector<std::pair<std::vector<std::string>, table>>& groups,
                                       const std::vector<std::string>& key_names);

}  // namespace cxmetrics

#endif
