// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_WEIGHTED_TALLY_HPP
#define CXMETRICS_SURVEY_WEIGHTED_TALLY_HPP

#include <cxmetrics/detail/fixed_point.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

namespace cxmetrics {

namespace detail {

// What every kind of weight is: a number that is never taken for a count, nor for a weight of another kind.
class weight {
 public:
  constexpr double value() const noexcept { return value_; }

 protected:
  explicit constexpr weight(double value) : value_(value) {
    if (!(value >= 0 && value <= 0x1p32)) {
      throw_invalid_argument("a weight is a number from 0 to 2^32, not {}", {value});
    }
  }

 private:
  double value_;
};

}  // namespace detail

/// How many people of the population an answer stands for: 1 / its chance to be in the sample, or any
/// multiple of that. An answer of weight 0 stands for nobody: it is counted apart and nowhere else. Throws
/// `std::invalid_argument` unless 0 <= value <= 2^32.
class sampling_weight : public detail::weight {
 public:
  explicit constexpr sampling_weight(double value) : weight(value) {}
};

/// How much an answer matters to the business, such as the customer's revenue. It says nothing about how
/// many people think so. Throws as `sampling_weight` does.
class importance_weight : public detail::weight {
 public:
  explicit constexpr importance_weight(double value) : weight(value) {}
};

/// The counters of a weighted tally: plain memory, all zero meaning empty, like `tally_counters`. Weights are
/// kept as integers, in multiples of 2^-64 and their squares of 2^-128, because only those add up to the same
/// bits in any order.
struct weighted_counters {
  tally_counters answers{};                                               ///< each answer once
  std::array<detail::fixed_point<2>, scale::max_points> weight{};         ///< per score
  std::array<detail::fixed_point<4>, scale::max_points> square_weight{};  ///< per score, each weight squared
  std::uint64_t weightless = 0;  ///< answers of weight 0, which are in none of the above

  friend constexpr bool operator==(const weighted_counters&, const weighted_counters&) = default;
};
static_assert(std::is_trivially_copyable_v<weighted_counters>);

/// What `tally` is, for answers of which each has a weight: for every score how many answers there are, their
/// weight and their squared weights. That is all a weighted mean and its standard error need.
///
///     weighted_tally tally{zero_to_ten};
///     tally.record(9, sampling_weight{0.94});
///
/// Sums are exact and merge, and are taken away again, to the same bits in any order. Weights of 2^-12 and
/// more are kept exactly, smaller ones to 2^-65. For answers that occurred several times use `tally`, whose
/// `record(score, times)` counts; weights of two kinds do not compile together. Const members may be
/// called by several threads at a time; whatever changes a tally needs it alone.
template <class Weight>
class basic_weighted_tally {
 public:
  using weight_type = Weight;

  /// Nobody has been asked yet.
  explicit constexpr basic_weighted_tally(cxmetrics::scale scale) noexcept : answers_(scale) {}

  /// Takes counters kept elsewhere (see `counters()`). Throws `std::invalid_argument` where `tally` would,
  /// and if a score that nobody gave has weight.
  constexpr basic_weighted_tally(cxmetrics::scale scale, const weighted_counters& counters)
      : answers_(scale, counters.answers),
        weight_(counters.weight),
        square_weight_(counters.square_weight),
        weightless_(counters.weightless) {
    require_weight_of_answers_only();
  }

  /// Every answer with weight 1.
  explicit constexpr basic_weighted_tally(const tally& answers) : answers_(answers) {
    for (std::size_t index = 0; index < weight_.size(); ++index) {
      weight_[index].words[1] = square_weight_[index].words[2] = answers.counters().count[index];
    }
  }

  /// Counts an answer; one of weight 0 as `weightless`. Throws `std::out_of_range` for a score off the scale and
  /// `std::invalid_argument` if the weight of those who gave it would reach 2^64; this tally is then unchanged.
  template <detail::whole_number Score>
  constexpr void record(Score score, Weight weight) {
    tally answers = answers_;
    answers.record(score);
    if (weight.value() == 0) {
      ++weightless_;
      return;
    }
    const std::size_t place = place_of(static_cast<int>(score));
    const detail::fixed_point<2> value = detail::fixed(weight.value());
    const auto sum = weight_[place] + value;
    const auto square_sum = square_weight_[place] + detail::square(value);
    answers_ = answers;
    weight_[place] = sum;
    square_weight_[place] = square_sum;
  }

  /// Counts an answer, or somebody who was asked and did not answer.
  template <detail::whole_number Score>
  constexpr void record(const std::optional<Score>& score, Weight weight) {
    score ? record(*score, weight) : record_missing();
  }

  /// As `tally` does; without weight.
  constexpr void record_missing(std::uint64_t times = 1) { answers_.record_missing(times); }
  constexpr void record_off_scale(std::uint64_t times = 1) { answers_.record_off_scale(times); }

  constexpr cxmetrics::scale scale() const noexcept { return answers_.scale(); }
  /// The same answers, each counted once.
  constexpr const tally& unweighted() const noexcept { return answers_; }
  constexpr std::uint64_t count(std::int64_t score) const { return answers_.count(score); }
  constexpr std::uint64_t answered() const noexcept { return answers_.answered(); }
  constexpr std::uint64_t missing() const noexcept { return answers_.missing(); }
  constexpr std::uint64_t off_scale() const noexcept { return answers_.off_scale(); }
  /// Answers of weight 0, which count in nothing else.
  constexpr std::uint64_t weightless() const noexcept { return weightless_; }
  constexpr std::uint64_t asked() const noexcept { return answers_.asked() + weightless_; }

  /// The weight of all who gave this answer. Throws `std::out_of_range` for a score off the scale.
  constexpr double weight(int score) const { return weight_[place_of(score)].value(); }
  /// The squared weights of all who gave this answer. Throws as `weight` does.
  constexpr double square_weight(int score) const { return square_weight_[place_of(score)].value(); }
  /// The weight of all who answered.
  constexpr double weight() const noexcept { return total(weight_); }
  /// The squared weights of all who answered.
  constexpr double square_weight() const noexcept { return total(square_weight_); }

  /// The plain counters, to keep elsewhere and to come back from.
  constexpr weighted_counters counters() const noexcept {
    return {answers_.counters(), weight_, square_weight_, weightless_};
  }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static basic_weighted_tally restore(const cxmetrics::snapshot& stored);

  /// Adds what another part counted. Throws `std::invalid_argument` if the scales differ, the counts exceed
  /// 2^64 - 1 or a score's weight reaches 2^64; this tally is then unchanged.
  constexpr basic_weighted_tally& operator+=(const basic_weighted_tally& other) {
    basic_weighted_tally sum = *this;
    sum.answers_ += other.answers_;
    for (std::size_t index = 0; index < weight_.size(); ++index) {
      sum.weight_[index] += other.weight_[index];
      sum.square_weight_[index] += other.square_weight_[index];
    }
    sum.weightless_ += other.weightless_;
    if (sum.weightless_ < weightless_) {
      detail::throw_invalid_argument("more answers of weight 0 than 64 bits can count: {} and {}",
                                     {weightless_, other.weightless_});
    }
    return *this = sum;
  }

  /// Takes a part out again. Throws `std::invalid_argument` if the other is no part of this one: a count or a
  /// weight would fall below zero, or weight would be left without an answer; this tally is then unchanged.
  constexpr basic_weighted_tally& operator-=(const basic_weighted_tally& other) {
    basic_weighted_tally rest = *this;
    rest.answers_ -= other.answers_;
    for (std::size_t index = 0; index < weight_.size(); ++index) {
      rest.weight_[index] -= other.weight_[index];
      rest.square_weight_[index] -= other.square_weight_[index];
    }
    if (other.weightless_ > weightless_) {
      detail::throw_invalid_argument("{} answers of weight 0 taken from {}",
                                     {other.weightless_, weightless_});
    }
    rest.weightless_ -= other.weightless_;
    rest.require_weight_of_answers_only();
    return *this = rest;
  }

  friend constexpr basic_weighted_tally operator+(basic_weighted_tally one,
                                                  const basic_weighted_tally& other) {
    return one += other;
  }
  friend constexpr basic_weighted_tally operator-(basic_weighted_tally one,
                                                  const basic_weighted_tally& other) {
    return one -= other;
  }
  friend constexpr bool operator==(const basic_weighted_tally&, const basic_weighted_tally&) = default;

 private:
  constexpr std::size_t place_of(int score) const {
    return static_cast<std::size_t>(scale().index_of(score));
  }
  constexpr void require_weight_of_answers_only() const {
    for (std::size_t index = 0; index < weight_.size(); ++index) {
      if (answers_.counters().count[index] == 0 && !(weight_[index] == detail::fixed_point<2>{} &&
                                                     square_weight_[index] == detail::fixed_point<4>{})) {
        detail::throw_invalid_argument("a weight for score {}, which nobody gave",
                                       {scale().low() + static_cast<int>(index)});
      }
    }
  }
  template <class Sum>
  static constexpr double total(const std::array<Sum, cxmetrics::scale::max_points>& parts) noexcept {
    double result = 0;
    for (const Sum& part : parts) result += part.value();
    return result;
  }

  tally answers_;
  std::array<detail::fixed_point<2>, cxmetrics::scale::max_points> weight_{};
  std::array<detail::fixed_point<4>, cxmetrics::scale::max_points> square_weight_{};
  std::uint64_t weightless_ = 0;
};

/// Answers of a sample in which not everybody had the same chance to be asked.
using weighted_tally = basic_weighted_tally<sampling_weight>;
/// Answers of which some matter more than others.
using importance_tally = basic_weighted_tally<importance_weight>;
static_assert(std::is_trivially_copyable_v<weighted_tally>);

/// Kish (1965, section 11.7): how many answers of equal weight would tell as much, (sum of weights)² / sum of
/// squared weights. NaN without weight.
template <class Weight>
constexpr double effective_sample_size(const basic_weighted_tally<Weight>& tally) {
  const double squares = tally.square_weight();
  return squares > 0 ? tally.weight() * tally.weight() / squares : std::numeric_limits<double>::quiet_NaN();
}

/// Kish: by what factor unequal weights inflate the variance, n / effective sample size; 1 for equal weights.
/// NaN without weight.
template <class Weight>
constexpr double design_effect(const basic_weighted_tally<Weight>& tally) {
  return static_cast<double>(tally.answered()) / effective_sample_size(tally);
}

class metric;
struct estimate;
struct estimate_options;

/// The metric of weighted answers, as of a design in which everybody was asked independently of the others
/// (`survey/design.hpp`): what `metric(tally)` calls, once `survey/metric.hpp` is included.
CXMETRICS_EXPORT estimate estimate_of(const metric& metric, const weighted_tally& tally,
                                      const estimate_options& options);
CXMETRICS_EXPORT estimate estimate_of(const metric& metric, const importance_tally& tally,
                                      const estimate_options& options);

}  // namespace cxmetrics

#endif
