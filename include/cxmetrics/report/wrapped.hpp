// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_WRAPPED_HPP
#define CXMETRICS_REPORT_WRAPPED_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace cxmetrics {

/// A line of text in lines of at most `width` columns of a terminal, of which all but the first are indented. It is broken at
/// spaces only, so that a wider word, such as an address, stays whole; and neither within an interval nor before a per
/// cent sign. Wide characters count twice, combining ones not at all. A width of 0 breaks nothing. Linear.
CXMETRICS_EXPORT std::string wrapped(std::string_view line, std::size_t width, std::size_t indent = 2);

}  // namespace cxmetrics

#endif
