// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_MEMORY_ROWS_HPP
#define CXMETRICS_TESTS_SUPPORT_MEMORY_ROWS_HPP

#include <cxmetrics/input/row_feed.hpp>
#include <cxmetrics/input/rows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics::tests {

// Rows in memory, the first on line 2 as in a file. Several sinks are given turns of ten rows; a row without fields is
// rejected.
class memory_rows : public row_source {
 public:
  memory_rows(const std::vector<std::string>& names, std::vector<std::vector<std::string>> rows)
      : header_(names), rows_(std::move(rows)) {}

  const row_header& header() override { return header_; }
  void sample(row_sink& into) override {
    row_sink* const one[] = {&into};
    hand_over(one, std::min<std::size_t>(rows_.size(), 5));
  }
  void read(std::span<row_sink* const> sinks) override { hand_over(sinks, rows_.size()); }

 private:
  void hand_over(std::span<row_sink* const> sinks, std::size_t rows) {
    std::vector<row_feed> feeds;
    for (row_sink* const sink : sinks) feeds.emplace_back(*sink, header_);
    for (std::size_t at = 0; at < rows; ++at) {
      const std::vector<std::string_view> fields(rows_[at].begin(), rows_[at].end());
      feeds[at / 10 % feeds.size()].row(fields, at + 2);
    }
    for (row_feed& feed : feeds) feed.finish();
  }

  row_header header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace cxmetrics::tests

#endif
