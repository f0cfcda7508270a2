// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/distribution.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace tests_of_distribution {
namespace cx = cxmetrics;
using cx::tests::WithinRel;
using kind = cx::distribution::kind;

namespace {

cx::distribution of_net(std::uint64_t low, std::uint64_t middle, std::uint64_t high) {
  cx::distribution result;
  result.add(100, high);
  result.add(-100, low);
  result.add(0, middle);
  return result;
}

}  // namespace

TEST_CASE("a distribution without worths knows nothing", "[distribution]") {
  const cx::distribution nothing;
  CHECK(nothing.size() == 0);
  CHECK(nothing.n() == 0);
  CHECK(std::isnan(nothing.mean()));
  CHECK(std::isnan(nothing.variance()));
  CHECK(std::isnan(nothing.lowest()));
  CHECK(std::isnan(nothing.highest()));
  CHECK(nothing.count_of(0) == 0);
}

TEST_CASE("a distribution without answers knows what they could be", "[distribution]") {
  const cx::distribution nobody = of_net(0, 0, 0);
  CHECK(nobody.size() == 3);
  CHECK(nobody.lowest() == -100);
  CHECK(nobody.highest() == 100);
  CHECK(std::isnan(nobody.mean()));
}

TEST_CASE("worths are held in order, each once", "[distribution]") {
  cx::distribution answers;
  for (const double worth : {3.0, 1.0, 2.0, 1.0, 3.0, 3.0}) answers.add(worth, 1);
  REQUIRE(answers.size() == 3);
  CHECK(answers.worth(0) == 1);
  CHECK(answers.worth(1) == 2);
  CHECK(answers.worth(2) == 3);
  CHECK(answers.count(0) == 2);
  CHECK(answers.count(1) == 1);
  CHECK(answers.count(2) == 3);
  CHECK(answers.count_of(3) == 3);
  CHECK(answers.count_of(4) == 0);
  CHECK(answers.n() == 6);
}

TEST_CASE("nothing and minus nothing are the same worth", "[distribution]") {
  cx::distribution answers;
  answers.add(0.0, 1);
  answers.add(-0.0, 2);
  CHECK(answers.size() == 1);
  CHECK(answers.count_of(0) == 3);
}

TEST_CASE("a distribution has at most eleven worths, all finite", "[distribution]") {
  cx::distribution answers;
  for (int worth = 0; worth < 11; ++worth) answers.add(10 - worth, 1);
  CHECK_THROWS_AS(answers.add(11, 1), std::invalid_argument);
  CHECK_NOTHROW(answers.add(10, 1));
  CHECK_THROWS_AS(answers.add(std::numeric_limits<double>::infinity(), 1), std::invalid_argument);
  CHECK_THROWS_AS(answers.add(std::numeric_limits<double>::quiet_NaN(), 1), std::invalid_argument);
  CHECK(answers.n() == 12);
  CHECK(answers.worth(0) == 0);
  CHECK(answers.worth(10) == 10);
}

TEST_CASE("a distribution counts no further than 2^64 - 1", "[distribution]") {
  cx::distribution answers;
  answers.add(0, std::numeric_limits<std::uint64_t>::max());
  CHECK_THROWS_AS(answers.add(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(answers.add(100, 1), std::invalid_argument);
  CHECK(answers.n() == std::numeric_limits<std::uint64_t>::max());
  CHECK(answers.size() == 1);
}

TEST_CASE("answers that are all equal have their worth as mean and no variance", "[distribution]") {
  cx::distribution answers;
  answers.add(1, 0);
  answers.add(4, 17);
  CHECK(answers.mean() == 4);
  CHECK(answers.variance() == 0);
  cx::distribution many;
  many.add(0, 0);
  many.add(100, 360'287'970'189'651);
  CHECK(many.mean() == 100);
  CHECK(many.variance() == 0);
}

TEST_CASE("the variance is the mean square about the mean", "[distribution]") {
  // 2 promoters, 1 passive, 1 detractor: p + d - (p - d)^2 = 0.5 + 0.25 - 0.0625, in points squared.
  const cx::distribution answers = of_net(1, 1, 2);
  CHECK(answers.mean() == 25);
  CHECK(answers.variance() == 6875);
}

TEST_CASE("the mean keeps the one answer that huge counts leave over", "[distribution]") {
  const std::uint64_t many = 500'000'000'000'000;
  CHECK(of_net(many, 0, many).mean() == 0);
  CHECK_THAT(of_net(many, 0, many + 1).mean(), WithinRel(100.0 / (2.0 * many + 1), 1e-15));
  const std::uint64_t more = std::uint64_t{1} << 62;
  CHECK_THAT(of_net(more, 0, more + 1).mean(), WithinRel(100.0 / (2.0 * 0x1p62), 1e-15));
}

TEST_CASE("the kind of a distribution follows from the worths it can have", "[distribution]") {
  cx::distribution share;
  share.add(0, 1);
  share.add(100, 1);
  CHECK(share.kind_of() == kind::share);
  CHECK(of_net(1, 2, 3).kind_of() == kind::net);
  CHECK(of_net(0, 0, 0).kind_of() == kind::net);
  share.add(50, 0);
  CHECK(share.kind_of() == kind::quantity);
  cx::distribution stars;
  for (int star = 1; star <= 5; ++star) stars.add(star, 0);
  CHECK(stars.kind_of() == kind::quantity);
}

}  // namespace tests_of_distribution
