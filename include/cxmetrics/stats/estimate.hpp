// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_ESTIMATE_HPP
#define CXMETRICS_STATS_ESTIMATE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/distribution.hpp>
#include <cxmetrics/stats/interval.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <variant>

namespace cxmetrics {

/// What the number is counted in.
enum class unit {
  points,   ///< a net score, -100…100
  percent,  ///< a share, 0…100
  score,    ///< points of the answer scale, or whatever a metric of one's own is worth
};

/// How to estimate. `{.level = 0.90, .method = interval_method::wald}`.
struct estimate_options {
  confidence level = 0.95;
  interval_method method = interval_method::standard;
  /// How many people there are, where the answers are from a good part of them, drawn without replacement
  /// (Cochran 1977, chapter 2). Standard error and interval shrink, to nothing if all answered.
  std::optional<std::uint64_t> population{};
  cxmetrics::pseudo_counts pseudo_counts{};  ///< of `interval_method::adjusted_wald`
  bootstrap_options bootstrap{};             ///< of `bootstrap_percentile` and `bootstrap_bca`
};

/// Answers that an estimate was made from, and how.
struct counted_answers {
  distribution answers;
  estimate_options options;
};

/// A sum of weighted event counts that an estimate was made from, with the weights of its unit.
struct counted_events {
  double sum = 0;              ///< the estimate itself
  double variance = 0;         ///< sum of the squared weights
  double greatest_weight = 0;  ///< the most one event could have weighed
};

/// A number with its uncertainty and its base. What is unknown is NaN: without answers, n = 0, value and
/// standard error are NaN and the interval is everything the quantity can be.
struct estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  /// Of shares and net scores with divisor n, of other means and of finite populations with n - 1.
  double standard_error = std::numeric_limits<double>::quiet_NaN();
  interval ci{};
  double level = 0.95;  ///< the confidence level of `ci`
  std::uint64_t n = 0;  ///< the number of answers, customers or events the value rests on
  cxmetrics::unit unit = cxmetrics::unit::score;
  interval_method method = interval_method::none;  ///< how `ci` was made; never `standard`
  /// What the estimate rests on, so that its interval can be had at other levels.
  std::variant<std::monostate, counted_answers, counted_events, sampled_mean> basis{};
};

/// The mean worth of the answers with its uncertainty. Throws `std::invalid_argument` for a method that does
/// not fit the distribution, naming those that do, and for more answers than people.
CXMETRICS_EXPORT estimate estimate_of(const distribution& answers, unit unit,
                                      const estimate_options& options = {});

/// The same of weighted answers. The options' population is not looked at: the variance knows it.
CXMETRICS_EXPORT estimate estimate_of(const sampled_mean& mean, unit unit,
                                      const estimate_options& options = {});

/// By what factor the design inflates the variance beyond that of as many answers drawn with replacement and
/// without weights ("deff"). NaN of an estimate without weights, and of a total.
CXMETRICS_EXPORT double design_effect(const estimate& estimate) noexcept;

/// The interval of the same estimate, by the same method, at another level. Where the estimate has no basis,
/// its interval is widened as that of a normal quantity.
CXMETRICS_EXPORT interval interval_at(const estimate& estimate, confidence level);

}  // namespace cxmetrics

#endif
