// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_PAIRED_TALLY_OF_HPP
#define CXMETRICS_SURVEY_PAIRED_TALLY_OF_HPP

#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/survey/paired_tally.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cxmetrics {

namespace detail {
template <class Person>
[[noreturn]] void throw_answered_twice(const Person& person, std::string_view wave) {
  if constexpr (std::constructible_from<quoted, const Person&>) {
    throw_invalid_argument("{} answered twice in the {} wave", {quoted(person), wave});
  } else {
    throw_invalid_argument("somebody answered twice in the {} wave", {wave});
  }
}
}  // namespace detail

/// Joins two waves of answers by respondent: records of the first and of the second, a projection to who
/// answered (any ordered type) and one to the score.
///
///     paired_tally_of(zero_to_ten, march, april, &answer::customer, &answer::score)
///
/// Everybody is counted once, as a pair, as incomplete or as asked once. Throws `std::out_of_range` for an
/// answer off the scale and `std::invalid_argument` where somebody answered twice in one wave: which answer
/// counts is the caller's to say. Time n log n in the first wave.
template <std::ranges::input_range Before, std::ranges::input_range After, class Who, class Score>
requires detail::range_of_scores<Before, Score> && detail::range_of_scores<After, Score> &&
    std::totally_ordered<detail::stored_key<detail::projected_t<Before, Who>>>
        paired_tally paired_tally_of(scale scale, Before&& before, After&& after, Who who, Score score) {
  struct answer {
    std::optional<int> score;
    bool met = false;
  };
  const auto read = [&](auto&& record) -> std::optional<int> {
    const std::optional given = std::invoke(score, record);
    if (!given) return std::nullopt;
    return scale.low() + scale.index_of(static_cast<std::int64_t>(*given));
  };
  using person_type = detail::stored_key<detail::projected_t<Before, Who>>;
  std::map<person_type, answer> people;
  const auto end_of_before = std::ranges::end(before);
  for (auto at = std::ranges::begin(before); at != end_of_before; ++at) {
    auto&& record = *at;
    const auto [person, is_new] =
        people.try_emplace(person_type(std::invoke(who, record)), answer{read(record)});
    if (!is_new) detail::throw_answered_twice(person->first, "first");
  }
  paired_tally result{scale};
  const auto end_of_after = std::ranges::end(after);
  for (auto at = std::ranges::begin(after); at != end_of_after; ++at) {
    auto&& record = *at;
    const std::optional<int> then = read(record);
    const auto [person, is_new] =
        people.try_emplace(person_type(std::invoke(who, record)), answer{std::nullopt, true});
    if (is_new) {
      result.record_only_after();
      continue;
    }
    answer& first = person->second;
    if (first.met) detail::throw_answered_twice(person->first, "second");
    first.met = true;
    if (first.score && then) {
      result.record(*first.score, *then);
    } else {
      result.record_incomplete();
    }
  }
  for (const auto& person : people) {
    if (!person.second.met) result.record_only_before();
  }
  return result;
}

}  // namespace cxmetrics

#endif
