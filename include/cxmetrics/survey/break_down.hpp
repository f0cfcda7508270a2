// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_BREAK_DOWN_HPP
#define CXMETRICS_SURVEY_BREAK_DOWN_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/group_table.hpp>
#include <cxmetrics/detail/small_groups.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>

namespace cxmetrics {

namespace detail {

// The tallies of groups while they are being counted. What is counted of an answer, and into what, is the counter's
// to say: its score, or its score and its weight.
template <class Counter, class... Keys>
class grouped_answers {
 public:
  explicit grouped_answers(const Counter& counter) : counter_(counter), groups_(counter.empty()) {}

  // The projections are copied, so that the compiler may keep what they are in registers.
  template <class Iterator, class End, class Answer, class... Projections>
  void count_records(Iterator at, End end, Answer answer, Projections... keys) {
    // To lay out small groups takes about as long as to find so many by their hash.
    std::ptrdiff_t few = 8'192;
    if constexpr (requires { end - at; }) {
      if (end - at > few) few = 0;
    }
    for (; at != end && (!lays_out_small || few > 0); ++at, --few) {
      prefetch_ahead(at);
      auto&& record = *at;
      counter_.count(groups_(key_view(std::invoke(keys, record))...), std::invoke(answer, record));
    }
    if constexpr (lays_out_small) {
      if (at != end) count_small(std::move(at), std::move(end), std::move(answer), std::move(keys)...);
    }
  }

  template <class Tally>
  void add_to(breakdown<Tally, Keys...>& result) const {
    const auto add = [&](const auto& key, const auto& counted) { result[key] += counter_.tally_of(counted); };
    groups_.for_each(add);
    if constexpr (lays_out_small) {
      if (small_) small_->for_each(add);
    }
  }

 private:
  using state = typename Counter::state;
  using small = small_groups<state, Keys...>;
  static constexpr bool lays_out_small = small::possible && requires(const Counter& counter) {
    counter.plain();
  };

  // Where nearly all keys are small and nearly all answers scores. Whatever else there may be is kept out of the loop,
  // which it would leave without registers.
  template <class Iterator, class End, class Answer, class... Projections>
  [[gnu::noinline]] void count_small(Iterator at, End end, Answer answer, Projections... keys) {
    small_.emplace(counter_.empty());
    const auto find = small_->find_many();
    const auto plain = counter_.plain();
    for (; at != end; ++at) {
      prefetch_ahead(at);
      auto&& record = *at;
      const auto count = [&](const auto& score, const auto&... parts) {
        state* const group = find(parts...);
        if (group == nullptr || !plain.count(*group, score)) [[unlikely]]
          count_other(group, score, parts...);
      };
      count(std::invoke(answer, record), std::invoke(keys, record)...);
    }
  }

  template <class Score, class... Parts>
  [[gnu::noinline]] void count_other(state* group, Score score, Parts... parts) {
    if (group == nullptr) group = &groups_(parts...);
    counter_.count(*group, score);
  }

  Counter counter_;
  group_table<state, Keys...> groups_;
  std::optional<small> small_;
};

// An iterator over the numbers of rows; std::views::iota is beyond Clang 14.
struct row_number {
  std::size_t row;

  std::size_t operator*() const { return row; }
  row_number& operator++() {
    ++row;
    return *this;
  }
  friend bool operator==(const row_number&, const row_number&) = default;
  friend std::ptrdiff_t operator-(const row_number& a, const row_number& b) {
    return static_cast<std::ptrdiff_t>(a.row - b.row);
  }
};

// The value at a place; a copy only where the range has no values of its own.
template <class Range>
decltype(auto) value_at(Range& range, std::size_t place) {
  using reference = std::ranges::range_reference_t<Range>;
  using value = std::ranges::range_value_t<Range>;
  return static_cast<std::conditional_t<std::is_reference_v<reference>, reference, value>>(
      std::ranges::begin(range)[static_cast<std::ranges::range_difference_t<Range>>(place)]);
}

template <class Counter, class Range, class Answer, class... Keys>
auto break_down_records(const Counter& counter, unsigned threads, Range&& records, Answer answer,
                        Keys... keys) {
  using tally_type = std::remove_cvref_t<decltype(counter.tally_of(counter.empty()))>;
  using result_type = breakdown<tally_type, stored_key<projected_t<Range, Keys>>...>;
  return count_range(records, threads, result_type{counter.tally_of(counter.empty())},
                     [&](result_type& result, auto at, auto end) {
                       grouped_answers<Counter, stored_key<projected_t<Range, Keys>>...> groups(counter);
                       groups.count_records(std::move(at), std::move(end), answer, keys...);
                       groups.add_to(result);
                     });
}

CXMETRICS_EXPORT void require_same_size(std::size_t scores, std::size_t groups);

// The tallies of groups that have a number, given one by one; answers off the scale are counted whatever the
// options say. A group may be given more than once; its id is its bits, whatever their sign meant.
CXMETRICS_EXPORT void break_down_numbers(scale scale, const numbers& scores, const numbers& groups,
                                         const tally_options& options,
                                         const std::function<void(std::uint64_t, const tally&)>& give);

}  // namespace detail

/// Counts the answers of each group: a range of records, a projection to the score, and one projection for
/// each part of the key.
///
///     break_down(zero_to_ten, answers, &answer::score, &answer::segment)
///
/// Throws `std::out_of_range` for an answer off the scale, unless the options say to count it. One pass;
/// linear in the range, and n log n in the number of groups.
template <std::ranges::input_range Range, class Score, class... Keys>
requires detail::range_of_scores<Range, Score> &&(sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto break_down(scale scale, const tally_options& options, Range&& records, Score score,
                          Keys... keys) {
  return detail::break_down_records(detail::answer_counter(scale, options), options.threads,
                                    std::forward<Range>(records), std::move(score), std::move(keys)...);
}

template <std::ranges::input_range Range, class Score, class... Keys>
requires detail::range_of_scores<Range, Score> &&(sizeof...(Keys) > 0) &&
    (std::invocable<Keys&, std::ranges::range_reference_t<Range>> &&
     ...) auto break_down(scale scale, Range&& records, Score score, Keys... keys) {
  return break_down(scale, tally_options{}, std::forward<Range>(records), std::move(score),
                    std::move(keys)...);
}

/// Counts the answers of each group where scores and keys stand in columns: the answer at a place belongs to
/// the group of the keys at the same place.
///
///     break_down(zero_to_ten, scores, segments)
///     break_down(zero_to_ten, {.threads = 2}, scores, segments, months)
///
/// Whole numbers from 0 up, such as the codes of a dictionary, are the fastest keys, above all where they stand side by
/// side in memory; other keys are hashed. Throws as above, and `std::invalid_argument` for columns of different
/// length.
template <detail::column Scores, detail::column... Groups>
requires detail::range_of_scores<Scores> &&
    (sizeof...(Groups) > 0) auto break_down(scale scale, const tally_options& options, Scores&& scores,
                                            Groups&&... groups) {
  using result_type = breakdown<tally, detail::stored_key<std::ranges::range_value_t<Groups>>...>;
  const auto rows = static_cast<std::size_t>(std::ranges::size(scores));
  (detail::require_same_size(rows, static_cast<std::size_t>(std::ranges::size(groups))), ...);
  result_type result{tally{scale}};
  if constexpr (sizeof...(Groups) == 1 && (detail::range_of_numbers<Groups> && ...) &&
                detail::range_of_numbers<Scores>) {
    bool off_scale = false;
    detail::break_down_numbers(scale, detail::numbers_of(scores), detail::numbers_of(groups)..., options,
                               [&](std::uint64_t id, const tally& tally) {
                                 result[static_cast<typename result_type::key_type>(id)] += tally;
                                 off_scale = off_scale || tally.off_scale() > 0;
                               });
    if (!off_scale || options.off_scale == off_scale_answers::count) return result;
    // The loop below finds the answer to throw at.
  }
  return detail::count_in_parts(
      rows, options.threads, result_type{tally{scale}},
      [&](result_type& part, std::size_t first, std::size_t last) {
        detail::grouped_answers<detail::answer_counter,
                                detail::stored_key<std::ranges::range_value_t<Groups>>...>
            answers(detail::answer_counter(scale, options));
        answers.count_records(
            detail::row_number{first}, detail::row_number{last},
            [&](std::size_t row) -> decltype(auto) { return detail::value_at(scores, row); },
            [&](std::size_t row) -> decltype(auto) { return detail::value_at(groups, row); }...);
        answers.add_to(part);
      });
}

template <detail::column Scores, detail::column... Groups>
requires detail::range_of_scores<Scores> &&
    (sizeof...(Groups) > 0) auto break_down(scale scale, Scores&& scores, Groups&&... groups) {
  return break_down(scale, tally_options{}, scores, groups...);
}

}  // namespace cxmetrics

#endif
