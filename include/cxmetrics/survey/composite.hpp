// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_COMPOSITE_HPP
#define CXMETRICS_SURVEY_COMPOSITE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// A question that an index is made of.
struct composite_item {
  std::string name;
  cxmetrics::metric
      metric;     ///< what its scores are worth: the mean, per cent of maximum, a top box, a net score, …
  double weight;  ///< its part of the index, from 0 to 1
};

/// Who counts of those who did not answer every question.
enum class missing_items {
  drop_respondent,  ///< nobody
  reweight,         ///< everybody who answered some: the weights of what they answered are raised to sum to 1
};
/// "drop-respondent" or "reweight".
CXMETRICS_EXPORT std::string_view name_of(missing_items policy) noexcept;
/// The policy of that name, whatever its case. Throws `std::invalid_argument` for any other, listing both.
CXMETRICS_EXPORT missing_items missing_items_named(std::string_view name);

/// A name for the values of an index from one on.
struct index_band {
  double from;
  std::string name;

  friend bool operator==(const index_band&, const index_band&) = default;
};

/// An index made of several questions: of each respondent, the weighted mean of what their answers are worth.
class composite {
 public:
  /// Throws `std::invalid_argument` without items, for weights that are not from 0 to 1 or do not sum to 1 (within
  /// 1e-9), and for items that differ in unit or polarity, of which there is no mean: take per cent of maximum for
  /// scales of different length.
  CXMETRICS_EXPORT explicit composite(std::vector<composite_item> items,
                                      missing_items missing = missing_items::drop_respondent);

  const std::vector<composite_item>& items() const noexcept { return items_; }
  missing_items missing() const noexcept { return missing_; }
  quantity what() const noexcept { return items_.front().metric.quantity(); }
  /// The least and the greatest value the index can have.
  CXMETRICS_EXPORT interval range() const noexcept;

 private:
  std::vector<composite_item> items_;
  missing_items missing_;
};

/// All items by the same metric, each with the same weight: `equally_weighted(names, percent_of_maximum(one_to_five))`.
CXMETRICS_EXPORT composite equally_weighted(const std::vector<std::string>& names, const metric& metric,
                                            missing_items missing = missing_items::drop_respondent);

/// Three questions on 1 to 5, whether an experience met the need, was easy, and was pleasant: the mean of their net
/// scores (share of 4-5 less share of 1-2), in points.
CXMETRICS_EXPORT composite effectiveness_ease_emotion();
/// Three questions on 1 to 10, how satisfied people are, how far expectations were met, and how near to the ideal: the
/// mean of their per cent of maximum. Published indexes of this kind weight the three by a model of their own.
CXMETRICS_EXPORT composite satisfaction_expectation_ideal();

/// An index, and whom it rests on.
struct index_result {
  estimate value{};
  std::uint64_t reweighted = 0;  ///< of its n, who did not answer all
  std::uint64_t left_out = 0;    ///< who count nowhere, as they did not answer enough
};

/// Computed for each respondent, and the mean of these with its interval (`stats/observed_mean.hpp`), which so knows
/// how the answers of a person go together. Answers off the scale are missing. Throws `std::invalid_argument` where
/// scales and items differ, and for a method that does not fit. Linear in the different sheets times the items.
CXMETRICS_EXPORT index_result index_of(const composite& index, const answer_sheets& people,
                                       const estimate_options& options = {});

/// From the answers to each question alone only the value is known: how answers of a person go together is not, so that
/// there is no interval (`interval_method::none`). The n is the least of the items' whose weight is above 0. Throws
/// `std::invalid_argument` where scales and items differ.
CXMETRICS_EXPORT estimate index_of(const composite& index, std::span<const tally> answers);

/// The name of the band that holds a value: the last whose beginning is not above it. Empty where there is none.
CXMETRICS_EXPORT std::string_view band_of(double value, std::span<const index_band> bands) noexcept;
/// A customary table for indexes of 0 to 100: very poor, poor from 55, OK from 65, good from 75, excellent from 85. No
/// more than a habit: edit it.
CXMETRICS_EXPORT std::vector<index_band> customary_bands();

/// How far the items of an index measure the same thing.
struct reliability {
  double alpha =
      std::numeric_limits<double>::quiet_NaN();  ///< at most 1; below 0 where items go against each other
  interval ci{};                                 ///< Feldt (1965); NaN where alpha is
  double level = 0.95;
  std::uint64_t n = 0;  ///< who answered every question
};

/// Cronbach (1951): k / (k - 1) × (1 - Σ variance of each item / variance of their sum), of what answers are worth,
/// without weights, over those who answered every question. NaN for one item, fewer than two people, and where nobody
/// differs. Throws `std::invalid_argument` where scales and items differ.
CXMETRICS_EXPORT reliability cronbach_alpha(const composite& index, const answer_sheets& people,
                                            confidence level = 0.95);

}  // namespace cxmetrics

#endif
