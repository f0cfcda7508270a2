// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_COMPOSING_HPP
#define CXMETRICS_TESTS_SUPPORT_COMPOSING_HPP

#include "support/catch.hpp"

#include <cxmetrics/input/row_header.hpp>

namespace cxmetrics::tests {

/// Whether the library composes characters; says that the rest of a test is skipped where it does not.
inline bool composes_characters() {
  if (row_header({"\u00E0"}).find("a\u0300")) return true;
  WARN("skipped: built without utf8proc");
  return false;
}

}  // namespace cxmetrics::tests

#endif
