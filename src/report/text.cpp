// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "bars.hpp"
#include "blocks.hpp"
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
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace cxmetrics {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t narrowest_terminal = 40;

std::string painted(const std::string& text, std::string_view code, const text_style& style) {
  return style.colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
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

// How many columns the terminal has; what is usual where it does not tell.
std::size_t width_of(std::FILE* stream) {
  winsize size{};
  if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
  return std::max<std::size_t>(size.ws_col, narrowest_terminal);
}

// Makes a text of lines, each of which may be broken.
class text_builder {
 public:
  explicit text_builder(const text_style& style) : style_(style) {}

  void add_line(std::string_view line, std::string_view code = "") {
    const std::string whole = visible(line);
    if (style_.width == 0) return add_unbroken(whole, code);
    for (const std::string& each : detail::wrapped_lines(whole, style_.width, 2, false))
      add_unbroken(each, code);
  }
  void add_unbroken(const std::string& line, std::string_view code = "") {
    text_ += (code.empty() ? line : painted(line, code, style_)) + '\n';
  }
  void add_gap() { text_ += '\n'; }
  void add(const std::string& text) { text_ += text; }

  std::string take() { return std::move(text_); }

 private:
  const text_style& style_;
  std::string text_;
};

void add_blocks(text_builder& text, const table& table, const text_style& style) {
  detail::grid grid = detail::grid_of(table);
  if (style.bars && !detail::is_triangle(table))
    grid.columns.push_back(detail::bars_of(table, style.unicode));
  bool first = true;
  for (const detail::block& block : detail::blocks_of(grid, style.width)) {
    if (!std::exchange(first, false)) text.add_gap();
    for (const std::string& line : block.head) text.add_unbroken(line, "1");
    text.add_unbroken(block.rule, "2");
    for (const auto& row : block.rows) {
      const bool is_total = &row == &block.rows.back() && table.total;
      for (const std::string& line : row) text.add_unbroken(line, is_total ? "1" : "");
    }
  }
}

}  // namespace

text_style text_style_for(std::FILE* stream) {
  if (::isatty(::fileno(stream)) == 0) return {};
  return {.bars = true,
          .unicode = environment_says_utf8(),
          .colour = environment_allows_colour(),
          .width = width_of(stream)};
}

std::string to_text(const table& table) {
  return to_text(table, text_style{});
}

std::string to_text(const table& table, const text_style& style) {
  text_builder text{style};
  text.add_line(detail::title_of(table), "1");
  text.add_gap();
  if (const std::string lost = table.accounting ? lost_rows(*table.accounting) : ""; !lost.empty()) {
    text.add_line(lost, "1");
    text.add_gap();
  }
  add_blocks(text, table, style);
  if (style.bars) {
    const std::vector<std::string> in_time = detail::lines_in_time(table, style.unicode, style.width);
    if (!in_time.empty()) text.add_gap();
    for (const std::string& line : in_time) text.add_line(line);
  }
  const std::vector<std::string> notes = detail::notes_of(table);
  if (!notes.empty()) text.add_gap();
  for (const std::string& note : notes) text.add_line(note, "2");
  for (const cxmetrics::table& other : table.related) text.add('\n' + to_text(other, style));
  if (table.accounting) text.add('\n' + to_text(*table.accounting, style));
  return text.take();
}

std::string to_text(const accounting& accounting) {
  return to_text(accounting, text_style{});
}

std::string to_text(const accounting& accounting, const text_style& style) {
  text_builder text{style};
  for (const std::string& line : detail::lines_of(accounting)) text.add_line(line);
  return text.take();
}

}  // namespace cxmetrics
