// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/export.hpp>

#include <string_view>

namespace tests_of_export {

#define CXMETRICS_TESTS_TEXT_OF(...) #__VA_ARGS__
#define CXMETRICS_TESTS_TEXT(...) CXMETRICS_TESTS_TEXT_OF(__VA_ARGS__)

TEST_CASE("only shared libraries show names to whoever links them", "[export]") {
  constexpr std::string_view mark = CXMETRICS_TESTS_TEXT(CXMETRICS_EXPORT);
#ifdef CXMETRICS_STATIC_DEFINE
  CHECK(mark.empty());
#else
  CHECK(mark.find("visibility") != std::string_view::npos);
#endif
}

TEST_CASE("every header that exports asks for C++20", "[export]") {
#ifdef CXMETRICS_VERSION_HPP
  SUCCEED("version.hpp refuses older standards");
#else
  FAIL("export.hpp does not include version.hpp");
#endif
}

}  // namespace tests_of_export
