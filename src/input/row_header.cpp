// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/row_header.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace cxmetrics {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

[[noreturn]] void throw_unknown_column(std::string_view name, const std::vector<std::string>& columns) {
  throw unknown_column(std::string(name), columns);
}

}  // namespace

unknown_column::unknown_column(std::string name, std::vector<std::string> columns)
    : std::invalid_argument("no column is called " + name + "; the columns are: " + joined(columns)),
      name_(std::move(name)),
      columns_(std::move(columns)) {}

row_header::row_header(const std::vector<std::string>& names, bool decimal_comma)
    : decimal_comma_(decimal_comma) {
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, int> next_number;  // so that many equal names cost no more than others
  for (const std::string& written : names) {
    std::string name{detail::trimmed(written)};
    if (name.empty()) name = "column " + std::to_string(names_.size() + 1);
    std::string unique = name;
    for (int& number = next_number.try_emplace(name, 2).first->second; !taken.insert(unique).second;
         ++number) {
      unique = name + " (" + std::to_string(number) + ")";
    }
    names_.push_back(std::move(unique));
  }
}

std::optional<std::size_t> row_header::find(std::string_view name) const noexcept {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names_.begin());
}

std::size_t row_header::index_of(std::string_view name) const {
  if (const auto index = find(name)) return *index;
  throw_unknown_column(name, names_);
}

}  // namespace cxmetrics
