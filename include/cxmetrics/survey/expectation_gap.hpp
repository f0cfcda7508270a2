// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_EXPECTATION_GAP_HPP
#define CXMETRICS_SURVEY_EXPECTATION_GAP_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics {

/// Something of which people said what they expected and what they got.
struct gap_item {
  std::string name;
  std::size_t perception;  ///< the place of that question on the sheets
  std::size_t expectation;
  std::string dimension{};  ///< of which other items may be, too; empty: of none
  double importance = 1;    ///< how much it counts in the total, beside the others
};

/// What the scores of the questions are worth: scale points where all scales are alike, and otherwise per cent of
/// maximum (POMP), 0 at the lowest score and 100 at the highest.
enum class gap_unit { scale_points, percent_of_maximum };

/// Perception less expectation of the same people.
struct gap {
  std::string name;        ///< of the item or the dimension
  difference value{};      ///< the mean gap, negative where less was got than expected; paired
  estimate perception{};   ///< of the same people
  estimate expectation{};  ///< of the same people
  std::uint64_t people = 0;
  std::uint64_t left_out = 0;  ///< who did not answer all that it takes
  double importance = 1;       ///< of a dimension and of the total: the sum of their items'
};

/// The gaps of items, of dimensions in the order in which items name them, and of all items together.
struct expectation_gaps {
  gap_unit unit = gap_unit::scale_points;
  std::vector<gap> items{};
  std::vector<gap> dimensions{};
  gap total{};  ///< of each respondent the mean gap of all items, weighted by importance
  /// The item with the gap most below 0 when multiplied by its importance, the first of equals. Nothing where none is
  /// below 0.
  std::optional<std::size_t> pain_point{};
};

/// The gaps between what people expected and what they got (Parasuraman, Zeithaml and Berry 1988). The gap of an item
/// is that of each respondent who answered both questions, so that its interval and p-value are paired: Student's t by
/// the standard, or the score interval. The gap of a dimension is of each respondent the mean of its items, of who
/// answered them all; that of the total the mean weighted by importance.
///
/// Throws `std::invalid_argument` without items, for a question that is not on the sheets, for an importance below 0,
/// for importances that are all 0, and for a method that does not fit pairs. Linear in the different sheets times the
/// items.
CXMETRICS_EXPORT expectation_gaps gaps_of(const std::vector<gap_item>& items, const answer_sheets& people,
                                          const estimate_options& options = {});

}  // namespace cxmetrics

#endif
