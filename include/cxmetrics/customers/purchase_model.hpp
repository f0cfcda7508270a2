// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_PURCHASE_MODEL_HPP
#define CXMETRICS_CUSTOMERS_PURCHASE_MODEL_HPP

#include <cxmetrics/customers/model_fit.hpp>
#include <cxmetrics/customers/purchase_history.hpp>
#include <cxmetrics/export.hpp>

#include <array>
#include <span>
#include <string_view>

namespace cxmetrics {

/// How often customers buy who leave without telling: each at a rate of their own while they are customers. `bg_nbd`,
/// `mbg_nbd` and `pareto_nbd` differ in when somebody may leave.
///
/// Functions of a history throw `std::invalid_argument` for one that cannot be: times below 0 or not finite, a recency
/// beyond the age, or one of a customer without a repeat.
class CXMETRICS_EXPORT purchase_model {
 public:
  virtual ~purchase_model();

  virtual std::string_view name() const noexcept = 0;
  /// How many repeat purchases a new customer is expected to make in so long a time.
  virtual double expected_purchases(double time) const = 0;
  /// How many more a customer of that history is expected to make in so long a time from now on.
  virtual double expected_purchases(double time, const purchase_history& of) const = 0;
  /// The probability that the customer has not left, 0…1. Each model says what it is for one-timers.
  virtual double probability_alive(const purchase_history& of) const = 0;
  /// The logarithm of how likely the history is.
  virtual double log_likelihood(const purchase_history& of) const = 0;
};

/// Beta-geometric/NBD (Fader, Hardie and Lee 2005): purchases at a rate that is gamma(r, alpha) over customers; after
/// each repeat purchase the customer leaves with a probability that is beta(a, b) over them. Who never came again could
/// not leave: their probability of being alive is 1 by construction, and says nothing.
class CXMETRICS_EXPORT bg_nbd : public purchase_model {
 public:
  static constexpr std::string_view parameter_names[] = {"r", "alpha", "a", "b"};
  /// Throws `std::invalid_argument` unless all are above 0 and finite.
  bg_nbd(double r, double alpha, double a, double b);

  std::string_view name() const noexcept override;
  double expected_purchases(double time) const override;
  double expected_purchases(double time, const purchase_history& of) const override;
  double probability_alive(const purchase_history& of) const override;
  double log_likelihood(const purchase_history& of) const override;
  /// The probability that a new customer makes that many repeat purchases in so long a time. Linear in their number.
  double probability(std::uint64_t repeats, double time) const;

  const std::array<double, 4>& parameters() const noexcept { return parameters_; }

 protected:
  bg_nbd(const std::array<double, 4>& parameters, bool leaves_at_once);

 private:
  std::array<double, 4> parameters_;
  bool leaves_at_once_ = false;
};

/// The same where a customer may leave right after the first purchase as well (Batislam, Denizel and Filiztekin 2007).
/// One-timers then may have left, and the longer ago they came, the more probably.
class CXMETRICS_EXPORT mbg_nbd final : public bg_nbd {
 public:
  mbg_nbd(double r, double alpha, double a, double b);
  std::string_view name() const noexcept override;
  double probability(std::uint64_t repeats, double time) const = delete;
};

/// Pareto/NBD (Schmittlein, Morrison and Colombo 1987): a customer may leave at any moment, at a rate that is gamma(s,
/// beta) over customers.
class CXMETRICS_EXPORT pareto_nbd final : public purchase_model {
 public:
  static constexpr std::string_view parameter_names[] = {"r", "alpha", "s", "beta"};
  /// Throws `std::invalid_argument` unless all are above 0 and finite.
  pareto_nbd(double r, double alpha, double s, double beta);

  std::string_view name() const noexcept override;
  double expected_purchases(double time) const override;
  double expected_purchases(double time, const purchase_history& of) const override;
  double probability_alive(const purchase_history& of) const override;
  double log_likelihood(const purchase_history& of) const override;

  const std::array<double, 4>& parameters() const noexcept { return parameters_; }

 private:
  std::array<double, 4> parameters_;
};

/// A model that was fitted.
template <class Model>
struct fitted {
  Model model;
  model_fit fit;
};

/// Fit by maximum likelihood to customers who are independent of each other; who is like another in repeats, recency
/// and age is computed once. See `model_fit` for convergence and identifiability. Throw `std::invalid_argument` without
/// a customer, and for a history that cannot be.
CXMETRICS_EXPORT fitted<bg_nbd> fit_bg_nbd(std::span<const purchase_history> of, confidence level = 0.95);
CXMETRICS_EXPORT fitted<mbg_nbd> fit_mbg_nbd(std::span<const purchase_history> of, confidence level = 0.95);
CXMETRICS_EXPORT fitted<pareto_nbd> fit_pareto_nbd(std::span<const purchase_history> of,
                                                   confidence level = 0.95);

}  // namespace cxmetrics

#endif
