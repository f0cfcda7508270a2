// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/visible.hpp>

namespace tests_of_visible {
namespace cx = cxmetrics;

TEST_CASE("what people can read stays as it is", "[visible]") {
  for (const char* text : {"", "segment", "Hà Nội", "한국어", "a \\n b", "–20 %"})
    CHECK(cx::visible(text) == text);
}

TEST_CASE("what acts on a terminal or turns the line is spelled out", "[visible]") {
  CHECK(cx::visible("a\nb\r\tc") == "a\\nb\\r\\tc");
  CHECK(cx::visible("\x1b[31mred") == "\\x1b[31mred");
  CHECK(cx::visible(std::string_view("\0\x7f", 2)) == "\\x00\\x7f");
  CHECK(cx::visible("\u009b") == "\\x9b");
  CHECK(cx::visible("\u202egpj.\u2066\u200f\ufeff") == "\\u202egpj.\\u2066\\u200f\\ufeff");
  CHECK(cx::visible("\u2028") == "\\u2028");
}

TEST_CASE("what is not UTF-8 is a replacement character", "[visible]") {
  CHECK(cx::visible("H\xe0 N") == "H\ufffd N");
  CHECK(cx::visible("\xed\xa0\x80") == "\ufffd\ufffd\ufffd");
}

}  // namespace tests_of_visible
