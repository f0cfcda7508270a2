// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/row_access.hpp"
#include "input/text.hpp"

#include <cxmetrics/input/row_feed.hpp>

#include <string>
#include <utility>

namespace cxmetrics {

row_feed::row_feed(row_sink& sink, const row_header& header)
    : sink_(&sink), columns_there_are_(header.size()), columns_(detail::columns_for(sink, header)) {}

void row_feed::row(std::span<const std::string_view> fields, std::uint64_t line) {
  if (fields.size() != columns_there_are_) {
    return reject({line, "", detail::excerpt(fields.empty() ? "" : fields.front()),
                   detail::wrong_number_of_fields(fields.size(), columns_there_are_)});
  }
  for (const std::size_t column : columns_) {
    text_.insert(text_.end(), fields[column].begin(), fields[column].end());
    ends_.push_back(text_.size());
  }
  lines_.push_back(line);
  if (lines_.size() == row_batch::most) finish();
}

void row_feed::reject(rejection why) {
  finish();
  sink_->reject(std::move(why));
}

void row_feed::finish() {
  if (lines_.empty()) return;
  text_.resize(text_.size() + row_view::readable_beyond);
  std::vector<std::string_view> fields;
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    fields.emplace_back(text_.data() + begin, end - begin);
    begin = end;
  }
  const std::vector<std::uint64_t> lines = std::exchange(lines_, {});
  sink_->rows(detail::row_access::batch(fields, lines));
  text_.clear();
  ends_.clear();
}

}  // namespace cxmetrics
