// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROWS_HPP
#define CXMETRICS_INPUT_ROWS_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/row_header.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {

namespace detail {
struct row_access;
// 0: as many as the machine runs at once.
CXMETRICS_EXPORT unsigned threads_for(unsigned asked) noexcept;
}  // namespace detail

/// The fields of a row that a sink asked for, in the order asked for. Only sources make rows; a source of your own
/// makes them with a `row_feed`. The texts live until the sink returns.
class row_view {
 public:
  /// So many bytes after the end of a field may be read as well, whatever they are. Short texts can then be compared
  /// by whole words.
  static constexpr std::size_t readable_beyond = 16;

  std::string_view operator[](std::size_t index) const noexcept { return fields_[index]; }
  std::size_t size() const noexcept { return fields_.size(); }
  auto begin() const noexcept { return fields_.begin(); }
  auto end() const noexcept { return fields_.end(); }
  /// Where the row begins: the line of a file, the first line being 1, or what else the source counts.
  std::uint64_t line() const noexcept { return line_; }

 private:
  friend struct detail::row_access;
  friend class row_batch;
  row_view(std::span<const std::string_view> fields, std::uint64_t line) noexcept
      : fields_(fields), line_(line) {}

  std::span<const std::string_view> fields_;
  std::uint64_t line_;
};

/// Rows in the order of the source, at least one. Rows in between may have been rejected.
class row_batch {
 public:
  /// The most rows of a batch.
  static constexpr std::size_t most = 64;

  std::size_t size() const noexcept { return lines_.size(); }
  row_view operator[](std::size_t index) const noexcept {
    return {{fields_.data() + index * width_, width_}, lines_[index]};
  }

 private:
  friend struct detail::row_access;
  row_batch(std::span<const std::string_view> fields, std::span<const std::uint64_t> lines) noexcept
      : fields_(fields), lines_(lines), width_(fields.size() / lines.size()) {}

  std::span<const std::string_view> fields_;  // of the first row, then of the second, and so on
  std::span<const std::uint64_t> lines_;
  std::size_t width_;
};

/// Takes rows, and usually counts them. Whatever these functions throw leaves through the source that calls them.
class row_sink {
 public:
  virtual ~row_sink() = default;

  /// Called once, before any row: the places of the columns to hand over. The others are not looked at.
  virtual std::vector<std::size_t> columns(const row_header& header) = 0;

  /// Called for each row that has as many fields as the header, unless `rows` is overridden.
  virtual void row(const row_view& row) = 0;

  /// Called with a batch of those rows, and calls `row` for each. Override it where rows are used faster together.
  virtual void rows(const row_batch& rows) {
    for (std::size_t index = 0; index < rows.size(); ++index) row(rows[index]);
  }

  /// Called for each row that the source could not take apart. Rows and rejections come in the order of the source.
  virtual void reject(rejection why) = 0;
};

/// Rows that are read once, from a file, a table in memory or a database.
class row_source {
 public:
  virtual ~row_source() = default;

  /// The names of the columns. Reads no more of the source than its beginning, and throws where that cannot be read.
  virtual const row_header& header() = 0;

  /// Hands the rows at the beginning to a sink that looks at what the columns hold. They come again when all are read.
  virtual void sample(row_sink& into) = 0;

  /// Hands over all rows, with a thread for each sink. Each row and each rejection goes to one of them, which one is
  /// left open, and those that a sink is given come in the order of the source: sinks count, and what they have counted
  /// is added up. Throws `std::invalid_argument` without a sink, and where the rows have been read before.
  virtual void read(std::span<row_sink* const> sinks) = 0;
};

/// Hands all rows of a source to one sink.
inline void read_rows(row_source& from, row_sink& into) {
  row_sink* const one[] = {&into};
  from.read(one);
}

/// Reads all rows on so many threads (0: as many as the machine runs at once), each into a sink of its own that
/// `make()` gives, and adds the sinks up.
template <class Make>
auto read_rows(row_source& from, unsigned threads, const Make& make) {
  threads = detail::threads_for(threads);
  std::vector<decltype(make())> sinks;
  for (unsigned thread = 0; thread < threads; ++thread) sinks.push_back(make());
  std::vector<row_sink*> places;
  for (auto& sink : sinks) places.push_back(&sink);
  from.read(places);
  for (unsigned thread = 1; thread < threads; ++thread) sinks.front() += sinks[thread];
  return std::move(sinks.front());
}

}  // namespace cxmetrics

#endif
