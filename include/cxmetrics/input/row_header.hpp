// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROW_HEADER_HPP
#define CXMETRICS_INPUT_ROW_HEADER_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// A column was named that is not there. The message lists those that are, the first ten.
class CXMETRICS_EXPORT unknown_column : public std::invalid_argument {
 public:
  unknown_column(std::string name, std::vector<std::string> columns);

  const std::string& name() const noexcept { return name_; }
  /// The columns that are there, in their order.
  const std::vector<std::string>& columns() const noexcept { return columns_; }

 private:
  std::string name_;
  std::vector<std::string> columns_;
};

/// A column was named of whose name there are several. The message lists what they are called instead.
class CXMETRICS_EXPORT repeated_column : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// The names of the columns of rows, all different and none empty.
class row_header {
 public:
  /// Takes the names as they stand in the file. Spaces around them go, and a line break within is a space; an empty
  /// third one becomes `column 3`; two that are alike become `score#1` and `score#2`, or take the next numbers that are
  /// free. `decimal_comma`: numbers in the rows may be written `1,5`.
  CXMETRICS_EXPORT explicit row_header(const std::vector<std::string>& names, bool decimal_comma = false);

  /// A header of several rows. The name of a column is what they say of it, joined by ` / `: `Satisfaction / Price`.
  /// What stands above something holds for the empty cells to its right as well, if there is something below these,
  /// too, as in joined cells of a spreadsheet. A column is found by its last part alone, too, where only one has it.
  CXMETRICS_EXPORT static row_header of_rows(std::vector<std::vector<std::string>> rows,
                                             bool decimal_comma = false);

  const std::vector<std::string>& names() const noexcept { return names_; }
  std::size_t size() const noexcept { return names_.size(); }
  bool decimal_comma() const noexcept { return decimal_comma_; }

  /// The place of a column, from 0, or nothing. However its characters are composed, it is one name. Linear.
  CXMETRICS_EXPORT std::optional<std::size_t> find(std::string_view name) const;

  /// The same, throwing `unknown_column`, or `repeated_column` for `score` where there are `score#1` and `score#2`.
  CXMETRICS_EXPORT std::size_t index_of(std::string_view name) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::string> last_parts_;  // of several rows; empty where another column has the same
  bool decimal_comma_;
};

}  // namespace cxmetrics

#endif
