// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_PLANNING_HPP
#define CXMETRICS_CUSTOMERS_PLANNING_HPP

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/sample_size.hpp>

#include <cstdint>
#include <optional>

namespace cxmetrics {

/// What a churn rate of sampled customers is planned for. `{.rate = 5, .population = 2000}`.
struct churn_plan {
  confidence level = 0.95;
  double power = 0.8;                         ///< how often a true difference is to be found
  std::optional<std::uint64_t> population{};  ///< how many customers there are, on each side of a comparison
  /// The churn rate expected, in per cent, between 0 and 100; of a comparison, that before. Without it, 50, of which
  /// chance makes the most: safe, and often far too much.
  std::optional<double> rate{};
};

// How many customers in the base of the rate it takes: of those at the start for `start_cohort`, of all at risk for
// `at_risk`. Retention takes as many as the start cohort's churn, with a rate of 100 less the retention. By the normal
// approximation, so expect ten or so customers to leave, and as many to stay, before you rely on it.
//
// All throw `std::invalid_argument` for the other definitions, which are no shares of customers; for a rate that does
// not lie between 0 and 100; for a margin or a difference above 100, or one that leads from a rate beyond 0 or 100; and
// as the functions of `stats/sample_size.hpp` do.

/// How many customers give an interval of ± `margin`, in percentage points: σ² = rate (100 - rate) (Cochran 1977,
/// section 4.4).
CXMETRICS_EXPORT std::uint64_t sample_size(churn_definition definition, double margin,
                                           const churn_plan& plan = {});

/// The ± margin that n customers give, in percentage points.
CXMETRICS_EXPORT double achieved_margin(churn_definition definition, std::uint64_t n,
                                        const churn_plan& plan = {});

/// How many customers on either side it takes to find a difference of this size, in percentage points, with the power
/// planned. Where a rate is expected, the other side is expected at rate + difference, with the spread of that (Chow,
/// Shao and Wang 2008, section 4.2): to find fewer leaving, give a difference below 0.
CXMETRICS_EXPORT std::uint64_t sample_size_to_detect(churn_definition definition, double difference,
                                                     const churn_plan& plan = {});

/// How often so many customers find a true difference of this size. For the design of a comparison, before or after it
/// is made; not for the difference it found.
CXMETRICS_EXPORT double power(churn_definition definition, double difference, std::uint64_t n_before,
                              std::uint64_t n_after, const churn_plan& plan = {});

}  // namespace cxmetrics

#endif
