// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_IO_CSV_INDEX_HPP
#define CXMETRICS_SRC_IO_CSV_INDEX_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Where the rows and fields of a text are. Field f of row r lies between the separators with the numbers
// row_ends[r - 1] + f and the one after, row_ends[-1] being 0.
struct csv_index {
  // Position of every delimiter and row end outside quotes; the first stands for the one before the text, -1.
  std::vector<std::uint32_t> separators;
  // For each row the number of its last separator.
  std::vector<std::uint32_t> row_ends;
  // For each line feed inside quotes the number of rows that ended before it.
  std::vector<std::uint32_t> inner_breaks;
  // Where the first row begins that is not in the index, because its end is not in the text or because it
  // cannot be read.
  std::size_t rest = 0;
  // Why it cannot be read, or nullptr.
  const char* fault = nullptr;
};

inline constexpr const char* stray_quote = "a quote inside a field that does not begin with one";
inline constexpr const char* text_after_quote = "text after a closing quote";
inline constexpr const char* open_quote = "a quote that is never closed";

// Fills the index of a text that begins with a row, up to the first row that has a fault or more bytes than
// allowed or does not end. Rows that are too long are left to the caller: they end the index without fault.
void index_csv(std::string_view text, char delimiter, std::size_t max_row, csv_index& into);

}  // namespace cxmetrics::detail

#endif
