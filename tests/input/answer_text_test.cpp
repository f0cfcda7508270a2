// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/answer_text.hpp>

#include <string>
#include <utility>

namespace tests_of_answer_text {
namespace cx = cxmetrics;
using answer = cx::numbered_answer;

namespace {
struct example {
  const char* text;
  answer meant;
};
}  // namespace

TEST_CASE("a number is read out of what else an answer says", "[answer_text]") {
  const example examples[] = {
      {"10 - extremely likely", {10}},
      {"10-extremely likely", {10}},
      {"0 – Not at all likely", {0}},
      {"5. Strongly agree", {5}},
      {"1.Strongly disagree", {1}},
      {"5) Very good", {5}},
      {"5: Very good", {5}},
      {"5 = Very good", {5}},
      {"5 (very satisfied)", {5}},
      {"(5) Very satisfied", {5}},
      {"[5] Very satisfied", {5}},
      {"Very satisfied (5)", {5}},
      {"10 Extremely likely", {10}},
      {"-1 - worse", {-1}},
      {"7.0 - fine", {7}},
      {"10 - Rất hài lòng", {10}},
      {"9", {9}},
      {"4/5", {4, 5}},
      {"4 / 5", {4, 5}},
      {"8 out of 10", {8, 10}},
      {"8 of 10", {8, 10}},
      {"8 Out Of 10", {8, 10}},
      {"8 trên 10", {8, 10}},
      {"4 out of 5 stars", {4, 5}},
      {"★★★★☆", {4, 5}},
      {"★★★", {3}},
      {"⭐⭐⭐⭐", {4}},
      {"⭐️⭐️", {2}},
      {"*****", {5}},
      {"★ ★ ☆", {2, 3}},
      {"☆☆☆☆☆", {0, 5}},
      {"5 stars", {5}},
      {"1 star", {1}},
      {"4 Stars", {4}},
      {"4 sao", {4}},
      {"5★", {5}},
      {"A5", {5}},
      {"a1", {1}},
      {"AO03", {3}},
      {"8/10 - good", {8, 10}},
      {"9/10 (great)", {9, 10}},
      {"4 out of 5: fine", {4, 5}},
      {"'10", {10}},
      {"=\"9\"", {9}},
      {"=\"10 - likely\"", {10}},
      {"９", {9}},
      {"１０", {10}},
      {"\xC2\xA0"
       "7\xC2\xA0",
       {7}},
      {"10\xE2\x80\xAF-\xC2\xA0likely", {10}},
  };
  for (const example& each : examples) {
    CAPTURE(each.text);
    CHECK(cx::numbered_answer_in(each.text) == each.meant);
  }
}

TEST_CASE("what may be no answer is not guessed", "[answer_text]") {
  for (const char* text : {"",
                           "eleven",
                           "likely",
                           "3-4",
                           "5 or 6",
                           "2024-03-05",
                           "10:30",
                           "9.5",
                           "9.5 - good",
                           "9,5 stars",
                           "9 9",
                           "1e1",
                           "0x9",
                           "9.0.0",
                           "9.",
                           "9,",
                           "-",
                           "(5",
                           "5 -",
                           "4/",
                           "4/5 4",
                           "4/5 - 3",
                           "4/5/2024",
                           "4/x",
                           "4 out of",
                           "80 %",
                           "A",
                           "A123",
                           "A5b",
                           "AB5",
                           "Q3 2024 (5)",
                           "(5)5",
                           "9999999999 - x",
                           "=\"\"",
                           "'",
                           "0 - 6 detractor",
                           "\xFF\xFE"}) {
    CAPTURE(text);
    CHECK_FALSE(cx::numbered_answer_in(text));
  }
}

}  // namespace tests_of_answer_text
