// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_FUNNEL_STEPS_HPP
#define CXMETRICS_JOURNEY_FUNNEL_STEPS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/curve.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace cxmetrics {

/// A step of a funnel, and how many of the customers came so far. All shares are in per cent; their interval is
/// Wilson's.
struct funnel_step {
  /// The name of its event, with a number where that is a step again ("visit 2"); in any order "any 2", as the second event can
  /// be that of any step.
  std::string name;
  std::uint64_t reached = 0;
  estimate
      conversion{};  ///< of those who reached the step before; of the first step, of those who reached it
  estimate conversion_from_start{};  ///< of those who reached the first step
  std::uint64_t dropped_off = 0;     ///< how many of `reached` came no further; of the last step, nobody
  estimate drop_off{};               ///< their share; of the last step, NaN with n = 0
};

/// The steps in order. Throws `std::invalid_argument` for a method that does not fit a share.
///
///     for (const cx::funnel_step& step : cx::steps_of(shop)) …
CXMETRICS_EXPORT std::vector<funnel_step> steps_of(const funnel& funnel,
                                                   const estimate_options& options = {});

/// How the conversion to a step differs between two funnels of different customers.
struct step_comparison {
  std::string name;
  difference conversion{};  ///< from the step before, in points of per cent
  /// Adjusted for all comparisons together: below 1 - level exactly where `significant`.
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
  bool significant = false;
};

/// Compares two segments or periods step by step, `after - before`: Newcombe's interval, and p-values adjusted for the
/// number of steps. There is one for each step but the first. Throws `std::invalid_argument` where the steps differ.
CXMETRICS_EXPORT std::vector<step_comparison> compare_steps(const funnel& before, const funnel& after,
                                                            adjustment adjustment = adjustment::holm,
                                                            const estimate_options& options = {});

/// How long customers need from the first step to another one, in seconds.
struct time_to_step {
  /// The share of those who entered who have not reached the step after a time, in per cent.
  cxmetrics::curve waiting;
  /// When half of them have reached it: infinite where fewer than half do, and NaN where nobody entered.
  estimate median;
};

/// By Kaplan and Meier (`customers/survival.hpp`): who did not reach the step counts for as long as they were
/// watched, those included who entered too late to count elsewhere. The time of who reached it is that of their
/// shortest passage. Throws `std::out_of_range` for the first step and those that are not there, and as
/// `kaplan_meier` does.
CXMETRICS_EXPORT time_to_step time_to(const funnel& funnel, std::size_t step,
                                      const estimate_options& options = {});

}  // namespace cxmetrics

#endif
