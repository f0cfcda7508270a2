// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "keys.hpp"
#include "number.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t most_ages = 40;

std::set<std::int64_t> ages_of(const table& table) {
  const std::size_t place = table.find(column_meaning::age)->place;
  std::set<std::int64_t> ages;
  for (const table_row& row : table.rows) ages.insert(std::get<std::int64_t>(row.key[place]));
  return ages;
}

std::string cell_of(const table& table, const table_row& row) {
  if (row.suppressed) return "suppressed";
  const table_column* mature = table.find(column_meaning::mature);
  std::string text =
      std::isnan(row.result().value) ? "n/a" : fixed(row.result().value, decimals_of(table.unit));
  if (const row_comparison* change = comparison_of(table, row, column_meaning::change)) {
    if (change->significant) text += " *";
  }
  return mature != nullptr && !row.flags[mature->place] ? text + " ~" : text;
}

// The lines of a table, by all keys but the age.
class lines {
 public:
  lines(const table& table, grid& into, const std::set<std::int64_t>& ages)
      : table_(table), into_(into), ages_(ages) {}

  void add(std::string_view pooled) {
    const std::size_t age = table_.find(column_meaning::age)->place;
    std::vector<std::vector<key_cell>> order;
    std::map<std::vector<key_cell>, std::map<std::int64_t, const table_row*>> rows;
    for (const table_row& row : table_.rows) {
      std::vector<key_cell> line = row.key;
      line.erase(line.begin() + static_cast<std::ptrdiff_t>(age));
      if (rows.find(line) == rows.end()) order.push_back(line);
      rows[line][std::get<std::int64_t>(row.key[age])] = &row;
    }
    for (const std::vector<key_cell>& line : order) add_line(line, rows[line], pooled);
  }

 private:
  void add_line(const std::vector<key_cell>& key, const std::map<std::int64_t, const table_row*>& cells,
                std::string_view pooled) {
    std::vector<std::string> texts;
    for (const key_cell& cell : key) texts.push_back(text_of(cell));
    const std::size_t keys = into_.columns.size() - 1 - ages_.size();
    while (texts.size() < keys) texts.emplace_back(texts.size() + 1 == keys ? pooled : "");
    const table_row& first = *cells.begin()->second;
    static constexpr const char* marks[] = {"", "! ", "!! "};
    const std::uint64_t customers = first.counts.front();
    texts.push_back(first.suppressed
                        ? ""
                        : marks[static_cast<std::size_t>(base_size_of(customers))] + grouped(customers));
    for (const std::int64_t age : ages_) {
      const auto cell = cells.find(age);
      texts.push_back(cell == cells.end() ? "" : cell_of(table_, *cell->second));
    }
    for (std::size_t index = 0; index < texts.size(); ++index)
      into_.columns[index].cells.push_back(texts[index]);
    ++into_.lines;
  }

  const table& table_;
  grid& into_;
  const std::set<std::int64_t>& ages_;
};

}  // namespace

bool is_triangle(const table& table) {
  return table.find(column_meaning::cohort) != nullptr && table.find(column_meaning::age) != nullptr &&
         ages_of(table).size() <= most_ages;
}

grid triangle_of(const table& table) {
  grid result;
  const std::set<std::int64_t> ages = ages_of(table);
  for (const table_column* key : key_columns(table)) {
    if (key->meaning != column_meaning::age)
      result.columns.push_back({key->title, false, grid::role::row_name});
  }
  result.columns.push_back({"customers", true});
  for (const std::int64_t age : ages) result.columns.push_back({std::to_string(age), true});
  lines{table, result, ages}.add("");
  for (const cxmetrics::table& margin : table.margins) lines{margin, result, ages}.add("all mature");
  return result;
}

}  // namespace cxmetrics::detail
