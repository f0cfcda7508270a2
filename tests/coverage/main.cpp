// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.

// Makes the tables of docs/uncertainty-tables.md: `uncertainty_tables FILE` writes them into the file, between the
// markers that name them, or only those that are named: `uncertainty_tables FILE NAME...`;
// `uncertainty_tables --check FILE` tells whether those that are quickly made stand there already.
#include "tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

namespace {

using wanted = bool(const cxmetrics::tests::named_table&);

std::string with_tables(std::string document, const std::function<wanted>& is_wanted) {
  for (const cxmetrics::tests::named_table& table : cxmetrics::tests::all_tables) {
    if (!is_wanted(table)) continue;
    const auto& [name, make, quick] = table;
    const std::string begin = fmt::format("<!-- {} -->\n", name);
    const std::string end = fmt::format("<!-- end of {} -->", name);
    const auto first = document.find(begin);
    const auto last = document.find(end);
    if (first == document.npos || last == document.npos) {
      throw std::runtime_error(fmt::format("no place for the {}", name));
    }
    const auto from = first + begin.size();
    document.replace(from, last - from, make());
  }
  return document;
}

}  // namespace

std::string cxmetrics::tests::markdown_table::text() const {
  std::string result;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (const std::string& cell : rows_[row]) result += fmt::format("| {} ", cell);
    result += "|\n";
    if (row > 0) continue;
    for (std::size_t column = 0; column < rows_[row].size(); ++column)
      result += column == 0 ? "|---" : "|---:";
    result += "|\n";
  }
  return result;
}

int main(int count, char** arguments) try {
  const bool check = count == 3 && std::string_view(arguments[1]) == "--check";
  if (count < 2) {
    fmt::print(stderr, "uncertainty_tables --check FILE | FILE [NAME...]\n");
    return 2;
  }
  const std::string file = arguments[check ? 2 : 1];
  const std::vector<std::string_view> names(arguments + 2, arguments + count);
  const auto is_wanted = [&](const cxmetrics::tests::named_table& table) {
    if (check) return table.quick;
    return names.empty() || std::find(names.begin(), names.end(), table.name) != names.end();
  };
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file);
  const std::string document((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string remade = with_tables(document, is_wanted);
  if (check) {
    if (remade == document) return 0;
    fmt::print("{}", remade);
    return 1;
  }
  std::ofstream(file, std::ios::binary) << remade;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 2;
}
