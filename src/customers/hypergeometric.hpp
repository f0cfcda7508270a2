// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_HYPERGEOMETRIC_HPP
#define CXMETRICS_SRC_CUSTOMERS_HYPERGEOMETRIC_HPP

namespace cxmetrics::detail {

// Gauss's 2F1(a, b; c; z) for 0 <= z < 1 and positive a, b, c.
double hypergeometric(double a, double b, double c, double z);

// 2F1(1, b; c; z) for 0 <= z < 1 and positive b and c, by Gauss's continued fraction, which converges also next to 1.
double hypergeometric_of_one(double b, double c, double z);

// The logarithm of 2F1(a, b; a + 1; z) for 0 <= z < 1, positive a and 0 < b < a + 1, and its derivatives.
struct log_hypergeometric {
  double value;
  double by_a;
  double by_b;
  double by_z;
};
log_hypergeometric log_hypergeometric_with_slopes(double a, double b, double z);

}  // namespace cxmetrics::detail

#endif
