// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/paired_tally_of.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_paired_tally_of {
namespace cx = cxmetrics;

namespace {

struct answer {
  std::string who;
  std::optional<int> score;
};

}  // namespace

TEST_CASE("two waves are joined by who answered, and everybody is counted once", "[paired_tally_of]") {
  const std::vector<answer> march{{"ann", 9}, {"bob", 3}, {"cem", std::nullopt}, {"dan", 10}, {"eve", 7}};
  const std::vector<answer> april{{"bob", 9}, {"fay", 1}, {"cem", 8}, {"eve", std::nullopt}, {"ann", 9}};
  const auto pairs = cx::paired_tally_of(cx::zero_to_ten, march, april, &answer::who, &answer::score);
  CHECK(pairs.pairs() == 2);
  CHECK(pairs.count(9, 9) == 1);
  CHECK(pairs.count(3, 9) == 1);
  CHECK(pairs.incomplete() == 2);
  CHECK(pairs.only_before() == 1);
  CHECK(pairs.only_after() == 1);
  // Of two types of record, by projections that take both.
  struct later {
    std::string_view who;
    int score;
  };
  const auto mixed = cx::paired_tally_of(
      cx::zero_to_ten, march, std::vector<later>{{"ann", 0}}, [](const auto& a) { return a.who; },
      [](const auto& a) { return std::optional<int>(a.score); });
  CHECK(mixed.count(9, 0) == 1);
  CHECK(mixed.only_before() == 4);
}

TEST_CASE("somebody who answers twice in a wave, or off the scale, is refused", "[paired_tally_of]") {
  const std::vector<answer> once{{"ann", 9}};
  const std::vector<answer> twice{{"ann", 9}, {"ann", 8}};
  const std::vector<answer> off{{"ann", 11}};
  const auto join = [](const auto& before, const auto& after) {
    return cx::paired_tally_of(cx::zero_to_ten, before, after, &answer::who, &answer::score);
  };
  CHECK_THROWS_WITH(join(twice, once), "ann answered twice in the first wave");
  CHECK_THROWS_WITH(join(once, twice), "ann answered twice in the second wave");
  CHECK_THROWS_AS(join(off, once), std::out_of_range);
  CHECK_THROWS_AS(join(once, off), std::out_of_range);
  CHECK_THROWS_AS(join(std::vector<answer>{}, twice), std::invalid_argument);
  CHECK(join(std::vector<answer>{}, once).only_after() == 1);
}

}  // namespace tests_of_paired_tally_of
