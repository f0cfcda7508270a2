// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>

namespace cxmetrics::detail {

double normal_quantile(double upper_tail) {
  return boost::math::quantile(boost::math::complement(boost::math::normal(), upper_tail));
}

double normal_upper_tail(double z) {
  return boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

// In doubles throughout it is off by 1e-15 at most, down to this tail, and takes an eighth of the time.
constexpr double least_tail_in_doubles = 1e-60;
using in_doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
// With less than one degree of freedom, the quantile of a tiny tail is beyond any double: infinite.
using unbounded =
    boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;
using unbounded_in_doubles =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

double student_quantile(double upper_tail, double degrees_of_freedom) {
  using boost::math::complement;
  using boost::math::students_t_distribution;
  if (std::isinf(degrees_of_freedom)) return normal_quantile(upper_tail);
  if (upper_tail < least_tail_in_doubles) {
    return quantile(complement(students_t_distribution<double, unbounded>(degrees_of_freedom), upper_tail));
  }
  return quantile(
      complement(students_t_distribution<double, unbounded_in_doubles>(degrees_of_freedom), upper_tail));
}

double student_upper_tail(double t, double degrees_of_freedom) {
  if (std::isnan(t) || !(degrees_of_freedom > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (std::isinf(degrees_of_freedom)) return normal_upper_tail(t);
  return boost::math::cdf(boost::math::complement(boost::math::students_t(degrees_of_freedom), t));
}

double chi_squared_quantile(double upper_tail, double degrees_of_freedom) {
  return 2 * gamma_upper_quantile(degrees_of_freedom / 2, upper_tail);
}

double chi_squared_upper_tail(double x, double degrees_of_freedom) {
  return boost::math::gamma_q(degrees_of_freedom / 2, x / 2);
}

namespace {

// Boost's root searches lose digits, then give up, on huge parameters; there the expansion of Cornish and
// Fisher (1938) by the skewness and the excess kurtosis is exact to the last digits.
constexpr double huge = 1e8;

double cornish_fisher(double mean, double deviation, double skewness, double excess, double z) {
  return mean + deviation * (z + (z * z - 1) * skewness / 6 + (z * z - 3) * z * excess / 24 -
                             (2 * z * z - 5) * z * skewness * skewness / 36);
}

double huge_gamma_quantile(double shape, double z) {
  const double root = std::sqrt(shape);
  return cornish_fisher(shape, root, 2 / root, 6 / shape, z);
}

double huge_beta_quantile(double a, double b, double z) {
  const double n = a + b;
  const double spread = a / n * b;  // ab / n, which does not overflow
  const double off = (b - a) / n;
  return cornish_fisher(a / n, std::sqrt(spread / n / (n + 1)),
                        2 * off * std::sqrt((n + 1) / spread / n) * (n / (n + 2)),
                        6 * (off * off * n * (n + 1) - spread * (n + 2)) / (spread * (n + 2) * (n + 3)), z);
}

// For the far tails on which Boost's root search gives up: x by bisection of its logarithm.
template <class Rising>
double bisected(Rising probability_below, double target) {
  double low = -745;
  double high = 0;
  while (true) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) return std::exp(middle);
    (probability_below(std::exp(middle)) < target ? low : high) = middle;
  }
}

}  // namespace

double beta_upper_quantile(double a, double b, double upper_tail) {
  if (std::min(a, b) > huge) return huge_beta_quantile(a, b, normal_quantile(upper_tail));
  try {
    return boost::math::ibetac_inv(a, b, upper_tail);
  } catch (const std::exception&) {
    return bisected([=](double x) { return -boost::math::ibetac(a, b, x); }, -upper_tail);
  }
}

double beta_lower_quantile(double a, double b, double lower_tail) {
  if (std::min(a, b) > huge) return huge_beta_quantile(a, b, -normal_quantile(lower_tail));
  try {
    return boost::math::ibeta_inv(a, b, lower_tail);
  } catch (const std::exception&) {
    return bisected([=](double x) { return boost::math::ibeta(a, b, x); }, lower_tail);
  }
}

double gamma_upper_quantile(double shape, double upper_tail) {
  if (shape > huge) return huge_gamma_quantile(shape, normal_quantile(upper_tail));
  return boost::math::gamma_q_inv(shape, upper_tail);
}

double gamma_lower_quantile(double shape, double lower_tail) {
  if (shape > huge) return huge_gamma_quantile(shape, -normal_quantile(lower_tail));
  return boost::math::gamma_p_inv(shape, lower_tail);
}

}  // namespace cxmetrics::detail
