// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_SVG_TEXT_HPP
#define CXMETRICS_SRC_REPORT_SVG_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// For the contents of an element or an attribute of XML and HTML; what would act on the display is spelled
// out as by visible().
std::string xml_escaped(std::string_view text);

constexpr double font_size = 12;

// Nobody can measure text here, so its width is estimated, in pixels, by the advance widths of DejaVu Sans:
// wider than the sans-serifs of other systems, so that what fits by the estimate fits.
double width_of(std::string_view text, double size = font_size);

// The text, or as much of its beginning as fits together with an ellipsis.
std::string shortened(std::string_view text, double width, double size = font_size);

// The text broken at spaces into lines of that width; what does not fit into so many lines is shortened.
std::vector<std::string> wrapped(std::string_view text, double width, std::size_t lines,
                                 double size = font_size);

}  // namespace cxmetrics::detail

#endif
