// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "bars.hpp"
#include "grid.hpp"
#include "unicode.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/report/lost_rows.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/text_style.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace cxmetrics {
namespace {

using detail::display_width;

std::string painted(const std::string& text, std::string_view code, const text_style& style) {
  return style.colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::string gap(width - display_width(text), ' ');
  return to_the_right ? gap + text : text + gap;
}

std::vector<std::string> aligned(const detail::grid& grid) {
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
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

bool environment_says_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string text = detail::lower_case(value);
    return text.find("utf-8") != std::string::npos || text.find("utf8") != std::string::npos;
  }
  return false;
}

bool environment_allows_colour() {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return (refused == nullptr || *refused == '\0') && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace

text_style text_style_for(std::FILE* stream) {
  if (::isatty(::fileno(stream)) == 0) return {};
  return {.bars = true, .unicode = environment_says_utf8(), .colour = environment_allows_colour()};
}

std::string to_text(const table& table) {
  return to_text(table, text_style{});
}

std::string to_text(const table& table, const text_style& style) {
  detail::grid grid = detail::grid_of(table);
  if (style.bars) grid.columns.push_back(detail::bars_of(table, style.unicode));
  std::string text = painted(visible(detail::title_of(table)), "1", style) + "\n\n";
  const std::string lost = table.accounting ? lost_rows(*table.accounting) : "";
  if (!lost.empty()) text += painted(lost, "1", style) + "\n\n";
  const std::vector<std::string> lines = aligned(grid);
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const std::string_view code = line == 0                                 ? "1"
                                  : line == 1                               ? "2"
                                  : line + 1 == lines.size() && table.total ? "1"
                                                                            : "";
    text += (code.empty() ? lines[line] : painted(lines[line], code, style)) + '\n';
  }
  const auto add = [&](const std::vector<std::string>& more, std::string_view code) {
    if (!more.empty()) text += '\n';
    for (const std::string& line : more) text += (code.empty() ? line : painted(line, code, style)) + '\n';
  };
  if (style.bars) add(detail::lines_in_time(table, style.unicode), "");
  add(detail::notes_of(table), "2");
  for (const cxmetrics::table& other : table.related) text += '\n' + to_text(other, style);
  if (table.accounting) text += '\n' + to_text(*table.accounting);
  return text;
}

std::string to_text(const accounting& accounting) {
  std::string text;
  for (const std::string& line : detail::lines_of(accounting)) text += visible(line) + '\n';
  return text;
}

}  // namespace cxmetrics
