// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_ANSWER_SHEETS_HPP
#define CXMETRICS_SURVEY_ANSWER_SHEETS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// How many people answered several questions in which way: the sheets that they filled in, equal ones together.
///
/// It keeps which answers are of the same person. All that rests on several answers of one person is computed from it:
/// a composite index, a gap between expectation and perception, stages of a journey. Sheets of different people add up,
/// in any order. The memory grows with the number of different sheets. Const members may be called by several threads
/// at a time; whatever changes the sheets needs them alone.
class answer_sheets {
 public:
  /// The most questions of a sheet.
  static constexpr std::size_t most_items = 200;
  /// Stands in place of a score for an answer that is no score of the scale.
  static constexpr int off_scale = std::numeric_limits<int>::min();

  /// Holds nobody yet, and has a question for each scale. Throws `std::invalid_argument` for none and for more than
  /// `most_items`.
  CXMETRICS_EXPORT explicit answer_sheets(std::vector<scale> items);

  /// Counts `times` people with these answers, one for each question; nothing: asked, no answer. Throws
  /// `std::out_of_range` for another score that is off its scale, and `std::invalid_argument` for another number of
  /// answers and for more people than 64 bits can count. Logarithmic in the number of different sheets.
  CXMETRICS_EXPORT void record(std::span<const std::optional<int>> answers, std::uint64_t times = 1);

  const std::vector<scale>& items() const noexcept { return items_; }
  /// Everybody who was asked.
  std::uint64_t people() const noexcept { return people_; }
  /// How many answered every question on its scale.
  CXMETRICS_EXPORT std::uint64_t complete() const noexcept;
  /// The answers to one question, from 0. Throws `std::out_of_range` for one that is not there. Linear.
  CXMETRICS_EXPORT tally of_item(std::size_t item) const;

  /// A sheet: for each question the place of the score on its scale, from 0, or one of the two others.
  using sheet = std::vector<std::uint8_t>;
  static constexpr std::uint8_t missing_place = 0xfe;
  static constexpr std::uint8_t off_scale_place = 0xff;
  /// Whether a place is that of a score.
  static constexpr bool is_score(std::uint8_t place) noexcept { return place < scale::max_points; }
  /// How many people filled in each different sheet.
  const std::map<sheet, std::uint64_t>& sheets() const noexcept { return sheets_; }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static answer_sheets restore(const cxmetrics::snapshot& stored);

  /// Adds other people. Throws `std::invalid_argument` if the scales differ, or for more people than 64 bits can count.
  CXMETRICS_EXPORT answer_sheets& operator+=(const answer_sheets& other);
  /// Takes the people of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT answer_sheets& operator-=(const answer_sheets& other);
  friend answer_sheets operator+(answer_sheets one, const answer_sheets& other) { return one += other; }
  friend answer_sheets operator-(answer_sheets one, const answer_sheets& other) { return one -= other; }
  friend bool operator==(const answer_sheets&, const answer_sheets&) = default;

 private:
  void require_same_items(const answer_sheets& other) const;
  void require_room(std::uint64_t more) const;

  std::vector<scale> items_;
  std::uint64_t people_ = 0;
  std::map<sheet, std::uint64_t> sheets_;
};

}  // namespace cxmetrics

#endif
