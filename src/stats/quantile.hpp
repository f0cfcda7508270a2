// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_QUANTILE_HPP
#define CXMETRICS_SRC_STATS_QUANTILE_HPP

// The few quantiles the library needs, so that the costly Boost.Math headers are included in one source only.
// All take the probability *beyond* the quantile, which keeps its digits when it is tiny.
namespace cxmetrics::detail {

double normal_quantile(double upper_tail);
double normal_upper_tail(double z);
double student_quantile(double upper_tail, double degrees_of_freedom);
double student_upper_tail(double t, double degrees_of_freedom);
double chi_squared_quantile(double upper_tail, double degrees_of_freedom);
double chi_squared_upper_tail(double x, double degrees_of_freedom);
/// The x in 0…1 with a probability of `upper_tail` above, or of `lower_tail` below, in a beta distribution.
double beta_upper_quantile(double a, double b, double upper_tail);
double beta_lower_quantile(double a, double b, double lower_tail);
/// The x with a probability of `upper_tail` above, or of `lower_tail` below, in a gamma distribution of
/// scale 1.
double gamma_upper_quantile(double shape, double upper_tail);
double gamma_lower_quantile(double shape, double lower_tail);

}  // namespace cxmetrics::detail

#endif
