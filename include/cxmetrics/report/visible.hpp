// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_VISIBLE_HPP
#define CXMETRICS_REPORT_VISIBLE_HPP

#include <cxmetrics/export.hpp>

#include <string>
#include <string_view>

namespace cxmetrics {

/// A text from elsewhere as it may be shown to people, in one line: valid UTF-8 (U+FFFD for what was not) without
/// anything that acts on a terminal or turns the direction of writing. Line breaks, other control characters and the
/// marks of direction are spelled out: `\n`, `\x1b`, `\u202e`. What `to_text` and its like print needs no more of it.
/// Linear.
CXMETRICS_EXPORT std::string visible(std::string_view text);

}  // namespace cxmetrics

#endif
