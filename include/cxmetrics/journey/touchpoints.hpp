// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_TOUCHPOINTS_HPP
#define CXMETRICS_JOURNEY_TOUCHPOINTS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/design.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace cxmetrics {

/// What a part of the answers does to the metric of all: `metric(all) - metric(all but the part)`, which is
/// `n_part (metric(part) - metric(all)) / (n - n_part)`. Its interval knows that part and whole share answers: it is that of
/// the part less the rest, times the share of the part, and as significant, given how many answered. Throws as `rest_of`
/// does.
CXMETRICS_EXPORT difference impact_of(const estimate& whole, const estimate& part);

/// How a metric fares at one touchpoint, or where one theme is mentioned.
struct touchpoint_score {
  std::string name;
  estimate score{};           ///< of its answers
  difference against_rest{};  ///< its score less that of all other answers
  /// What it does to the whole: below 0 it pulls a metric down of which high is good. As significant as `against_rest`.
  difference impact{};
  /// Adjusted for all touchpoints together: below 1 - level exactly where `significant`.
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
  bool significant = false;
  /// The fewer of those who answered here and of those who answered elsewhere: respondents or clusters where they are known,
  /// answers otherwise.
  std::uint64_t smaller_side = 0;

  /// Whether it pulls the metric the wrong way, and that is more than noise.
  bool is_pain_point() const noexcept {
    return significant && (impact.better == better::high ? impact.value < 0 : impact.value > 0);
  }
};

/// A metric by touchpoint.
struct touchpoint_scores {
  estimate all{};                               ///< of all answers to all touchpoints
  std::vector<touchpoint_score> touchpoints{};  ///< who does most harm first; without answers last
  std::uint64_t respondents = 0;  ///< who answered at any touchpoint; 0 where answers are not of respondents
  /// Answers at none of the touchpoints, which count in the whole only, and how many people or clusters gave them (where they
  /// are not known, the same number). 0 unless the caller, who knows, sets it.
  std::uint64_t elsewhere = 0;
  std::uint64_t people_elsewhere = 0;
  cxmetrics::adjustment adjustment = cxmetrics::adjustment::holm;
};

/// The scores of touchpoints that each respondent may have answered several of: a question of the sheets is a touchpoint, by
/// that name. Answers of one respondent are no independent ones. So the interval of the whole is as much wider as they agree
/// (linearised, with respondents as clusters, and never narrower than without), and a touchpoint and the others are
/// compared as the pair that they are: square-and-add with the correlation of both (Zou 2007). `mark_p_value` is the
/// greater of its p-value and that of the t test of the same standard error. Where each respondent answered once, this is
/// what `impact_of` tells. Throws `std::invalid_argument` for another number of names, for a question of another scale
/// than that of the metric, and for a population. Linear in the different sheets times the square of the touchpoints.
CXMETRICS_EXPORT touchpoint_scores touchpoints_of(const metric& metric, const answer_sheets& sheets,
                                                  const std::vector<std::string>& names,
                                                  adjustment adjustment = adjustment::holm,
                                                  const estimate_options& options = {});

/// The same of independent answers, each of which may be of several touchpoints or mention several themes, or none: `all`
/// counts each once. Throws `std::invalid_argument` for a part that is no part of all, and as the metric does.
CXMETRICS_EXPORT touchpoint_scores touchpoints_of(const metric& metric, const tally& all,
                                                  const std::map<std::string, tally>& parts,
                                                  adjustment adjustment = adjustment::holm,
                                                  const estimate_options& options = {});

/// The same of a sample survey, whose answers may have weights, strata and clusters, such as respondents of several answers.
/// `domain(name, true)` gives the domain of the answers at a touchpoint, and `domain(name, false)` that of all others. Both are
/// compared as the design has it: answers of one cluster on both sides are paired. Shares are of the weight. Throws
/// `std::invalid_argument` where both sides are not all, for a population in the options, and as the estimates and `compare`
/// do. Linear in the cells of the design for each touchpoint.
CXMETRICS_EXPORT touchpoint_scores
touchpoints_of(const metric& metric, const design& all, const std::vector<std::string>& names,
               const std::function<design(const std::string& name, bool here)>& domain,
               adjustment adjustment = adjustment::holm, const estimate_options& options = {});

/// Who answered which way at two touchpoints, to be compared by `compare`: `one` stands in place of before. Throws
/// `std::out_of_range` for a touchpoint that is not there and `std::invalid_argument` for two of different scales.
CXMETRICS_EXPORT paired_tally paired_touchpoints(const answer_sheets& sheets, std::size_t one,
                                                 std::size_t other);

}  // namespace cxmetrics

#endif
