// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_SAMPLED_MEAN_HPP
#define CXMETRICS_STATS_SAMPLED_MEAN_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/distribution.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace cxmetrics {

/// A mean worth of weighted observations, or their total, with all that its intervals rest on.
struct sampled_mean {
  double value = std::numeric_limits<double>::quiet_NaN();
  double variance = std::numeric_limits<double>::quiet_NaN();  ///< of the value, by the design
  double degrees_of_freedom = 0;  ///< of the variance: clusters less strata; the variance is unknown if <= 0
  std::uint64_t n = 0;            ///< observations
  /// Kish's (1965) effective number of observations, which knows the weights only: no variance rests on more.
  double kish_n = std::numeric_limits<double>::infinity();
  /// The sum of the weights: how much it counts in the mean of a whole that it is a part of. NaN: by its observations.
  double weight = std::numeric_limits<double>::quiet_NaN();
  /// The variance of one observation in the population, estimated with divisor n - 1.
  double observation_variance = std::numeric_limits<double>::quiet_NaN();
  /// The number of observations that those count as which all agree and so show no variance; infinite if the
  /// sample is the whole population.
  double unanimous_n = 0;
  distribution values{};  ///< the worths that can occur; none for a total, which can be any number
  std::array<double, distribution::max_worths> share{};  ///< the weighted share of each worth, 0…1
};

/// The interval of a sampled mean by a method that fits it; other than `standard`. Where it counts observations, these
/// are as many as the design makes them worth: value (1 - value) / variance for a share, shrunk by (z / t)² where
/// the degrees of freedom are few (Korn and Graubard 1998; Franco, Little, Louis and Slud 2019).
CXMETRICS_EXPORT interval interval_of(const sampled_mean& mean, interval_method method, confidence level);

/// The mean with its uncertainty. The options' population is not looked at: the variance knows it. Throws
/// `std::invalid_argument` for a method that does not fit, naming those that do.
CXMETRICS_EXPORT estimate estimate_of(const sampled_mean& mean, const quantity& quantity,
                                      const estimate_options& options = {});

/// The sampled mean that an estimate rests on; null if it rests on something else. Valid as long as the estimate.
CXMETRICS_EXPORT const sampled_mean* sampled_mean_of(const estimate& estimate) noexcept;

/// By what factor the design inflates the variance beyond that of as many values drawn with replacement and
/// without weights ("deff"). NaN of an estimate without weights, and of a total.
CXMETRICS_EXPORT double design_effect(const estimate& estimate) noexcept;

}  // namespace cxmetrics

#endif
