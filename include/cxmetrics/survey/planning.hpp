// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_PLANNING_HPP
#define CXMETRICS_SURVEY_PLANNING_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/sample_size.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstdint>
#include <optional>

namespace cxmetrics {

/// What a survey is planned for. `{.level = 0.90, .population = 400}`.
struct plan {
  confidence level = 0.95;
  double power = 0.8;                         ///< how often a true difference is to be found
  std::optional<std::uint64_t> population{};  ///< how many could be asked, on each side of a comparison
  /// The standard deviation of one answer, in the unit of the metric; see `standard_deviation(pilot)`.
  /// Without it, the greatest the metric can have, half the way from its lowest to its highest value: safe,
  /// and often far too much.
  std::optional<double> standard_deviation{};
  /// The same of the second sample of a comparison, where it differs: a score that falls from 80 to 60 spreads more
  /// afterwards, and takes more answers than two samples that spread as the first. Without it, that of the first.
  std::optional<double> standard_deviation_after{};
};

/// The standard deviation of one answer in an earlier survey, weighted or not, for a plan. Where the new survey will
/// have weights or clusters as well, multiply it by √`design_effect(pilot)`. Throws `std::invalid_argument` for an
/// estimate that does not come from answers, or from too few: none, or a single weighted one.
CXMETRICS_EXPORT double standard_deviation(const estimate& pilot);

// Net scores are planned for the adjusted Wald interval, whose three pseudo-answers save as many real ones.
// All throw `std::invalid_argument` as the functions of `stats/sample_size.hpp` do, and for a margin or a difference
// greater than that between the lowest and the highest value of the metric.

/// How many answers give an interval of ± `margin`, in the unit of the metric.
CXMETRICS_EXPORT std::uint64_t sample_size(const metric& metric, double margin, const plan& plan = {});

/// The ± margin that n answers give.
CXMETRICS_EXPORT double achieved_margin(const metric& metric, std::uint64_t n, const plan& plan = {});

/// How many answers on either side it takes to find a difference of this size with the power planned.
CXMETRICS_EXPORT std::uint64_t sample_size_to_detect(const metric& metric, double difference,
                                                     const plan& plan = {});

/// How often so many answers find a true difference of this size. For the design of a comparison, before or
/// after it is made; not for the difference it found.
CXMETRICS_EXPORT double power(const metric& metric, double difference, std::uint64_t n_before,
                              std::uint64_t n_after, const plan& plan = {});

}  // namespace cxmetrics

#endif
