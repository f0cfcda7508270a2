// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_CSV_DELIVERY_HPP
#define CXMETRICS_SRC_INPUT_CSV_DELIVERY_HPP

#include "input/csv_cutter.hpp"

#include <cxmetrics/input/csv.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Hands the rows of batches over to a sink.
class csv_delivery {
 public:
  csv_delivery(row_sink& sink, const csv_options& options);

  // Asks the sink for the columns it wants.
  void begin(const row_header& header, char delimiter);
  void hand_over(const csv_block& block) {
    hand_over(block.seam);
    hand_over(block.batch);
  }

  const doubtful_rows& doubtful() const { return doubtful_; }

 private:
  void hand_over(const csv_batch& batch);
  void note_doubt(const csv_cut_row& row, std::uint64_t line);
  void flush(std::size_t rows);
  void reject_length(const csv_cut_row& row, std::uint64_t line);
  void reject(const csv_cut_row& row, std::uint64_t line, std::string reason);

  row_sink& sink_;
  std::size_t excerpt_bytes_;
  std::size_t columns_in_file_ = 0;
  std::vector<std::size_t> columns_;
  std::vector<std::string_view> fields_;  // of the rows that are collected
  std::array<std::uint64_t, row_batch::most> lines_{};
  csv_reading reading_{0, true};
  bool quotes_;
  char delimiter_ = ',';
  doubtful_rows doubtful_;
};

}  // namespace cxmetrics::detail

#endif
