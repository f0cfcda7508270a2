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
  constexpr std::size_t most = 10;
  std::string all;
  for (std::size_t at = 0; at < names.size() && at < most; ++at) all += (at == 0 ? "" : ", ") + names[at];
  if (names.size() > most) all += ", and " + std::to_string(names.size() - most) + " more";
  return all;
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
    std::string name{detail::trimmed(written)};
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

std::optional<std::size_t> row_header::find(std::string_view name) const noexcept {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names_.begin());
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
