// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_COMPARISON_HPP
#define CXMETRICS_STATS_COMPARISON_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace cxmetrics {

/// The ways to compare two samples, by name; all are two-sided. `docs/uncertainty.md` tells which to take.
enum class comparison_method {
  standard,           ///< square-and-add
  square_and_add,     ///< any estimates: combines their own intervals
  wald,               ///< any estimates with standard errors: the z test
  welch,              ///< means of counted values
  student,            ///< means of counted values that spread alike
  adjusted_wald,      ///< net scores: the z test with pseudo-observations
  newcombe,           ///< shares: square-and-add of Wilson's intervals
  agresti_caffo,      ///< shares: the z test with four pseudo-observations
  two_proportion_z,   ///< shares: the z test with the pooled share; a p-value without interval
  chi_squared_yates,  ///< shares: with Yates's correction; a p-value without interval
  fisher_exact,       ///< shares: a p-value without interval
  chi_squared,   ///< whether observations of every worth are equally frequent; a p-value without interval
  g,             ///< the same by the likelihood ratio
  paired_score,  ///< pairs of observations: what `paired_test` says it did
  paired_t,      ///< the same, by Student's t
  design_t,      ///< domains of one sample design
};

/// The name people use: "square-and-add", "Welch", "Fisher exact", …
CXMETRICS_EXPORT std::string_view name_of(comparison_method method) noexcept;

/// The method of that name, whatever its case and what joins its words. Throws `std::invalid_argument` for
/// any other, listing all.
CXMETRICS_EXPORT comparison_method comparison_method_named(std::string_view name);

/// What changed between two estimates, `after - before`, in their unit.
struct difference {
  double value = std::numeric_limits<double>::quiet_NaN();
  /// None for methods that only test.
  interval ci{};
  double level = 0.95;
  /// How surprising so large a difference would be if there were none. Below `1 - level` exactly where `ci`
  /// leaves out 0. NaN where a side has no value or no interval.
  double p_value = std::numeric_limits<double>::quiet_NaN();
  /// What a mark in a table goes by, and what to adjust for many comparisons: the greater of `p_value` and the p-value
  /// of the permutation test of the same answers (`stats/permutation_test.hpp`), which holds its level far out in the
  /// tail, where an adjustment looks. So a mark stands only where `ci` leaves out 0. The same as `p_value` for
  /// methods asked for by name, and where the estimates do not rest on answers.
  double mark_p_value = std::numeric_limits<double>::quiet_NaN();
  cxmetrics::unit unit = cxmetrics::unit::score;
  cxmetrics::better better = cxmetrics::better::high;
  comparison_method method = comparison_method::standard;

  /// The difference is more than noise at this level: the interval, where there is one, leaves out 0.
  bool significant() const noexcept {
    // A level may be so near 1 that its tail is lost; the interval was made with it.
    return level < 1 ? p_value < 1 - level : ci.exists() && !ci.contains(0);
  }
};

// All comparisons are at the level of the estimates. They throw `std::invalid_argument` where these differ in level,
// unit, polarity or range, so that `ces` is not compared with `ces_effort` (an estimate without a basis has no range
// that could differ); and for a method that does not fit the estimates, naming those that do. Between estimates without
// observations the difference is NaN and its interval everything it can be.

/// Compares two independent samples. The standard method is square-and-add: Newcombe
/// (1998); Zou and Donner (2008, "MOVER"). Its p-value inverts that interval, so that the two never disagree; the
/// standard method sets `mark_p_value` besides.
CXMETRICS_EXPORT difference compare(const estimate& before, const estimate& after,
                                    comparison_method method = comparison_method::standard);

/// How far an estimate is from a target that is certain: `now - target`.
CXMETRICS_EXPORT difference compare_with_target(const estimate& now, double target);

/// The estimate of several disjoint samples together. Nothing for none, and where their bases do not tell, as that
/// of a weighted mean does not. Throws `std::invalid_argument` where they differ in level, unit, polarity or range.
CXMETRICS_EXPORT std::optional<estimate> pooled(std::span<const estimate> parts);

/// The estimate of those in the whole who are not in the part. Both must rest on counted values, and have a
/// population or none; throws `std::invalid_argument` where they do not, or where the part has more of some value
/// than the whole.
CXMETRICS_EXPORT estimate rest_of(const estimate& whole, const estimate& part);

/// How a part (a segment) differs from all else in the whole that contains it: `part - rest`. Throws as `rest_of`
/// does.
CXMETRICS_EXPORT difference compare_with_rest(const estimate& part, const estimate& whole,
                                              comparison_method method = comparison_method::standard);

/// How a part differs from the whole that contains it: `part - whole`, which is `part - rest` times the share
/// of the rest, and exactly as significant. Throws as `rest_of` does.
CXMETRICS_EXPORT difference compare_with_whole(const estimate& part, const estimate& whole);

/// Compares two samples that share the answers of `overlap`, such as two positions of a rolling window:
/// `after - before`. The shared answers contribute to the difference only by their weight in each
/// (square-and-add of the three parts; Zou, Huang and Zhang 2009). Throws as `rest_of` does.
CXMETRICS_EXPORT difference compare_overlapping(const estimate& before, const estimate& after,
                                                const estimate& overlap);

/// An estimate and what it is multiplied by.
struct contrast_term {
  double coefficient;
  estimate of;
};

/// A sum of independent estimates with coefficients, such as the difference of two differences. Zou, Huang
/// and Zhang (2009), with the p-value of its being 0. Throws `std::invalid_argument` for no terms.
CXMETRICS_EXPORT difference contrast(std::span<const contrast_term> terms);

}  // namespace cxmetrics

#endif
