// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/row_access.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/joined_rows.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace cxmetrics {
namespace {

constexpr unsigned line_bits = 40;
constexpr std::size_t no_column = static_cast<std::size_t>(-1);

}  // namespace

// Hands over the rows of one source.
class joined_rows::part_sink : public row_sink {
 public:
  // `columns`: where in the source the columns asked for are; that of the name is no_column.
  part_sink(row_sink& to, std::vector<std::size_t> columns, std::string_view name, std::uint64_t first_line)
      : to_(&to),
        first_line_(first_line),
        columns_(std::move(columns)),
        name_(name),
        size_of_name_(name.size()) {
    name_.resize(size_of_name_ + row_view::readable_beyond);
    has_name_ = std::count(columns_.begin(), columns_.end(), no_column) > 0;
  }

  std::vector<std::size_t> columns(const row_header&) override {
    std::vector<std::size_t> in_source;
    for (const std::size_t column : columns_) {
      if (column != no_column) in_source.push_back(column);
    }
    return in_source;
  }

  void row(const row_view& row) override { rows(detail::row_access::batch(row)); }

  void rows(const row_batch& rows) override {
    for (std::size_t at = 0; at < rows.size(); ++at) lines_[at] = first_line_ + rows[at].line();
    const std::span lines = std::span{lines_}.first(rows.size());
    const std::span<const std::string_view> fields = detail::row_access::fields(rows);
    if (!has_name_) return to_->rows(detail::row_access::batch(fields, lines));
    fields_.clear();
    auto field = fields.begin();
    for (std::size_t at = 0; at < rows.size(); ++at) {
      for (const std::size_t column : columns_) {
        fields_.push_back(column == no_column ? std::string_view{name_}.substr(0, size_of_name_) : *field++);
      }
    }
    to_->rows(detail::row_access::batch(fields_, lines));
  }

  void reject(rejection why) override {
    why.line += first_line_;
    to_->reject(std::move(why));
  }

 private:
  row_sink* to_;
  std::uint64_t first_line_;
  std::vector<std::size_t> columns_;
  std::string name_;  // with room beyond
  std::size_t size_of_name_;
  bool has_name_;
  std::array<std::uint64_t, row_batch::most> lines_{};
  std::vector<std::string_view> fields_;
};

joined_rows::joined_rows(std::vector<named_rows> sources) : sources_(std::move(sources)) {
  if (sources_.empty()) detail::throw_invalid_argument("there is no source of rows to join");
}

const row_header& joined_rows::header() {
  if (header_) return *header_;
  std::vector<std::string> names;
  std::unordered_set<std::string> met;
  bool decimal_comma = false;
  for (const named_rows& source : sources_) {
    const row_header& header = source.rows->header();
    decimal_comma = decimal_comma || header.decimal_comma();
    for (const std::string& name : header.names()) {
      if (met.insert(name).second) names.push_back(name);
    }
  }
  names.emplace_back("file");
  return header_.emplace(names, decimal_comma);
}

void joined_rows::sample(row_sink& into) {
  const std::vector<std::size_t> asked = detail::columns_for(into, header());
  for (std::size_t at = 0; at < sources_.size(); ++at) {
    part_sink part{into, places(asked, at), sources_[at].name, std::uint64_t{at} << line_bits};
    sources_[at].rows->sample(part);
  }
}

void joined_rows::read(std::span<row_sink* const> sinks) {
  std::vector<std::vector<std::unique_ptr<part_sink>>> parts(sources_.size());
  for (row_sink* const sink : sinks) {
    const std::vector<std::size_t> asked = detail::columns_for(*sink, header());
    for (std::size_t at = 0; at < sources_.size(); ++at) {
      parts[at].push_back(std::make_unique<part_sink>(*sink, places(asked, at), sources_[at].name,
                                                      std::uint64_t{at} << line_bits));
    }
  }
  for (std::size_t at = 0; at < sources_.size(); ++at) {
    std::vector<row_sink*> into;
    for (const auto& part : parts[at]) into.push_back(part.get());
    sources_[at].rows->read(into);
  }
}

// Where in a source the columns asked for are.
std::vector<std::size_t> joined_rows::places(const std::vector<std::size_t>& asked, std::size_t source) {
  const row_header& header = sources_[source].rows->header();
  std::vector<std::size_t> places;
  for (const std::size_t column : asked) {
    if (column + 1 == header_->size()) {
      places.push_back(no_column);
      continue;
    }
    const std::string& name = header_->names()[column];
    const auto place = header.find(name);
    if (!place) {
      detail::throw_invalid_argument("{}: no column is called {}",
                                     {std::string_view{sources_[source].name}, std::string_view{name}});
    }
    places.push_back(*place);
  }
  return places;
}

cxmetrics::accounting joined_rows::located(const cxmetrics::accounting& rows) const {
  cxmetrics::accounting result;
  for (rejection why : rows.rejections()) {
    const auto source = static_cast<std::size_t>(why.line >> line_bits);
    why.line &= (std::uint64_t{1} << line_bits) - 1;
    if (why.file.empty() && source < sources_.size()) why.file = sources_[source].name;
    result.reject(std::move(why));
  }
  static_cast<row_counts&>(result) = rows;
  result.readings = rows.readings;
  result.signs_for_nothing = rows.signs_for_nothing;
  result.differing_by_case = rows.differing_by_case;
  result.remarks = rows.remarks;
  result.questions = rows.questions;
  return result;
}

}  // namespace cxmetrics
