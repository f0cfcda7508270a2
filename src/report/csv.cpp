// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/table.hpp>

#include <cmath>
#include <string_view>

namespace cxmetrics {
namespace {

// A text in a form that no spreadsheet takes for a formula and no reader splits.
std::string text_cell(std::string_view raw) {
  const bool formula =
      !raw.empty() && std::string_view("=+-@\t\r\n").find(raw.front()) != std::string_view::npos;
  std::string text = formula ? "'" : "";
  text += detail::valid_utf8(raw);
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string number_cell(double value) {
  return std::isfinite(value) ? detail::shortest(value) : "";
}

void append_numbers(std::string& to, const table_row& row) {
  if (row.suppressed) {
    to.append(7 + row.counts.size(), ',');
    return;
  }
  to += ',' + number_cell(row.result.value);
  to += ',' + number_cell(row.result.standard_error);
  to += ',' + number_cell(row.result.ci.low);
  to += ',' + number_cell(row.result.ci.high);
  for (const std::uint64_t count : {row.result.n, row.missing, row.off_scale})
    to += ',' + std::to_string(count);
  for (const std::uint64_t count : row.counts) to += ',' + std::to_string(count);
}

void append_comparison(std::string& to, const std::optional<row_comparison>& comparison) {
  const row_comparison shown = comparison.value_or(row_comparison{});
  for (const double number :
       {shown.found.value, shown.found.ci.low, shown.found.ci.high, shown.adjusted_p_value}) {
    to += ',' + number_cell(number);
  }
  to += comparison ? shown.significant ? ",yes" : ",no" : ",";
}

// Columns that not every table has.
struct extra_columns {
  bool definition = false;
  bool change = false;
  bool against_rest = false;

  explicit extra_columns(const table& table) {
    for (const table_row& row : table.rows) add(row);
    if (table.total) add(*table.total);
  }

 private:
  void add(const table_row& row) {
    definition = definition || !row.definition.empty();
    change = change || row.change;
    against_rest = against_rest || row.against_rest;
  }
};

void append_row(std::string& to, const table& table, const table_row& row, const extra_columns& with) {
  to += text_cell(table.metric);
  for (std::size_t index = 0; index < table.key_names.size(); ++index) {
    to += ',' + (row.key.empty() ? index == 0 ? "total" : "" : text_cell(row.key[index]));
  }
  if (with.definition) to += ',' + text_cell(row.definition);
  append_numbers(to, row);
  if (with.change) append_comparison(to, row.change);
  if (with.against_rest) append_comparison(to, row.against_rest);
  to += '\n';
}

void append_comparison_names(std::string& to, const std::string& name) {
  for (const char* figure : {"", "_low", "_high", "_adjusted_p", "_significant"}) to += ',' + name + figure;
}

}  // namespace

std::string to_csv(const table& table) {
  const extra_columns with(table);
  std::string text = "metric";
  for (const std::string& name : table.key_names) text += ',' + text_cell(name);
  if (with.definition) text += ",definition";
  text += ",value,standard_error,low,high,n,missing,off_scale";
  for (const std::string& name : table.count_names) text += ',' + text_cell(name);
  if (with.change) append_comparison_names(text, "change");
  if (with.against_rest) append_comparison_names(text, "against_rest");
  text += '\n';
  for (const table_row& row : table.rows) append_row(text, table, row, with);
  if (table.total) append_row(text, table, *table.total, with);
  return text;
}

}  // namespace cxmetrics
