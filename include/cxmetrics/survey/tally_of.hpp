// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_TALLY_OF_HPP
#define CXMETRICS_SURVEY_TALLY_OF_HPP

#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <ranges>
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
};

namespace detail {

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

}  // namespace detail

/// Counts the answers of a range: of whole numbers, of optional ones (nothing: did not answer), or of records
/// of the caller's own with a projection that yields either.
///
/// One pass, no allocation; linear in the range. Throws `std::out_of_range` for an answer off the scale,
/// unless the options say to count it.
template <std::ranges::input_range Range, class Projection>
requires detail::range_of_scores<Range, Projection>
constexpr tally tally_of(scale scale, Range&& range, Projection projection,
                         const tally_options& options = {}) {
  tally result{scale};
  const auto end = std::ranges::end(range);
  for (auto at = std::ranges::begin(range); at != end; ++at) {
    detail::record_answer(result, std::invoke(projection, *at), options);
  }
  return result;
}

template <std::ranges::input_range Range>
requires detail::range_of_scores<Range>
constexpr tally tally_of(scale scale, Range&& range, const tally_options& options = {}) {
  return tally_of(scale, std::forward<Range>(range), std::identity{}, options);
}

}  // namespace cxmetrics

#endif
