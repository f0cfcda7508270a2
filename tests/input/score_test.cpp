// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/score.hpp>

#include <rapidcheck.h>

#include <stdexcept>
#include <string>

namespace tests_of_score {
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

TEST_CASE("what is no whole number has the reason", "[score]") {
  const auto reason = [](const char* text) {
    const auto reading = plain.read(text);
    CHECK((reading.what == kind::rejected || reading.what == kind::word));
    return std::string{reading.reason == nullptr ? "" : reading.reason};
  };
  CHECK(plain.read("9.5").what == kind::rejected);
  CHECK(plain.read("eleven").what == kind::word);
  CHECK(reason("9.5") == "not a whole number");
  CHECK(reason("9,0") == "not a whole number: it has a comma");
  for (const char* text : {"eleven", "9.", ".0", "+", "9 9", "1e1", "0x9", "9.0.0", "9,", "--9", "9-"}) {
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
  const cx::score_reader reader{cx::zero_to_ten, {.missing = {"11", " Blank", "NA", "0", "-1", "9.5", ""}}};
  for (const char* text :
       {"11", " 11", "11.0", "+11", "Blank", " Blank ", "NA", "0", "0.0", "-1", "9.5", ""}) {
    CAPTURE(text);
    CHECK(reader.read(text).what == kind::missing);
  }
  CHECK(reader.read("blank").what == kind::word);
  CHECK(reader.read("12").what == kind::off_scale);
  CHECK(reader.read("1") == score(1));
}

TEST_CASE("the usual signs for nothing are missing, declared or not", "[score]") {
  for (const char* text :
       {"NA", "n/a", "NULL", "null", "None", "NaN", "NaT", "\\N", "-", "#N/A", "\xC2\xA0"}) {
    CAPTURE(text);
    CHECK(plain.read(text).what == kind::missing);
  }
  CHECK(plain.read("undefined").what == kind::word);
}

TEST_CASE("a number in words is a score", "[score]") {
  CHECK(plain.read("10 - extremely likely") == score(10));
  CHECK(plain.read("0 - not at all likely") == score(0));
  CHECK(plain.read("8 out of 10") == score(8));
  CHECK(plain.read("\xEF\xBC\x99") == score(9));
  CHECK(plain.read("11 - more than that").what == kind::off_scale);
}

TEST_CASE("out of something fits the scale that ends there", "[score]") {
  const cx::score_reader stars{cx::one_to_five};
  CHECK(stars.read("4/5") == score(4));
  CHECK(stars.read("★★★★☆") == score(4));
  CHECK(stars.read("4/10").what == kind::rejected);
  CHECK(stars.read("★★★★☆☆").what == kind::rejected);
  CHECK(plain.read("4/5").what == kind::rejected);
}

TEST_CASE("commas are decimal where the reader is told so", "[score]") {
  const cx::score_reader reader{cx::zero_to_ten, {.decimal_comma = true}};
  CHECK(reader.read("9,0") == score(9));
  CHECK(reader.read("9.0") == score(9));
  CHECK(reader.read("9,5").what == kind::rejected);
}

TEST_CASE("declared texts stand for scores, and win over numbers", "[score]") {
  const cx::score_reader reader{cx::one_to_five,
                                {.missing = {"5"}, .values = {{"Top", 5}, {" love  it", 5}, {"10", 4}}}};
  CHECK(reader.read("top") == score(5));
  CHECK(reader.read("Love it ") == score(5));
  CHECK(reader.read("10") == score(4));
  CHECK(reader.read("5").what == kind::missing);
  CHECK_THROWS_AS((cx::score_reader{cx::one_to_five, {.values = {{"Top", 6}}}}), std::invalid_argument);
  CHECK_THROWS_AS((cx::score_reader{cx::one_to_five, {.values = {{"Top", 5}, {"TOP", 4}}}}),
                  std::invalid_argument);
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
    RC_ASSERT((reading.what == kind::rejected || reading.what == kind::word) == (reading.reason != nullptr));
  }));
}

}  // namespace tests_of_score
