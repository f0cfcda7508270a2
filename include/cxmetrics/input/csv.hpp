// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_CSV_HPP
#define CXMETRICS_INPUT_CSV_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

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
  CXMETRICS_EXPORT csv_parser(const csv_options& options, row_sink& sink);
  CXMETRICS_EXPORT ~csv_parser();
  CXMETRICS_EXPORT csv_parser(csv_parser&&) noexcept;
  CXMETRICS_EXPORT csv_parser& operator=(csv_parser&&) noexcept;

  /// Takes the next piece of the text; its rows are handed over now or later, at the latest by `finish`.
  /// Throws `std::runtime_error` if the header cannot be read, and what the sink throws, after which the
  /// parser is of no further use.
  CXMETRICS_EXPORT void push(std::string_view piece);

  /// Says that nothing comes after. Throws as `push` does, and `std::runtime_error` if there was no header.
  CXMETRICS_EXPORT void finish();

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

/// Reads all of a file, of a pipe or of standard input. Throws what `input::read` and `csv_parser` throw.
CXMETRICS_EXPORT void read_csv(input& from, row_sink& sink, const csv_options& options = {});

/// The same with a thread for each sink. Each row and each rejection goes to one of them, which one is left
/// open, and those that a sink is given come in the order of the file: sinks count, and what they have
/// counted is added up. Throws `std::invalid_argument` if there is no sink.
CXMETRICS_EXPORT void read_csv(input& from, std::span<row_sink* const> sinks,
                               const csv_options& options = {});

}  // namespace cxmetrics

#endif
