// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/score.hpp>

#include <rapidcheck.h>

#include <string>

namespace cx = cxmetrics;
using kind = cx::score_reading::kind;

namespace {
const cx::score_reader plain{cx::zero_to_ten};

cx::score_reading score(int value) {
  return {kind::score, value, nullptr};
}
}  // namespace

TEST_CASE("a whole number is a score however it is written", "[score]") {
  for (const char* text : {"9", "9.0", " 9 ", "+9", "09", "9.000", "\t9\r", " +9.0 "}) {
    CAPTURE(text);
    CHECK(plain.read(text) == score(9));
  }
  CHECK(plain.read("0") == score(0));
  CHECK(plain.read("-0") == score(0));
  CHECK(plain.read("10") == score(10));
  CHECK(cx::score_reader{{-5, 5}}.read("-1") == score(-1));
  CHECK(cx::score_reader{{-5, 5}}.read(" -1.0") == score(-1));
}

TEST_CASE("what is no whole number is rejected with the reason", "[score]") {
  const auto reason = [](const char* text) {
    const auto reading = plain.read(text);
    CHECK(reading.what == kind::rejected);
    return std::string{reading.reason == nullptr ? "" : reading.reason};
  };
  CHECK(reason("9.5") == "not a whole number");
  CHECK(reason("9,0") == "not a whole number: it has a comma");
  for (const char* text : {"eleven", "9.", ".0", "-", "+", "9 9", "1e1", "0x9", "9.0.0", "9,", "nan", "--9",
                           "9-", "\xEF\xBC\x99"}) {
    CAPTURE(text);
    CHECK(reason(text) == "not a number");
  }
}

TEST_CASE("nothing but spaces is missing", "[score]") {
  for (const char* text : {"", " ", "\t", " \r\n "}) CHECK(plain.read(text).what == kind::missing);
  CHECK(plain.read({}).what == kind::missing);
}

TEST_CASE("a whole number beyond the scale is off scale, however large", "[score]") {
  for (const char* text : {"11", "-1", "99", "11.0", "9223372036854775807", "9223372036854775808",
                           "-99999999999999999999999999", "4294967305", "18446744073709551625"}) {
    CAPTURE(text);
    CHECK(plain.read(text).what == kind::off_scale);
  }
}

TEST_CASE("missing codes are numbers in any writing, or texts", "[score]") {
  const cx::score_reader reader{cx::zero_to_ten, {"11", " Blank", "NA", "0", "-1", "9.5", ""}};
  for (const char* text :
       {"11", " 11", "11.0", "+11", "Blank", " Blank ", "NA", "0", "0.0", "-1", "9.5", ""}) {
    CAPTURE(text);
    CHECK(reader.read(text).what == kind::missing);
  }
  CHECK(reader.read("blank").what == kind::rejected);
  CHECK(reader.read("12").what == kind::off_scale);
  CHECK(reader.read("1") == score(1));
}

TEST_CASE("every reading finds its place in a tally, except a rejected one", "[score]") {
  cx::tally tally{cx::zero_to_ten};
  CHECK(cx::record(tally, plain.read("9")));
  CHECK(cx::record(tally, plain.read("")));
  CHECK(cx::record(tally, plain.read("11")));
  CHECK_FALSE(cx::record(tally, plain.read("x")));
  CHECK(tally.count(9) == 1);
  CHECK(tally.missing() == 1);
  CHECK(tally.off_scale() == 1);
  CHECK(tally.asked() == 3);
}

TEST_CASE("every number written is the number read", "[score]") {
  REQUIRE(rc::check([](int number) {
    const cx::score_reader reader{{number < 0 ? number : number - 1, number < 0 ? number + 1 : number}};
    for (const std::string tail : {"", ".0", " "}) {
      RC_ASSERT(reader.read(std::to_string(number) + tail) == score(number));
    }
  }));
  REQUIRE(rc::check("any text is read without trouble", [](const std::string& text) {
    const auto reading = plain.read(text);
    RC_ASSERT((reading.what == kind::rejected) == (reading.reason != nullptr));
  }));
}
