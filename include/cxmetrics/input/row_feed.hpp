// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROW_FEED_HPP
#define CXMETRICS_INPUT_ROW_FEED_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// Hands rows from anywhere, such as the cursor of a database, to a sink. It copies the texts that the sink asked for,
/// so they need not outlive the call, and hands them over in batches.
///
/// ```
/// cx::row_feed feed(sink, cx::row_header({"score", "segment"}));
/// feed.row({"9", "retail"}, 1);
/// feed.finish();
/// ```
class row_feed {
 public:
  /// Asks the sink for its columns. Throws what the sink throws, and `std::out_of_range` for a column that is not
  /// there.
  CXMETRICS_EXPORT row_feed(row_sink& sink, const row_header& header);

  /// Takes the fields of a row, one for each column of the header, and where it was found. With more or fewer fields
  /// the row is rejected. Throws what the sink throws, after which the feed is of no further use.
  CXMETRICS_EXPORT void row(std::span<const std::string_view> fields, std::uint64_t line);
  void row(std::initializer_list<std::string_view> fields, std::uint64_t line) {
    row(std::span<const std::string_view>(fields.begin(), fields.size()), line);
  }

  /// Hands over a rejection, after the rows that came before it.
  CXMETRICS_EXPORT void reject(rejection why);

  /// Hands over the last rows; to be called at the end.
  CXMETRICS_EXPORT void finish();

  /// The columns that the sink asked for; the texts of the others are not looked at.
  const std::vector<std::size_t>& columns() const noexcept { return columns_; }

 private:
  row_sink* sink_;
  std::size_t columns_there_are_;
  std::vector<std::size_t> columns_;
  std::vector<char> text_;         // of the rows that are collected, one after the other
  std::vector<std::size_t> ends_;  // of their fields
  std::vector<std::uint64_t> lines_;
};

}  // namespace cxmetrics

#endif
