// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_JOINED_ROWS_HPP
#define CXMETRICS_INPUT_JOINED_ROWS_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cxmetrics {

/// A source, and what its rows are called in the column `file`.
struct named_rows {
  std::string name;
  row_source* rows;
};

/// The rows of several sources, one source after the other, as if they were one. Columns are found by name in each, in
/// whatever order they stand, and there is one more, `file`, with the name of the source. Numbers may have a decimal
/// comma if they may in any of the sources.
///
/// The lines of rows are those of their source, counted on from source to source by 2^40; `located` tells them apart.
class joined_rows final : public row_source {
 public:
  /// The sources have to live as long. Throws `std::invalid_argument` if there is none.
  CXMETRICS_EXPORT explicit joined_rows(std::vector<named_rows> sources);

  /// The columns of the first source, those that others have besides, and `file`.
  CXMETRICS_EXPORT const row_header& header() override;
  /// Hands over the rows at the beginning of each source.
  CXMETRICS_EXPORT void sample(row_sink& into) override;
  /// Throws `std::invalid_argument` for a column asked for that a source does not have, naming both, before any row.
  CXMETRICS_EXPORT void read(std::span<row_sink* const> sinks) override;

  /// The same with the names of the sources, and their lines, in the rejections.
  CXMETRICS_EXPORT cxmetrics::accounting located(const cxmetrics::accounting& rows) const;

 private:
  class part_sink;
  std::vector<std::size_t> places(const std::vector<std::size_t>& asked, std::size_t source);

  std::vector<named_rows> sources_;
  std::optional<row_header> header_;
};

}  // namespace cxmetrics

#endif
