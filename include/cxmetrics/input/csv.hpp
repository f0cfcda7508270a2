// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_CSV_HPP
#define CXMETRICS_INPUT_CSV_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cxmetrics {

/// How a CSV file is written and read.
struct csv_options {
  /// What stands between fields: any character but a quote, a carriage return or a line feed. Nothing: the one that a
  /// first line such as `sep=;` names, or else the one of `,` `;` tab `|` by which the most of the first rows have
  /// equally many fields, two at least; of several the one that makes most fields, a comma if there is none. What fewer
  /// than half of these rows hold is text.
  std::optional<char> delimiter{};
  /// Whether fields may be enclosed in quotes. If not, quotes are text, as `mysql --batch` and other programs of
  /// databases write them.
  bool quotes = true;
  /// The encoding of the text, by the name that iconv knows, such as `windows-1252`. No name: UTF-16 or UTF-32 where
  /// the first bytes show it, with a mark or without, and otherwise UTF-8.
  std::string encoding{};
  /// So many lines at the beginning are no part of the table, such as a title.
  std::size_t skip_rows = 0;
  /// How many rows the header has, as `row_header` joins them. Nothing: one; the second row of SurveyMonkey's exports
  /// belongs to it, and the second and third row of Qualtrics' are left out. 0: the columns are called `1`, `2`, ….
  std::optional<std::size_t> header_rows{};
  /// The most bytes a row may have; a longer one is rejected, so that a quote which is never closed does not
  /// collect the rest of the file. At most 1 GiB.
  std::size_t max_row = std::size_t{1} << 20;
  /// How many bytes are collected before they are read. Memory is about twice this and the longest row, for each
  /// thread.
  std::size_t block = std::size_t{1} << 17;
};

/// Reads CSV (RFC 4180) that comes in pieces of any size, and hands over the same rows and rejections however
/// it was cut.
///
/// The text is UTF-8, UTF-16 or UTF-32, with or without byte order mark, or in an encoding that is named; it is handed
/// over in UTF-8. Names of columns that are not valid there are an error; other texts are handed over as they are, for
/// the sink to see whether those that it uses are valid. A row ends with a line feed, a carriage return, both, or the
/// end of the input. A field may be enclosed in quotes, unless the options say otherwise, and then hold delimiters, line
/// ends and, doubled, quotes; within a field that does not begin with a quote they are text. Lines without any
/// character, or with nothing but delimiters, are skipped. The first row is the header. Delimiters after the last field
/// of a row make no more fields.
///
/// A row is rejected that has more or fewer fields than the header, text after a closing quote, a quote that is never
/// closed, or more bytes than `max_row`. Where the quotes are to blame or the length, only the line on which the row
/// begins is given up, and reading goes on with the next line: one stray quote never costs the rest of the file.
class csv_parser {
 public:
  /// Throws `std::invalid_argument` for options out of their range, and for an encoding that is not known.
  CXMETRICS_EXPORT csv_parser(const csv_options& options, row_sink& sink);
  CXMETRICS_EXPORT ~csv_parser();
  CXMETRICS_EXPORT csv_parser(csv_parser&&) noexcept;
  CXMETRICS_EXPORT csv_parser& operator=(csv_parser&&) noexcept;

  /// Takes the next piece of the text; its rows are handed over now or later, at the latest by `finish`. Throws
  /// `std::runtime_error` if the header cannot be read, or if this is no text but, say, a workbook, PDF or JSON, and
  /// then says what it is and how to go on. Throws what the sink throws. The parser is then of no further use.
  CXMETRICS_EXPORT void push(std::string_view piece);

  /// Says that nothing comes after. Throws as `push` does, and `std::runtime_error` if there was no header.
  CXMETRICS_EXPORT void finish();

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

/// Rows of which one field, in quotes, holds a line end as well as a delimiter that is a tab or `|`. Where quotes are
/// text, and `csv_options::quotes` says that they are not, a text that begins with one runs rows together like this.
struct doubtful_rows {
  std::uint64_t count = 0;
  std::uint64_t first_line = 0;  ///< on which the first of them begins
};

/// The rows of a file, of a pipe or of standard input, as `csv_parser` reads them. Throws what `input::read` and
/// `csv_parser` throw.
class csv_source final : public row_source {
 public:
  /// The input has to live as long. Throws what the constructor of `csv_parser` throws.
  CXMETRICS_EXPORT explicit csv_source(input& from, const csv_options& options = {});
  CXMETRICS_EXPORT ~csv_source() override;

  CXMETRICS_EXPORT const row_header& header() override;
  /// Hands over the rows of the first block, which holds thousands as a rule.
  CXMETRICS_EXPORT void sample(row_sink& into) override;
  CXMETRICS_EXPORT void read(std::span<row_sink* const> sinks) override;

  /// Rows read so far that a quote may have run together.
  CXMETRICS_EXPORT const doubtful_rows& doubtful() const;

 private:
  class state;
  std::unique_ptr<state> state_;
};

/// Reads all of an input: `csv_source::read` in one call.
CXMETRICS_EXPORT void read_csv(input& from, row_sink& sink, const csv_options& options = {});

/// The same with a thread for each sink.
CXMETRICS_EXPORT void read_csv(input& from, std::span<row_sink* const> sinks,
                               const csv_options& options = {});

}  // namespace cxmetrics

#endif
