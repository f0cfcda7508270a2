// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

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

double gamma_upper_quantile(double shape, double upper_tail) {
  return boost::math::gamma_q_inv(shape, upper_tail);
}

double gamma_lower_quantile(double shape, double lower_tail) {
  return boost::math::gamma_p_inv(shape, lower_tail);
}

}  // namespace cxmetrics::detail
