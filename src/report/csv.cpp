// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/table.hpp>

#include <cmath>
#include <string>
#include <string_view>

namespace cxmetrics {
namespace {

bool is_letter(char c) {
  return ('a' <= (c | 0x20) && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

// Whether a spreadsheet would compute something of a text. Numbers and words it only shows, with whatever sign before
// them; what calls, refers to cells or combines has other characters, or a digit after a letter.
bool is_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r\n").find(text.front()) == std::string_view::npos)
    return false;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const bool plain = is_letter(text[at]) || is_digit(text[at]) ||
                       std::string_view(" .,_%").find(text[at]) != std::string_view::npos;
    if (!plain || (is_digit(text[at]) && is_letter(text[at - 1]))) return true;
  }
  return text.front() == '\t' || text.front() == '\r' || text.front() == '\n';
}

// What a terminal acts on. Line breaks and tabs are part of many texts, and a quoted cell holds them.
bool is_control(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\r' && c != U'\n') || (c >= 0x7F && c < 0xA0);
}

// A text in a form that no spreadsheet takes for a formula, no terminal acts on and no reader splits.
std::string text_cell(std::string_view raw) {
  std::string text = is_formula(raw) ? "'" : "";
  while (!raw.empty()) {
    std::string character;
    const char32_t next = detail::next_character(raw);
    detail::append_character(character, next);
    text += is_control(next) ? detail::visible(character) : character;
  }
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
