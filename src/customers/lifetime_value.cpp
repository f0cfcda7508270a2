// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <cmath>

namespace cxmetrics {
namespace {

using detail::infinity;

bool is_amount(double number) {
  return number >= 0 && number < infinity;
}

}  // namespace

estimate simple_lifetime_value(const estimate& churn, double margin) {
  if (!is_amount(margin)) detail::throw_invalid_argument("a margin of {} a period", {margin});
  estimate result = expected_lifetime(churn);
  result.unit = unit::money;
  result.value *= margin;
  result.standard_error *= margin;
  result.ci.low *= margin;
  result.ci.high *= margin;
  return result;
}

double discounted_lifetime_value(double margin, double retention, double discount, first_margin timing) {
  if (!(retention >= 0 && retention <= 1) || !is_amount(discount) || !std::isfinite(margin)) {
    detail::throw_invalid_argument("a margin of {} with retention {} and discount {}",
                                   {margin, retention, discount});
  }
  const double lost = 1 + discount - retention;
  if (margin == 0) return 0;
  return margin * (timing == first_margin::now ? 1 + discount : retention) / lost;
}

double lifetime_value(const purchase_model& purchases, const gamma_gamma& spend, const purchase_history& of,
                      const value_horizon& horizon) {
  if (!is_amount(horizon.length) || !is_amount(horizon.discount) || !is_amount(horizon.margin)) {
    detail::throw_invalid_argument("periods of {} with discount {} and margin {}",
                                   {horizon.length, horizon.discount, horizon.margin});
  }
  double sum = 0;
  double before = 0;
  double discounted = 1;
  for (unsigned period = 1; period <= horizon.periods; ++period) {
    const double until = purchases.expected_purchases(horizon.length * period, of);
    discounted /= 1 + horizon.discount;
    sum += (until - before) * discounted;
    before = until;
  }
  return sum * spend.expected_spend(of) * horizon.margin;
}

}  // namespace cxmetrics
