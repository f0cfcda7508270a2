// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/inversion.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/stats/sample_size.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <vector>

namespace cxmetrics {
namespace {

constexpr std::array<std::string_view, 3> status_names{"met", "not met", "cannot tell"};
constexpr double power_to_tell = 0.8;
// Beyond this many nobody asks.
constexpr double most_observations = 1e15;
// A file with a wrong year must not be walked through day by day.
constexpr std::size_t most_periods = 100'000;

better direction_of(const goal& goal, const estimate& now) {
  return goal.direction.value_or(now.better);
}

void require_value(std::string_view what, double value, const estimate& now) {
  const interval range = range_of(now);
  if (std::isfinite(value) && range.contains(value)) return;
  detail::throw_invalid_argument("{} of {} is no value of a metric of {} to {}",
                                 {what, value, range.low, range.high});
}

goal_status status_of(const goal& goal, const estimate& now) {
  if (std::isnan(now.value) || !now.ci.exists()) return goal_status::cannot_tell;
  const bool up = direction_of(goal, now) == better::high;
  if (up ? now.ci.low >= goal.target : now.ci.high <= goal.target) return goal_status::met;
  if (up ? now.ci.high < goal.target : now.ci.low > goal.target) return goal_status::not_met;
  return goal_status::cannot_tell;
}

// Each observation spreads as much as those that there are; where all agree, their interval tells.
std::optional<std::uint64_t> observations_to_tell(const goal& goal, const estimate& now) {
  const double gap = std::abs(now.value - goal.target);
  const double error =
      now.standard_error > 0
          ? now.standard_error
          : now.ci.width() / 2 / detail::normal_quantile(detail::tail_of_level(now.level) / 2);
  const double deviation = error * std::sqrt(static_cast<double>(now.n));
  if (!(gap > 0) || !(deviation < gap * std::sqrt(most_observations)) || now.level >= 1) return std::nullopt;
  const std::uint64_t n = sample_size(detection_goal{.difference = gap,
                                                     .standard_deviation_before = 0,
                                                     .standard_deviation_after = deviation,
                                                     .power = power_to_tell,
                                                     .level = now.level});
  return std::max(n, now.n + 1);
}

// The periods that are not cut, each in its place, with empty ones between; and which they are.
struct timeline {
  std::vector<estimate> estimates{};
  std::vector<period> periods{};
};

estimate nothing_like(const estimate& other) {
  estimate result;
  result.ci = range_of(other);
  result.level = other.level;
  result.unit = other.unit;
  result.better = other.better;
  return result;
}

timeline timeline_of(std::span<const dated_estimate> periods, const std::optional<day>& by) {
  timeline result;
  for (const dated_estimate& each : periods) {
    if (each.during.is_partial()) continue;
    // What lies beyond the deadline does not count any more.
    if (by && each.during.last() > *by + std::chrono::days{1}) break;
    while (!result.periods.empty()) {
      const period expected = next(result.periods.back());
      if (expected == each.during) break;
      if (!(expected < each.during) || result.periods.size() >= most_periods) {
        detail::throw_invalid_argument(
            "{} does not follow on {} as a period of the same kind",
            {std::string_view(to_string(each.during)), std::string_view(to_string(result.periods.back()))});
      }
      result.periods.push_back(expected);
      result.estimates.push_back(nothing_like(each.value));
    }
    result.periods.push_back(each.during);
    result.estimates.push_back(each.value);
  }
  return result;
}

double middle_of(const period& when) {
  const auto first = static_cast<double>(when.first().time_since_epoch().count());
  return first + static_cast<double>(when.days()) / 2;
}

// On the straight way from the start to the target, which is reached in the middle of the last period.
double planned_in(const period& when, const period& deadline, const goal& goal) {
  const auto start = static_cast<double>(goal.start->on.time_since_epoch().count());
  const double way = middle_of(deadline) - start;
  const double gone = way > 0 ? std::clamp((middle_of(when) - start) / way, 0.0, 1.0) : 1;
  return std::lerp(goal.start->value, goal.target, gone);
}

void look_ahead(goal_progress& to, const goal& goal, const std::vector<estimate>& estimates) {
  period last = *to.judged;
  for (period after = next(last); after.last() <= *goal.by + std::chrono::days{1}; after = next(last)) {
    if (++to.periods_left > most_periods) {
      detail::throw_invalid_argument("the deadline {} is too far ahead",
                                     {std::string_view(to_string(*goal.by))});
    }
    last = after;
  }
  to.deadline = last;
  if (to.periods_left == 0) return;
  const bool has_line = !std::isnan(to.line.slope.value);
  const double here = static_cast<double>(estimates.size()) - 1;
  const auto left = static_cast<double>(to.periods_left);
  const estimate from = has_line ? to.line.at(here) : to.now;
  to.needed = from;
  to.needed.basis = {};
  to.needed.method = interval_method::none;
  to.needed.value = (goal.target - from.value) / left;
  to.needed.standard_error = from.standard_error / left;
  to.needed.ci = {(goal.target - from.ci.high) / left, (goal.target - from.ci.low) / left};
  if (!has_line) return;
  to.at_deadline = to.line.at(here + left);
  const double above = to.line.chance_above(here + left, goal.target);
  to.chance = direction_of(goal, to.now) == better::high ? above : 1 - above;
}

}  // namespace

std::string_view name_of(goal_status status) noexcept {
  return status_names[static_cast<std::size_t>(status)];
}

goal_verdict judge(const goal& goal, const estimate& now) {
  require_value("a target", goal.target, now);
  goal_verdict result;
  result.status = status_of(goal, now);
  result.from_target = compare_with_target(now, goal.target);
  if (result.status == goal_status::cannot_tell)
    result.observations_to_tell = observations_to_tell(goal, now);
  return result;
}

goal_progress progress_of(const goal& goal, std::span<const dated_estimate> periods) {
  if (goal.start && goal.by && goal.start->on > *goal.by) {
    detail::throw_invalid_argument(
        "a goal begins before it ends, not on {} and {}",
        {std::string_view(to_string(goal.start->on)), std::string_view(to_string(*goal.by))});
  }
  goal_progress result;
  const timeline known = timeline_of(periods, goal.by);
  if (!periods.empty()) result.now = nothing_like(periods.front().value);
  result.line = trend_of(known.estimates);
  if (known.periods.empty()) return result;
  result.judged = known.periods.back();
  result.now = known.estimates.back();
  result.verdict = judge(goal, result.now);
  if (!goal.by) return result;
  look_ahead(result, goal, known.estimates);
  if (goal.start) {
    require_value("a start", goal.start->value, result.now);
    result.from_plan = compare_with_target(result.now, planned_in(*result.judged, *result.deadline, goal));
  }
  return result;
}

}  // namespace cxmetrics
