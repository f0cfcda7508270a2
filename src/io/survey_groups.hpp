// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_IO_SURVEY_GROUPS_HPP
#define CXMETRICS_SRC_IO_SURVEY_GROUPS_HPP

#include "io/group_index.hpp"
#include "kernels/group_counts.hpp"

#include <cxmetrics/io/score.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Where an answer belongs: numbers of its question, of its period, and of the text in each key column.
struct answer_place {
  std::uint32_t question = 0;
  std::uint32_t period = 0;
  std::vector<std::uint32_t> keys{};
};

// Tallies by the number of a group, in counters of one byte each as long as they are being counted.
class counted_groups {
 public:
  void record(std::uint32_t group, const score_reading& reading, scale scale) {
    counts_.reach(group);
    counts_.add(group, reading.what == score_reading::kind::score     ? place(reading.score - scale.low())
                       : reading.what == score_reading::kind::missing ? place(missing)
                                                                      : place(off_scale));
  }

  void add(std::uint32_t group, const tally_counters& more) {
    counts_.reach(group);
    for (std::size_t at = 0; at < more.count.size(); ++at) counts_.add(group, at, more.count[at]);
    counts_.add(group, missing, more.missing);
    counts_.add(group, off_scale, more.off_scale);
  }

  tally_counters counters(std::uint32_t group) const {
    tally_counters result;
    for (std::size_t at = 0; at < result.count.size(); ++at) result.count[at] = counts_.count(group, at);
    result.missing = counts_.count(group, missing);
    result.off_scale = counts_.count(group, off_scale);
    return result;
  }
  std::size_t size() const { return counts_.groups(); }

 private:
  static constexpr int missing = scale::max_points;
  static constexpr int off_scale = missing + 1;
  static_assert(off_scale < static_cast<int>(group_counts::places));
  static std::uint8_t place(int at) { return static_cast<std::uint8_t>(at); }

  group_counts counts_;
};

// A breakdown while it is being counted, by question, period and any of the key columns. A group is a chain of pairs
// of numbers: ((question, period), key). Its number may also stand for the beginning of a chain only.
class survey_groups {
 public:
  survey_groups(std::size_t questions, bool by_period, std::vector<std::size_t> keys)
      : first_pair_(static_cast<std::uint32_t>(questions)), by_period_(by_period), keys_(std::move(keys)) {}

  bool by_period() const { return by_period_; }
  const std::vector<std::size_t>& keys() const { return keys_; }

  void record(const answer_place& place, const score_reading& reading, scale scale) {
    plain_.record(group_of(place), reading, scale);
  }

  void record(const answer_place& place, const score_reading& reading, scale scale, sampling_weight weight) {
    weighted_tally& into = weighted(group_of(place), scale);
    if (reading.what == score_reading::kind::score) return into.record(reading.score, weight);
    reading.what == score_reading::kind::missing ? into.record_missing() : into.record_off_scale();
  }

  void add(const answer_place& place, const tally_counters& more) { plain_.add(group_of(place), more); }
  void add(const answer_place& place, const weighted_tally& more) {
    weighted(group_of(place), more.scale()) += more;
  }

  // Calls visit(answer_place, tally_counters) for each group of answers without weights, and
  // visit(answer_place, weighted_tally) for each of answers with them; keys of other breakdowns are not in the place.
  template <class Visit>
  void each(Visit visit) const {
    for (std::uint32_t group = 0; group < plain_.size(); ++group) {
      const tally_counters counted = plain_.counters(group);
      if (counted != tally_counters{}) visit(place_of(group), counted);
    }
    for (std::uint32_t group = 0; group < weighted_.size(); ++group) {
      if (weighted_[group].unweighted().asked() > 0) visit(place_of(group), weighted_[group]);
    }
  }

 private:
  std::uint32_t group_of(const answer_place& place) {
    std::uint32_t group = place.question;
    if (by_period_) group = pairs_.number_of(group, place.period) + first_pair_;
    for (const std::size_t key : keys_) group = pairs_.number_of(group, place.keys[key]) + first_pair_;
    return group;
  }

  weighted_tally& weighted(std::uint32_t group, scale scale) {
    if (weighted_.size() <= group) weighted_.resize(group + std::size_t{1}, weighted_tally{scale});
    if (weighted_[group].unweighted().asked() == 0) weighted_[group] = weighted_tally{scale};
    return weighted_[group];
  }

  answer_place place_of(std::uint32_t group) const {
    answer_place place;
    for (const std::size_t key : keys_) place.keys.resize(std::max(place.keys.size(), key + 1));
    for (std::size_t index = keys_.size(); index-- > 0;) {
      const auto& pair = pairs_.of(group - first_pair_);
      place.keys[keys_[index]] = pair.other;
      group = pair.one;
    }
    if (by_period_) {
      const auto& pair = pairs_.of(group - first_pair_);
      place.period = pair.other;
      group = pair.one;
    }
    place.question = group;
    return place;
  }

  std::uint32_t first_pair_;
  bool by_period_;
  std::vector<std::size_t> keys_;
  pair_numbers pairs_;
  counted_groups plain_;
  std::vector<weighted_tally> weighted_;
};

}  // namespace cxmetrics::detail

#endif
