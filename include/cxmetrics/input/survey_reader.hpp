// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_SURVEY_READER_HPP
#define CXMETRICS_INPUT_SURVEY_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// A question that was asked: what the rows call it, the scale of its answers, and which end of it is the good one.
struct survey_question {
  std::string name;
  cxmetrics::scale scale;
  cxmetrics::better better = cxmetrics::better::high;
};

/// Which columns of a file hold what.
struct survey_columns {
  std::string score = "score";
  /// The column that names the question of the row; empty: all rows answer the only question.
  std::string question{};
  std::vector<std::string> by{};  ///< columns to break down by
  std::string time{};             ///< the column of the day or time; empty: no periods
  /// More breakdowns from the same reading, each by columns of its own and without periods: `{{"touchpoint"}}`.
  std::vector<std::vector<std::string>> also_by{};
  granularity period = granularity::month;
  date_options dates{};
  date_forms
      forms{};  ///< what other dates of the column are known to be like, as those of rows left out before
  std::vector<std::string>
      missing{};         ///< more signs for nothing, in every column, as `missing_signs` takes them
  std::string weight{};  ///< the column of the sampling weight; empty: every answer counts once
  /// The column of how many answers a row stands for; empty: each row is one answer. Where it says nothing, the row is
  /// one that is missing. Not together with a weight.
  std::string count{};
  /// In place of the score: columns of how many answers a row stands for, each with their score. Nothing in such a
  /// column is 0. Not together with a weight or a count.
  std::vector<std::pair<std::string, int>> counts{};
  std::vector<std::pair<std::string, int>>
      values{};  ///< texts that stand for scores, as `score_options` has them
  /// Rows of questions that are not in the list are left out and counted as such, instead of rejected.
  bool leave_out_others = false;
  /// The day up to which answers are known: later ones are left out and counted as such, and the period that holds it
  /// is partial unless it ends on it. Without it, all answers count and every period is taken to be over.
  std::optional<day> as_of{};
  /// Whether answers are known only up to the last day that any row has, `as_of` at the latest.
  bool as_of_last_day = false;
  /// The first day whose answers are known, where earlier ones were left out before: the period that holds it is
  /// partial unless it begins on it.
  std::optional<day> known_from{};

  friend bool operator==(const survey_columns&, const survey_columns&) = default;
};

/// Tallies by the texts of the columns asked for, and by period where there is a time column.
using survey_breakdown = breakdown<tally, std::vector<std::string>, std::optional<period>>;

/// The same with the sampling weights of the answers.
using weighted_survey_breakdown = breakdown<weighted_tally, std::vector<std::string>, std::optional<period>>;

/// Counts the answers in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// A row is rejected whose score, weight, count, day or question cannot be made out, or a text of which to break down
/// by is not valid UTF-8, and the beginning of that text kept: its first line, 80 bytes at most. Every other row is
/// counted as answered, missing or off scale. Memory grows with the number of groups, not of rows. Readers of parts of
/// a file, or of several files, add up in any order.
///
/// Texts to break down by lose the spaces around them, and are the same however their characters are composed
/// (Unicode's form NFC, where the library was built with utf8proc).
///
/// Some texts say what they mean only beside the others of their column: words (`answer_words`), and days such as
/// `03/04/2024` (`date_forms`). Their rows are counted apart until results are asked for, and read then, or rejected.
/// They are read anew when more rows have come. Where there are more than 10,000 different texts, no words are read. An
/// answer without a date belongs to no period, and one without a weight
/// or a count is missing.
class survey_reader final : public row_sink {
 public:
  /// Questions are told apart by name, whatever the case. Throws `std::invalid_argument` without a question,
  /// for two of the same name, for several without a column to tell them apart, for counts together with
  /// weights, and for counts of what is no score of each question.
  CXMETRICS_EXPORT survey_reader(std::vector<survey_question> questions, survey_columns columns);
  CXMETRICS_EXPORT ~survey_reader() override;
  CXMETRICS_EXPORT survey_reader(survey_reader&&) noexcept;
  CXMETRICS_EXPORT survey_reader& operator=(survey_reader&&) noexcept;

  /// Throws `std::invalid_argument` for a column that the file does not have, listing those it has.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void rows(const row_batch& rows) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// What was counted for a question, by its place in the list: broken down by `by` and period, or for 1, 2, … by the
  /// first, second, … of `also_by`. Throws `std::out_of_range` for another place.
  CXMETRICS_EXPORT survey_breakdown answers(std::size_t question = 0, std::size_t breakdown = 0) const;

  /// The same weighted. Throws also `std::invalid_argument` if no column of weights was named.
  CXMETRICS_EXPORT weighted_survey_breakdown weighted_answers(std::size_t question = 0,
                                                              std::size_t breakdown = 0) const;

  /// The day up to which answers are known; nothing where `survey_columns` do not say, or no row has a day.
  CXMETRICS_EXPORT std::optional<day> as_of() const;

  /// What became of the rows, of all questions together. A row that stands for many answers is one row.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;

  /// Adds what another reader counted. Throws `std::invalid_argument` that names what differs, where any of its
  /// questions or columns do, or how they are read; this reader is then unchanged.
  CXMETRICS_EXPORT survey_reader& operator+=(const survey_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
