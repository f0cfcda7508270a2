// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_LATEST_ROWS_HPP
#define CXMETRICS_INPUT_LATEST_ROWS_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/row_filter.hpp>
#include <cxmetrics/input/rows.hpp>

#include <span>
#include <string>
#include <vector>

namespace cxmetrics {

/// The last row of each person in a source, by a column of the person and one of the day or time. With more columns,
/// such as that of the question, the last row of each person for each of their texts.
///
/// Times are compared to the second; of rows of one time, the later one of the source counts. A row without a time is
/// before all that have one. Spaces around the names of persons and the way their characters are composed do not
/// matter. Rows that name nobody, or whose time is no date, are rejected. All that is kept of a row are
/// the columns that the sinks ask for, so memory grows with the number of persons, not of rows.
class latest_rows final : public row_source {
 public:
  /// The source has to live as long. Throws `std::invalid_argument` without a column.
  CXMETRICS_EXPORT latest_rows(row_source& from, std::vector<std::string> person_and_more, std::string time,
                               condition_options options = {});

  CXMETRICS_EXPORT const row_header& header() override;
  /// Hands over the rows at the beginning, whether they are the last ones or not.
  CXMETRICS_EXPORT void sample(row_sink& into) override;
  CXMETRICS_EXPORT void read(std::span<row_sink* const> sinks) override;

  /// What became of the rows that were not handed over: left out as not `latest-per` the person, or rejected.
  const cxmetrics::accounting& accounting() const noexcept { return others_; }

 private:
  row_source* from_;
  std::vector<std::string> per_;
  std::string time_;
  condition_options options_;
  cxmetrics::accounting others_;
};

}  // namespace cxmetrics

#endif
