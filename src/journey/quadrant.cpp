// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/journey/quadrant.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cxmetrics {
namespace {

quadrant_field field_of(const estimate& importance, double cut, const touchpoint_score& performance) {
  if (std::isnan(importance.value) || !importance.ci.exists() || importance.ci.contains(cut) ||
      !performance.significant) {
    return quadrant_field::uncertain;
  }
  const bool important = importance.value > cut;
  if (performance.is_pain_point())
    return important ? quadrant_field::fix_first : quadrant_field::low_priority;
  return important ? quadrant_field::keep_up : quadrant_field::enough;
}

}  // namespace

std::string_view name_of(quadrant_field field) noexcept {
  switch (field) {
    case quadrant_field::fix_first:
      return "fix first";
    case quadrant_field::keep_up:
      return "keep up";
    case quadrant_field::low_priority:
      return "low priority";
    case quadrant_field::enough:
      return "enough";
    case quadrant_field::uncertain:
      break;
  }
  return "uncertain";
}

quadrant quadrant_of(const driver_strengths& drivers, const touchpoint_scores& touchpoints) {
  quadrant result;
  result.importance_cut = 100 / static_cast<double>(drivers.items.size());
  result.performance_cut = touchpoints.all;
  for (const driver_strength& driver : drivers.items) {
    const auto found = std::find_if(touchpoints.touchpoints.begin(), touchpoints.touchpoints.end(),
                                    [&](const touchpoint_score& each) { return each.name == driver.item; });
    if (found == touchpoints.touchpoints.end())
      detail::throw_invalid_argument("the item {} is no touchpoint", {std::string_view(driver.item)});
    result.members.push_back({driver.item, driver.importance, found->score,
                              field_of(driver.importance, result.importance_cut, *found)});
  }
  std::stable_sort(result.members.begin(), result.members.end(),
                   [](const quadrant_member& one, const quadrant_member& other) {
                     if (std::isnan(one.importance.value) || std::isnan(other.importance.value))
                       return !std::isnan(one.importance.value) && std::isnan(other.importance.value);
                     return one.importance.value > other.importance.value;
                   });
  return result;
}

}  // namespace cxmetrics
