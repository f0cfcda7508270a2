// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_IO_CSV_CUTTER_HPP
#define CXMETRICS_SRC_IO_CSV_CUTTER_HPP

#include "kernels/csv_index.hpp"

#include <cxmetrics/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// A row of an index that is none: a line that was given up.
struct csv_fault {
  std::size_t row;
  const char* reason;
};

// A stretch of a file that begins where a row begins, and where the rows in it are.
struct csv_batch {
  std::vector<char> text{};  // with csv_row::readable_beyond more bytes than there is text
  std::size_t size = 0;      // of what is in the text
  csv_index index{};
  std::size_t first_row = 0;  // the header and what is before it are in the index, too
  std::uint64_t line = 1;     // on which the first row begins
  std::vector<csv_fault> faults{};

  void append(std::string_view piece);
  // Makes room for so many more bytes.
  std::span<char> room(std::size_t bytes);
  // Ends the last row as a line feed would.
  void end();
  // What was not cut, because its end is not there yet.
  std::string_view rest() const { return {text.data() + index.rest, size - index.rest}; }
};

// A row of a batch as it is written, without its end.
class csv_cut_row {
 public:
  csv_cut_row(const csv_batch& batch, std::size_t row)
      : text_(batch.text.data()),
        separators_(batch.index.separators + batch.index.row_ends[row]),
        fields_(batch.index.row_ends[row + 1] - batch.index.row_ends[row]),
        end_(separators_[fields_]) {
    if (end_ > begin() && text_[end_ - 1] == '\r') --end_;
  }

  bool is_blank() const { return begin() == end_; }
  std::size_t fields() const { return fields_; }
  std::string_view text() const { return {text_ + begin(), end_ - begin()}; }
  std::string_view field(std::size_t index) const {
    const std::size_t begin = separators_[index] + 1U;
    const std::size_t end = index + 1 == fields_ ? end_ : separators_[index + 1];
    return {text_ + begin, end - begin};
  }

 private:
  std::size_t begin() const { return separators_[0] + 1U; }

  const char* text_;
  const std::uint32_t* separators_;
  std::size_t fields_;
  std::size_t end_;
};

// Finds the header and the rows of a file that comes as batches, in order, each beginning with the rest of the
// one before. What it finds can then be handed over in any order, at the same time.
class csv_cutter {
 public:
  explicit csv_cutter(const csv_options& options);

  // Indexes the batch; the last one to the end. Throws std::runtime_error if the header cannot be read.
  void cut(csv_batch& batch, bool last);

  const std::optional<csv_header>& header() const { return header_; }

 private:
  const char* why_give_up(const csv_batch& batch, bool last) const;
  void give_up_line(csv_batch& batch, const char* reason);
  void take_header(csv_batch& batch);

  std::optional<char> delimiter_;
  std::size_t max_row_;
  std::string too_long_;
  bool begun_ = false;
  bool in_lost_line_ = false;
  std::uint64_t line_ = 1;
  std::optional<csv_header> header_;
};

// Most bytes of a row that are shown.
std::size_t csv_excerpt_bytes(std::size_t max_row);

// What the fields of a row say: without quotes around them, and with those that are doubled made one.
class csv_reading {
 public:
  void begin_row() { used_ = 0; }

  std::string_view field(const csv_cut_row& row, std::size_t index) {
    const std::string_view field = row.field(index);
    return field.starts_with('"') ? unquoted(field, row.text().size()) : field;
  }

 private:
  std::string_view unquoted(std::string_view field, std::size_t row_size);

  std::vector<char> text_;  // of the fields with doubled quotes; never moves within a row
  std::size_t used_ = 0;
};

}  // namespace cxmetrics::detail

#endif
