// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/row_access.hpp"

#include <cxmetrics/input/row_tee.hpp>

#include <span>
#include <utility>

namespace cxmetrics {

row_tee::row_tee(std::vector<row_sink*> sinks) : sinks_(std::move(sinks)) {}

std::vector<std::size_t> row_tee::columns(const row_header& header) {
  std::vector<std::size_t> all;
  for (row_sink* const sink : sinks_) {
    const std::vector<std::size_t> columns = detail::columns_for(*sink, header);
    widths_.push_back(columns.size());
    all.insert(all.end(), columns.begin(), columns.end());
  }
  return all;
}

void row_tee::row(const row_view& row) {
  rows(detail::row_access::batch(row));
}

void row_tee::rows(const row_batch& rows) {
  const std::span<const std::string_view> fields = detail::row_access::fields(rows);
  const std::size_t width = fields.size() / rows.size();
  std::size_t from = 0;
  for (std::size_t sink = 0; sink < sinks_.size(); ++sink) {
    fields_.clear();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto asked_for = fields.subspan(row * width + from, widths_[sink]);
      fields_.insert(fields_.end(), asked_for.begin(), asked_for.end());
    }
    sinks_[sink]->rows(detail::row_access::batch(fields_, detail::row_access::lines(rows)));
    from += widths_[sink];
  }
}

void row_tee::reject(rejection why) {
  for (row_sink* const sink : sinks_) sink->reject(why);
}

}  // namespace cxmetrics
