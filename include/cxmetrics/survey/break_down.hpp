// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_BREAK_DOWN_HPP
#define CXMETRICS_SURVEY_BREAK_DOWN_HPP

#include <cxmetrics/break_down.hpp>
#include <cxmetrics/detail/function_ref.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cxmetrics {

namespace detail {

// What is read of an answer, and the counter for it; `weighted` and `paired` make others.
template <class Score>
struct scored_by {
  Score score;

  template <class Record>
  static constexpr bool require() {
    return require_score<Score, Record>();
  }
  template <class Record>
  answer_counter counter(scale scale, const tally_options& options) const {
    return {scale, options};
  }
  template <class Record>
  const Score& read() const {
    return score;
  }
};

template <class What>
concept reading = requires {
  typename std::remove_cvref_t<What>::is_reading;
};
template <class What>
concept columns_to_read = column<What> || reading<What>;

template <class What>
auto reading_of(What&& what) {
  if constexpr (reading<What>) {
    return std::forward<What>(what);
  } else {
    return scored_by<std::decay_t<What>>{std::forward<What>(what)};
  }
}

// The same of the number of a row.
template <class What>
auto reading_of_rows(What& what) {
  if constexpr (reading<What>) {
    return what.over_rows();
  } else {
    return scored_by<at_row<What>>{at_row<What>(what)};
  }
}
template <class What>
std::size_t rows_of(What& what) {
  if constexpr (reading<What>) {
    return what.rows();
  } else {
    return size_of(what);
  }
}

// The tallies of groups that have a number, given one by one; answers off the scale are counted whatever the
// options say. A group may be given more than once; its id is its bits, whatever their sign meant.
CXMETRICS_EXPORT void break_down_numbers(scale scale, const numbers& scores, const numbers& groups,
                                         const tally_options& options,
                                         function_ref<void(std::uint64_t, const tally&)> give);

// The fast way for whole numbers side by side in memory. Returns whether it holds: otherwise there is an answer to
// throw at.
template <class Scores, class Key>
bool break_down_fast(breakdown<tally, Key>& into, Scores& scores, const numbers& groups,
                     const tally_options& options) {
  bool off_scale = false;
  break_down_numbers(into.empty_state().scale(), numbers_of(scores), groups, options,
                     [&](std::uint64_t id, const tally& tally) {
                       into[static_cast<Key>(id)] += tally;
                       off_scale = off_scale || tally.off_scale() > 0;
                     });
  return !off_scale || options.off_scale == off_scale_answers::count;
}

template <class What, class... Keys>
auto break_down_columns(scale scale, What& what, const tally_options& options, Keys&... keys) {
  const std::size_t rows = rows_of(what);
  (require_same_size(rows, size_of(keys)), ...);
  if constexpr (sizeof...(Keys) == 1 && range_of_numbers<What> && (range_of_numbers<Keys> && ...)) {
    breakdown<tally, value_t<Keys>...> result{tally{scale}};
    if (break_down_fast(result, what, numbers_of(keys)..., options)) return result;
  }
  const auto reading = reading_of_rows(what);
  static_assert(reading.template require<std::size_t>());
  return break_down_rows(reading.template counter<std::size_t>(scale, options), options.threads, rows,
                         reading.template read<std::size_t>(), at_row<Keys>(keys)...);
}

}  // namespace detail

/// Counts the answers of each group: a range of records, a projection to the score, and one projection for
/// each part of the key.
///
///     break_down(zero_to_ten, answers, &answer::score, by(&answer::segment, month), {.threads = 2})
///     break_down(zero_to_ten, answers, weighted(&answer::score, &answer::weight), by(&answer::stratum))
///     break_down(zero_to_ten, people, paired(&person::before, &person::after), by(&person::segment))
///
/// Throws `std::out_of_range` for an answer off the scale, unless the options say to count it. One pass;
/// linear in the range, and n log n in the number of groups.
template <detail::input_range Range, class What, class... Keys>
auto break_down(scale scale, Range&& records, What what, grouping<Keys...> by,
                const tally_options& options = {}) {
  using record = detail::reference_t<Range>;
  const auto reading = detail::reading_of(std::move(what));
  static_assert(reading.template require<record>());
  return std::apply(
      [&](auto&... keys) {
        return detail::break_down_records(reading.template counter<record>(scale, options), options.threads,
                                          records, reading.template read<record>(), keys...);
      },
      by.keys);
}

/// The same without options, the parts of the key named one after the other.
///
///     break_down(zero_to_ten, answers, &answer::score, &answer::segment)
template <detail::input_range Range, class What, class... Keys>
requires(sizeof...(Keys) > 0 && !detail::column<What> &&
         !(detail::is_grouping<std::remove_cvref_t<Keys>> ||
           ...)) auto break_down(scale scale, Range&& records, What&& what, Keys&&... keys) {
  return break_down(scale, std::forward<Range>(records), std::forward<What>(what),
                    by(std::forward<Keys>(keys)...));
}

/// Counts the answers of each group where scores and keys stand in columns: the answer at a place belongs to
/// the group of the keys at the same place.
///
///     break_down(zero_to_ten, scores, by(segments, months), {.threads = 2})
///     break_down(zero_to_ten, weighted(scores, weights), by(segments))
///
/// Whole numbers from 0 up, such as the codes of a dictionary, are the fastest keys, above all where they stand side by
/// side in memory; other keys are hashed. Throws as above, and `std::invalid_argument` for columns of different
/// length.
template <detail::columns_to_read What, class... Keys>
auto break_down(scale scale, What&& what, grouping<Keys...> by, const tally_options& options = {}) {
  return std::apply([&](auto&... keys) { return detail::break_down_columns(scale, what, options, keys...); },
                    by.keys);
}

/// The same without options, the columns of the key named one after the other.
///
///     break_down(zero_to_ten, scores, segments)
template <detail::columns_to_read What, detail::column... Keys>
requires(sizeof...(Keys) > 0) auto break_down(scale scale, What&& what, Keys&&... keys) {
  return break_down(scale, std::forward<What>(what), by(std::forward<Keys>(keys)...));
}

/// For a call without the scale, which every tally needs.
template <detail::input_range Range, class... Rest>
requires(!mergeable<Range> &&
         !std::is_same_v<detail::value_t<Range>, period>) breakdown<tally, int> break_down(const Range&,
                                                                                           const Rest&...) {
  static_assert(sizeof(Range) == 0,
                "cxmetrics: the scale comes first, as in break_down(zero_to_ten, answers, ...)");
  return breakdown<tally, int>{tally{zero_to_ten}};
}

}  // namespace cxmetrics

#endif
