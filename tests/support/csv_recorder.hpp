// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_CSV_RECORDER_HPP
#define CXMETRICS_TESTS_SUPPORT_CSV_RECORDER_HPP

#include <cxmetrics/input/csv.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics::tests {

struct recorded_row {
  std::uint64_t line = 0;
  std::vector<std::string> fields{};
  friend bool operator==(const recorded_row&, const recorded_row&) = default;
  friend std::ostream& operator<<(std::ostream& out, const recorded_row& row) {
    out << row.line << ':';
    for (const std::string& field : row.fields) out << " <" << field << '>';
    return out;
  }
};

// All that a file had to say.
struct csv_record {
  std::vector<std::string> header{};
  std::vector<recorded_row> rows{};
  std::vector<rejection> rejections{};
  std::string error{};  // what was thrown, if anything
  friend bool operator==(const csv_record&, const csv_record&) = default;
  friend std::ostream& operator<<(std::ostream& out, const csv_record& record) {
    for (const std::string& name : record.header) out << '[' << name << "] ";
    for (const recorded_row& row : record.rows) out << '\n' << row;
    for (const rejection& why : record.rejections)
      out << '\n' << why.line << "! " << why.reason << ": " << why.text;
    return out << '\n' << record.error;
  }
};

// Writes down everything that it is handed: all columns, or only those with the numbers given.
class csv_recorder : public row_sink {
 public:
  explicit csv_recorder(std::vector<std::size_t> columns = {}) : columns_(std::move(columns)) {}

  std::vector<std::size_t> columns(const row_header& header) override {
    record.header = header.names();
    if (!columns_.empty()) return columns_;
    for (std::size_t index = 0; index < header.size(); ++index) columns_.push_back(index);
    return columns_;
  }
  void row(const row_view& row) override {
    recorded_row result{row.line()};
    for (const std::string_view field : row) {
      result.fields.emplace_back(field);
      // The address sanitizer sees whether these bytes are there.
      for (std::size_t at = 0; at < row_view::readable_beyond; ++at) {
        beyond = static_cast<unsigned char>(beyond ^ field.data()[field.size() + at]);
      }
    }
    record.rows.push_back(std::move(result));
  }
  void reject(rejection why) override { record.rejections.push_back(std::move(why)); }

  csv_record record;
  unsigned char beyond = 0;

 private:
  std::vector<std::size_t> columns_;
};

// What a parser reads from a text that is pushed in pieces of one size.
inline csv_record record_csv(std::string_view text, const csv_options& options = {},
                             std::size_t piece = std::string_view::npos) {
  csv_recorder recorder;
  try {
    csv_parser parser{options, recorder};
    for (std::size_t at = 0; at < text.size(); at += std::min(piece, text.size() - at)) {
      parser.push(text.substr(at, piece));
    }
    parser.finish();
  } catch (const std::runtime_error& error) {
    recorder.record.error = error.what();
  }
  return recorder.record;
}

}  // namespace cxmetrics::tests

#endif
