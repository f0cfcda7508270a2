// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>

namespace cxmetrics::detail {

double normal_quantile(double upper_tail) {
  return boost::math::quantile(boost::math::complement(boost::math::normal(), upper_tail));
}

double normal_upper_tail(double z) {
  return boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

double student_quantile(double upper_tail, double degrees_of_freedom) {
  return boost::math::quantile(
      boost::math::complement(boost::math::students_t(degrees_of_freedom), upper_tail));
}

namespace {

// Boost's root search gives up on large shapes, where the expansion of Cornish and Fisher (1938) is exact to
// the last digits.
constexpr double large_shape = 1e9;

double large_gamma_quantile(double shape, double z) {
  const double root = std::sqrt(shape);
  return shape + z * root + (z * z - 1) / 3 + (z * z - 7) * z / (36 * root);
}

}  // namespace

double gamma_upper_quantile(double shape, double upper_tail) {
  if (shape > large_shape) return large_gamma_quantile(shape, normal_quantile(upper_tail));
  return boost::math::gamma_q_inv(shape, upper_tail);
}

double gamma_lower_quantile(double shape, double lower_tail) {
  if (shape > large_shape) return large_gamma_quantile(shape, -normal_quantile(lower_tail));
  return boost::math::gamma_p_inv(shape, lower_tail);
}

}  // namespace cxmetrics::detail
