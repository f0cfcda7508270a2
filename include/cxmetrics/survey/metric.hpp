// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_METRIC_HPP
#define CXMETRICS_SURVEY_METRIC_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <array>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cxmetrics {

class design;
class sampling_weight;
class importance_weight;
template <class Weight>
class basic_weighted_tally;

namespace detail {
template <class Worth>
concept worth_of_score = std::is_invocable_r_v<double, Worth&, int>;
}  // namespace detail

/// What each score of a scale is worth. The value of the metric is the mean worth of the answers, and it is
/// called like a function:
///
///     cx::nps(scores)                          // a range of scores
///     cx::nps(answers, &answer::score)         // a range of the caller's own records
///     cx::nps(tally, {.level = 0.90})          // answers counted before
///
/// A metric whose worths are only 0 and 100 is a share, one with -100, 0 and 100 a net score; that decides
/// the standard interval. Errors: a tally of another scale is an `std::invalid_argument`; a score off the
/// scale an `std::out_of_range`.
class metric {
 public:
  /// A metric of one's own: `worth(score)` for every score of the scale. The unit is points or per cent if
  /// the worths say so, and scale points otherwise. Throws `std::invalid_argument` for a worth that is not
  /// finite.
  template <detail::worth_of_score Worth>
  constexpr metric(cxmetrics::scale scale, Worth worth, better better = better::high)
      : scale_(scale), better_(better) {
    bool only_hundreds = true;
    for (int index = 0; index < scale.points(); ++index) {
      const int score = scale.low() + index;
      const auto value = static_cast<double>(worth(score));
      if (!(value >= std::numeric_limits<double>::lowest() && value <= std::numeric_limits<double>::max())) {
        detail::throw_invalid_argument("the worth {} of score {} is not finite", {value, score});
      }
      worth_[static_cast<std::size_t>(index)] = value;
      only_hundreds = only_hundreds && (value == 0 || value == 100 || value == -100);
    }
    if (only_hundreds) unit_ = lowest() < 0 ? unit::points : unit::percent;
  }

  /// The same metric under another name (a literal or other text that outlives it).
  constexpr metric named(std::string_view name) const {
    metric copy = *this;
    copy.name_ = name;
    return copy;
  }
  /// The same metric with its unit stated.
  constexpr metric in(cxmetrics::unit unit) const {
    metric copy = *this;
    copy.unit_ = unit;
    return copy;
  }

  constexpr cxmetrics::scale scale() const noexcept { return scale_; }
  /// Throws `std::out_of_range` for a score off the scale.
  constexpr double worth(int score) const { return worth_[static_cast<std::size_t>(scale_.index_of(score))]; }
  /// The least and the greatest value the metric can have.
  constexpr double lowest() const noexcept { return extreme(-1); }
  constexpr double highest() const noexcept { return extreme(1); }
  constexpr cxmetrics::unit unit() const noexcept { return unit_; }
  constexpr cxmetrics::better better() const noexcept { return better_; }
  constexpr std::string_view name() const noexcept { return name_; }

  /// How often each worth occurs in a tally. Throws `std::invalid_argument` for a tally of another scale.
  CXMETRICS_EXPORT distribution distribution_of(const tally& tally) const;

  /// The metric of answers counted before. Constant time.
  CXMETRICS_EXPORT estimate operator()(const tally& tally, const estimate_options& options = {}) const;

  /// The metric of weighted answers, or of a sample survey: `survey/weighted_tally.hpp`, `survey/design.hpp`.
  /// The standard error is Taylor-linearised, with divisor n - 1. Throws `std::invalid_argument` also for a
  /// population beside one that the design states for its strata, and what `rake` throws.
  CXMETRICS_EXPORT estimate operator()(const basic_weighted_tally<sampling_weight>& tally,
                                       const estimate_options& options = {}) const;
  CXMETRICS_EXPORT estimate operator()(const basic_weighted_tally<importance_weight>& tally,
                                       const estimate_options& options = {}) const;
  CXMETRICS_EXPORT estimate operator()(const design& design, const estimate_options& options = {}) const;

  /// The metric of a range of scores. Linear, one pass.
  template <detail::input_range Range>
  requires detail::range_of_scores<Range> estimate operator()(Range&& answers,
                                                              const estimate_options& options = {}) const {
    return (*this)(tally_of(scale_, std::forward<Range>(answers)), options);
  }

  /// The metric of a range of records, with a projection to the score.
  template <detail::input_range Range, class Projection>
  requires detail::range_of_scores<Range, Projection> estimate
  operator()(Range&& answers, Projection projection, const estimate_options& options = {}) const {
    return (*this)(tally_of(scale_, std::forward<Range>(answers), std::move(projection)), options);
  }

 private:
  constexpr double extreme(int sign) const noexcept {
    double result = worth_[0];
    for (int index = 1; index < scale_.points(); ++index) {
      const double worth = worth_[static_cast<std::size_t>(index)];
      if (sign * worth > sign * result) result = worth;
    }
    return result;
  }

  cxmetrics::scale scale_;
  std::array<double, cxmetrics::scale::max_points> worth_{};
  cxmetrics::unit unit_ = cxmetrics::unit::score;
  cxmetrics::better better_;
  std::string_view name_ = "metric";
};

/// Share of scores from `high_from` up, less the share of scores up to `low_to`; in points. Throws
/// `std::invalid_argument` unless low <= low_to < high_from <= high of the scale.
constexpr metric net_score(scale scale, int low_to, int high_from) {
  if (!scale.contains(low_to) || !scale.contains(high_from) || low_to >= high_from) {
    detail::throw_invalid_argument("cut points {} and {} do not divide the scale {} to {}",
                                   {low_to, high_from, scale.low(), scale.high()});
  }
  return metric{scale, [=](int score) { return score >= high_from ? 100.0
                                               : score <= low_to  ? -100.0
                                                                  : 0.0; }}
      .named("net score");
}

namespace detail {
constexpr void require_boxes(scale scale, int boxes) {
  if (boxes < 1 || boxes >= scale.points()) {
    throw_invalid_argument("{} boxes on a scale of {} points", {boxes, scale.points()});
  }
}
}  // namespace detail

/// Share of the `boxes` best scores, in per cent. Throws `std::invalid_argument` unless 1 <= boxes < points.
constexpr metric top_box(scale scale, int boxes = 1) {
  detail::require_boxes(scale, boxes);
  return metric{scale, [=](int score) { return score > scale.high() - boxes ? 100.0 : 0.0; }}.named(
      "top box");
}

/// Share of the `boxes` worst scores, in per cent; low is good. Throws as `top_box` does.
constexpr metric bottom_box(scale scale, int boxes = 1) {
  detail::require_boxes(scale, boxes);
  return metric{scale, [=](int score) { return score < scale.low() + boxes ? 100.0 : 0.0; }, better::low}
      .named("bottom box");
}

/// The mean score, in scale points.
constexpr metric mean_score(scale scale, better better = better::high) {
  return metric{scale, [](int score) { return score; }, better}.in(unit::score).named("mean");
}

/// The mean score as a share of the way from the worst to the best, in per cent ("POMP"; Cohen, Cohen, Aiken
/// and West 1999): 0 if all gave the lowest score. Scales of different length become comparable.
constexpr metric percent_of_maximum(scale scale) {
  return metric{scale, [=](int score) { return 100.0 * (score - scale.low()) / (scale.points() - 1); }}
      .in(unit::percent)
      .named("percent of maximum");
}

}  // namespace cxmetrics

#endif
