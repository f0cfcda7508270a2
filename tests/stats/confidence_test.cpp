// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/confidence.hpp>

#include <limits>
#include <stdexcept>

namespace tests_of_confidence {
namespace cx = cxmetrics;

TEST_CASE("a level leaves the rest outside the interval", "[confidence]") {
  constexpr cx::confidence usual = 0.95;
  STATIC_REQUIRE(usual.level() == 0.95);
  STATIC_REQUIRE(usual.tail() == 1 - 0.95);
  STATIC_REQUIRE(cx::confidence(0.5).tail() == 0.5);
}

TEST_CASE("a level lies between 0 and 1", "[confidence]") {
  for (const double wrong : {0.0, 1.0, -0.5, 1.5, 95.0, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(cx::confidence(wrong), std::invalid_argument);
    CHECK_THROWS_AS(cx::confidence::of_tail(wrong), std::invalid_argument);
  }
  CHECK_THROWS_WITH(cx::confidence(95), "a confidence level lies between 0 and 1, not 95");
  CHECK_NOTHROW(cx::confidence(std::numeric_limits<double>::denorm_min()));
}

TEST_CASE("a tail too small to write as a level is kept exactly", "[confidence]") {
  STATIC_REQUIRE(cx::confidence::of_tail(1e-300).tail() == 1e-300);
  STATIC_REQUIRE(cx::confidence::of_tail(0.05).tail() == 0.05);
  STATIC_REQUIRE(cx::confidence::of_tail(0.05).level() == 0.95);
}

}  // namespace tests_of_confidence
