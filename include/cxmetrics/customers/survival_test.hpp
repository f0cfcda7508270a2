// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SURVIVAL_TEST_HPP
#define CXMETRICS_CUSTOMERS_SURVIVAL_TEST_HPP

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/adjust.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// What a difference at a time weighs in a test of survival.
enum class survival_weights {
  log_rank,  ///< the same at all times; Mantel (1966). Sharpest where the risk differs by a factor
  /// the share still there right before; Peto and Peto (1972), as Harrington and Fleming (1982) have it with rho 1.
  /// Sharper for differences early on
  peto_peto,
};

/// "log-rank" or "Peto-Peto".
CXMETRICS_EXPORT std::string_view name_of(survival_weights weights) noexcept;

/// Whether groups of customers leave alike.
struct survival_test {
  double chi_squared;      ///< NaN where there is nothing to compare
  int degrees_of_freedom;  ///< groups of whom anybody was at risk beside others, less 1
  double p_value;
  std::vector<double> observed;  ///< who left, by group, weighted
  std::vector<double> expected;  ///< who would have, were there no difference
};

/// Compares two groups or more over all times at once. Any cause of leaving counts. Throws `std::invalid_argument`
/// for fewer than two groups, and for durations in different units. Linear in the longest duration, times the square
/// of the groups.
CXMETRICS_EXPORT survival_test compare_survival(std::span<const lifetimes> groups,
                                                survival_weights weights = survival_weights::log_rank);

/// The same within strata, each of which has the same groups in the same order: what differs between the strata
/// themselves is no evidence. Throws likewise, and where the strata have different numbers of groups.
CXMETRICS_EXPORT survival_test compare_survival(std::span<const std::vector<lifetimes>> strata,
                                                survival_weights weights = survival_weights::log_rank);

/// Two of several groups, by their places.
struct survival_pair {
  std::size_t one;
  std::size_t other;
  survival_test found;
  double adjusted_p_value;  ///< with regard to all pairs
};

/// Compares each two of several groups, with their p-values adjusted together. Throws as `compare_survival`.
CXMETRICS_EXPORT std::vector<survival_pair> compare_pairs(
    std::span<const lifetimes> groups, survival_weights weights = survival_weights::log_rank,
    adjustment adjustment = adjustment::holm);

}  // namespace cxmetrics

#endif
