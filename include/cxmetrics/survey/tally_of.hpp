// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_TALLY_OF_HPP
#define CXMETRICS_SURVEY_TALLY_OF_HPP

#include <cxmetrics/detail/numbers.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/prefetch.hpp>
#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>

namespace cxmetrics {

/// Numbers that stand for "no answer" in somebody's data: 11, 99, -1. At most eight of them.
class missing_codes {
 public:
  static constexpr std::size_t max_codes = 8;

  constexpr missing_codes() noexcept = default;

  /// Throws `std::invalid_argument` for more than eight codes.
  constexpr missing_codes(std::initializer_list<std::int64_t> codes) {
    for (const std::int64_t code : codes) add(code);
  }

  /// Throws `std::invalid_argument` for a ninth code.
  constexpr void add(std::int64_t code) {
    if (size_ == max_codes) detail::throw_invalid_argument("more than {} missing codes", {max_codes});
    codes_[size_++] = code;
  }

  template <detail::whole_number Score>
  constexpr bool contains(Score score) const noexcept {
    for (std::size_t index = 0; index < size_; ++index) {
      if (std::cmp_equal(codes_[index], score)) return true;
    }
    return false;
  }

  constexpr const std::int64_t* begin() const noexcept { return codes_.data(); }
  constexpr const std::int64_t* end() const noexcept { return codes_.data() + size_; }

 private:
  std::array<std::int64_t, max_codes> codes_{};
  std::size_t size_ = 0;
};

/// What to do with an answer that is no score of the scale and no missing code.
enum class off_scale_answers {
  refuse,  ///< throw `std::out_of_range`: the caller vouches for the data
  count    ///< count it as off scale and go on
};

/// How `tally_of` reads answers. A missing code wins over the scale: with code 0 on 0 to 10, a 0 is missing.
struct tally_options {
  off_scale_answers off_scale = off_scale_answers::refuse;
  missing_codes missing{};
  /// How many threads count, where the range can be divided (random access); 0: as many as the machine runs
  /// at once. The result does not depend on it. Projections are then called from several threads at a time.
  unsigned threads = 1;
};

namespace detail {

// One line instead of pages of templates.
template <class Projection, class Record>
constexpr bool require_score() {
  static_assert(std::is_invocable_v<Projection&, Record>,
                "cxmetrics: a score is found by a function or a member of the record");
  if constexpr (std::is_invocable_v<Projection&, Record>) {
    static_assert(
        score_like<std::invoke_result_t<Projection&, Record>>,
        "cxmetrics: a score is a whole number, or a std::optional of one; no fraction, bool or char");
  }
  return true;
}

template <class Range, class Projection = itself>
concept range_of_scores =
    input_range<Range> && projection_of<Projection, Range> && score_like<projected_t<Range, Projection>>;

// The tally of whole numbers side by side in memory, those off the scale counted whatever the options say.
CXMETRICS_EXPORT tally tally_of_numbers(scale scale, const numbers& scores, const tally_options& options);

// Into a tally, or with a weight into a weighted one.
template <class Tally, whole_number Score, class... Weight>
constexpr void record_answer(Tally& into, Score score, const tally_options& options, Weight... weight) {
  if (options.missing.contains(score)) {
    into.record_missing();
  } else if (options.off_scale == off_scale_answers::count &&
             (std::cmp_less(score, into.scale().low()) || std::cmp_greater(score, into.scale().high()))) {
    into.record_off_scale();
  } else {
    into.record(score, weight...);
  }
}

template <class Tally, whole_number Score, class... Weight>
constexpr void record_answer(Tally& into, const std::optional<Score>& score, const tally_options& options,
                             Weight... weight) {
  score ? record_answer(into, *score, options, weight...) : into.record_missing();
}

// The scores of a scale that are no missing code; two words, to be kept in registers.
class plain_scores {
 public:
  constexpr plain_scores(scale scale, const missing_codes& missing) : low_(scale.low()) {
    for (int index = 0; index < scale.points(); ++index) {
      if (!missing.contains(scale.low() + index)) which_ |= 1U << index;
    }
  }

  // Counts an answer if it is one of them.
  template <whole_number Score>
  constexpr bool count(tally_counters& into, Score score) const {
    if (!std::in_range<std::int64_t>(score)) return false;
    const auto index = static_cast<std::uint64_t>(score) - static_cast<std::uint64_t>(low_);
    if (index >= scale::max_points || (which_ >> index & 1) == 0) return false;
    ++into.count[index];
    return true;
  }

  template <whole_number Score>
  constexpr bool count(tally_counters& into, const std::optional<Score>& score) const {
    return score && count(into, *score);
  }

 private:
  std::int64_t low_;
  std::uint32_t which_ = 0;
};

// Counts answers as record_answer does, the common case first: a score on the scale that is no missing code.
class answer_counter {
 public:
  using state = tally_counters;

  constexpr answer_counter(scale scale, const tally_options& options)
      : scale_(scale), options_(options), plain_(scale, options.missing) {}

  constexpr state empty() const { return {}; }
  constexpr tally state_of(const state& counted) const { return tally{scale_, counted}; }
  constexpr const plain_scores& plain() const { return plain_; }

  template <class Score>
  constexpr void count(tally_counters& into, const Score& score) const {
    if (!plain_.count(into, score)) [[unlikely]]
      count_other(into, score);
  }

  // An answer that is not plain. Apart from the loops around it, which it would leave without registers.
  template <whole_number Score>
  [[gnu::noinline]] constexpr void count_other(tally_counters& into, Score score) const {
    if (options_.missing.contains(score)) {
      ++into.missing;
    } else if (options_.off_scale == off_scale_answers::count) {
      ++into.off_scale;
    } else {
      throw_out_of_range("score {} is off the scale {} to {}", {score, scale_.low(), scale_.high()});
    }
  }

  template <whole_number Score>
  constexpr void count_other(tally_counters& into, const std::optional<Score>& score) const {
    score ? count_other(into, *score) : static_cast<void>(++into.missing);
  }

  template <class Iterator, class End, class Projection>
  constexpr tally count(Iterator at, End end, Projection& projection) const {
    tally_counters counters;
    for (; at != end; ++at) {
      prefetch_ahead(at);
      count(counters, project(projection, *at));
    }
    return state_of(counters);
  }

 private:
  scale scale_;
  tally_options options_;
  plain_scores plain_;
};

}  // namespace detail

/// Counts the answers of a range: of whole numbers, of optional ones (nothing: did not answer), or of records
/// of the caller's own with a projection that yields either.
///
/// One pass, and no allocation by one thread; linear in the range. Whole numbers side by side in memory are counted as
/// fast as they can be read. Throws `std::out_of_range` for an answer off the scale, unless the options say to count
/// it.
template <detail::input_range Range, class Projection>
requires(!std::same_as<Projection, tally_options>)  // which is the range's options
    constexpr tally
    tally_of(scale scale, Range&& range, Projection projection, const tally_options& options = {}) {
  static_assert(detail::require_score<Projection, detail::reference_t<Range>>());
  const detail::answer_counter counter(scale, options);
  if (!std::is_constant_evaluated()) {
    if constexpr (detail::range_of_numbers<Range> && std::same_as<Projection, detail::itself>) {
      const tally result = detail::tally_of_numbers(scale, detail::numbers_of(range), options);
      if (result.off_scale() == 0 || options.off_scale == off_scale_answers::count) return result;
      // The loop below finds the one to throw at.
    }
  }
  return detail::count_range(range, options.threads, tally{scale}, [&](tally& into, auto at, auto end) {
    into += counter.count(std::move(at), std::move(end), projection);
  });
}

template <detail::input_range Range>
constexpr tally tally_of(scale scale, Range&& range, const tally_options& options = {}) {
  return tally_of(scale, std::forward<Range>(range), detail::itself{}, options);
}

/// For a call without the scale, which every tally needs.
template <detail::input_range Range, class... Rest>
tally tally_of(const Range&, const Rest&...) {
  static_assert(sizeof(Range) == 0, "cxmetrics: the scale comes first, as in tally_of(zero_to_ten, scores)");
  return tally{zero_to_ten};
}

}  // namespace cxmetrics

#endif
