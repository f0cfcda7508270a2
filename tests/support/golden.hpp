// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_GOLDEN_HPP
#define CXMETRICS_TESTS_SUPPORT_GOLDEN_HPP

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::tests {

// A table of reference figures from tests/data: comma separated, names in the first line, fields in double
// quotes where they hold commas. Deliberately simple, and not the reader under test.
class golden {
 public:
  class row {
   public:
    row(const golden& table, std::vector<std::string> fields) : table_(&table), fields_(std::move(fields)) {}

    const std::string& text(std::string_view column) const { return fields_.at(table_->place_of(column)); }
    // NaN for an empty field.
    double number(std::string_view column) const {
      const std::string& field = text(column);
      return field.empty() ? std::numeric_limits<double>::quiet_NaN() : std::stod(field);
    }
    std::uint64_t count(std::string_view column) const { return std::stoull(text(column)); }
    // "0.5;1;2" as numbers.
    std::vector<double> numbers(std::string_view column) const {
      std::vector<double> result;
      if (text(column).empty()) return result;
      for (const std::string& part : split(text(column), ';')) result.push_back(std::stod(part));
      return result;
    }

   private:
    const golden* table_;
    std::vector<std::string> fields_;
  };

  explicit golden(const std::string& file) : golden(std::ifstream(CXMETRICS_TEST_DATA "/" + file)) {}
  // A table of the same kind from elsewhere.
  explicit golden(std::ifstream in) {
    if (!in) throw std::runtime_error("no reference figures there");
    std::string line;
    std::getline(in, line);
    names_ = split(line, ',');
    while (std::getline(in, line)) rows_.emplace_back(*this, split(line, ','));
  }
  golden(const golden&) = delete;
  golden& operator=(const golden&) = delete;

  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  std::size_t size() const { return rows_.size(); }

 private:
  static std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        fields.emplace_back();
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
    return fields;
  }
  std::size_t place_of(std::string_view column) const {
    for (std::size_t place = 0; place < names_.size(); ++place) {
      if (names_[place] == column) return place;
    }
    throw std::runtime_error("no column " + std::string(column));
  }

  std::vector<std::string> names_;
  std::vector<row> rows_;
};

}  // namespace cxmetrics::tests

#endif
