// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace cx = cxmetrics;

namespace {

struct answer {
  std::optional<int> score;
  double weight;
  std::string stratum;
  int day;
};
const std::vector<answer> answers{
    {9, 0.5, "north", 1}, {3, 2, "north", 2}, {9, 0.25, "south", 1}, {std::nullopt, 7, "south", 1}};

}  // namespace

TEST_CASE("weighted records are counted by score and weight", "[weighted_tally_of]") {
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::weight);
  STATIC_REQUIRE(std::is_same_v<decltype(tally), const cx::weighted_tally>);
  CHECK(tally.answered() == 3);
  CHECK(tally.missing() == 1);
  CHECK(tally.weight(9) == 0.75);
  CHECK(tally.weight() == 2.75);
}

TEST_CASE("whole numbers are weights too", "[weighted_tally_of]") {
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::day);
  CHECK(tally.weight(9) == 2);
}

TEST_CASE("a projection to an importance makes an importance tally", "[weighted_tally_of]") {
  const auto revenue = [](const answer& a) { return cx::importance_weight{a.weight}; };
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, revenue);
  STATIC_REQUIRE(std::is_same_v<decltype(tally), const cx::importance_tally>);
  CHECK(tally.weight(9) == 0.75);
}

TEST_CASE("weighted answers off the scale are refused or counted, and missing codes are missing",
          "[weighted_tally_of]") {
  CHECK_THROWS_AS(cx::weighted_tally_of(cx::one_to_five, answers, &answer::score, &answer::weight),
                  std::out_of_range);
  const auto tally = cx::weighted_tally_of(cx::one_to_five, answers, &answer::score, &answer::weight,
                                           {.off_scale = cx::off_scale_answers::count, .missing = {3}});
  CHECK(tally.off_scale() == 2);
  CHECK(tally.missing() == 2);
  CHECK(tally.weight() == 0);
}

TEST_CASE("a negative weight is refused, also of somebody who did not answer", "[weighted_tally_of]") {
  const std::vector<answer> wrong{{std::nullopt, -1, "north", 1}};
  CHECK_THROWS_AS(cx::weighted_tally_of(cx::zero_to_ten, wrong, &answer::score, &answer::weight),
                  std::invalid_argument);
}

TEST_CASE("weighted answers break down by stratum and day", "[weighted_tally_of]") {
  const auto by = cx::weighted_break_down(cx::zero_to_ten, answers, &answer::score, &answer::weight,
                                          &answer::stratum, &answer::day);
  REQUIRE(by.size() == 3);
  CHECK(by.find({"north", 2})->weight(3) == 2);
  CHECK(by.find({"south", 1})->missing() == 1);
  CHECK(by.rollup<0>().find("north")->answered() == 2);
  CHECK(by.total() == cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::weight));
}
