// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_WEIGHTED_TALLY_OF_HPP
#define CXMETRICS_SURVEY_WEIGHTED_TALLY_OF_HPP

#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cxmetrics {

namespace detail {

// What a projection to a weight yields: one of the two kinds, or a number, which is then a sampling weight.
template <class Projection, class Record>
using weight_of = std::conditional_t<
    std::same_as<std::remove_cvref_t<std::invoke_result_t<Projection&, Record>>, importance_weight>,
    importance_weight, sampling_weight>;

template <class Projection, class Record>
constexpr bool require_weight() {
  static_assert(std::is_invocable_v<Projection&, Record>,
                "cxmetrics: a weight is found by a function or a member of the record");
  if constexpr (std::is_invocable_v<Projection&, Record>) {
    using value = std::remove_cvref_t<std::invoke_result_t<Projection&, Record>>;
    static_assert(std::is_arithmetic_v<value> || std::convertible_to<value, weight_of<Projection, Record>>,
                  "cxmetrics: a weight is a number, a sampling_weight or an importance_weight");
  }
  return true;
}

template <class Weight, class Value>
constexpr Weight as_weight(const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>) {
    return Weight{static_cast<double>(value)};
  } else {
    return value;
  }
}

template <class Score, class Weight>
struct weighted_answer {
  Score score;
  Weight weight;
};

// What answer_counter is, for answers with a weight.
template <class Weight>
class weighted_answer_counter {
 public:
  using state = basic_weighted_tally<Weight>;

  constexpr weighted_answer_counter(scale scale, const tally_options& options)
      : scale_(scale), options_(options) {}

  constexpr state empty() const { return state{scale_}; }
  constexpr const state& state_of(const state& counted) const { return counted; }

  template <class Score>
  constexpr void count(state& into, const weighted_answer<Score, Weight>& answer) const {
    record_answer(into, answer.score, options_, answer.weight);
  }

 private:
  scale scale_;
  tally_options options_;
};

template <class Score, class Weight>
struct weighted_by {
  using is_reading = void;
  Score score;
  Weight weight;

  template <class Record>
  static constexpr bool require() {
    return require_score<Score, Record>() && require_weight<Weight, Record>();
  }
  template <class Record>
  constexpr auto counter(scale scale, const tally_options& options) const {
    return weighted_answer_counter<weight_of<Weight, Record>>(scale, options);
  }
  template <class Record>
  constexpr auto read() const {
    using score_type = std::remove_cvref_t<std::invoke_result_t<Score&, Record>>;
    using kind = weight_of<Weight, Record>;
    return [score = score, weight = weight](auto&& record) mutable {
      return weighted_answer<score_type, kind>{project(score, record),
                                               as_weight<kind>(project(weight, record))};
    };
  }
  // The same of columns.
  auto over_rows() const { return by_rows(at_row(score), at_row(weight)); }
  std::size_t rows() const {
    require_same_size(size_of(score), size_of(weight));
    return size_of(score);
  }

 private:
  template <class Scores, class Weights>
  static weighted_by<Scores, Weights> by_rows(const Scores& scores, const Weights& weights) {
    return {scores, weights};
  }
};

}  // namespace detail

/// What `break_down` counts of weighted answers: a projection to the score and one to the weight, or a column of each.
/// Variables are referred to, not copied, as by `by`. Numbers are sampling weights; for the other kind the projection
/// says so:
///
///     break_down(zero_to_ten, answers, weighted(&answer::score, &answer::weight), by(&answer::stratum))
///     weighted(&answer::score, [](const answer& a) { return importance_weight{a.revenue}; })
///
/// `break_down` then makes a breakdown of `weighted_tally` or `importance_tally`, and throws as `weighted_tally_of`
/// does.
template <class Score, class Weight>
constexpr detail::weighted_by<Score, Weight> weighted(Score&& score, Weight&& weight) {
  return {std::forward<Score>(score), std::forward<Weight>(weight)};
}

/// Counts weighted answers: a range of records, a projection to the score and one to the weight.
///
///     weighted_tally_of(zero_to_ten, answers, &answer::score, &answer::weight)
///
/// One pass, linear. Throws `std::out_of_range` for an answer off the scale, unless the options say to count
/// it, and `std::invalid_argument` for a weight that is negative, not finite or above 2^32, be the answer
/// missing or not.
template <detail::input_range Range, class Score, class Weight>
constexpr auto weighted_tally_of(scale scale, Range&& range, Score score, Weight weight,
                                 const tally_options& options = {}) {
  using record = detail::reference_t<Range>;
  const detail::weighted_by<Score, Weight> reading{std::move(score), std::move(weight)};
  static_assert(detail::weighted_by<Score, Weight>::template require<record>());
  const auto counter = reading.template counter<record>(scale, options);
  return detail::count_range(range, options.threads, counter.empty(), [&](auto& into, auto at, auto end) {
    for (auto read = reading.template read<record>(); at != end; ++at) counter.count(into, read(*at));
  });
}

}  // namespace cxmetrics

#endif
