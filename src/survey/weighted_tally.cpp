// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "state.hpp"

#include <cxmetrics/survey/weighted_tally.hpp>

#include <type_traits>

namespace cxmetrics {
namespace {

template <class Weight>
constexpr const char* type_of =
    std::is_same_v<Weight, sampling_weight> ? "weighted_tally" : "importance_tally";

}  // namespace

static_assert(divisible<weighted_tally> && divisible<importance_tally>);

// For each score, lowest first: its count, two words of its weight and four of its squared weights, the least significant
// first; then missing; off scale; weight 0.
template <class Weight>
snapshot basic_weighted_tally<Weight>::snapshot() const {
  cxmetrics::snapshot result{
      .type = type_of<Weight>, .layout = 1, .parameters = {scale().low(), scale().high()}};
  const tally_counters& counters = answers_.counters();
  for (std::size_t index = 0; index < static_cast<std::size_t>(scale().points()); ++index) {
    result.words.push_back(counters.count[index]);
    result.words.insert(result.words.end(), weight_[index].words.begin(), weight_[index].words.end());
    result.words.insert(result.words.end(), square_weight_[index].words.begin(),
                        square_weight_[index].words.end());
  }
  result.words.insert(result.words.end(), {counters.missing, counters.off_scale, weightless_});
  return result;
}

template <class Weight>
basic_weighted_tally<Weight> basic_weighted_tally<Weight>::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, type_of<Weight>);
  const cxmetrics::scale scale = detail::scale_in(stored);
  const auto points = static_cast<std::size_t>(scale.points());
  detail::require_sizes(stored, 2, 7 * points + 3);
  detail::word_reader words(stored);
  weighted_counters counters;
  for (std::size_t index = 0; index < points; ++index) {
    counters.answers.count[index] = words.next();
    for (std::uint64_t& word : counters.weight[index].words) word = words.next();
    for (std::uint64_t& word : counters.square_weight[index].words) word = words.next();
  }
  counters.answers.missing = words.next();
  counters.answers.off_scale = words.next();
  counters.weightless = words.next();
  return basic_weighted_tally{scale, counters};
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

template snapshot basic_weighted_tally<sampling_weight>::snapshot() const;
template snapshot basic_weighted_tally<importance_weight>::snapshot() const;
template weighted_tally basic_weighted_tally<sampling_weight>::restore(const cxmetrics::snapshot&);
template importance_tally basic_weighted_tally<importance_weight>::restore(const cxmetrics::snapshot&);

}  // namespace cxmetrics
