// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/csv_index.hpp"
#include "kernels/vectors.hpp"

#include <cxmetrics/detail/instruction_set.hpp>

#include <algorithm>

namespace cxmetrics::detail {
namespace {

// The definition of what rows and fields are: a byte at a time. Whatever the kernels do must come to the same.
// True if it has added as many rows as it was to.
bool index_csv_plainly(const char* text, std::size_t size, char delimiter, bool quotes, std::size_t max_row,
                       std::size_t rows, csv_index& into) {
  enum class state { field_begins, unquoted, quoted, quote_closed };
  const std::size_t enough = into.row_count + rows;
  const auto ends_line = [=](std::size_t at) {
    return text[at] == '\n' || (text[at] == '\r' && at + 1 < size && text[at + 1] != '\n');
  };
  bool means_something[256] = {};
  for (const char c : {delimiter, quotes ? '"' : delimiter, '\r', '\n'})
    means_something[static_cast<unsigned char>(c)] = true;
  state now = state::field_begins;
  std::size_t end = std::min(size, into.rest + max_row + 1);
  for (std::size_t at = into.rest; at < end; ++at) {
    const char c = text[at];
    if (!means_something[static_cast<unsigned char>(c)]) {
      if (now == state::quote_closed) {
        into.fault = text_after_quote;
        break;
      }
      if (now != state::quoted) now = state::unquoted;
      while (at + 1 < end && !means_something[static_cast<unsigned char>(text[at + 1])]) ++at;
      continue;
    }
    if (std::max(into.separator_count, into.inner_break_count) == into.capacity) into.grow();
    if (now == state::quoted) {
      if (c == '"') now = state::quote_closed;
      if (ends_line(at))
        into.inner_breaks[into.inner_break_count++] = static_cast<std::uint32_t>(into.row_count);
    } else if (c == delimiter || ends_line(at)) {
      now = state::field_begins;
      into.separators[into.separator_count] = static_cast<std::uint32_t>(at);
      if (c != delimiter) {
        into.row_ends[++into.row_count] = static_cast<std::uint32_t>(into.separator_count);
        into.rest = at + 1;
        end = std::min(size, into.rest + max_row + 1);
      }
      ++into.separator_count;
      if (into.row_count == enough) return true;
    } else if (c == '\r') {
      // It belongs to a row's end, or is one; at the end of the text that takes one more byte to tell.
      if (at + 1 == size) break;
    } else if (now != state::unquoted) {
      now = state::quoted;
    }
  }
  return false;
}

// Takes out what belongs to a row that is not complete.
void forget_unfinished_row(csv_index& index) {
  index.separator_count = index.row_ends[index.row_count] + std::size_t{1};
  while (index.inner_break_count > 0 && index.inner_breaks[index.inner_break_count - 1] == index.row_count) {
    --index.inner_break_count;
  }
}

}  // namespace

csv_index::csv_index() = default;
csv_index::~csv_index() = default;

void csv_index::clear(std::size_t begin) {
  if (capacity == 0) grow();
  separators[0] = static_cast<std::uint32_t>(begin - 1);
  separator_count = 1;
  row_ends[0] = 0;
  row_count = 0;
  inner_break_count = 0;
  rest = begin;
  fault = nullptr;
}

void csv_index::append_row(std::size_t end) {
  if (separator_count == capacity) grow();
  separators[separator_count] = static_cast<std::uint32_t>(end);
  row_ends[++row_count] = static_cast<std::uint32_t>(separator_count);
  ++separator_count;
  rest = end + 1;
}

void csv_index::grow() {
  capacity = std::max<std::size_t>(4 * kernel_bytes, 2 * capacity);
  for (auto& numbers : storage_) numbers.resize(capacity);
  separators = storage_[0].data();
  row_ends = storage_[1].data();
  inner_breaks = storage_[2].data();
}

void index_csv(const char* text, std::size_t size, char delimiter, bool quotes, std::size_t max_row,
               csv_index& into) {
  into.fault = nullptr;
  std::size_t rows = 1;
  bool goes_on = true;
  while (goes_on) {
    switch (instruction_set_in_use()) {
      case instruction_set::avx2:
#ifdef CXMETRICS_HAS_AVX2
        index_csv_avx2(text, size, delimiter, quotes, max_row, into);
        break;
#endif
      case instruction_set::baseline:
#ifdef CXMETRICS_HAS_VECTORS
        index_csv_baseline(text, size, delimiter, quotes, max_row, into);
        break;
#endif
      case instruction_set::scalar:
        rows = size;
        break;
    }
    // A kernel stops somewhere in a row; the plain way begins that row again.
    forget_unfinished_row(into);
    goes_on = index_csv_plainly(text, size, delimiter, quotes, max_row, rows, into);
    forget_unfinished_row(into);
  }
}

}  // namespace cxmetrics::detail
