// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/in_range.hpp"

#include <cxmetrics/journey/drivers.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <rapidcheck.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_drivers {
namespace cx = cxmetrics;

namespace {

using answers = std::vector<std::optional<int>>;

// Any respondents with an outcome, the first, and three items.
std::vector<answers> any_respondents() {
  const auto answer = rc::gen::map(rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 7)), [](int score) {
    return score == 0 ? std::optional<int>{} : std::optional<int>{score};
  });
  return *rc::gen::container<std::vector<answers>>(rc::gen::container<answers>(4, answer));
}

void enter(cx::drivers& into, const answers& of) {
  into.record(of.front(), std::span(of).subspan(1));
}

const std::vector<std::string> names{"signs", "food", "shops"};

}  // namespace

TEST_CASE("the sums of complete cases are of who answered everything", "[drivers]") {
  cx::drivers sums{{"signs", "food"}};
  sums.record(10, {4, 2});
  sums.record(-5, {3, 1}, 2);
  sums.record(7, {std::nullopt, 5});
  sums.record(std::nullopt, {5, 5});
  CHECK(sums.respondents() == 5);
  CHECK(sums.complete() == 3);
  CHECK(
      sums.of(0, 1) ==
      cx::drivers::sums{.n = 3, .one = 10, .other = 4, .one_squared = 34, .other_squared = 6, .product = 14});
  CHECK(sums.of(1, 2).other == 0);
  CHECK(sums.of(1, 2).product == 10);
  CHECK(sums.of(2, 2).one_squared == 150);
}

TEST_CASE("pairwise sums are of who answered both questions", "[drivers]") {
  cx::drivers sums{{"signs", "food"}, cx::driver_base::pairwise};
  sums.record(10, {4, 2});
  sums.record(7, {std::nullopt, 5});
  sums.record(std::nullopt, {5, 5});
  CHECK(sums.complete() == 1);
  CHECK(sums.of(0, 1).n == 2);
  CHECK(sums.of(0, 1).one == 9);
  CHECK(sums.of(0, 1).product == 33);
  CHECK(sums.of(1, 0).other == 9);
  CHECK(sums.of(0, 2).n == 1);
  CHECK(sums.of(1, 2).n == 2);
  CHECK(sums.of(1, 2).one_squared == 29);
  CHECK(sums.of(1, 1).n == 3);
}

TEST_CASE("respondents split in any way add up to the same sums", "[drivers]") {
  CHECK(rc::check([] {
    const std::vector<answers> all = any_respondents();
    for (const cx::driver_base base : {cx::driver_base::complete_cases, cx::driver_base::pairwise}) {
      cx::drivers whole{names, base};
      std::vector<cx::drivers> parts(3, cx::drivers{names, base});
      for (const answers& each : all) {
        enter(whole, each);
        enter(parts[cx::tests::in_range<std::size_t>(0, 3)], each);
      }
      RC_ASSERT(parts[2] + parts[0] + parts[1] == whole);
      RC_ASSERT(parts[1] + (parts[0] + parts[2]) == whole);
      RC_ASSERT(whole - parts[1] == parts[0] + parts[2]);
    }
  }));
}

TEST_CASE("pairwise and complete sums agree where nobody left anything out", "[drivers]") {
  cx::drivers complete{names};
  cx::drivers pairwise{names, cx::driver_base::pairwise};
  for (int i = 0; i < 50; ++i) {
    const answers each{i * 7 % 11, 1 + i % 5, 1 + i * 3 % 5, 1 + i / 10};
    enter(complete, each);
    enter(pairwise, each);
  }
  for (std::size_t one = 0; one < 4; ++one) {
    for (std::size_t other = 0; other < 4; ++other) CHECK(complete.of(one, other) == pairwise.of(one, other));
  }
}

TEST_CASE("an outcome is what an answer is worth", "[drivers]") {
  CHECK(cx::outcome_of(cx::nps, 10) == 100);
  CHECK(cx::outcome_of(cx::nps, 8) == 0);
  CHECK(cx::outcome_of(cx::nps, 0) == -100);
  CHECK(cx::outcome_of(cx::nps, std::nullopt) == std::nullopt);
  CHECK(cx::outcome_of(cx::csat, 4) == 100);
  CHECK(cx::outcome_of(cx::ces, 6) == 6);
  CHECK_THROWS_AS(cx::outcome_of(cx::nps, 11), std::out_of_range);
  const cx::metric thirds{cx::scale{1, 4}, [](int score) { return (score - 1) * 100 / 3.0; }};
  CHECK_THROWS_AS(cx::outcome_of(thirds, 2), std::invalid_argument);
}

TEST_CASE("drivers take what they can count, and are left as they were by what they cannot", "[drivers]") {
  CHECK_THROWS_AS(cx::drivers{std::vector<std::string>{}}, std::invalid_argument);
  CHECK_THROWS_AS(cx::drivers{std::vector<std::string>{""}}, std::invalid_argument);
  CHECK_THROWS_AS((cx::drivers{{"signs", "signs"}}), std::invalid_argument);
  std::vector<std::string> many;
  for (int i = 0; i <= 30; ++i) many.push_back("item " + std::to_string(i));
  CHECK_THROWS_AS(cx::drivers{many}, std::invalid_argument);
  many.pop_back();
  CHECK_NOTHROW(cx::drivers{many});

  cx::drivers sums{{"signs", "food"}};
  const cx::drivers before = sums;
  CHECK_THROWS_AS(sums.record(1, {1}), std::invalid_argument);
  CHECK_THROWS_AS(sums.record(1, {1, 1001}), std::out_of_range);
  CHECK_THROWS_AS(sums.record(-1001, {1, 1}), std::out_of_range);
  CHECK_THROWS_AS(sums.record(1, {1, 1}, cx::drivers::most_respondents + 1), std::invalid_argument);
  CHECK_THROWS_AS(sums.of(0, 3), std::out_of_range);
  CHECK(sums == before);
}

TEST_CASE("drivers of sheets are of their first question and its others", "[drivers]") {
  cx::answer_sheets sheets{{cx::zero_to_ten, cx::one_to_five, cx::scale{-2, 2}}};
  sheets.record(answers{10, 4, -2}, 2);
  sheets.record(answers{3, 1, 2});
  sheets.record(answers{8, cx::answer_sheets::off_scale, 1});
  sheets.record(answers{std::nullopt, 2, 0});
  for (const cx::driver_base base : {cx::driver_base::complete_cases, cx::driver_base::pairwise}) {
    cx::drivers expected{{"signs", "food"}, base};
    expected.record(100, {4, -2}, 2);
    expected.record(-100, {1, 2});
    expected.record(0, {std::nullopt, 1});
    expected.record(std::nullopt, {2, 0});
    CHECK(cx::drivers_of(sheets, cx::nps, {"signs", "food"}, base) == expected);
  }
  CHECK_THROWS_AS(cx::drivers_of(sheets, cx::nps, {"signs"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::drivers_of(sheets, cx::csat, {"signs", "food"}), std::invalid_argument);
}

}  // namespace tests_of_drivers
