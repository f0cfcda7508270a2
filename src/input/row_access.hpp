// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ROW_ACCESS_HPP
#define CXMETRICS_SRC_INPUT_ROW_ACCESS_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Makes rows. Whoever does sees to it that row_view::readable_beyond bytes can be read after each field.
struct row_access {
  static row_batch batch(std::span<const std::string_view> fields, std::span<const std::uint64_t> lines) {
    return {fields, lines};
  }

  static row_view row(std::span<const std::string_view> fields, std::uint64_t line) { return {fields, line}; }

  // The fields of the first row, then of the second, and so on.
  static std::span<const std::string_view> fields(const row_batch& rows) { return rows.fields_; }
  static std::span<const std::uint64_t> lines(const row_batch& rows) { return rows.lines_; }

  // A batch of the one row, whose line has to live as long.
  static row_batch batch(const row_view& row) { return {row.fields_, {&row.line_, 1}}; }
};

// The columns that a sink asks for.
inline std::vector<std::size_t> columns_for(row_sink& sink, const row_header& header) {
  std::vector<std::size_t> columns = sink.columns(header);
  for (const std::size_t column : columns) {
    if (column >= header.size()) {
      throw_out_of_range("there is no column {}, only 0 to {}", {column, header.size() - 1});
    }
  }
  return columns;
}

}  // namespace cxmetrics::detail

#endif
