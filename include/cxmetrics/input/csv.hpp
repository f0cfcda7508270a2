// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_CSV_HPP
#define CXMETRICS_INPUT_CSV_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/csv_header.hpp>
#include <cxmetrics/input/input.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// How a CSV file is written and read.
struct csv_options {
  /// What stands between fields: any character but a quote, a carriage return or a line feed. Nothing: the
  /// one of `,` `;` tab `|` that the header has most of outside quotes, a comma if it has none.
  std::optional<char> delimiter{};
  /// The most bytes a row may have; a longer one is rejected, so that a quote which is never closed does not
  /// collect the rest of the file. At most 1 GiB.
  std::size_t max_row = std::size_t{1} << 20;
  /// How many bytes are collected before they are read. Memory is about twice this and the longest row, for each thread.
  std::size_t block = std::size_t{1} << 16;
};

/// The fields of a row that were asked for, in the order asked for. They are the text as it was meant,
/// without the quotes around it, and live until the handler returns.
class csv_row {
 public:
  /// So many bytes after the end of a field may be read as well, whatever they are, so that short texts can be
  /// compared by whole words.
  static constexpr std::size_t readable_beyond = 16;

  /// Whoever makes a row sees to it that `readable_beyond` bytes can be read after each field.
  csv_row(std::span<const std::string_view> fields, std::uint64_t line) noexcept
      : fields_(fields), line_(line) {}

  std::string_view operator[](std::size_t index) const noexcept { return fields_[index]; }
  std::size_t size() const noexcept { return fields_.size(); }
  auto begin() const noexcept { return fields_.begin(); }
  auto end() const noexcept { return fields_.end(); }
  /// The line of the file on which the row begins, the first line being 1.
  std::uint64_t line() const noexcept { return line_; }

 private:
  std::span<const std::string_view> fields_;
  std::uint64_t line_;
};

/// Rows that follow one another in the file, though not always in the next line. They live until the handler returns.
class csv_rows {
 public:
  /// So many at most are handed over.
  static constexpr std::size_t most = 64;

  /// `fields`: those of the first row, then those of the second, and so on, each with `csv_row::readable_beyond` bytes to
  /// read after it; `lines`: one for each row.
  csv_rows(std::span<const std::string_view> fields, std::span<const std::uint64_t> lines) noexcept
      : fields_(fields), lines_(lines), width_(lines.empty() ? 0 : fields.size() / lines.size()) {}

  std::size_t size() const noexcept { return lines_.size(); }
  csv_row operator[](std::size_t index) const noexcept {
    return {{fields_.data() + index * width_, width_}, lines_[index]};
  }

 private:
  std::span<const std::string_view> fields_;
  std::span<const std::uint64_t> lines_;
  std::size_t width_;
};

/// What the caller does with a CSV file. Whatever these functions throw leaves through the reading function.
class csv_handler {
 public:
  virtual ~csv_handler() = default;

  /// Called once, before any row: which columns to hand over. Columns not asked for are not looked at.
  virtual std::vector<std::size_t> columns(const csv_header& header) = 0;

  /// Called for each row that has as many fields as the header, unless `rows` is overridden.
  virtual void row(const csv_row& row) = 0;

  /// Called with those rows, some at a time, and calls `row` for each of them: to be overridden where they are used
  /// faster together.
  virtual void rows(const csv_rows& rows) {
    for (std::size_t index = 0; index < rows.size(); ++index) row(rows[index]);
  }

  /// Called for each row that does not, or that cannot be taken apart; its text is the beginning of its first
  /// line, 80 bytes at most. Rows and rejections come in the order of the file.
  virtual void reject(rejection why) = 0;
};

/// Reads CSV (RFC 4180) that comes in pieces of any size, and hands over the same rows and rejections however
/// it was cut.
///
/// The text is UTF-8, with or without byte order mark. A row ends with a line feed, or a carriage return and
/// a line feed, or the end of the input; a carriage return anywhere else is text. A field may be enclosed in
/// quotes and then hold delimiters, line ends and, doubled, quotes. Lines without any character are skipped.
/// The first row is the header.
///
/// A row is rejected that has more or fewer fields than the header, a quote inside a field that does not
/// begin with one, text after a closing quote, a quote that is never closed, or more bytes than `max_row`.
/// Where the quotes are to blame or the length, only the line on which the row begins is given up, and
/// reading goes on with the next line: one stray quote never costs the rest of the file.
class csv_parser {
 public:
  /// Throws `std::invalid_argument` for options out of their range.
  CXMETRICS_EXPORT csv_parser(const csv_options& options, csv_handler& handler);
  CXMETRICS_EXPORT ~csv_parser();
  CXMETRICS_EXPORT csv_parser(csv_parser&&) noexcept;
  CXMETRICS_EXPORT csv_parser& operator=(csv_parser&&) noexcept;

  /// Takes the next piece of the text; its rows are handed over now or later, at the latest by `finish`.
  /// Throws `std::runtime_error` if the header cannot be read, and what the handler throws, after which the
  /// parser is of no further use.
  CXMETRICS_EXPORT void push(std::string_view piece);

  /// Says that nothing comes after. Throws as `push` does, and `std::runtime_error` if there was no header.
  CXMETRICS_EXPORT void finish();

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

/// Reads all of a file, of a pipe or of standard input. Throws what `input::read` and `csv_parser` throw.
CXMETRICS_EXPORT void read_csv(input& from, csv_handler& handler, const csv_options& options = {});

/// The same with a thread for each handler. Each row and each rejection goes to one of them, which one is left
/// open, and those that a handler is given come in the order of the file: handlers count, and what they have
/// counted is added up. Throws `std::invalid_argument` if there is no handler.
CXMETRICS_EXPORT void read_csv(input& from, std::span<csv_handler* const> handlers,
                               const csv_options& options = {});

}  // namespace cxmetrics

#endif
