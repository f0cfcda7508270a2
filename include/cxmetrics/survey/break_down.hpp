// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_BREAK_DOWN_HPP
#define CXMETRICS_SURVEY_BREAK_DOWN_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <concepts>
#include <functional>
#include <ranges>
#include <utility>

namespace cxmetrics {

/// Counts the answers of each group: a range of records, a projection to the score, and one projection for
/// each part of the key.
///
///     break_down(zero_to_ten, answers, &answer::score, &answer::segment)
///
/// Throws `std::out_of_range` for an answer off the scale, unless the options say to count it. One pass;
/// linear in the range, logarithmic in the number of groups.
template <std::ranges::input_range Range, class Score, class... Keys>
requires detail::range_of_scores<Range, Score> &&(sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto break_down(scale scale, const tally_options& options, Range&& records, Score score,
                          Keys... keys) {
  breakdown<tally, detail::stored_key<detail::projected_t<Range, Keys>>...> result{tally{scale}};
  const auto end = std::ranges::end(records);
  for (auto at = std::ranges::begin(records); at != end; ++at) {
    auto&& record = *at;
    detail::record_answer(
        result[{detail::stored_key<detail::projected_t<Range, Keys>>(std::invoke(keys, record))...}],
        std::invoke(score, record), options);
  }
  return result;
}

template <std::ranges::input_range Range, class Score, class... Keys>
requires detail::range_of_scores<Range, Score> &&(sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto break_down(scale scale, Range&& records, Score score, Keys... keys) {
  return break_down(scale, tally_options{}, std::forward<Range>(records), std::move(score),
                    std::move(keys)...);
}

}  // namespace cxmetrics

#endif
