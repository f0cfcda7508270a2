// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_SAMPLE_SIZE_HPP
#define CXMETRICS_STATS_SAMPLE_SIZE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/confidence.hpp>

#include <cstdint>
#include <optional>

namespace cxmetrics {

// All by the normal approximation. Student's t, the standard for means, takes about z²/2 observations more for a margin
// and z²/4 on each side of a comparison (Guenther 1981): two, and one, at level 0.95. Beyond some 30 observations that
// is less than what is not known of the standard deviation.

/// What a sample is to achieve: an interval of value ± margin.
struct precision_goal {
  double margin;              ///< half the width of the interval, in the unit of the metric
  double standard_deviation;  ///< of one observation, in the same unit
  confidence level = 0.95;
  std::optional<std::uint64_t> population{};  ///< how many people there are, where that is few
  double free_observations =
      0;  ///< observations the interval itself contributes: 3 for the adjusted Wald interval
};

/// How many observations it takes: z²σ²/margin² less the free observations, then n / (1 + (n - 1) / N) for a population
/// of N (Cochran 1977, section 4.4), rounded up; at least 1. Throws `std::invalid_argument` unless margin > 0
/// and the standard deviation >= 0, and where the result exceeds 2^63.
CXMETRICS_EXPORT std::uint64_t sample_size(const precision_goal& goal);

/// The margin that n observations achieve, by the same formula solved for it; `goal.margin` is not looked at. 0 if
/// everybody is in the sample. Throws as `sample_size` does, and for n = 0 or n beyond the population.
CXMETRICS_EXPORT double achieved_margin(std::uint64_t n, const precision_goal& goal);

/// What two samples of different people are to achieve: to tell a difference from none.
struct detection_goal {
  double difference;                 ///< the least worth telling, in the unit of the metric
  double standard_deviation_before;  ///< of one observation, in the same unit
  double standard_deviation_after;
  double power = 0.8;  ///< how often so large a difference is to be found significant
  confidence level = 0.95;
  std::optional<std::uint64_t> population{};  ///< of each side, where that is few
  double free_observations = 0;               ///< as in `precision_goal`, on each side
};

/// How many observations either side takes: (z + z_power)² (σ₁² + σ₂²) / difference² less the free observations, then
/// as above for a population; rounded up; at least 1. Throws `std::invalid_argument` for a difference of 0, a
/// power outside 0…1, negative standard deviations, and where the result exceeds 2^63.
CXMETRICS_EXPORT std::uint64_t sample_size(const detection_goal& goal);

/// How often a comparison of so many observations would find a true difference of `goal.difference` significant,
/// in 0…1. It judges a design, made or planned, by a difference chosen beforehand; put in the difference that
/// was found and it says nothing that the p-value has not said (Hoenig and Heisey 2001). `goal.power` is not
/// looked at. Throws as `sample_size` does, and for n = 0 or n beyond the population.
CXMETRICS_EXPORT double power(std::uint64_t n_before, std::uint64_t n_after, const detection_goal& goal);

}  // namespace cxmetrics

#endif
