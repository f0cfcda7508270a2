// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_SHEET_READER_HPP
#define CXMETRICS_INPUT_SHEET_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/quantity.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/response.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// A column of answers to one of several questions, and the scale of the answers.
struct sheet_item {
  std::string column;
  cxmetrics::scale scale;
  cxmetrics::better better = cxmetrics::better::high;

  friend bool operator==(const sheet_item&, const sheet_item&) = default;
};

/// Which columns of a file with one person in each row hold what.
struct sheet_columns {
  std::vector<sheet_item> items{};
  std::vector<std::string> by{};  ///< columns to break people down by
  /// The column of the day or time, and what there is to know of it, all as in `survey_columns`; empty: no periods.
  std::string time{};
  granularity period = granularity::month;
  date_options dates{};
  date_forms forms{};
  std::optional<day> as_of{};
  bool as_of_last_day = false;
  std::optional<day> known_from{};
  /// The column of how many people a row stands for; empty: each row is one.
  std::string count{};
  /// For `responses()`: how long people took, in seconds (`93`, `93.5`) or as `1:33` or `0:01:33`; what they wrote; who
  /// they are. Empty: not read.
  std::string duration{};
  std::string text{};
  std::string respondent{};
  /// More signs for nothing, as `missing_signs` takes them.
  std::vector<std::string> missing{};
  std::vector<std::pair<std::string, int>>
      values{};  ///< texts that stand for scores, as `score_options` has them

  friend bool operator==(const sheet_columns&, const sheet_columns&) = default;
};

/// Sheets, and what else they tell, by the texts of the columns asked for, and by period where there is a time column.
using sheet_breakdown = breakdown<answer_sheets, std::vector<std::string>, std::optional<period>>;
using response_breakdown = breakdown<response_log, std::vector<std::string>, std::optional<period>>;

/// Counts the answers to several questions in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// Answers and days are read as `survey_reader` reads them, words included. A row is rejected if one of its answers
/// cannot be made out, its day, the number of people it stands for, or how long it took. Every other row is `answered`
/// if it answers any question on its scale; otherwise `off_scale` if it has an answer off one, and `missing`. Memory
/// grows with the number of different sheets. Readers of parts of a file, or of several files, add up in any order.
class sheet_reader final : public row_sink {
 public:
  /// Throws `std::invalid_argument` without items, for a column that is two items, and for a value that is no score of
  /// any.
  CXMETRICS_EXPORT explicit sheet_reader(sheet_columns columns);
  CXMETRICS_EXPORT ~sheet_reader() override;
  CXMETRICS_EXPORT sheet_reader(sheet_reader&&) noexcept;
  CXMETRICS_EXPORT sheet_reader& operator=(sheet_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// The sheets of each group.
  CXMETRICS_EXPORT sheet_breakdown sheets() const;
  /// Durations and texts of who answered any question, in whole seconds, and all respondents, of each group.
  CXMETRICS_EXPORT response_breakdown responses() const;

  /// The day up to which answers are known; nothing where `sheet_columns` do not say, or no row has a day.
  CXMETRICS_EXPORT std::optional<day> as_of() const;

  /// What became of the rows. One that stands for many people is one row.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;

  /// Adds what another reader counted. Throws `std::invalid_argument` where the columns differ, or how they are read;
  /// this reader is then unchanged.
  CXMETRICS_EXPORT sheet_reader& operator+=(const sheet_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
