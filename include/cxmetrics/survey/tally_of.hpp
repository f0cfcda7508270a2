// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_TALLY_OF_HPP
#define CXMETRICS_SURVEY_TALLY_OF_HPP

#include <cxmetrics/detail/numbers.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <ranges>
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

template <class Iterator, class End, class Projection>
constexpr void record_answers(tally& into, Iterator at, End end, Projection& projection,
                              const tally_options& options) {
  for (; at != end; ++at) record_answer(into, std::invoke(projection, *at), options);
}

}  // namespace detail

/// Counts the answers of a range: of whole numbers, of optional ones (nothing: did not answer), or of records
/// of the caller's own with a projection that yields either.
///
/// One pass, no allocation; linear in the range. Whole numbers side by side in memory are counted as fast as
/// they can be read. Throws `std::out_of_range` for an answer off the scale, unless the options say to count
/// it.
template <std::ranges::input_range Range, class Projection>
requires detail::range_of_scores<Range, Projection>
constexpr tally tally_of(scale scale, Range&& range, Projection projection,
                         const tally_options& options = {}) {
  if (!std::is_constant_evaluated()) {
    if constexpr (detail::range_of_numbers<Range> && std::same_as<Projection, std::identity>) {
      const tally result = detail::tally_of_numbers(scale, detail::numbers_of(range), options);
      if (result.off_scale() == 0 || options.off_scale == off_scale_answers::count) return result;
      // The loop below finds the one to throw at.
    }
    if constexpr (std::ranges::random_access_range<Range> && std::ranges::sized_range<Range>) {
      using distance = std::ranges::range_difference_t<Range>;
      const auto begin = std::ranges::begin(range);
      return detail::count_in_parts(static_cast<std::size_t>(std::ranges::size(range)), options.threads,
                                    tally{scale}, [&](tally& part, std::size_t first, std::size_t last) {
                                      detail::record_answers(part, begin + static_cast<distance>(first),
                                                             begin + static_cast<distance>(last), projection,
                                                             options);
                                    });
    }
  }
  tally result{scale};
  detail::record_answers(result, std::ranges::begin(range), std::ranges::end(range), projection, options);
  return result;
}

template <std::ranges::input_range Range>
requires detail::range_of_scores<Range>
constexpr tally tally_of(scale scale, Range&& range, const tally_options& options = {}) {
  return tally_of(scale, std::forward<Range>(range), std::identity{}, options);
}

}  // namespace cxmetrics

#endif
