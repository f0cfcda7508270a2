// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/scale.hpp>

#include <limits>
#include <stdexcept>

namespace tests_of_scale {
namespace cx = cxmetrics;

TEST_CASE("a scale knows its ends and how many scores lie between", "[scale]") {
  STATIC_REQUIRE(cx::zero_to_ten.low() == 0);
  STATIC_REQUIRE(cx::zero_to_ten.high() == 10);
  STATIC_REQUIRE(cx::zero_to_ten.points() == 11);
  STATIC_REQUIRE(cx::one_to_five.points() == 5);
  STATIC_REQUIRE(cx::one_to_seven.points() == 7);
  constexpr cx::scale bipolar{-3, 3};
  STATIC_REQUIRE(bipolar.points() == 7);
}

TEST_CASE("a scale contains its ends and nothing beyond", "[scale]") {
  STATIC_REQUIRE(cx::one_to_five.contains(1));
  STATIC_REQUIRE(cx::one_to_five.contains(5));
  STATIC_REQUIRE(!cx::one_to_five.contains(0));
  STATIC_REQUIRE(!cx::one_to_five.contains(6));
  STATIC_REQUIRE(!cx::one_to_five.contains(std::numeric_limits<std::int64_t>::min()));
  STATIC_REQUIRE(!cx::one_to_five.contains(std::numeric_limits<std::int64_t>::max()));
}

TEST_CASE("a scale has 2 to 11 points", "[scale]") {
  CHECK(cx::scale(0, 1).points() == 2);
  CHECK(cx::scale(-5, 5).points() == 11);
  CHECK_THROWS_AS(cx::scale(1, 1), std::invalid_argument);
  CHECK_THROWS_AS(cx::scale(0, 11), std::invalid_argument);
  CHECK_THROWS_AS(cx::scale(5, 1), std::invalid_argument);
  CHECK_THROWS_AS(cx::scale(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::scale(std::numeric_limits<int>::max(), std::numeric_limits<int>::min()),
                  std::invalid_argument);
  CHECK_THROWS_WITH(cx::scale(0, 100), "a scale has 2 to 11 points, not 0 to 100");
}

TEST_CASE("a scale may lie at the end of the integers", "[scale]") {
  constexpr int greatest = std::numeric_limits<int>::max();
  constexpr cx::scale high{greatest - 10, greatest};
  STATIC_REQUIRE(high.points() == 11);
  STATIC_REQUIRE(high.index_of(greatest) == 10);
  STATIC_REQUIRE(high.reversed(greatest) == greatest - 10);
}

TEST_CASE("the place of a score is counted from the lowest", "[scale]") {
  STATIC_REQUIRE(cx::one_to_seven.index_of(1) == 0);
  STATIC_REQUIRE(cx::one_to_seven.index_of(7) == 6);
  CHECK_THROWS_AS(cx::one_to_seven.index_of(0), std::out_of_range);
  CHECK_THROWS_AS(cx::one_to_seven.index_of(8), std::out_of_range);
  CHECK_THROWS_WITH(cx::zero_to_ten.index_of(11), "score 11 is off the scale 0 to 10");
}

TEST_CASE("a score seen from the other end twice is the score itself", "[scale]") {
  STATIC_REQUIRE(cx::one_to_five.reversed(1) == 5);
  STATIC_REQUIRE(cx::one_to_five.reversed(3) == 3);
  CHECK_THROWS_AS(cx::one_to_five.reversed(6), std::out_of_range);
  cx::tests::check_law("reversed(reversed(score)) == score", [] {
    const cx::scale scale = *cx::tests::any_scale();
    const int score = cx::tests::any_score_on(scale);
    RC_ASSERT(scale.contains(scale.reversed(score)));
    RC_ASSERT(scale.reversed(scale.reversed(score)) == score);
    RC_ASSERT(scale.index_of(score) + scale.index_of(scale.reversed(score)) == scale.points() - 1);
  });
}

TEST_CASE("scales are equal when both ends are", "[scale]") {
  STATIC_REQUIRE(cx::scale{0, 10} == cx::zero_to_ten);
  STATIC_REQUIRE(cx::scale{1, 5} != cx::scale{0, 5});
  STATIC_REQUIRE(cx::scale{1, 5} != cx::scale{1, 6});
}

}  // namespace tests_of_scale
