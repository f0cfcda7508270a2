// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/row_feed.hpp>
#include <cxmetrics/input/rows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_rows {
namespace cx = cxmetrics;

namespace {

// Counts rows one by one, or all of a batch.
class lengths : public cx::row_sink {
 public:
  std::vector<std::size_t> columns(const cx::row_header& header) override {
    return {header.index_of("text")};
  }
  void row(const cx::row_view& row) override {
    ++rows_;
    for (const std::string_view field : row) bytes_ += field.size();
  }
  void reject(cx::rejection) override { ++rejected_; }
  lengths& operator+=(const lengths& other) {
    rows_ += other.rows_;
    bytes_ += other.bytes_;
    rejected_ += other.rejected_;
    return *this;
  }
  std::uint64_t taken() const { return rows_; }
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t rejected() const { return rejected_; }

 private:
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t rejected_ = 0;
};

// A table in memory. Row k has a text of k letters; every tenth row is broken.
class numbered final : public cx::row_source {
 public:
  explicit numbered(std::size_t rows) : rows_(rows) {}
  const cx::row_header& header() override { return header_; }
  void sample(cx::row_sink& into) override { feed(into, 0, std::min<std::size_t>(rows_, 5), 1); }
  void read(std::span<cx::row_sink* const> sinks) override {
    for (std::size_t sink = 0; sink < sinks.size(); ++sink) feed(*sinks[sink], sink, rows_, sinks.size());
  }

 private:
  void feed(cx::row_sink& into, std::size_t from, std::size_t to, std::size_t step) {
    cx::row_feed feed(into, header_);
    for (std::size_t row = from; row < to; row += step) {
      const std::string text(row, 'x');
      if (row % 10 == 9) {
        feed.row({text, text}, row + 1);
      } else {
        feed.row({text}, row + 1);
      }
    }
    feed.finish();
  }

  std::size_t rows_;
  cx::row_header header_{{"text"}};
};

}  // namespace

TEST_CASE("a sink that takes single rows is handed those of a batch", "[rows]") {
  lengths sink;
  numbered source(200);
  cx::read_rows(source, sink);
  CHECK(sink.taken() == 180);
  CHECK(sink.rejected() == 20);
  std::uint64_t bytes = 0;
  for (std::uint64_t row = 0; row < 200; ++row) bytes += row % 10 == 9 ? 0 : row;
  CHECK(sink.bytes() == bytes);
}

TEST_CASE("what the sinks of all threads counted is added up", "[rows]") {
  for (const unsigned threads : {1u, 2u, 7u}) {
    numbered source(200);
    unsigned made = 0;
    const lengths sum = cx::read_rows(source, threads, [&] {
      ++made;
      return lengths();
    });
    CHECK(made == threads);
    CHECK(sum.taken() == 180);
    CHECK(sum.rejected() == 20);
  }
}

TEST_CASE("a sample is read again with all rows", "[rows]") {
  numbered source(200);
  lengths sink;
  source.sample(sink);
  CHECK(sink.taken() == 5);
  cx::read_rows(source, sink);
  CHECK(sink.taken() == 185);
}

TEST_CASE("a sink that throws ends the reading", "[rows]") {
  struct refuses : lengths {
    void row(const cx::row_view&) override { throw std::runtime_error("no more"); }
  } sink;
  numbered source(5);
  CHECK_THROWS_WITH(cx::read_rows(source, sink), "no more");
}

}  // namespace tests_of_rows
