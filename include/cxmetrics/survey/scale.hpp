// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_SCALE_HPP
#define CXMETRICS_SURVEY_SCALE_HPP

#include <cxmetrics/detail/throw.hpp>

#include <cstdint>

namespace cxmetrics {

/// The answers a question offers: the whole numbers `low` to `high`, 2 to 11 of them.
///
/// A scale says nothing about what a score is worth or whether high is good; that is a `metric`'s business.
class scale {
 public:
  /// The most points a scale can have.
  static constexpr int max_points = 11;

  /// The scale from `low` to `high`. Throws `std::invalid_argument` unless it has 2 to 11 points.
  constexpr scale(int low, int high) : low_(low), high_(high) {
    const auto points = static_cast<std::int64_t>(high) - low + 1;
    if (points < 2 || points > max_points) {
      detail::throw_invalid_argument("a scale has 2 to 11 points, not {} to {}", {low, high});
    }
  }

  constexpr int low() const noexcept { return low_; }
  constexpr int high() const noexcept { return high_; }

  /// How many scores there are, 2 to 11.
  constexpr int points() const noexcept { return high_ - low_ + 1; }

  constexpr bool contains(std::int64_t score) const noexcept { return low_ <= score && score <= high_; }

  /// The place of a score, 0 for `low`. Throws `std::out_of_range` for a score off the scale.
  constexpr int index_of(std::int64_t score) const {
    if (!contains(score)) {
      detail::throw_out_of_range("score {} is off the scale {} to {}", {score, low_, high_});
    }
    return static_cast<int>(score - low_);
  }

  /// The score seen from the other end: `low` becomes `high`. For questions asked the other way round.
  constexpr int reversed(int score) const { return high_ - index_of(score); }

  friend constexpr bool operator==(const scale&, const scale&) = default;

 private:
  int low_;
  int high_;
};

/// 0 to 10: "How likely are you to recommend us?"
inline constexpr scale zero_to_ten{0, 10};
/// 1 to 5: the usual satisfaction question.
inline constexpr scale one_to_five{1, 5};
/// 1 to 7: the usual effort and agreement question.
inline constexpr scale one_to_seven{1, 7};

}  // namespace cxmetrics

#endif
