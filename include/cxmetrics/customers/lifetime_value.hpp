// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_LIFETIME_VALUE_HPP
#define CXMETRICS_CUSTOMERS_LIFETIME_VALUE_HPP

#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/customers/spend_model.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

namespace cxmetrics {

/// What a customer is worth who pays a margin every period and leaves at a constant churn rate: margin × 100 / rate,
/// without discount. The interval is that of the rate; that of the margin is not in it. In minor units, if the margin
/// is. It supposes the same risk for all and for ever, as `expected_lifetime` does, and is infinite without churn.
/// Throws as `expected_lifetime`, and `std::invalid_argument` for a margin below 0 or not finite.
CXMETRICS_EXPORT estimate simple_lifetime_value(const estimate& churn, double margin);

/// When the first margin comes in that a discounted value counts.
enum class first_margin {
  now,              ///< m (1 + i) / (1 + i - r)
  after_one_period  ///< m r / (1 + i - r)
};

/// The present value of a margin every period, kept with probability `retention` (0…1) at each renewal and discounted
/// by `discount` (0.1 for 10 per cent) a period, for ever (Gupta and Lehmann 2003). Infinite where all stay and nothing
/// is discounted. Throws `std::invalid_argument` for a retention outside 0…1, a discount below 0, and what is not
/// finite.
CXMETRICS_EXPORT double discounted_lifetime_value(double margin, double retention, double discount,
                                                  first_margin timing);

/// How a value is taken from expected purchases.
struct value_horizon {
  unsigned periods = 52;  ///< how many are looked ahead
  double length = 1;      ///< of one, in the unit of the histories
  double discount = 0;    ///< a period, 0.01 for one per cent
  double margin = 1;      ///< the share of the amount that is left, 0…1
};

/// What a customer of that history is still expected to be worth: the sum over the periods ahead of the purchases
/// expected in each, times what one is expected to be worth, times the margin, discounted to now from the end of the
/// period. In the unit of the mean amounts. Throws `std::invalid_argument` for a history that cannot be, and for a
/// horizon with numbers below 0 or not finite.
CXMETRICS_EXPORT double lifetime_value(const purchase_model& purchases, const gamma_gamma& spend,
                                       const purchase_history& of, const value_horizon& horizon = {});

}  // namespace cxmetrics

#endif
