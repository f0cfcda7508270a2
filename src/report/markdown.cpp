// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/table.hpp>

#include <string_view>

namespace cxmetrics {
namespace {

// Whatever Markdown or HTML would act on is disarmed; line breaks are already spelled out.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : detail::visible(text)) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      default:
        if (std::string_view("\\`*_[]|~$#!").find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
  }
  return result;
}

template <class CellOf>
void append_line(std::string& to, const detail::grid& grid, CellOf cell_of) {
  for (const auto& column : grid.columns) to += "| " + cell_of(column) + " ";
  to += "|\n";
}

}  // namespace

std::string to_markdown(const table& table) {
  const detail::grid grid = detail::grid_of(table);
  using column = detail::grid::column;
  std::string text = escaped(detail::title_of(table)) + "\n\n";
  append_line(text, grid, [](const column& column) { return escaped(column.name); });
  append_line(text, grid, [](const column& column) { return std::string(column.is_number ? "--:" : ":--"); });
  for (std::size_t line = 0; line < grid.lines; ++line) {
    append_line(text, grid, [=](const column& column) { return escaped(column.cells[line]); });
  }
  for (const std::string& note : detail::notes_of(table)) text += '\n' + escaped(note) + '\n';
  if (table.accounting) {
    text += '\n';
    for (const std::string& line : detail::lines_of(*table.accounting)) text += "- " + escaped(line) + '\n';
  }
  return text;
}

}  // namespace cxmetrics
