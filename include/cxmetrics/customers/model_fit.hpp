// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_MODEL_FIT_HPP
#define CXMETRICS_CUSTOMERS_MODEL_FIT_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace cxmetrics {

/// What a fit by maximum likelihood found of the positive parameters of a model, and how far to trust it.
///
/// It was looked for from several starts by quasi-Newton steps (BFGS) on the logarithms of the parameters, with the
/// exact gradient, and polished by Newton's method. Intervals of parameters are normal in the logarithm; standard
/// errors are carried from there to the parameter (delta method).
struct model_fit {
  std::vector<estimate> parameters{};        ///< in the order of the model; n counts the customers
  std::vector<double> covariance_of_logs{};  ///< of their logarithms, row by row
  double log_likelihood = 0;
  double gradient = 0;  ///< the greatest derivative of the log-likelihood by a logarithm; 0 at a maximum
  unsigned starts = 0;
  unsigned agreeing = 0;  ///< starts that led to this maximum
  /// The gradient is 0 but for rounding. If not, the parameters are where the search ended, and mean nothing.
  bool converged = false;
  /// The data tell each parameter at least to a factor of ten, at one standard error. If not, others fit nearly as
  /// well, and only what the model says within the time observed can be relied on.
  bool identified = false;

  /// There is a maximum, and it is the one.
  bool usable() const noexcept { return converged && identified; }
};

/// A quantity that is computed from the parameters, with the standard error that those of the fit give it (delta
/// method) and the interval of a number between two bounds: normal in the log odds between them, or in the logarithm
/// where the upper one is infinite. The gradient is that by the logarithms of the parameters.
CXMETRICS_EXPORT estimate estimate_from(const model_fit& fit, double value, std::span<const double> gradient,
                                        const quantity& quantity, const interval& bounds);

}  // namespace cxmetrics

#endif
