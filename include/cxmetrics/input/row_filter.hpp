// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROW_FILTER_HPP
#define CXMETRICS_INPUT_ROW_FILTER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/date_forms.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// What a row has to fulfil to be taken.
struct row_condition {
  std::vector<std::string> columns;  ///< those the predicate looks at
  /// Whether it is fulfilled by a row with the fields of these columns, in their order. Nothing where that cannot be
  /// told: the row is then rejected. Several threads call copies of it at the same time.
  std::function<std::optional<bool>(const row_view&)> holds;
  std::string reason;                        ///< under which rows are counted that do not fulfil it
  std::string fault = "cannot be compared";  ///< why rows are rejected
};

/// How texts are compared with days and numbers.
struct condition_options {
  date_options dates{};
  date_forms forms{};                  ///< what other dates of the columns are known to be like
  std::vector<std::string> missing{};  ///< more signs for nothing, as `missing_signs` takes them
};

/// The condition `COLUMN=VALUE`, or with `!=`, `<`, `<=`, `>` or `>=`; its reason is `where` and the text.
///
/// `=` and `!=` take a list, `A|B`: the text is one of them, or none. Texts are the same to the letter, but for spaces
/// around them; numbers are the same in any way of writing, `1` and `1.0`. The others take a number or a day such as
/// `2024-03-05`. A text that is neither cannot be compared, and a sign for nothing fulfils none of these four.
///
/// Throws `std::invalid_argument` for a text without an operator and for a value that cannot be compared, and what
/// `row_header::index_of` throws. Where a name of a column holds an operator, the first one that leaves a name counts.
CXMETRICS_EXPORT row_condition parse_condition(std::string_view text, const row_header& header,
                                               const condition_options& options = {});

/// That a column holds this day or a later one; the reason is `from` and the day. No date is no such day.
CXMETRICS_EXPORT row_condition from_day(const std::string& column, day first,
                                        const condition_options& options = {});
/// That a column holds this day or an earlier one; the reason is `to` and the day.
CXMETRICS_EXPORT row_condition to_day(const std::string& column, day last,
                                      const condition_options& options = {});

/// The forms that the dates of some columns have at the beginning of a source. Throws what `row_header::index_of`
/// throws.
CXMETRICS_EXPORT date_forms sampled_date_forms(row_source& rows, const std::vector<std::string>& columns,
                                               const date_options& dates = {});

/// The rows of a source that fulfil all of some conditions.
///
/// ```
/// cx::filtered_rows answered(file, {{{"status"}, [](const cx::row_view& row) { return row[0] == "ANSWERED"; },
/// "ignored"}}); auto reader = cx::read_rows(answered, 0, make_reader);
/// cx::accounting rows = reader.accounting();
/// rows += answered.accounting();
/// ```
class filtered_rows final : public row_source {
 public:
  /// The source has to live as long.
  CXMETRICS_EXPORT filtered_rows(row_source& from, std::vector<row_condition> conditions);

  CXMETRICS_EXPORT const row_header& header() override;
  CXMETRICS_EXPORT void sample(row_sink& into) override;
  CXMETRICS_EXPORT void read(std::span<row_sink* const> sinks) override;

  /// What became of the rows that were not handed over: left out, each for the first condition that it does not fulfil,
  /// or rejected.
  const cxmetrics::accounting& accounting() const noexcept { return others_; }

 private:
  row_source* from_;
  std::vector<row_condition> conditions_;
  cxmetrics::accounting others_;
};

}  // namespace cxmetrics

#endif
