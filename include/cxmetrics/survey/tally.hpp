// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_TALLY_HPP
#define CXMETRICS_SURVEY_TALLY_HPP

#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace cxmetrics {

struct snapshot;

/// The counters of a `tally`: plain memory that an engine may zero, copy byte by byte and never destroy. All
/// zero means empty.
struct tally_counters {
  std::array<std::uint64_t, scale::max_points> count{};  ///< answers per score, lowest score first
  std::uint64_t missing = 0;                             ///< asked, no answer
  std::uint64_t off_scale = 0;                           ///< an answer that is no score of the scale

  friend constexpr bool operator==(const tally_counters&, const tally_counters&) = default;
};
static_assert(std::is_trivially_copyable_v<tally_counters>);

/// How many people gave each answer: everything that any metric on the scale needs to know of them.
///
/// Counts are exact. Tallies of parts add up to the tally of the whole, in any order, so threads, files and
/// machines each count their share and merge. Const members may be called by several threads at a time; whatever
/// changes a tally needs it alone. `asked() == answered() + missing() + off_scale()` always holds.
class tally {
 public:
  /// Nobody has been asked yet.
  explicit constexpr tally(cxmetrics::scale scale) noexcept : scale_(scale) {}

  /// Takes counters kept elsewhere (see `counters()`). Throws `std::invalid_argument` where a score beyond
  /// the scale has a count, or where the counts exceed 2^64 - 1 together.
  constexpr tally(cxmetrics::scale scale, const tally_counters& counters)
      : scale_(scale), counters_(counters) {
    for (int index = scale.points(); index < cxmetrics::scale::max_points; ++index) {
      if (counters.count[static_cast<std::size_t>(index)] != 0) {
        detail::throw_invalid_argument("a count for score {}, which is off the scale {} to {}",
                                       {scale.low() + index, scale.low(), scale.high()});
      }
    }
    std::uint64_t total = 0;
    for (const std::uint64_t count : counters.count) total = sum(total, count);
    sum(sum(total, counters.missing), counters.off_scale);
  }

  /// Counts an answer. Throws `std::out_of_range` for a score off the scale. Only whole numbers are accepted:
  /// `record(8.7)` and `record(true)` do not compile.
  template <detail::whole_number Score>
  constexpr void record(Score score) {
    ++counters_.count[index_of(score)];
  }

  /// Counts the same answer `times` over, as from a histogram. Throws as `record(score)` does, and
  /// `std::invalid_argument` if the tally would exceed 2^64 - 1.
  template <detail::whole_number Score>
  constexpr void record(Score score, std::uint64_t times) {
    const std::size_t index = index_of(score);
    sum(asked(), times);
    counters_.count[index] += times;
  }

  /// A fraction is a weight, no number of times: see `weighted_tally`.
  template <detail::whole_number Score, std::floating_point Weight>
  void record(Score score, Weight weight) = delete;

  /// Counts an answer, or somebody who was asked and did not answer.
  template <detail::whole_number Score>
  constexpr void record(const std::optional<Score>& score) {
    score ? record(*score) : record_missing();
  }

  /// Counts somebody who was asked and did not answer. Throws `std::invalid_argument` if adding several would
  /// exceed 2^64 - 1.
  constexpr void record_missing(std::uint64_t times = 1) {
    if (times != 1) sum(asked(), times);
    counters_.missing += times;
  }

  /// Counts an answer that is no score of this scale, so that it is not lost without trace. Throws as
  /// `record_missing` does.
  constexpr void record_off_scale(std::uint64_t times = 1) {
    if (times != 1) sum(asked(), times);
    counters_.off_scale += times;
  }

  constexpr cxmetrics::scale scale() const noexcept { return scale_; }

  /// How many gave this answer. Throws `std::out_of_range` for a score off the scale.
  constexpr std::uint64_t count(std::int64_t score) const {
    return counters_.count[static_cast<std::size_t>(scale_.index_of(score))];
  }

  /// How many gave an answer from `low` to `high`, both included; empty if `low > high`. Throws as `count`
  /// does.
  constexpr std::uint64_t count(std::int64_t low, std::int64_t high) const {
    std::uint64_t total = 0;
    for (std::int64_t score = low; score <= high; ++score) total += count(score);
    return total;
  }

  /// How many gave an answer on the scale: the base of every metric.
  constexpr std::uint64_t answered() const noexcept {
    std::uint64_t total = 0;
    for (const std::uint64_t count : counters_.count) total += count;
    return total;
  }
  constexpr std::uint64_t missing() const noexcept { return counters_.missing; }
  constexpr std::uint64_t off_scale() const noexcept { return counters_.off_scale; }
  /// Everybody: `answered() + missing() + off_scale()`.
  constexpr std::uint64_t asked() const noexcept { return answered() + missing() + off_scale(); }

  /// The plain counters, to keep elsewhere and to come back from.
  constexpr const tally_counters& counters() const noexcept { return counters_; }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static tally restore(const cxmetrics::snapshot& stored);

  /// Adds what another part counted. Throws `std::invalid_argument` if the scales differ or the sum exceeds
  /// 2^64 - 1; this tally is then unchanged.
  constexpr tally& operator+=(const tally& other) {
    require_same_scale(other);
    sum(asked(), other.asked());
    for (std::size_t index = 0; index < counters_.count.size(); ++index) {
      counters_.count[index] += other.counters_.count[index];
    }
    counters_.missing += other.counters_.missing;
    counters_.off_scale += other.counters_.off_scale;
    return *this;
  }

  /// Takes a part out again, as from a rolling window. Throws `std::invalid_argument` if the scales differ or
  /// a count would fall below zero; this tally is then unchanged.
  constexpr tally& operator-=(const tally& other) {
    require_same_scale(other);
    tally_counters left;
    for (std::size_t index = 0; index < left.count.size(); ++index) {
      left.count[index] = difference(counters_.count[index], other.counters_.count[index]);
    }
    left.missing = difference(counters_.missing, other.counters_.missing);
    left.off_scale = difference(counters_.off_scale, other.counters_.off_scale);
    counters_ = left;
    return *this;
  }

  friend constexpr tally operator+(tally one, const tally& other) { return one += other; }
  friend constexpr tally operator-(tally one, const tally& other) { return one -= other; }
  friend constexpr bool operator==(const tally&, const tally&) = default;

 private:
  template <detail::whole_number Score>
  constexpr std::size_t index_of(Score score) const {
    if (std::cmp_less(score, scale_.low()) || std::cmp_greater(score, scale_.high())) {
      detail::throw_out_of_range("score {} is off the scale {} to {}", {score, scale_.low(), scale_.high()});
    }
    return static_cast<std::size_t>(static_cast<std::int64_t>(score) - scale_.low());
  }
  constexpr void require_same_scale(const tally& other) const {
    if (scale_ != other.scale_) {
      detail::throw_invalid_argument("tallies of different scales do not add up: {} to {}, and {} to {}",
                                     {scale_.low(), scale_.high(), other.scale_.low(), other.scale_.high()});
    }
  }
  static constexpr std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
    if (a > std::numeric_limits<std::uint64_t>::max() - b) {
      detail::throw_invalid_argument("more answers than 64 bits can count: {} and {}", {a, b});
    }
    return a + b;
  }
  static constexpr std::uint64_t difference(std::uint64_t a, std::uint64_t b) {
    if (a < b) detail::throw_invalid_argument("cannot take {} answers from {}", {b, a});
    return a - b;
  }

  cxmetrics::scale scale_;
  tally_counters counters_{};
};
static_assert(std::is_trivially_copyable_v<tally>);

}  // namespace cxmetrics

#endif
