// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_CURVE_HPP
#define CXMETRICS_STATS_CURVE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

namespace cxmetrics {

/// What is known at a time, and what the value is from then on until the next step.
struct curve_step {
  std::int64_t time = 0;       ///< since the beginning, in the unit of what the curve is of
  std::uint64_t at_risk = 0;   ///< how many were under observation right before
  std::uint64_t events = 0;    ///< of them, to how many it happened at this time
  std::uint64_t censored = 0;  ///< of them, how many were seen for the last time, without it
  estimate value{};
};

/// A result over time: a value for each time, which changes in steps. Kaplan and Meier's is one; so is the share of
/// cohorts that is retained by age.
class curve {
 public:
  /// From so many at time 0, where the value is certain, on. Throws `std::invalid_argument` unless the times rise,
  /// from 0 or more.
  CXMETRICS_EXPORT curve(estimate start, std::vector<curve_step> steps);

  /// Where something happened, in order.
  const std::vector<curve_step>& steps() const noexcept { return steps_; }
  /// The value before the first step.
  const estimate& start() const noexcept { return start_; }
  /// The last time at which anybody was seen; 0 where nobody was.
  std::int64_t last() const noexcept { return steps_.empty() ? 0 : steps_.back().time; }
  /// Whether nothing can change after the last step, because everybody was seen to the end.
  CXMETRICS_EXPORT bool is_complete() const noexcept;

  /// How many were still under observation right before a time. Logarithmic.
  CXMETRICS_EXPORT std::uint64_t at_risk(std::int64_t time) const noexcept;

  /// The value at a time; its n is how many were at risk then. After the last time nothing is known, and n is 0, unless
  /// nobody was left to whom anything could happen. Throws `std::invalid_argument` for a time before 0. Logarithmic.
  CXMETRICS_EXPORT estimate at(std::int64_t time) const;
  /// The same of a curve whose times are days.
  estimate at(std::chrono::days time) const { return at(std::int64_t{time.count()}); }

 private:
  estimate start_;
  std::vector<curve_step> steps_;
};

}  // namespace cxmetrics

#endif
