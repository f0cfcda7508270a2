// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_MEAN_TEST_HPP
#define CXMETRICS_STATS_MEAN_TEST_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <limits>

namespace cxmetrics {

/// A mean, or any other figure with a standard error.
struct measured {
  double value;
  double standard_error;
  /// n - 1 where the standard error was estimated from n observations with that divisor; none where it is taken
  /// for true.
  double degrees_of_freedom = std::numeric_limits<double>::infinity();
};

/// A difference of two figures and the test of its being 0.
struct mean_test {
  double difference;  ///< first - second
  double standard_error;
  double statistic;  ///< their ratio: Student's t, or z
  double degrees_of_freedom;
  double p_value;  ///< two-sided; exact in its digits down to 1e-300
  interval ci;     ///< leaves out 0 where the p-value is below 1 - level
};

// Two figures that are known, with a standard error of 0 and no degrees of freedom, differ or not beyond doubt: p = 0
// or 1, and the interval is a point. Where the standard error was estimated as 0, because all answers agree, and
// where it or its degrees of freedom are missing (n = 1), nothing is known of the spread: statistic and p-value
// are NaN, and the interval is everything.

/// Welch (1947): independent samples that may spread differently, with Satterthwaite's degrees of freedom.
/// Without degrees of freedom on either side it is the z test of Wald's difference.
CXMETRICS_EXPORT mean_test welch_test(const measured& first, const measured& second, confidence level = 0.95);

/// Student (1908), Fisher (1925): independent samples with the same spread, estimated from both together.
/// Throws `std::invalid_argument` for a side without finite degrees of freedom.
CXMETRICS_EXPORT mean_test student_test(const measured& first, const measured& second,
                                        confidence level = 0.95);

}  // namespace cxmetrics

#endif
