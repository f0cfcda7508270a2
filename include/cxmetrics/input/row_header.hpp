// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROW_HEADER_HPP
#define CXMETRICS_INPUT_ROW_HEADER_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// The names of a file's columns, all different and none empty.
class row_header {
 public:
  /// Takes the names as they stand in the file. Spaces around them go; an empty third one becomes `column 3`;
  /// of two that are alike the later one becomes `score (2)`, or the first number that is free.
  CXMETRICS_EXPORT explicit row_header(const std::vector<std::string>& names);

  const std::vector<std::string>& names() const noexcept { return names_; }
  std::size_t size() const noexcept { return names_.size(); }

  /// The place of a column, from 0, or nothing. Linear.
  CXMETRICS_EXPORT std::optional<std::size_t> find(std::string_view name) const noexcept;

  /// The same, throwing `std::invalid_argument` that lists the columns there are.
  CXMETRICS_EXPORT std::size_t index_of(std::string_view name) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace cxmetrics

#endif
