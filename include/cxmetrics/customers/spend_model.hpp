// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SPEND_MODEL_HPP
#define CXMETRICS_CUSTOMERS_SPEND_MODEL_HPP

#include <cxmetrics/customers/purchase_history.hpp>
#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/export.hpp>

#include <array>
#include <span>
#include <string_view>

namespace cxmetrics {

/// Gamma-Gamma (Fader, Hardie and Lee 2005; Fader and Hardie 2013): what a customer spends at a purchase varies about a
/// mean of their own, which varies over customers, and has nothing to do with how often they buy
/// (`correlation_of_repeats_and_spend`).
class gamma_gamma {
 public:
  static constexpr std::string_view parameter_names[] = {"p", "q", "gamma"};
  /// Throws `std::invalid_argument` unless all are above 0 and finite.
  CXMETRICS_EXPORT gamma_gamma(double p, double q, double gamma);

  /// What a purchase of the customer is expected to be worth, in the unit of the histories: between their own mean and
  /// that of all, the nearer to their own the more they bought. A customer without a repeat has that of all, which is
  /// infinite where q <= 1.
  CXMETRICS_EXPORT double expected_spend(const purchase_history& of) const;
  /// That of a new customer.
  double expected_spend() const { return expected_spend(purchase_history{}); }
  /// The logarithm of how likely the mean amount is; 0 without a repeat.
  CXMETRICS_EXPORT double log_likelihood(const purchase_history& of) const;

  const std::array<double, 3>& parameters() const noexcept { return parameters_; }

 private:
  std::array<double, 3> parameters_;
};

/// Fits the model by maximum likelihood to the customers with repeats, whom its n counts. Throws
/// `std::invalid_argument` without any, and for one whose mean amount is not above 0.
CXMETRICS_EXPORT fitted<gamma_gamma> fit_gamma_gamma(std::span<const purchase_history> of,
                                                     confidence level = 0.95);

}  // namespace cxmetrics

#endif
