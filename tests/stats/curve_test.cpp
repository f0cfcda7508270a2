// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/curve.hpp>

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace tests_of_curve {
namespace cx = cxmetrics;

namespace {

cx::estimate value(double of, std::uint64_t n) {
  cx::estimate result;
  result.value = of;
  result.n = n;
  return result;
}

// Of ten, two leave at 3 and one is last seen; four leave at 7, and three are last seen.
cx::curve example() {
  return {value(100, 10), {{3, 10, 2, 1, value(80, 10)}, {7, 7, 4, 3, value(34, 7)}}};
}

}  // namespace

TEST_CASE("a curve has the value of the last step until the next", "[curve]") {
  const cx::curve curve = example();
  CHECK(curve.at(0).value == 100);
  CHECK(curve.at(2).value == 100);
  CHECK(curve.at(3).value == 80);
  CHECK(curve.at(6).value == 80);
  CHECK(curve.at(std::chrono::days{7}).value == 34);
  CHECK(curve.last() == 7);
  CHECK(curve.steps().size() == 2);
  CHECK(curve.start().value == 100);
  CHECK_THROWS_AS(curve.at(-1), std::invalid_argument);
}

TEST_CASE("a value rests on those who are at risk at its time", "[curve]") {
  const cx::curve curve = example();
  CHECK(curve.at(0).n == 10);
  CHECK(curve.at(3).n == 10);
  CHECK(curve.at(5).n == 7);
  CHECK(curve.at_risk(2) == 10);
  CHECK(curve.at_risk(4) == 7);
  CHECK(curve.at_risk(7) == 7);
  CHECK(curve.at_risk(8) == 0);
}

TEST_CASE("after the last time nothing is known, unless nobody is left", "[curve]") {
  CHECK_FALSE(example().is_complete());
  CHECK(std::isnan(example().at(8).value));
  CHECK(example().at(8).n == 0);
  const cx::curve complete{value(100, 4), {{5, 4, 4, 0, value(0, 4)}}};
  CHECK(complete.is_complete());
  CHECK(complete.at(1000).value == 0);
  CHECK_FALSE(cx::curve(value(100, 0), {}).is_complete());
  CHECK(cx::curve(value(100, 0), {}).last() == 0);
}

TEST_CASE("times rise from 0", "[curve]") {
  using steps = std::vector<cx::curve_step>;
  CHECK_THROWS_AS(cx::curve(value(100, 1), steps{{-1}}), std::invalid_argument);
  CHECK_THROWS_AS(cx::curve(value(100, 1), (steps{{3}, {3}})), std::invalid_argument);
  CHECK_THROWS_AS(cx::curve(value(100, 1), (steps{{3}, {2}})), std::invalid_argument);
  CHECK_NOTHROW(cx::curve(value(100, 1), (steps{{0}, {2}})));
}

}  // namespace tests_of_curve
