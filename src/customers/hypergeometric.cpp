// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/hypergeometric.hpp"

#include <cmath>
#include <limits>

namespace cxmetrics::detail {
namespace {

constexpr int most_terms = 20'000'000;

}  // namespace

// All terms are positive, so the series loses no digits; next to 1 it takes many terms. What is left after a term is at most
// that of a geometric series.
double hypergeometric(double a, double b, double c, double z) {
  double term = 1;
  double sum = 1;
  for (int k = 0; k < most_terms; ++k) {
    const double ratio = (a + k) * (b + k) / ((c + k) * (1.0 + k)) * z;
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < 1e-16 * sum * (1 - ratio)) break;
  }
  return sum;
}

double hypergeometric_of_one(double b, double c, double z) {
  // Abramowitz and Stegun 15.3.1's quotient of neighbours as in Jones and Thron (1980), section 6.1, with a = 0; by Lentz's method.
  constexpr double tiny = 1e-300;
  double result = tiny;
  double forward = tiny;
  double back = 0;
  double numerator = 1;
  for (int n = 0; n < most_terms; ++n) {
    back = 1 + numerator * back;
    if (back == 0) back = tiny;
    back = 1 / back;
    forward = 1 + numerator / forward;
    if (forward == 0) forward = tiny;
    const double change = forward * back;
    result *= change;
    if (n > 0 && std::abs(change - 1) < 1e-16) break;
    const int m = n / 2;
    numerator = n % 2 == 0 ? -z * (b + m) * (c - 1 + m) / ((c + 2 * m - 1) * (c + 2 * m))
                           : -z * (m + 1) * (c - b + m) / ((c + 2 * m) * (c + 2 * m + 1));
  }
  return result;
}

log_hypergeometric log_hypergeometric_with_slopes(double a, double b, double z) {
  // Euler's transformation, Abramowitz and Stegun 15.3.3: (1 - z)^(1 - b) times 2F1(1, d; c; z). Its terms fall from the first one on,
  // however great a and b are, and all are positive.
  const double c = a + 1;
  const double d = c - b;
  double term = 1;
  double sum = 1;
  double by_d = 0;
  double by_c = 0;
  double weighted = 0;  // sum of k times the terms
  double log_d = 0;
  double log_c = 0;
  for (int k = 0; k < most_terms && term > 0; ++k) {
    const double over_c = 1 / (c + k);
    log_d += 1 / (d + k);
    log_c += over_c;
    const double ratio = (d + k) * over_c * z;
    term *= ratio;
    sum += term;
    by_d += term * log_d;
    by_c -= term * log_c;
    weighted += term * (k + 1);
    if (term * ratio * (k + 2) < 1e-16 * sum * (1 - ratio)) break;
  }
  const double left = std::log1p(-z);
  return {(1 - b) * left + std::log(sum), (by_d + by_c) / sum, -left - by_d / sum,
          (b - 1) / (1 - z) + (z > 0 ? weighted / (z * sum) : d / c)};
}

}  // namespace cxmetrics::detail
