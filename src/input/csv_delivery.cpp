// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_delivery.hpp"
#include "input/row_access.hpp"
#include "input/text.hpp"

#include <span>
#include <utility>

namespace cxmetrics::detail {
csv_delivery::csv_delivery(row_sink& sink, const csv_options& options)
    : sink_(sink), excerpt_bytes_(csv_excerpt_bytes(options.max_row)), quotes_(options.quotes) {}

void csv_delivery::begin(const row_header& header, char delimiter) {
  delimiter_ = delimiter;
  columns_ = columns_for(sink_, header);
  fields_.resize(columns_.size() * row_batch::most);
  reading_ = csv_reading{columns_.size(), quotes_};
  columns_in_file_ = header.size();
}

void csv_delivery::hand_over(const csv_batch& batch) {
  const csv_index& index = batch.index;
  const std::uint32_t* inner_break = index.inner_breaks;
  const std::uint32_t* const last_break = inner_break + index.inner_break_count;
  auto fault = batch.faults.begin();
  const std::span<const std::size_t> columns = columns_;
  const std::size_t columns_in_file = columns_in_file_;
  const std::size_t first_row = batch.first_row;
  std::string_view* field = fields_.data();
  std::size_t collected = 0;
  const auto hand_over_collected = [&] {
    flush(collected);
    field = fields_.data();
    collected = 0;
  };
  std::uint64_t line = batch.line;
  for (std::size_t row = 0; row < index.row_count; ++row, ++line) {
    const csv_cut_row written{batch, row};
    if (fault != batch.faults.end() && fault->row == row) {
      hand_over_collected();
      reject(written, line, fault->reason);
      ++fault;
    } else if (row >= first_row && written.has_fields(columns_in_file) && !written.is_blank()) {
      for (const std::size_t column : columns) *field++ = reading_.field(written, column);
      lines_[collected++] = line;
      if (collected == row_batch::most || reading_.has_copied()) hand_over_collected();
    } else if (row >= first_row && !written.is_blank()) {
      hand_over_collected();
      reject_length(written, line);
    }
    if (inner_break == last_break || *inner_break != row) continue;
    if (row >= first_row && written.has_fields(columns_in_file)) note_doubt(written, line);
    for (; inner_break != last_break && *inner_break == row; ++inner_break) ++line;
  }
  hand_over_collected();
}

// Programs that separate by these mostly write quotes as text, and others hardly have them in texts.
void csv_delivery::note_doubt(const csv_cut_row& row, std::uint64_t line) {
  if ((delimiter_ != '\t' && delimiter_ != '|') || !row.quotes_line_end_and(delimiter_)) return;
  if (doubtful_.count++ == 0) doubtful_.first_line = line;
}

void csv_delivery::flush(std::size_t rows) {
  const std::span<const std::string_view> fields = fields_;
  if (rows > 0) {
    sink_.rows(row_access::batch(fields.first(rows * columns_.size()), std::span{lines_}.first(rows)));
  }
  reading_.begin_rows();
}

void csv_delivery::reject_length(const csv_cut_row& row, std::uint64_t line) {
  reject(row, line, wrong_number_of_fields(row.fields(), columns_in_file_));
}

void csv_delivery::reject(const csv_cut_row& row, std::uint64_t line, std::string reason) {
  sink_.reject({line, "", excerpt(row.text(), excerpt_bytes_), std::move(reason)});
}

}  // namespace cxmetrics::detail
