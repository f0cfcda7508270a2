// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_CSV_CUTTER_HPP
#define CXMETRICS_SRC_INPUT_CSV_CUTTER_HPP

#include "input/csv_beginning.hpp"
#include "kernels/csv_index.hpp"

#include <cxmetrics/input/csv.hpp>

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

// A stretch of a file, and where the rows in it are.
struct csv_batch {
  std::vector<char> text{};  // with row_view::readable_beyond more bytes than there is text
  std::size_t size = 0;      // of what is in the text
  csv_index index{};
  std::size_t first_row = 0;  // the header and what is before it are in the index, too
  std::uint64_t line = 1;     // on which the first row begins
  std::vector<csv_fault> faults{};
  bool ends_in_lost_line = false;  // what follows up to a line end belongs to a line that was given up

  void append(std::string_view piece);
  // Makes room for so many more bytes.
  std::span<char> room(std::size_t bytes);
  // Ends the last row as a line feed would. What DOS writes at the end of a text goes.
  void end();
  // What was not cut, because its end is not there yet.
  std::string_view rest() const { return {text.data() + index.rest, size - index.rest}; }
};

// A block of a file that is cut before it is known what the blocks before it end with, and what lies between: the
// row that they have begun and the block goes on with. The seam comes first.
struct csv_block {
  csv_batch seam{};
  csv_batch batch{};                   // to be filled with the block
  std::optional<std::size_t> guess{};  // where in it a row is thought to begin, if it was cut ahead
  bool last = false;                   // nothing comes after
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

  // Nothing, or nothing but delimiters.
  bool is_blank() const { return end_ - begin() == fields_ - 1; }
  std::size_t fields() const { return fields_; }
  // So many fields, and after them perhaps delimiters with nothing in between.
  bool has_fields(std::size_t count) const {
    return fields_ == count || (fields_ > count && separators_[count] + (fields_ - count) == end_);
  }
  // Quotes in a field that does not begin with one.
  bool has_inner_quotes() const {
    for (std::size_t index = 0; index < fields_; ++index) {
      const std::string_view written = field(index);
      if (!written.starts_with('"') && written.find('"') != std::string_view::npos) return true;
    }
    return false;
  }
  // A field in quotes that holds a line end and another character.
  bool quotes_line_end_and(char other) const {
    for (std::size_t index = 0; index < fields_; ++index) {
      const std::string_view written = field(index);
      if (written.starts_with('"') && written.find(other) != std::string_view::npos &&
          written.find_first_of("\r\n") != std::string_view::npos)
        return true;
    }
    return false;
  }
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

// Finds the header and the rows of a file that comes in blocks.
//
// Where a row begins, nothing counts of what was before. So a block is cut on the guess that a row begins after its
// first line end, which takes no knowledge of other blocks: several threads do it at the same time. Then the blocks
// are joined, in order. If the row between two blocks is found to end where the guess was, the guess was right, and
// only that row is left to be cut; if not, as when the line end is inside quotes, the block is cut again.
class csv_cutter {
 public:
  explicit csv_cutter(const csv_options& options);

  // May be done before a block is joined, once there is a header.
  void cut_ahead(csv_block& block) const;

  // Settles what the rows of the next block are, of its seam and of its batch. Throws std::runtime_error if the
  // header cannot be read.
  void join(csv_block& block);

  const std::optional<row_header>& header() const { return header_; }
  // There is one where there is a header.
  char delimiter() const { return *delimiter_; }

 private:
  void cut(csv_batch& batch, std::size_t begin, bool in_lost_line, bool last) const;
  void cut_beginning(csv_batch& batch, bool last);
  void number_lines(csv_batch& batch);
  void keep(std::string_view rest);
  const char* why_give_up(const csv_batch& batch, bool last) const;
  void give_up_line(csv_batch& batch, const char* reason) const;
  std::optional<char> best_delimiter(std::string_view text, bool all_there);
  bool take_header(csv_batch& batch, bool all_there);
  void require_valid_names(const csv_batch& batch, const std::vector<std::vector<std::string>>& rows,
                           const std::vector<std::size_t>& places) const;

  std::optional<char> delimiter_;
  bool quotes_;
  std::size_t skip_rows_;
  std::optional<std::size_t> header_rows_;
  std::size_t max_row_;
  std::string too_long_;
  std::uint64_t preamble_lines_ = 0;
  std::optional<row_header> header_;

  // Where the blocks joined so far end.
  std::string rest_;
  // A row that goes on is not looked at again until there is twice as much of it: it is cut from its beginning each
  // time.
  std::size_t worth_cutting_ = 0;
  bool in_lost_line_ = false;
  std::uint64_t line_ = 1;
};

// Most bytes of a row that are shown.
std::size_t csv_excerpt_bytes(std::size_t max_row);

// What the fields of rows say: without quotes around them, and with those that are doubled made one.
class csv_reading {
 public:
  // Takes how many fields of each row are asked for, one and the same perhaps several times.
  csv_reading(std::size_t fields, bool quotes) : fields_(fields), quote_(quotes ? '"' : -1) {}

  // The fields of the rows before are of no further use.
  void begin_rows() { used_ = 0; }

  std::string_view field(const csv_cut_row& row, std::size_t index) {
    const std::string_view field = row.field(index);
    // An empty one is followed by its separator, which is no quote.
    return *field.data() == quote_ ? unquoted(field, row.text().size()) : field;
  }

  // Whether a field of these rows was written anew. There is room for those of one row; further rows would move them.
  bool has_copied() const { return used_ > 0; }

 private:
  std::string_view unquoted(std::string_view field, std::size_t row_size);

  std::size_t fields_;
  int quote_;               // no character where quotes are text
  std::vector<char> text_;  // of the fields with doubled quotes
  std::size_t used_ = 0;
};

}  // namespace cxmetrics::detail

#endif
