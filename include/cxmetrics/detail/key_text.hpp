// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_KEY_TEXT_HPP
#define CXMETRICS_DETAIL_KEY_TEXT_HPP

#include <cxmetrics/export.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

// What a group or somebody is called by a text: without the spaces around it, and in Unicode's form NFC where the
// library was built with utf8proc. Nothing where the text is not valid UTF-8.
CXMETRICS_EXPORT std::optional<std::string> key_text(std::string_view text);

}  // namespace cxmetrics::detail

#endif
