// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/answer_sheets.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_answer_sheets {
namespace cx = cxmetrics;

namespace {

using answers = std::vector<std::optional<int>>;

cx::answer_sheets two_questions() {
  return cx::answer_sheets{{cx::one_to_five, cx::zero_to_ten}};
}

}  // namespace

TEST_CASE("equal sheets are counted together, and each question has its answers", "[answer_sheets]") {
  cx::answer_sheets sheets = two_questions();
  sheets.record(answers{5, 10});
  sheets.record(answers{5, 10}, 2);
  sheets.record(answers{1, std::nullopt});
  sheets.record(answers{std::nullopt, cx::answer_sheets::off_scale}, 4);
  sheets.record(answers{3, 0}, 0);
  CHECK(sheets.sheets().size() == 3);
  CHECK(sheets.people() == 8);
  CHECK(sheets.complete() == 3);

  const cx::tally first = sheets.of_item(0);
  CHECK(first.scale() == cx::one_to_five);
  CHECK(first.count(5) == 3);
  CHECK(first.count(1) == 1);
  CHECK(first.missing() == 4);
  const cx::tally second = sheets.of_item(1);
  CHECK(second.count(10) == 3);
  CHECK(second.missing() == 1);
  CHECK(second.off_scale() == 4);
  for (std::size_t item = 0; item < 2; ++item) CHECK(sheets.of_item(item).asked() == sheets.people());
}

TEST_CASE("an answer that cannot be is refused, and nothing is counted", "[answer_sheets]") {
  cx::answer_sheets sheets = two_questions();
  CHECK_THROWS_WITH(sheets.record(answers{6, 1}), "score 6 is off the scale 1 to 5");
  CHECK_THROWS_AS(sheets.record(answers{5, 11}), std::out_of_range);
  CHECK_THROWS_WITH(sheets.record(answers{5}), "1 answers to 2 questions");
  CHECK_THROWS_AS(sheets.of_item(2), std::out_of_range);
  CHECK(sheets == two_questions());
  CHECK_THROWS_AS(cx::answer_sheets{{}}, std::invalid_argument);
  CHECK_THROWS_AS((cx::answer_sheets{std::vector<cx::scale>(201, cx::one_to_five)}), std::invalid_argument);
}

}  // namespace tests_of_answer_sheets
