// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/table.hpp>

#include <algorithm>

namespace cxmetrics {
namespace {

using detail::display_width;
using detail::visible;

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::string gap(width - display_width(text), ' ');
  return to_the_right ? gap + text : text + gap;
}

void append_line(std::string& to, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  to += line + '\n';
}

std::string aligned(const detail::grid& grid) {
  std::vector<std::string> lines(grid.lines + 2);
  for (const auto& column : grid.columns) {
    std::vector<std::string> cells{visible(column.name), ""};
    for (const std::string& cell : column.cells) cells.push_back(visible(cell));
    std::size_t width = 0;
    for (const std::string& cell : cells) width = std::max(width, display_width(cell));
    cells[1].assign(width, '-');
    for (std::size_t line = 0; line < lines.size(); ++line) {
      if (!lines[line].empty() || &column != &grid.columns.front()) lines[line] += "  ";
      lines[line] += padded(cells[line], width, column.is_number);
    }
  }
  std::string text;
  for (std::string& line : lines) append_line(text, std::move(line));
  return text;
}

}  // namespace

std::string to_text(const table& table) {
  std::string text = visible(detail::title_of(table)) + "\n\n" + aligned(detail::grid_of(table));
  const auto notes = detail::notes_of(table);
  if (!notes.empty()) text += '\n';
  for (const std::string& note : notes) text += note + '\n';
  if (table.accounting) {
    text += '\n';
    for (const std::string& line : detail::lines_of(*table.accounting)) text += visible(line) + '\n';
  }
  return text;
}

}  // namespace cxmetrics
