// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_PLAIN_TEXT_HPP
#define CXMETRICS_SRC_INPUT_PLAIN_TEXT_HPP

#include <string>
#include <string_view>

namespace cxmetrics::detail {

// The same text in the plainest characters: composed ones, no-break and other wide spaces are spaces, zero-width ones
// and variation selectors go, full-width forms are ASCII, dashes are hyphens, curly apostrophes straight ones. Spaces
// in a row are one, and those around the text go.
std::string plain_text(std::string_view text);

// Plain text in small letters, those of Vietnamese included.
std::string folded_text(std::string_view text);

// Without the spaces around it, all those of Unicode and byte order marks. Does not allocate.
std::string_view trimmed_of_any_space(std::string_view text) noexcept;

}  // namespace cxmetrics::detail

#endif
