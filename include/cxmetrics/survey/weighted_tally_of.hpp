// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_WEIGHTED_TALLY_OF_HPP
#define CXMETRICS_SURVEY_WEIGHTED_TALLY_OF_HPP

#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <concepts>
#include <functional>
#include <ranges>
#include <type_traits>
#include <utility>

namespace cxmetrics {

namespace detail {

// A projection to a weight: to one of the two kinds, or to a number, which is then a sampling weight.
template <class Range, class Projection>
using weight_of =
    std::conditional_t<std::same_as<std::remove_cvref_t<projected_t<Range, Projection>>, importance_weight>,
                       importance_weight, sampling_weight>;

template <class Range, class Projection>
concept range_of_weights = std::invocable<Projection&, std::ranges::range_reference_t<Range>> &&
    (std::convertible_to<projected_t<Range, Projection>, weight_of<Range, Projection>> ||
     std::is_arithmetic_v<std::remove_cvref_t<projected_t<Range, Projection>>>);

template <class Weight, class Value>
constexpr Weight as_weight(const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>) {
    return Weight{static_cast<double>(value)};
  } else {
    return value;
  }
}

template <class Score, class Weight>
struct weighted_answer {
  Score score;
  Weight weight;
};

// A projection of records to their scores and weights.
template <class Kind, class Score, class Weight>
constexpr auto weighted_answer_by(Score score, Weight weight) {
  return [score = std::move(score), weight = std::move(weight)](auto&& record) mutable {
    using score_type = std::remove_cvref_t<std::invoke_result_t<Score&, decltype((record))>>;
    return weighted_answer<score_type, Kind>{std::invoke(score, record),
                                             as_weight<Kind>(std::invoke(weight, record))};
  };
}

// What answer_counter is, for answers with a weight.
template <class Weight>
class weighted_answer_counter {
 public:
  using state = basic_weighted_tally<Weight>;

  constexpr weighted_answer_counter(scale scale, const tally_options& options)
      : scale_(scale), options_(options) {}

  constexpr state empty() const { return state{scale_}; }
  constexpr const state& tally_of(const state& counted) const { return counted; }

  template <class Score>
  constexpr void count(state& into, const weighted_answer<Score, Weight>& answer) const {
    record_answer(into, answer.score, options_, answer.weight);
  }

 private:
  scale scale_;
  tally_options options_;
};

}  // namespace detail

/// Counts weighted answers: a range of records, a projection to the score and one to the weight. Numbers are
/// sampling weights; for the other kind the projection says so:
///
///     weighted_tally_of(zero_to_ten, answers, &answer::score, &answer::weight)
///     weighted_tally_of(zero_to_ten, answers, &answer::score,
///                       [](const answer& a) { return importance_weight{a.revenue}; })
///
/// One pass, linear. Throws `std::out_of_range` for an answer off the scale, unless the options say to count
/// it, and `std::invalid_argument` for a weight that is negative, not finite or above 2^32, be the answer
/// missing or not.
template <std::ranges::input_range Range, class Score, class Weight>
requires detail::range_of_scores<Range, Score> && detail::range_of_weights<Range, Weight>
constexpr auto weighted_tally_of(scale scale, Range&& records, Score score, Weight weight,
                                 const tally_options& options = {}) {
  using kind = detail::weight_of<Range, Weight>;
  const detail::weighted_answer_counter<kind> counter(scale, options);
  const auto answer = detail::weighted_answer_by<kind>(std::move(score), std::move(weight));
  return detail::count_range(records, options.threads, counter.empty(),
                             [&](basic_weighted_tally<kind>& into, auto at, auto end) {
                               for (auto own = answer; at != end; ++at) counter.count(into, own(*at));
                             });
}

/// Counts the weighted answers of each group, as `break_down` does unweighted ones: one projection for each
/// part of the key follows. Throws as `weighted_tally_of` does. One pass; linear in the range, and n log n in the
/// number of groups.
///
///     weighted_break_down(zero_to_ten, answers, &answer::score, &answer::weight, &answer::stratum)
///     weighted_break_down(zero_to_ten, {.threads = 2}, answers, &answer::score, &answer::weight, &answer::stratum)
template <std::ranges::input_range Range, class Score, class Weight, class... Keys>
requires detail::range_of_scores<Range, Score> && detail::range_of_weights<Range, Weight> &&
    (sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto weighted_break_down(scale scale, const tally_options& options, Range&& records, Score score,
                                   Weight weight, Keys... keys) {
  using kind = detail::weight_of<Range, Weight>;
  return detail::break_down_records(
      detail::weighted_answer_counter<kind>(scale, options), options.threads, std::forward<Range>(records),
      detail::weighted_answer_by<kind>(std::move(score), std::move(weight)), std::move(keys)...);
}

template <std::ranges::input_range Range, class Score, class Weight, class... Keys>
requires detail::range_of_scores<Range, Score> && detail::range_of_weights<Range, Weight> &&
    (sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto weighted_break_down(scale scale, Range&& records, Score score, Weight weight, Keys... keys) {
  return weighted_break_down(scale, tally_options{}, std::forward<Range>(records), std::move(score),
                             std::move(weight), std::move(keys)...);
}

}  // namespace cxmetrics

#endif
