// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_PROJECTION_HPP
#define CXMETRICS_CUSTOMERS_PROJECTION_HPP

#include <cxmetrics/customers/model_fit.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string_view>

namespace cxmetrics {

/// The shifted beta-geometric model of customers who may leave at each renewal (Fader and Hardie 2007, "How to Project
/// Customer Retention"): each with a risk of their own that never changes, spread over customers as a beta
/// distribution. The risky ones leave first, so that retention rises with age although nobody becomes more loyal.
class shifted_beta_geometric {
 public:
  static constexpr std::string_view parameter_names[] = {"alpha", "beta"};

  /// Throws `std::invalid_argument` unless both are above 0 and finite.
  CXMETRICS_EXPORT shifted_beta_geometric(double alpha, double beta);

  double alpha() const noexcept { return alpha_; }
  double beta() const noexcept { return beta_; }

  /// The share of the cohort that is there after so many renewals, 0…1: S(t) = B(alpha, beta + t) / B(alpha, beta). 1
  /// after 0.
  CXMETRICS_EXPORT double survival(unsigned renewals) const noexcept;
  /// The share of those before the renewal who renew, 0…1: r(t) = (beta + t - 1) / (alpha + beta + t - 1). Throws
  /// `std::invalid_argument` for renewal 0.
  CXMETRICS_EXPORT double retention(unsigned renewal) const;
  /// The share of the cohort that leaves at the renewal, 0…1: S(t - 1) - S(t). Throws as `retention`.
  CXMETRICS_EXPORT double loss(unsigned renewal) const;

  /// How many periods a customer stays on average, the first one included: (alpha + beta - 1) / (alpha - 1). Infinite
  /// where alpha is 1 or less: so many have hardly any risk that the mean does not exist, whatever the data show.
  CXMETRICS_EXPORT double mean_lifetime() const noexcept;

  /// The discounted number of renewals to come of a customer who has renewed `renewals` times and whose next one is due
  /// now: the sum over t > n of S(t) / S(n) / (1 + discount)^(t - n - 1) (Fader and Hardie 2010). Times
  /// the margin of a period, it is what the customer is still worth. With discount 0 it may be infinite. Throws
  /// `std::invalid_argument` for a discount below 0 or not finite.
  CXMETRICS_EXPORT double expected_residual_lifetime(unsigned renewals, double discount) const;

 private:
  double alpha_;
  double beta_;
};

/// A shifted beta-geometric model that was fitted, and what it says beyond the data.
class retention_projection {
 public:
  CXMETRICS_EXPORT retention_projection(const shifted_beta_geometric& model, model_fit fit);

  const shifted_beta_geometric& model() const noexcept { return model_; }
  const model_fit& fit() const noexcept { return fit_; }

  /// In per cent, with the interval that the uncertainty of the parameters gives; that the model itself is right is
  /// taken for granted. Throw as those of the model.
  CXMETRICS_EXPORT estimate survival(unsigned renewals) const;
  CXMETRICS_EXPORT estimate retention(unsigned renewal) const;
  /// Unit `score`: periods. Infinite, with 0 and infinity as interval, where alpha is 1 or less; its interval reaches
  /// infinity where that of alpha reaches 1.
  CXMETRICS_EXPORT estimate mean_lifetime() const;
  /// The same of the renewals to come of who has renewed so often; with a discount it is finite. Throws as that of the
  /// model.
  CXMETRICS_EXPORT estimate expected_residual_lifetime(unsigned renewals, double discount) const;

 private:
  shifted_beta_geometric model_;
  model_fit fit_;
};

/// Fits the model to all cohorts together, of whatever ages, by maximum likelihood. Constant time in the customers,
/// linear in the renewals; see `model_fit` for convergence and identifiability: with customers who all stay or all
/// leave, and with one renewal only, there is nothing to tell alpha from beta. Throws `std::invalid_argument` without a
/// customer at any renewal.
CXMETRICS_EXPORT retention_projection project_retention(const renewals& of, confidence level = 0.95);

}  // namespace cxmetrics

#endif
