// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/detail/text.hpp>

namespace tests_of_text {

namespace text = cxmetrics::detail;

TEST_CASE("case is that of the letters A to Z", "[text]") {
  CHECK(text::lower_case("@AZ[`az{09") == "@az[`az{09");
  CHECK(text::lower_case("\xC3\x84") == "\xC3\x84");
  CHECK(text::lower_case("") == "");
  CHECK(text::same_but_for_case("NPS", "nPs"));
  CHECK_FALSE(text::same_but_for_case("NPS", "enps"));
  CHECK_FALSE(text::same_but_for_case("nps", "np"));
  CHECK_FALSE(text::same_but_for_case("@", "`"));
}

TEST_CASE("spaces, tabs and line ends around a text go", "[text]") {
  CHECK(text::trimmed(" \t\r\n\v\f a b\t") == "a b");
  CHECK(text::trimmed(" \t").empty());
  CHECK(text::trimmed("").empty());
}

}  // namespace tests_of_text
