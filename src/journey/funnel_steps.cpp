// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/kaplan_meier.hpp"

#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/funnel_steps.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace cxmetrics {
namespace {

// Two of them are a number too. Only times of some billion years are longer.
constexpr std::uint64_t longest = std::numeric_limits<std::int64_t>::max() / 2;

estimate share_of(std::uint64_t part, std::uint64_t whole, better better, const estimate_options& options) {
  distribution values;
  values.add(0, whole - part);
  values.add(100, part);
  return estimate_of(values, {unit::percent, better}, options);
}

// An event that is a step again gets a number, so that no two steps are taken for one.
std::vector<std::string> names_of_steps(const funnel_rules& rules) {
  std::vector<std::string> names;
  std::set<std::string> taken(rules.steps.begin(), rules.steps.end());
  std::set<std::string> seen;
  for (std::size_t step = 0; step < rules.steps.size(); ++step) {
    std::string name = rules.steps[step];
    if (rules.order == funnel_order::any_order) {
      name = "any " + std::to_string(step + 1);
    } else if (!seen.insert(name).second) {
      std::size_t number = 2;
      while (!taken.insert(name + ' ' + std::to_string(number)).second) ++number;
      name += ' ' + std::to_string(number);
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::vector<funnel_step> steps_of(const funnel& funnel, const estimate_options& options) {
  std::vector<funnel_step> steps;
  const std::size_t count = funnel.rules().steps.size();
  std::vector<std::string> names = names_of_steps(funnel.rules());
  for (std::size_t step = 0; step < count; ++step) {
    const std::uint64_t reached = funnel.reached(step);
    const std::uint64_t further = step + 1 < count ? funnel.reached(step + 1) : reached;
    const std::uint64_t base = step + 1 < count ? reached : 0;
    steps.push_back({std::move(names[step]), reached,
                     share_of(reached, funnel.reached(step == 0 ? 0 : step - 1), better::high, options),
                     share_of(reached, funnel.reached(0), better::high, options), reached - further,
                     share_of(reached - further, base, better::low, options)});
  }
  return steps;
}

std::vector<step_comparison> compare_steps(const funnel& before, const funnel& after, adjustment adjustment,
                                           const estimate_options& options) {
  if (before.rules().steps != after.rules().steps || before.rules().order != after.rules().order)
    detail::throw_invalid_argument("funnels of different steps or orders are not compared");
  const std::vector<funnel_step> then = steps_of(before, options);
  const std::vector<funnel_step> now = steps_of(after, options);
  std::vector<step_comparison> result;
  std::vector<double> p_values;
  for (std::size_t step = 1; step < now.size(); ++step) {
    result.push_back({now[step].name, compare(then[step].conversion, now[step].conversion)});
    p_values.push_back(result.back().conversion.mark_p_value);
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t at = 0; at < result.size(); ++at) {
    result[at].adjusted_p_value = raised[at];
    result[at].significant = raised[at] < 1 - options.level.level();
  }
  return result;
}

time_to_step time_to(const funnel& funnel, std::size_t step, const estimate_options& options) {
  std::uint64_t at_risk = 0;
  for (const auto& each : funnel.times_to(step)) at_risk += each.second.reached + each.second.waiting;
  const std::uint64_t customers = at_risk;
  std::vector<lifetimes::moment> moments;
  for (const auto& [seconds, at] : funnel.times_to(step)) {
    const auto time = static_cast<std::int64_t>(std::min(seconds, longest));
    if (moments.empty() || moments.back().duration < time) moments.push_back({time, at_risk, 0, 0, 0});
    moments.back().left += at.reached;
    moments.back().last_seen += at.waiting;
    at_risk -= at.reached + at.waiting;
  }
  curve waiting = detail::kaplan_meier(moments, customers, options);
  estimate median = time_until_gone(waiting);
  median.unit = unit::count;
  return {std::move(waiting), median};
}

}  // namespace cxmetrics
