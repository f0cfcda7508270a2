// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_GOAL_HPP
#define CXMETRICS_JOURNEY_GOAL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/stats/trend.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cxmetrics {

/// Where somebody began: the value on a day, taken for certain.
struct goal_start {
  day on{};
  double value = std::numeric_limits<double>::quiet_NaN();
};

/// What is to be reached: an NPS of 40, churn of at most 2 %. `{.metric = "NPS", .target = 40, .by = 2025y / 12 / 31}`.
struct goal {
  std::string metric{};                                      ///< what it is of, for people
  double target = std::numeric_limits<double>::quiet_NaN();  ///< in the unit of the metric
  /// `better::high`: at least the target; `better::low`: at most. Without, the way that is up for the estimate.
  std::optional<better> direction{};
  std::optional<day> by{};  ///< the last day on which it may be reached
  std::optional<goal_start> start{};
};

/// Whether a goal is met, as far as the answers can tell.
enum class goal_status { met, not_met, cannot_tell };

/// "met", "not met" or "cannot tell".
CXMETRICS_EXPORT std::string_view name_of(goal_status status) noexcept;

/// An estimate beside a target.
struct goal_verdict {
  goal_status status = goal_status::cannot_tell;
  difference from_target{};  ///< `now - target`
  /// Where it cannot be told: how many observations would tell four times of five, if the truth were what the value is
  /// now. Nothing where it can be told, where the value is the target, and without observations.
  std::optional<std::uint64_t> observations_to_tell{};
};

/// Met where the whole interval of the estimate is on the good side of the target, the target included; not met where
/// none of it is; otherwise the answers cannot tell, and a value beyond the target may be luck. Any estimate will do.
/// Throws `std::invalid_argument` for a target that is no number, or that the metric cannot have.
CXMETRICS_EXPORT goal_verdict judge(const goal& goal, const estimate& now);

/// The estimate of a period.
struct dated_estimate {
  period during;
  estimate value{};
};

/// How far the way to a goal is, and how fast it is gone.
struct goal_progress {
  /// The last whole period, or the last that ends by the deadline where that is over; nothing where none does.
  std::optional<period> judged{};
  goal_verdict verdict{};            ///< of its estimate alone
  estimate now{};                    ///< that estimate
  trend line{};                      ///< of all periods up to it; its slope is the present change per period
  std::optional<period> deadline{};  ///< the last whole period that ends by the deadline
  std::size_t periods_left = 0;      ///< from the judged period to that one
  /// The change per period that leads from the line in the judged period to the target at the deadline, with the
  /// interval that follows from the line's. NaN without a deadline ahead.
  estimate needed{};
  /// The line at the deadline, and how probable it is, in 0…1, that it is on the good side of the target then. Both
  /// suppose that the change goes on in a straight line, which nobody knows. NaN without a deadline ahead or a line.
  estimate at_deadline{};
  double chance = std::numeric_limits<double>::quiet_NaN();
  /// With a start and a deadline: how far the judged period is from the straight way from the start to the target,
  /// which arrives in the middle of the last period.
  std::optional<difference> from_plan{};
};

/// The progress of successive periods of one kind, in order, of different people each; some may be missing, and those
/// that are cut are not looked at. Throws `std::invalid_argument` for periods that do not follow on one another, for
/// estimates that differ in level, unit, polarity or range, for a start that is not before the deadline or that is no
/// value of the metric, and as `judge`
/// does.
CXMETRICS_EXPORT goal_progress progress_of(const goal& goal, std::span<const dated_estimate> periods);

}  // namespace cxmetrics

#endif
