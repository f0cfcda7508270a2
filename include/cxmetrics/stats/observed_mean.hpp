// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_OBSERVED_MEAN_HPP
#define CXMETRICS_STATS_OBSERVED_MEAN_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <limits>
#include <map>

namespace cxmetrics {

/// How often each of any number of different values was observed: for a mean of more than the 11 that a `distribution`
/// takes.
struct observed_values {
  std::map<double, std::uint64_t> count{};  ///< by the value
  /// The least and the greatest value that an observation can have.
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();

  /// Adds observations of this value.
  void add(double value, std::uint64_t times) {
    if (times > 0) count[value] += times;
  }
};

/// The mean value with its uncertainty, by Student's t (the standard) with n - 1 degrees of freedom, by the score
/// method, or by Wald's. Observations that all agree show no spread: the interval is then the score interval, whatever
/// the method, as if others could have had any value of the range.
///
/// The bounds stay within the range. With `n` = 0 they are the range; so are Student's and Wald's with one observation
/// only. The mean is nearly correctly rounded, even where large counts cancel. Differences from others: square-and-add,
/// Welch, Student.
///
/// Throws `std::invalid_argument` for another method, for a population, for a value beyond the range or ±1e100, and for
/// more than 2^64 - 1 observations. Linear in the different values.
CXMETRICS_EXPORT estimate estimate_of(const observed_values& values, const quantity& quantity,
                                      const estimate_options& options = {});

}  // namespace cxmetrics

#endif
