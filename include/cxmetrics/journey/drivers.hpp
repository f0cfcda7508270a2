// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_DRIVERS_HPP
#define CXMETRICS_JOURNEY_DRIVERS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// Who is counted where somebody left an item out.
enum class driver_base {
  complete_cases,  ///< only who answered the outcome and every item
  pairwise,        ///< for each two questions, who answered both: more answers, but not of the same people
};

/// "complete cases" or "pairwise".
CXMETRICS_EXPORT std::string_view name_of(driver_base base) noexcept;

/// What an answer is worth to a metric, as an outcome: -100, 0 or 100 for NPS. Nothing for no answer. Throws
/// `std::out_of_range` for a score off the scale, and `std::invalid_argument` for a worth that is no whole number (the
/// mean of the same scores moves with the items exactly as their percent of maximum does).
CXMETRICS_EXPORT std::optional<int> outcome_of(const metric& metric, std::optional<int> score);

/// An outcome and the answers to several items that may go with it: how many answered what, and the exact sums of the
/// answers and of their products. All that correlations and regressions need.
///
/// Those of different respondents add up, in any order. Const members may be called by several threads at a time;
/// whatever changes them needs them alone.
class drivers {
 public:
  static constexpr std::size_t most_items = 30;
  static constexpr int greatest_answer = 1000;  ///< of an item or the outcome, whatever its sign
  static constexpr std::uint64_t most_respondents = std::uint64_t{1} << 42;  ///< so that no sum overflows

  /// Drivers of nobody yet. Throws `std::invalid_argument` without items, for more than `most_items`, and for a name that is empty
  /// or there twice.
  CXMETRICS_EXPORT explicit drivers(std::vector<std::string> items,
                                    driver_base base = driver_base::complete_cases);

  /// Enters so many respondents with the same outcome and answers, one for each item. Throws `std::invalid_argument`
  /// for another number of answers and for more than `most_respondents`, and `std::out_of_range` for an answer beyond
  /// `greatest_answer`. Time: the square of the number of items.
  CXMETRICS_EXPORT void record(std::optional<int> outcome, std::span<const std::optional<int>> answers,
                               std::uint64_t times = 1);
  void record(std::optional<int> outcome, std::initializer_list<std::optional<int>> answers,
              std::uint64_t times = 1) {
    record(outcome, std::span(answers.begin(), answers.size()), times);
  }

  const std::vector<std::string>& items() const noexcept { return items_; }
  driver_base base() const noexcept { return base_; }
  /// All who were recorded.
  std::uint64_t respondents() const noexcept { return complete_ + incomplete_; }
  /// Who answered the outcome and every item.
  std::uint64_t complete() const noexcept { return complete_; }

  /// The sums over who is counted for two questions. The outcome comes after the items: it is number `items().size()`.
  struct sums {
    std::uint64_t n = 0;
    std::int64_t one = 0;  ///< the sum of the answers to the first question
    std::int64_t other = 0;
    std::int64_t one_squared = 0;  ///< the sum of their squares
    std::int64_t other_squared = 0;
    std::int64_t product = 0;  ///< the sum of the products of both answers

    friend bool operator==(const sums&, const sums&) = default;
  };
  /// Throws `std::out_of_range` for a question that is not there.
  CXMETRICS_EXPORT sums of(std::size_t one, std::size_t other) const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static drivers restore(const cxmetrics::snapshot& stored);

  /// Adds other respondents. Throws `std::invalid_argument` if items or `base` differ, or for more than
  /// `most_respondents`.
  CXMETRICS_EXPORT drivers& operator+=(const drivers& other);
  /// Takes the respondents of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT drivers& operator-=(const drivers& other);
  friend drivers operator+(drivers one, const drivers& other) { return one += other; }
  friend drivers operator-(drivers one, const drivers& other) { return one -= other; }
  friend bool operator==(const drivers&, const drivers&) = default;

 private:
  std::size_t questions() const noexcept { return items_.size() + 1; }
  void require_same(const drivers& other) const;
  void require_consistent() const;

  std::vector<std::string> items_;
  driver_base base_;
  std::uint64_t complete_ = 0;
  std::uint64_t incomplete_ = 0;
  // For complete cases: sums, then products of each two questions. Pairwise: who answered each two questions and the
  // products of their answers; then for each question, among those who answered each other, the sum of the answers and
  // of the squares.
  std::vector<std::int64_t> cells_;
};

/// The drivers of sheets whose first question is the outcome, worth what the metric says, and whose others are the
/// items, by these names. An answer off its scale is none. Throws `std::invalid_argument` for another number of names,
/// for a metric of another scale, and as `outcome_of` does. Linear in the number of different sheets.
CXMETRICS_EXPORT drivers drivers_of(const answer_sheets& sheets, const metric& outcome,
                                    std::vector<std::string> items,
                                    driver_base base = driver_base::complete_cases);

}  // namespace cxmetrics

#endif
