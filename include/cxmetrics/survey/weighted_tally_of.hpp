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
  basic_weighted_tally<kind> result{scale};
  const auto end = std::ranges::end(records);
  for (auto at = std::ranges::begin(records); at != end; ++at) {
    auto&& record = *at;
    detail::record_answer(result, std::invoke(score, record), options,
                          detail::as_weight<kind>(std::invoke(weight, record)));
  }
  return result;
}

/// Counts the weighted answers of each group, as `break_down` does unweighted ones: one projection for each
/// part of the key follows. Throws as `weighted_tally_of` does. Linear in the range, logarithmic in the
/// number of groups.
///
///     weighted_break_down(zero_to_ten, answers, &answer::score, &answer::weight, &answer::stratum)
template <std::ranges::input_range Range, class Score, class Weight, class... Keys>
requires detail::range_of_scores<Range, Score> && detail::range_of_weights<Range, Weight> &&
    (sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto weighted_break_down(scale scale, const tally_options& options, Range&& records, Score score,
                                   Weight weight, Keys... keys) {
  using kind = detail::weight_of<Range, Weight>;
  breakdown<basic_weighted_tally<kind>, detail::stored_key<detail::projected_t<Range, Keys>>...> result{
      basic_weighted_tally<kind>{scale}};
  const auto end = std::ranges::end(records);
  for (auto at = std::ranges::begin(records); at != end; ++at) {
    auto&& record = *at;
    detail::record_answer(
        result[{detail::stored_key<detail::projected_t<Range, Keys>>(std::invoke(keys, record))...}],
        std::invoke(score, record), options, detail::as_weight<kind>(std::invoke(weight, record)));
  }
  return result;
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
