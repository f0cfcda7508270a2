// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_CATCH_HPP
#define CXMETRICS_TESTS_SUPPORT_CATCH_HPP

// An exception within an assertion ends the test, in place of the assertion alone: so a tenth less is compiled.
#define CATCH_CONFIG_FAST_COMPILE
// Catch2 v3 where it is installed, v2 otherwise.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>

namespace cxmetrics::tests {
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

// A message that quotes what it should.
inline auto contains(const std::string& text) {
#if __has_include(<catch2/catch_all.hpp>)
  return Catch::Matchers::ContainsSubstring(text);
#else
  return Catch::Matchers::Contains(text);
#endif
}
}  // namespace cxmetrics::tests

#endif
