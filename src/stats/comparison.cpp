// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "mark.hpp"

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/mean_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace cxmetrics {
namespace {

using method = comparison_method;

constexpr detail::named<method> comparison_names[] = {
    {method::standard, "standard"},
    {method::square_and_add, "square-and-add"},
    {method::wald, "Wald"},
    {method::welch, "Welch"},
    {method::student, "Student"},
    {method::adjusted_wald, "adjusted Wald"},
    {method::newcombe, "Newcombe"},
    {method::agresti_caffo, "Agresti-Caffo"},
    {method::two_proportion_z, "two-proportion z"},
    {method::chi_squared_yates, "chi-squared Yates"},
    {method::fisher_exact, "Fisher exact"},
    {method::chi_squared, "chi-squared"},
    {method::g, "G"},
    {method::paired_score, "paired score"},
    {method::paired_t, "paired t"},
    {method::design_t, "design t"},
};

// The finding of a method that goes back to what the estimates rest on, or a refusal that lists what fits.
basis::finding find(const estimate& before, const estimate& after, comparison_method asked) {
  std::string others = "square-and-add, Wald";
  if (before.basis && after.basis) {
    for (const method each : after.basis->comparisons_with(*before.basis)) {
      if (each == asked) return after.basis->compared_with(*before.basis, asked, before.level);
      others.append(", ").append(name_of(each));
    }
  }
  detail::throw_invalid_argument("the comparison {} does not fit; here apply: {}",
                                 {name_of(asked), std::string_view(others)});
}

// Whether observations that all agree show no spread, although nobody knows all others.
bool spread_unseen(const estimate& estimate) {
  return estimate.standard_error == 0 && estimate.basis &&
         estimate.basis->interval_by(interval_method::score, estimate.level).width() > 0;
}

basis::finding by_wald(const estimate& before, const estimate& after) {
  if (before.standard_error == 0 && after.standard_error == 0 &&
      (spread_unseen(before) || spread_unseen(after))) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return {std::numeric_limits<double>::quiet_NaN(), {-infinity, infinity}};
  }
  const mean_test test =
      welch_test({after.value, after.standard_error}, {before.value, before.standard_error}, before.level);
  return {test.p_value, test.ci};
}

}  // namespace

std::string_view name_of(comparison_method method) noexcept {
  return detail::name_in(comparison_names, method);
}

comparison_method comparison_method_named(std::string_view name) {
  return detail::value_in(comparison_names, "comparison", name);
}

difference compare(const estimate& before, const estimate& after, comparison_method method) {
  detail::require_comparable(before, after);
  if (method == comparison_method::standard || method == comparison_method::square_and_add) {
    difference result = contrast(std::array<contrast_term, 2>{{{1, after}, {-1, before}}});
    if (method == comparison_method::standard) {
      result.mark_p_value = detail::mark_p_value(before, after, result.p_value);
    }
    return result;
  }
  difference result;
  result.value = after.value - before.value;
  result.level = before.level;
  result.unit = before.unit;
  result.better = before.better;
  result.method = method;
  const basis::finding finding =
      method == comparison_method::wald ? by_wald(before, after) : find(before, after, method);
  const interval range_before = range_of(before);
  const interval range_after = range_of(after);
  const interval range{range_after.low - range_before.high, range_after.high - range_before.low};
  if (std::isnan(result.value)) {
    if (finding.ci.exists()) result.ci = range;
    return result;
  }
  // Nothing to go by is no evidence. Two groups that each agree show no spread, so a test by it says nothing at all.
  const bool unanimous = before.standard_error == 0 && after.standard_error == 0 && finding.ci.exists();
  result.p_value = std::isnan(finding.p_value) && !unanimous ? 1 : finding.p_value;
  if (finding.ci.exists()) {
    result.ci = {std::clamp(std::min(finding.ci.low, result.value), range.low, range.high),
                 std::clamp(std::max(finding.ci.high, result.value), range.low, range.high)};
  }
  detail::agree(result);
  return result;
}

}  // namespace cxmetrics
