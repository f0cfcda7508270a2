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

hypergeometric_slopes hypergeometric_with_slopes(double a, double b, double c, double z) {
  double term = 1;
  double sum = 1;
  double by_a = 0;
  double by_b = 0;
  double by_c = 0;
  double weighted = 0;  // sum of k times the terms
  double log_a = 0;
  double log_b = 0;
  double log_c = 0;
  for (int k = 0; k < most_terms; ++k) {
    const double ratio = (a + k) * (b + k) / ((c + k) * (1.0 + k)) * z;
    log_a += 1 / (a + k);
    log_b += 1 / (b + k);
    log_c += 1 / (c + k);
    term *= ratio;
    sum += term;
    by_a += term * log_a;
    by_b += term * log_b;
    by_c -= term * log_c;
    weighted += term * (k + 1);
    if (ratio < 1 && term * ratio * (k + 2) < 1e-16 * sum * (1 - ratio)) break;
  }
  return {sum, by_a / sum, by_b / sum, by_c / sum, z > 0 ? weighted / (z * sum) : a * b / c};
}

}  // namespace cxmetrics::detail
