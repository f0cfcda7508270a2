// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_ESTIMATE_HPP
#define CXMETRICS_STATS_ESTIMATE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/basis_handle.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/distribution.hpp>
#include <cxmetrics/stats/interval.hpp>
#include <cxmetrics/stats/quantity.hpp>

#include <cstdint>
#include <limits>
#include <optional>

namespace cxmetrics {

/// How to estimate. `{.level = 0.90, .method = interval_method::wald}`.
struct estimate_options {
  confidence level = 0.95;
  interval_method method = interval_method::standard;
  /// The size of the population, where the sample is a good part of it, drawn without replacement (Cochran
  /// 1977, chapter 2). Standard error and interval shrink, to nothing if all of it was drawn.
  std::optional<std::uint64_t> population{};
  cxmetrics::pseudo_counts pseudo_counts{};  ///< of `interval_method::adjusted_wald`
  bootstrap_options bootstrap{};             ///< of `bootstrap_percentile` and `bootstrap_bca`
};

/// A number with its uncertainty and its base. What is unknown is NaN: where n = 0, value and standard error
/// are NaN and the interval is everything the quantity can be.
struct estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  /// The divisor is n for shares and net scores, and n - 1 for other means and for finite populations.
  double standard_error = std::numeric_limits<double>::quiet_NaN();
  interval ci{};
  double level = 0.95;  ///< the confidence level of `ci`
  std::uint64_t n = 0;  ///< the number of observations the value rests on
  cxmetrics::unit unit = cxmetrics::unit::score;
  cxmetrics::better better = cxmetrics::better::high;
  interval_method method = interval_method::none;  ///< how `ci` was made; never `standard`
  /// What the estimate rests on (`stats/basis.hpp`), so that its interval at other levels can be computed and its
  /// difference from others by other methods. None: of a normal quantity that says nothing else.
  basis_handle basis{};
};
static_assert(sizeof(estimate) <= 128);

/// The mean value of the observations with its uncertainty. Throws `std::invalid_argument` for a method that
/// does not fit the distribution, naming those that do, and for more observations than the population has.
CXMETRICS_EXPORT estimate estimate_of(const distribution& values, const quantity& quantity,
                                      const estimate_options& options = {});

/// The interval of the same estimate, by the same method, at another level. Where the estimate has no basis,
/// its interval is widened as that of a normal quantity.
CXMETRICS_EXPORT interval interval_at(const estimate& estimate, confidence level);

/// The least and the greatest value the quantity can have; infinite where it has no basis, or no bound.
CXMETRICS_EXPORT interval range_of(const estimate& estimate) noexcept;

}  // namespace cxmetrics

#endif
