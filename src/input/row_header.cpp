// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/input/row_header.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace cxmetrics {
namespace {

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t most = 10;
  std::string all;
  for (std::size_t at = 0; at < names.size() && at < most; ++at) all += (at == 0 ? "" : ", ") + names[at];
  if (names.size() > most) all += ", and " + std::to_string(names.size() - most) + " more";
  return all;
}

// Without the spaces around it, and in one line.
std::string in_one_line(std::string_view written) {
  std::string name;
  for (const char c : detail::trimmed_of_any_space(written)) {
    const bool ends_line = c == '\n' || c == '\r';
    if (!ends_line) {
      name += c;
    } else if (!name.ends_with(' ')) {
      name += ' ';
    }
  }
  return detail::composed(name);
}

// Whether there is something in a row from one on.
bool says_something(const std::vector<std::vector<std::string>>& rows, std::size_t first,
                    std::size_t column) {
  for (std::size_t row = first; row < rows.size(); ++row) {
    if (!rows[row][column].empty()) return true;
  }
  return false;
}

[[noreturn]] void throw_unknown_column(std::string_view name, const std::vector<std::string>& columns) {
  throw unknown_column(std::string(name), columns);
}

[[noreturn]] void throw_repeated_column(const std::string& message) {
  throw repeated_column(message);
}

}  // namespace

unknown_column::unknown_column(std::string name, std::vector<std::string> columns)
    : std::invalid_argument("no column is called " + name + "; the columns are: " + joined(columns)),
      name_(std::move(name)),
      columns_(std::move(columns)) {}

row_header::row_header(const std::vector<std::string>& names, bool decimal_comma)
    : decimal_comma_(decimal_comma) {
  for (const std::string& written : names) {
    std::string name = in_one_line(written);
    if (name.empty()) name = "column " + std::to_string(names_.size() + 1);
    names_.push_back(std::move(name));
  }
  std::unordered_map<std::string, std::size_t> times;
  for (const std::string& name : names_) ++times[name];
  std::unordered_set<std::string> taken;
  for (const auto& [name, count] : times) {
    if (count == 1) taken.insert(name);
  }
  std::unordered_map<std::string, std::size_t>
      next_number;  // so that many equal names cost no more than others
  for (std::string& name : names_) {
    if (times[name] == 1) continue;
    const std::string shared = name;
    std::size_t& number = next_number[shared];
    do {
      name = shared + '#' + std::to_string(++number);
    } while (!taken.insert(name).second);
  }
}

row_header row_header::of_rows(std::vector<std::vector<std::string>> rows, bool decimal_comma) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.size());
  for (auto& row : rows) {
    row.resize(width);
    for (std::string& cell : row) cell = in_one_line(cell);
  }
  for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
    std::string above;
    for (std::size_t column = 0; column < width; ++column) {
      std::string& cell = rows[row][column];
      const bool has_below = says_something(rows, row + 1, column);
      if (!cell.empty()) {
        above = has_below ? cell : "";
      } else if (has_below) {
        cell = above;
      }
    }
  }
  std::vector<std::string> names(width);
  std::vector<std::string> last_parts(width);
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < width; ++column) {
      if (row[column].empty()) continue;
      names[column] += (names[column].empty() ? "" : " / ") + row[column];
      last_parts[column] = row[column];
    }
  }
  row_header header{names, decimal_comma};
  if (rows.size() > 1) {
    std::unordered_map<std::string, int> columns_with;
    for (const std::string& part : last_parts) ++columns_with[part];
    for (std::string& part : last_parts) {
      if (columns_with[part] > 1) part.clear();
    }
    header.last_parts_ = std::move(last_parts);
  }
  return header;
}

std::optional<std::size_t> row_header::find(std::string_view asked) const {
  const std::string name = detail::composed(asked);
  for (const auto* all : {&names_, &last_parts_}) {
    const auto at = std::find(all->begin(), all->end(), name);
    if (at != all->end() && !name.empty()) return static_cast<std::size_t>(at - all->begin());
  }
  return std::nullopt;
}

std::size_t row_header::index_of(std::string_view name) const {
  if (const auto index = find(name)) return *index;
  std::vector<std::string> numbered;
  const std::string beginning = std::string(name) + '#';
  for (const std::string& each : names_) {
    if (each.starts_with(beginning)) numbered.push_back(each);
  }
  if (numbered.size() > 1) {
    throw_repeated_column("several columns are called " + std::string(name) + ": say " + joined(numbered));
  }
  throw_unknown_column(name, names_);
}

}  // namespace cxmetrics
