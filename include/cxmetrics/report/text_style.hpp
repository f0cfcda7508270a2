// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TEXT_STYLE_HPP
#define CXMETRICS_REPORT_TEXT_STYLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <cstdio>
#include <string>

namespace cxmetrics {

/// What a text may be made of.
struct text_style {
  bool bars = false;     ///< a bar for each value and, where there are periods, a line of the values in time
  bool unicode = false;  ///< bars of block characters rather than of ASCII; names are as they are in any case
  bool colour = false;   ///< escape sequences of terminals
  /// How many columns a line may take. A wider table is printed in blocks below one another, each of which names the
  /// rows; longer remarks go on in the next line. A number or a word that is wider stays whole. 0: as wide as it gets.
  std::size_t width = 0;
};

/// What is right for a stream: bars on a terminal, in block characters where the environment says that it shows UTF-8
/// (`LC_ALL`, `LC_CTYPE` or `LANG`), in colour unless it sets `NO_COLOR` or a `TERM` that has none, and as wide as the
/// terminal, but at least 40 columns; plain text of any width for a file or a pipe.
CXMETRICS_EXPORT text_style text_style_for(std::FILE* stream);

/// The text of a table in a style. Bars begin at zero, or at the lowest score of a scale, and their heading tells where
/// they end.
CXMETRICS_EXPORT std::string to_text(const table& table, const text_style& style);
/// What became of the rows, in lines.
CXMETRICS_EXPORT std::string to_text(const accounting& accounting, const text_style& style);

}  // namespace cxmetrics

#endif
