// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/composing.hpp"

#include <cxmetrics/input/missing.hpp>

#include <string>

namespace tests_of_missing {
namespace cx = cxmetrics;
using cx::tests::composes_characters;

TEST_CASE("the usual signs for nothing are known in any case", "[missing]") {
  for (const char* text : {"",
                           " ",
                           "\t\r",
                           "NA",
                           "na",
                           "N/A",
                           "n/a",
                           "NULL",
                           "null",
                           "None",
                           "NaN",
                           "NaT",
                           "\\N",
                           "-",
                           "#N/A",
                           "0000-00-00",
                           "0000-00-00 00:00:00",
                           " 0000-00-00 00:00:00.000000",
                           "<NA>",
                           " n/a ",
                           "\xC2\xA0",
                           "\xC2\xA0NA\xE2\x80\xAF",
                           "–"}) {
    CAPTURE(text);
    CHECK(cx::missing_signs::usual(text));
    CHECK(cx::missing_signs{}.contains(text));
    CHECK_FALSE(cx::missing_signs{}.declared(text));
  }
}

TEST_CASE("what says something is not missing", "[missing]") {
  for (const char* text : {"0", "undefined", "nobody", "--", "N", "no", "Prefer not to say", "NANA", "n.a"}) {
    CAPTURE(text);
    CHECK_FALSE(cx::missing_signs{}.contains(text));
  }
}

TEST_CASE("declared signs are numbers in any writing, or this very text", "[missing]") {
  const cx::missing_signs signs{{"11", " Blank", "9999-12-31", ""}};
  for (const char* text : {"11", " 11", "11.0", "+11", "Blank ", "9999-12-31", "NULL"}) {
    CAPTURE(text);
    CHECK(signs.contains(text));
  }
  for (const char* text : {"blank", "1", "111", "9999-12-30"}) {
    CAPTURE(text);
    CHECK_FALSE(signs.contains(text));
  }
}

TEST_CASE("declared signs are the same however they are composed", "[missing]") {
  const char* const ways[] = {"kh\u00F4ng bi\u1EBFt", "kho\u0302ng bie\u0302\u0301t",
                              "kh\u00F4ng bi\u00EA\u0301t"};
  if (!composes_characters()) return;
  for (const char* declared : ways) {
    const cx::missing_signs signs{{declared, "11"}};
    for (const char* text : ways) {
      CAPTURE(declared, text);
      CHECK(signs.declared(text));
      CHECK(signs.contains('\t' + std::string(text) + "\u00A0"));
    }
    CHECK_FALSE(signs.contains("khong biet"));
    CHECK_FALSE(signs.contains("\xF4"));
    CHECK(signs.contains("11.0"));
  }
}

}  // namespace tests_of_missing
