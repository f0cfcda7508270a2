// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/columns.hpp"
#include "support/laws.hpp"

#include <cxmetrics/report/wrapped.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_wrapped {
namespace cx = cxmetrics;

namespace {

// The same line again, if it was indented by two.
std::string joined(const std::string& lines) {
  std::string text;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const bool breaks = lines.compare(at, 3, "\n  ") == 0;
    text += breaks ? ' ' : lines[at];
    if (breaks) at += 2;
  }
  return text;
}

std::size_t widest_word(std::string_view text) {
  std::size_t widest = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    widest = std::max(widest, cx::tests::columns_of(word));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  return widest;
}

}  // namespace

TEST_CASE("a long line goes on in the next one", "[wrapped]") {
  CHECK(cx::wrapped("one two three four", 9) == "one two\n  three\n  four");
  CHECK(cx::wrapped("one two three four", 9, 0) == "one two\nthree\nfour");
  CHECK(cx::wrapped("one two", 7) == "one two");
  CHECK(cx::wrapped("", 7).empty());
  CHECK(cx::wrapped(" considerably", 7) == "\n  considerably");
}

TEST_CASE("a width of nothing breaks no line", "[wrapped]") {
  CHECK(cx::wrapped("one two three", 0) == "one two three");
}

TEST_CASE("a word that is too wide stays whole", "[wrapped]") {
  CHECK(cx::wrapped("see https://example.org/a/b now", 10) == "see\n  https://example.org/a/b\n  now");
}

TEST_CASE("wide and combining characters count as they are shown", "[wrapped]") {
  CHECK(cx::wrapped("東京 大阪", 9) == "東京 大阪");
  CHECK(cx::wrapped("東京 大阪", 8) == "東京\n  大阪");
  CHECK(cx::wrapped("e\u0301te\u0301 e\u0301te\u0301", 7) == "e\u0301te\u0301 e\u0301te\u0301");
}

TEST_CASE("what reads as one word is not taken apart", "[wrapped]") {
  CHECK(cx::wrapped("it is 95 % sure", 9) == "it is\n  95 %\n  sure");
  CHECK(cx::wrapped("by [-1.5, 2.5] a year", 12, 0) == "by\n[-1.5, 2.5]\na year");
  CHECK(cx::wrapped("ab (n = 12)", 10) == "ab\n  (n = 12)");
  // Unless it is wider than a line.
  CHECK(cx::wrapped("a = b = c = d", 8) == "a = b\n  = c =\n  d");
}

TEST_CASE("wrapped lines are as wide as they may be, and say the same", "[wrapped][laws]") {
  cx::tests::check_law("wrapping loses nothing", [](std::vector<std::uint8_t> choices) {
    static const std::vector<std::string> words{"a",   "word", "東京", "e\u0301te\u0301", "%", "=",
                                                "[1,", "2]",   "",     "considerably"};
    std::string text;
    for (const std::uint8_t choice : choices) text += words[choice % words.size()] + ' ';
    for (const std::size_t width : {std::size_t{5}, std::size_t{14}, std::size_t{40}}) {
      const std::string lines = cx::wrapped(text, width);
      RC_ASSERT(joined(lines) == text);
      RC_ASSERT(cx::tests::widest_line(lines) <= std::max(width, widest_word(text) + 2));
    }
  });
}

}  // namespace tests_of_wrapped
