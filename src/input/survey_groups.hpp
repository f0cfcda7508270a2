// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_SURVEY_GROUPS_HPP
#define CXMETRICS_SRC_INPUT_SURVEY_GROUPS_HPP

#include "input/numbering.hpp"
#include "kernels/place_counts.hpp"

#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Where answers belong, so many at a time: the numbers of their questions, of their periods, and of the texts in each
// key column.
using answer_numbers = std::array<std::uint32_t, row_batch::most>;
using answer_places = std::vector<answer_numbers>;

// The same of one answer.
using answer_place = std::vector<std::uint32_t>;

inline constexpr std::size_t question_at = 0;
inline constexpr std::size_t period_at = 1;
inline constexpr std::size_t keys_at = 2;

// What an answer is counted as: its distance from the lowest score, or one of two more.
inline constexpr std::uint8_t as_missing = scale::max_points;
inline constexpr std::uint8_t as_off_scale = as_missing + 1;
static_assert(as_off_scale < place_counts::places);

inline std::uint8_t counted_as(const score_reading& reading, int lowest) {
  if (reading.what == score_reading::kind::score) return static_cast<std::uint8_t>(reading.score - lowest);
  return reading.what == score_reading::kind::missing ? as_missing : as_off_scale;
}

// Tallies by the number of a group, in counters of one byte each as long as they are being counted.
class numbered_tallies {
 public:
  // Makes room for groups below a number.
  void reach(std::uint32_t groups) { counts_.reach(groups - 1); }

  void record(std::uint32_t group, std::uint8_t counted) { counts_.add(group, counted); }
  void record(std::uint32_t group, std::uint8_t counted, std::uint64_t times) {
    counts_.add(group, std::size_t{counted}, times);
  }

  void add(std::uint32_t group, const tally_counters& more) {
    reach(group + 1);
    for (std::size_t at = 0; at < more.count.size(); ++at) counts_.add(group, at, more.count[at]);
    counts_.add(group, as_missing, more.missing);
    counts_.add(group, as_off_scale, more.off_scale);
  }

  tally_counters counters(std::uint32_t group) const {
    tally_counters result;
    for (std::size_t at = 0; at < result.count.size(); ++at) result.count[at] = counts_.count(group, at);
    result.missing = counts_.count(group, as_missing);
    result.off_scale = counts_.count(group, as_off_scale);
    return result;
  }
  std::size_t size() const { return counts_.groups(); }

 private:
  place_counts counts_;
};

// A breakdown while it is being counted, by question and some of the other numbers of a place. A group is a chain of
// pairs of numbers: ((question, period), key). Its number may also stand for the beginning of a chain only.
class survey_groups {
 public:
  // `by`: period_at, and keys_at and more.
  survey_groups(std::size_t questions, std::vector<std::size_t> by)
      : by_(std::move(by)), pairs_(static_cast<std::uint32_t>(questions)) {}

  const std::vector<std::size_t>& by() const { return by_; }
  bool is_empty() const { return plain_.size() == 0 && weighted_.empty(); }

  // Counts answers that are given by their places and by what each is counted as.
  void record(const answer_places& places, std::span<const std::uint8_t> counted) {
    const answer_numbers groups = groups_of(places, counted.size());
    plain_.reach(pairs_.end());
    for (std::size_t at = 0; at < counted.size(); ++at) plain_.record(groups[at], counted[at]);
  }

  // The same of answers that were given so many times.
  void record(const answer_places& places, std::span<const std::uint8_t> counted,
              std::span<const std::uint64_t> times) {
    const answer_numbers groups = groups_of(places, counted.size());
    plain_.reach(pairs_.end());
    for (std::size_t at = 0; at < counted.size(); ++at) plain_.record(groups[at], counted[at], times[at]);
  }

  void record(const answer_places& places, std::span<const std::uint8_t> counted,
              std::span<const double> weights, std::span<const survey_question> questions) {
    const answer_numbers groups = groups_of(places, counted.size());
    for (std::size_t at = 0; at < counted.size(); ++at) {
      weighted_tally& into = weighted(groups[at], questions[places[question_at][at]].scale);
      if (counted[at] == as_missing) {
        into.record_missing();
      } else if (counted[at] == as_off_scale) {
        into.record_off_scale();
      } else {
        into.record(into.scale().low() + counted[at], sampling_weight{weights[at]});
      }
    }
  }

  void add(const answer_place& place, const tally_counters& more) { plain_.add(group_of(place), more); }
  void add(const answer_place& place, const weighted_tally& more) {
    weighted(group_of(place), more.scale()) += more;
  }

  // Calls visit(answer_place, tally_counters) for each group of answers without weights, and
  // visit(answer_place, weighted_tally) for each of answers with them; what there is no breakdown by is 0.
  template <class Visit>
  void each(Visit visit) const {
    for (std::uint32_t group = 0; group < plain_.size(); ++group) {
      const tally_counters counted = plain_.counters(group);
      if (counted != tally_counters{}) visit(place_of(group), counted);
    }
    for (std::uint32_t group = 0; group < weighted_.size(); ++group) {
      if (weighted_[group].asked() > 0) visit(place_of(group), weighted_[group]);
    }
  }

 private:
  std::uint32_t group_of(const answer_place& place) {
    std::uint32_t group = place[question_at];
    for (const std::size_t part : by_) group = pairs_.number_of(group, place[part]);
    return group;
  }

  // Column by column, so that one look does not wait for another.
  answer_numbers groups_of(const answer_places& places, std::size_t answers) {
    answer_numbers groups;
    std::copy_n(places[question_at].begin(), answers, groups.begin());
    for (const std::size_t part : by_) {
      const answer_numbers& others = places[part];
      for (std::size_t at = 0; at < answers; ++at) groups[at] = pairs_.number_of(groups[at], others[at]);
    }
    return groups;
  }

  weighted_tally& weighted(std::uint32_t group, scale scale) {
    if (weighted_.size() <= group) weighted_.resize(group + std::size_t{1}, weighted_tally{scale});
    if (weighted_[group].asked() == 0) weighted_[group] = weighted_tally{scale};
    return weighted_[group];
  }

  answer_place place_of(std::uint32_t group) const {
    answer_place place(std::max(keys_at, by_.empty() ? 0 : std::ranges::max(by_) + 1));
    for (std::size_t index = by_.size(); index-- > 0;) {
      const auto& pair = pairs_.of(group);
      place[by_[index]] = pair.other;
      group = pair.one;
    }
    place[question_at] = group;
    return place;
  }

  std::vector<std::size_t> by_;
  pair_numbers pairs_;
  numbered_tallies plain_;
  std::vector<weighted_tally> weighted_;
};

}  // namespace cxmetrics::detail

#endif
