// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_FITTING_HPP
#define CXMETRICS_SRC_STATS_FITTING_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

// What sort of quantity an estimate is of, as far as methods care.
enum class kind { share, net, mean, total, events, survival, ratio };

// A total has no values that it could have.
kind kind_of(const distribution& values) noexcept;

// Which methods fit which kind: this table and no other. In order of preference: the first that a basis can make is its
// standard.
std::span<const interval_method> interval_methods_for(kind kind) noexcept;
std::span<const comparison_method> comparison_methods_for(kind kind) noexcept;

// How a basis makes an interval, or a comparison, by a method: a row of its own table, which may lack methods.
template <class Recipe, std::size_t Size, class Method>
const Recipe* recipe_of(const Recipe (&recipes)[Size], Method method) noexcept {
  const auto* found =
      std::find_if(recipes, recipes + Size, [=](const Recipe& each) { return each.method == method; });
  return found == recipes + Size ? nullptr : found;
}

// The recipe of an interval by a method that fits, the standard if so asked; or a refusal that lists what fits.
template <class Recipe, std::size_t Size>
const Recipe& fitting(const Recipe (&recipes)[Size], interval_method asked, kind kind,
                      std::string_view to_what) {
  std::string others;
  for (const interval_method method : interval_methods_for(kind)) {
    const Recipe* recipe = recipe_of(recipes, method);
    if (recipe == nullptr) continue;
    if (asked == method || asked == interval_method::standard) return *recipe;
    others.append(others.empty() ? "" : ", ").append(name_of(method));
  }
  throw_invalid_argument("the interval {} does not fit; {} apply: {}",
                         {name_of(asked), to_what, std::string_view(others)});
}

}  // namespace cxmetrics::detail

#endif
