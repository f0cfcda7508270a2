// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_DRIVER_STRENGTHS_HPP
#define CXMETRICS_JOURNEY_DRIVER_STRENGTHS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/drivers.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/confidence.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace cxmetrics {

/// How closely an outcome goes with one item among others. What a survey shows is that both go together, and nothing
/// about what would happen if an item were changed.
struct driver_strength {
  std::string item;
  std::uint64_t n = 0;  ///< who answered the item and the outcome, among those counted
  double mean = std::numeric_limits<double>::quiet_NaN();  ///< of the answers to the item by them
  /// With the outcome, -1…1 (Pearson). Its sign says whether the outcome is higher or lower where the item is higher.
  estimate correlation{};
  /// By how many standard deviations the outcome is higher where the item is one standard deviation higher and the
  /// others are the same.
  double coefficient = std::numeric_limits<double>::quiet_NaN();
  /// The share of the variance of the outcome that goes with the item, in per cent, by Johnson's (2000) relative
  /// weights. Those of all items add up to R².
  estimate johnson{};
  /// The same by the mean gain in R² over all orders of the items: Lindeman, Merenda and Gold (1980), "LMG", which is
  /// Shapley's (1953) value. NaN for more than `most_lmg_items`.
  estimate lmg{};
  /// Johnson's relative weight in per cent of R²: 100 over the number of items where all are equally strong.
  estimate importance{};
  /// By what factor the other items inflate the variance of the coefficient. From 10 on the item is hard to tell from
  /// them.
  double inflation = std::numeric_limits<double>::quiet_NaN();

  /// Whether the coefficient points against the correlation: the item stands for something that others have more of.
  bool turned() const noexcept { return coefficient * correlation.value < 0; }
};

/// Why there is nothing to say of items together.
enum class driver_fault {
  none,
  too_few,       ///< no more than one respondent beyond the items: any outcome would be explained
  constant,      ///< all answered a question alike
  collinear,     ///< an item is the sum of others
  contradictory  ///< correlations of different people (`driver_base::pairwise`) that cannot be those of any
};

/// How closely an outcome goes with several items.
struct driver_strengths {
  /// More items have as many sets as no computer goes through a thousand times.
  static constexpr std::size_t most_lmg_items = 15;

  std::vector<driver_strength> items{};  ///< in the order of the items
  estimate r_squared{};  ///< the share of the outcome's variance that goes with all of them, in per cent
  std::uint64_t n = 0;   ///< who was counted; pairwise, the fewest for two questions
  std::uint64_t respondents = 0;  ///< who was asked
  driver_base base = driver_base::complete_cases;
  driver_fault fault = driver_fault::none;  ///< if there is one, only means and correlations are known

  /// Whether there are fewer than ten respondents for each item: shares are then mostly chance.
  bool is_thin() const noexcept { return n < 10 * items.size(); }
  /// Whether an item is hard to tell from the others: one has an inflation of at least 10.
  CXMETRICS_EXPORT bool is_entangled() const noexcept;
  /// What a reader has to know besides, in sentences.
  CXMETRICS_EXPORT std::vector<std::string> remarks() const;
};

/// How to find intervals.
struct driver_options {
  confidence level = 0.95;
  bootstrap_options bootstrap{.replicates = 1000};
};

/// The figures without intervals, as sums tell nothing of how they would differ among other respondents. Time: the cube
/// of the number of items, and for `lmg` their number times 2 to it.
CXMETRICS_EXPORT driver_strengths strengths_of(const drivers& drivers);

/// The same of `drivers_of` the sheets, with intervals by resampling respondents (Efron 1981): all their answers
/// together, since those of one respondent are no independent ones. Each interval lies between quantiles of the
/// replicates, and is widened to contain its estimate where all replicates lie beside it, as they do with few
/// respondents: drawing with replacement exaggerates R². Where the level asks for a rarer replicate than were drawn, or
/// some had a fault, it is everything the figure can be.
///
/// The same seed gives the same bits for any number of threads and any order of respondents. Time: replicates times
/// what `strengths_of` the sums takes, and times different sheets times the square of the number of items. Throws as
/// `drivers_of` does, and `std::invalid_argument` for no replicates.
CXMETRICS_EXPORT driver_strengths strengths_of(const answer_sheets& sheets, const metric& outcome,
                                               std::vector<std::string> items,
                                               driver_base base = driver_base::complete_cases,
                                               const driver_options& options = {});

}  // namespace cxmetrics

#endif
