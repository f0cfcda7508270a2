// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/answer_sheets_of.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_answer_sheets_of {
namespace cx = cxmetrics;

namespace {

struct person {
  int ease;
  std::optional<short> emotion;
};

}  // namespace

TEST_CASE("records become sheets by a projection for each question", "[answer_sheets_of]") {
  const std::vector<person> people{{1, 5}, {1, std::nullopt}, {1, 5}};
  const auto sheets = cx::answer_sheets_of({cx::one_to_five, cx::one_to_seven}, people, &person::ease,
                                           [](const person& each) { return each.emotion; });
  CHECK(sheets.people() == 3);
  CHECK(sheets.complete() == 2);
  CHECK(sheets.of_item(0).count(1) == 3);
  CHECK(sheets.of_item(1).missing() == 1);
}

TEST_CASE("answers off the scale, and too few or too many of them, are refused", "[answer_sheets_of]") {
  const std::vector<person> people{{6, 5}};
  CHECK_THROWS_AS(cx::answer_sheets_of({cx::one_to_five}, people, &person::ease), std::out_of_range);
  CHECK_THROWS_AS(cx::answer_sheets_of({cx::one_to_seven}, people, &person::ease, &person::emotion),
                  std::invalid_argument);
  CHECK_THROWS_AS(
      cx::answer_sheets_of({cx::one_to_seven, cx::one_to_seven, cx::one_to_five}, people, &person::ease),
      std::invalid_argument);
}

}  // namespace tests_of_answer_sheets_of
