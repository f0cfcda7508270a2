// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_CSV_INDEX_HPP
#define CXMETRICS_KERNELS_CSV_INDEX_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// Where the rows and fields of a text are. The separators are the delimiters and row ends outside quotes, which are the
// line feeds and those carriage returns that no line feed follows;
// number 0 stands right before the first row. Row r begins after the separator row_ends[r] and ends with the
// separator row_ends[r + 1]; those between part its fields.
//
// Plain arrays, and no function defined here: kernels compiled for newer machines fill it.
struct csv_index {
  csv_index();
  ~csv_index();
  csv_index(const csv_index&) = delete;
  csv_index& operator=(const csv_index&) = delete;

  // No rows yet; the first one begins at a position of the text.
  void clear(std::size_t begin);
  // Takes everything from `rest` to a position as a row of one field.
  void append_row(std::size_t end);
  // Makes room for at least as many more of everything as a kernel appends in one step.
  void grow();

  std::uint32_t* separators = nullptr;  // positions in the text
  std::uint32_t* row_ends = nullptr;    // numbers of separators; one more than rows
  std::uint32_t* inner_breaks =
      nullptr;  // for each line end inside quotes, the number of rows before its row
  std::size_t separator_count = 0;
  std::size_t row_count = 0;
  std::size_t inner_break_count = 0;
  std::size_t capacity = 0;  // of each array

  // Where the first row begins that is not in the index, and why it cannot be read; no reason where there is
  // just no more text.
  std::size_t rest = 0;
  const char* fault = nullptr;

 private:
  std::vector<std::uint32_t> storage_[3];
};

inline constexpr const char* text_after_quote = "text after a closing quote";
inline constexpr const char* open_quote = "a quote that is never closed";

// What of the text a kernel looks at in one step.
inline constexpr std::size_t kernel_bytes = 64;

// Adds to the index the rows from `rest` on, up to the first one that has a fault or more bytes than allowed or
// does not end. Without quotes, a quote is text like any other.
void index_csv(const char* text, std::size_t size, char delimiter, bool quotes, std::size_t max_row,
               csv_index& into);

// Kernels do a part of this fast: rows from `rest` on that are long before the end of the text and without
// anything doubtful.
using csv_kernel = void(const char* text, std::size_t size, char delimiter, bool quotes, std::size_t max_row,
                        csv_index& into);
csv_kernel index_csv_baseline;
csv_kernel index_csv_avx2;

}  // namespace cxmetrics::detail

#endif
