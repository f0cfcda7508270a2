// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "shortened.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/lost_rows.hpp>
#include <cxmetrics/report/table.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace cxmetrics {
namespace {

bool is_www(std::string_view text, std::size_t dot) {
  if (dot < 3) return false;
  const std::string_view before = text.substr(dot - 3, 3);
  return std::all_of(before.begin(), before.end(), [](char c) { return c == 'w' || c == 'W'; });
}

// Whatever Markdown or HTML would act on is disarmed; line breaks are already spelled out. Some readers make links of
// addresses and of @names and #numbers, also of escaped ones; an empty comment keeps the characters apart.
std::string escaped(std::string_view text) {
  const std::string shown = visible(text);
  std::string result;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
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
    const bool could_link = c == '@' || c == '#' || (c == ':' && shown.compare(at + 1, 2, "//") == 0) ||
                            (c == '.' && is_www(shown, at));
    if (could_link) result += "<!-- -->";
  }
  return result;
}

template <class CellOf>
void append_line(std::string& to, const detail::grid& grid, CellOf cell_of) {
  for (const auto& column : grid.columns) to += "| " + cell_of(column) + " ";
  to += "|\n";
}

}  // namespace

std::string to_markdown(const table& whole) {
  const table table = detail::shortened(whole);
  const detail::grid grid = detail::grid_of(table);
  using column = detail::grid::column;
  std::string text = escaped(detail::title_of(table)) + "\n\n";
  const std::string lost = table.accounting ? lost_rows(*table.accounting) : "";
  if (!lost.empty()) text += "**" + escaped(lost) + "**\n\n";
  append_line(text, grid, [](const column& column) { return escaped(column.name); });
  append_line(text, grid, [](const column& column) { return std::string(column.is_number ? "--:" : ":--"); });
  for (std::size_t line = 0; line < grid.lines; ++line) {
    append_line(text, grid, [=](const column& column) { return escaped(column.cells[line]); });
  }
  for (const std::string& note : detail::notes_of(table)) text += '\n' + escaped(note) + '\n';
  for (const cxmetrics::table& other : table.related) text += '\n' + to_markdown(other);
  if (table.accounting) {
    text += '\n';
    for (const std::string& line : detail::lines_of(*table.accounting)) text += "- " + escaped(line) + '\n';
  }
  return text;
}

}  // namespace cxmetrics
