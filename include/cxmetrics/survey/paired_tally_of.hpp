// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_PAIRED_TALLY_OF_HPP
#define CXMETRICS_SURVEY_PAIRED_TALLY_OF_HPP

#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/paired_tally.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
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

template <class Before, class After>
struct paired_answer {
  Before before;
  After after;
};

// What answer_counter is, for two answers of the same person.
class paired_answer_counter {
 public:
  using state = paired_tally;

  paired_answer_counter(scale scale, const tally_options& options) : scale_(scale), options_(options) {
    if (options.off_scale == off_scale_answers::count) {
      throw_invalid_argument("pairs with an answer off the scale cannot be counted, only refused");
    }
  }

  paired_tally empty() const { return paired_tally{scale_}; }
  const paired_tally& state_of(const paired_tally& counted) const { return counted; }

  template <class Before, class After>
  void count(paired_tally& into, const paired_answer<Before, After>& answers) const {
    const auto before = read(answers.before);
    const auto after = read(answers.after);
    before&& after ? into.record(*before, *after) : into.record_incomplete();
  }

 private:
  template <whole_number Score>
  std::optional<int> read(Score score) const {
    if (options_.missing.contains(score)) return std::nullopt;
    if (!std::in_range<std::int64_t>(score)) {
      throw_out_of_range("score {} is off the scale {} to {}", {score, scale_.low(), scale_.high()});
    }
    return scale_.low() + scale_.index_of(static_cast<std::int64_t>(score));
  }
  template <whole_number Score>
  std::optional<int> read(const std::optional<Score>& score) const {
    return score ? read(*score) : std::nullopt;
  }

  scale scale_;
  tally_options options_;
};

template <class Before, class After>
struct paired_by {
  using is_reading = void;
  Before before;
  After after;

  template <class Record>
  static constexpr bool require() {
    return require_score<Before, Record>() && require_score<After, Record>();
  }
  template <class Record>
  auto counter(scale scale, const tally_options& options) const {
    return paired_answer_counter(scale, options);
  }
  template <class Record>
  auto read() const {
    using before_type = std::remove_cvref_t<std::invoke_result_t<Before&, Record>>;
    using after_type = std::remove_cvref_t<std::invoke_result_t<After&, Record>>;
    return [before = before, after = after](auto&& record) mutable {
      return paired_answer<before_type, after_type>{project(before, record), project(after, record)};
    };
  }
  // The same of columns.
  auto over_rows() const { return by_rows(at_row(before), at_row(after)); }
  std::size_t rows() const {
    require_same_size(size_of(before), size_of(after));
    return size_of(before);
  }

 private:
  template <class Befores, class Afters>
  static paired_by<Befores, Afters> by_rows(const Befores& befores, const Afters& afters) {
    return {befores, afters};
  }
};

}  // namespace detail

/// What `break_down` counts of people who answered twice: a projection to the first answer and one to the second, or a
/// column of each. Variables are referred to, not copied, as by `by`. A missing answer makes a pair incomplete; one off
/// the scale throws, and options that ask to count it are refused.
///
///     break_down(zero_to_ten, people, paired(&person::before, &person::after), by(&person::segment))
template <class Before, class After>
constexpr detail::paired_by<Before, After> paired(Before&& before, After&& after) {
  return {std::forward<Before>(before), std::forward<After>(after)};
}

/// Joins two waves of answers by respondent: records of the first and of the second, a projection to the
/// respondent (any ordered type) and one to the score.
///
///     paired_tally_of(zero_to_ten, march, april, &answer::customer, &answer::score)
///
/// Everybody is counted once, as a pair, as incomplete or as asked once. Throws `std::out_of_range` for an
/// answer off the scale and `std::invalid_argument` where somebody answered twice in one wave: which answer
/// counts is the caller's to say. Time n log n in the first wave.
template <detail::input_range Before, detail::input_range After, class Who, class Score>
requires detail::range_of_scores<Before, Score> && detail::range_of_scores<After, Score> &&
    std::totally_ordered<detail::stored_key<detail::projected_t<Before, Who>>>
        paired_tally paired_tally_of(scale scale, Before&& before, After&& after, Who who, Score score) {
  struct answer {
    std::optional<int> score;
    bool met = false;
  };
  const auto read = [&](auto&& record) -> std::optional<int> {
    const std::optional given = detail::project(score, record);
    if (!given) return std::nullopt;
    return scale.low() + scale.index_of(static_cast<std::int64_t>(*given));
  };
  using person_type = detail::stored_key<detail::projected_t<Before, Who>>;
  std::map<person_type, answer> people;
  const auto end_of_before = detail::end_of(before);
  for (auto at = detail::begin_of(before); at != end_of_before; ++at) {
    auto&& record = *at;
    const auto [person, is_new] =
        people.try_emplace(person_type(detail::project(who, record)), answer{read(record)});
    if (!is_new) detail::throw_answered_twice(person->first, "first");
  }
  paired_tally result{scale};
  const auto end_of_after = detail::end_of(after);
  for (auto at = detail::begin_of(after); at != end_of_after; ++at) {
    auto&& record = *at;
    const std::optional<int> then = read(record);
    const auto [person, is_new] =
        people.try_emplace(person_type(detail::project(who, record)), answer{std::nullopt, true});
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
