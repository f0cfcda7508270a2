// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_METRIC_HPP
#define CXMETRICS_SURVEY_METRIC_HPP

#include <cxmetrics/detail/short_text.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cxmetrics {

class metric;

namespace detail {
template <class Worth>
concept worth_of_score = std::is_invocable_r_v<double, Worth&, int>;

// What a metric can be called with: found by the types of the arguments, so that a metric need not know it.
template <class State>
concept measurable = requires(const metric& metric, State& state, const estimate_options& options) {
  { estimate_of(metric, state, options) } -> std::same_as<estimate>;
};
}  // namespace detail

/// What each score of a scale is worth. The value of the metric is the mean worth of the answers, and it is
/// called like a function:
///
///     cx::nps(scores)                          // a range of scores
///     cx::nps(answers, &answer::score)         // a range of the caller's own records
///     cx::nps(tally, {.level = 0.90})          // answers counted before
///
/// A metric knows no state. Whatever it is called with, it calls `estimate_of(metric, state, options)`, which stands
/// beside the state: a tally below, weighted answers and sample surveys in `survey/design.hpp`, one of your own in your
/// namespace.
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

  /// The same metric under another title, such as "CES percent easy". Its id is the title in lower case with its words
  /// joined by `-`, unless it is given as well. Both are copied. Throws `std::invalid_argument` for more than 63 bytes.
  constexpr metric named(std::string_view title) const {
    return with_names(title, detail::short_text::id_of(title));
  }
  constexpr metric named(std::string_view title, std::string_view id) const {
    return with_names(title, detail::short_text(id));
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
  /// Unit and polarity.
  constexpr cxmetrics::quantity quantity() const noexcept { return {unit_, better_}; }
  /// For people: "NPS". Valid as long as the metric.
  constexpr std::string_view title() const noexcept { return title_.view(); }
  /// For machines: "nps". Valid as long as the metric.
  constexpr std::string_view id() const noexcept { return id_.view(); }

  /// The metric of a state: of answers counted before, of a survey, or of a range of scores.
  template <class State>
  estimate operator()(State&& state, const estimate_options& options = {}) const {
    constexpr bool fits = detail::measurable<State>;
    static_assert(
        fits,
        "a metric is of a tally, a design, or a range of whole numbers (optional ones if not all answered); "
        "of a range of records, say where the score is: nps(answers, &answer::score)");
    if constexpr (fits) {
      return estimate_of(*this, state, options);
    } else {
      return {};
    }
  }

  /// The metric of a range of records, with a projection to the score.
  template <class Range, class Projection>
  requires(!std::same_as<std::remove_cvref_t<Projection>, estimate_options>) estimate operator()(
      Range&& answers, Projection projection, const estimate_options& options = {}) const {
    constexpr bool scores = detail::range_of_scores<Range, Projection>;
    static_assert(scores, "the projection must take a record to a score, a whole number or an optional one");
    if constexpr (scores) {
      return (*this)(tally_of(scale_, std::forward<Range>(answers), std::move(projection)), options);
    } else {
      return {};
    }
  }

 private:
  constexpr metric with_names(const detail::short_text& title, const detail::short_text& id) const {
    metric copy = *this;
    copy.title_ = title;
    copy.id_ = id;
    return copy;
  }
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
  detail::short_text title_{"metric"};
  detail::short_text id_{"metric"};
};

/// How often each worth occurs in a tally. Throws `std::invalid_argument` for a tally of another scale.
CXMETRICS_EXPORT distribution distribution_of(const metric& metric, const tally& tally);

/// The metric of answers counted before: what `metric(tally)` calls. Constant time.
CXMETRICS_EXPORT estimate estimate_of(const metric& metric, const tally& tally,
                                      const estimate_options& options = {});

/// The metric of a range of scores. Linear, one pass.
template <class Range>
requires detail::range_of_scores<Range> estimate estimate_of(const metric& metric, Range&& scores,
                                                             const estimate_options& options = {}) {
  return estimate_of(metric, tally_of(metric.scale(), std::forward<Range>(scores)), options);
}

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
      .named("net score", detail::short_text("net:").with(low_to).with(",").with(high_from).view());
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
      "top box", detail::short_text("top-box:").with(boxes).view());
}

/// Share of the `boxes` worst scores, in per cent; low is good. Throws as `top_box` does.
constexpr metric bottom_box(scale scale, int boxes = 1) {
  detail::require_boxes(scale, boxes);
  return metric{scale, [=](int score) { return score < scale.low() + boxes ? 100.0 : 0.0; }, better::low}
      .named("bottom box", detail::short_text("bottom-box:").with(boxes).view());
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
