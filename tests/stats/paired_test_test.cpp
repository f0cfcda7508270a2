// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/paired_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <random>

namespace tests_of_paired_test {
namespace cx = cxmetrics;
using cx::interval_method;
using cx::unit;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using counts = std::array<std::uint64_t, 3>;

namespace {
constexpr std::array changes{-1.0, 0.0, 1.0};
}

TEST_CASE("the paired score test of a share is McNemar's, its interval Tango's", "[paired_test]") {
  // 40 and 20 of 160 pairs changed; the interval by R's PropCIs (Tango 1998).
  const auto change = cx::paired_test(changes, counts{40, 100, 20}, unit::score);
  CHECK(change.method == cx::comparison_method::paired_score);
  CHECK(change.value == -0.125);
  CHECK_THAT(change.ci.low, WithinAbs(-0.2180642, 5e-8));
  CHECK_THAT(change.ci.high, WithinAbs(-0.0308645, 5e-8));
  // McNemar (1947): (40 - 20)² / (40 + 20), one degree of freedom.
  CHECK_THAT(change.p_value, WithinRel(std::erfc(20 / std::sqrt(60) / std::sqrt(2)), 1e-10));
}

TEST_CASE("the paired t test is the t test of the changes", "[paired_test]") {
  // Student (1908): the additional hours of sleep of ten patients.
  const std::array hours{1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
  const std::array<std::uint64_t, 10> once{1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const auto change = cx::paired_test(hours, once, unit::score, {.method = interval_method::student_t});
  CHECK(change.method == cx::comparison_method::paired_t);
  CHECK_THAT(change.value, WithinRel(1.58, 1e-14));
  CHECK_THAT(change.p_value, WithinAbs(0.002833, 5e-7));
  CHECK_THAT(change.ci.low, WithinAbs(0.7001142, 5e-8));
  CHECK_THAT(change.ci.high, WithinAbs(2.4598858, 5e-8));
}

TEST_CASE("paired tests turn round, contain the change and agree with themselves", "[paired_test]") {
  std::mt19937_64 random(5);
  const std::array steps{-200.0, -100.0, 0.0, 100.0, 200.0};
  for (int round = 0; round < 200; ++round) {
    std::array<std::uint64_t, 5> some;
    for (auto& each : some) each = random() % 3 == 0 ? 0 : random() % (std::uint64_t{2} << (random() % 16));
    ++some[random() % 5];
    const std::array<std::uint64_t, 5> back{some[4], some[3], some[2], some[1], some[0]};
    for (const auto method : {interval_method::score, interval_method::student_t}) {
      const auto change = cx::paired_test(steps, some, unit::points, {.method = method});
      const auto turned = cx::paired_test(steps, back, unit::points, {.method = method});
      CAPTURE(some, change.value, change.ci.low, change.ci.high, change.p_value);
      CHECK_THAT(turned.value, WithinAbs(-change.value, 1e-12));
      CHECK_THAT(turned.ci.low, WithinAbs(-change.ci.high, 1e-10));
      CHECK_THAT(turned.p_value, WithinRel(change.p_value, 1e-8) || WithinAbs(change.p_value, 1e-300));
      CHECK(change.ci.contains(change.value));
      CHECK((change.ci.low >= -200 && change.ci.high <= 200));
      CHECK(change.significant() == !change.ci.contains(0));
    }
  }
}

TEST_CASE("paired tests at their ends", "[paired_test]") {
  const auto nobody = cx::paired_test(changes, counts{0, 0, 0}, unit::score);
  CHECK(std::isnan(nobody.value));
  CHECK(std::isnan(nobody.p_value));
  CHECK(nobody.ci == cx::interval{-1, 1});
  const auto one =
      cx::paired_test(changes, counts{0, 0, 1}, unit::score, {.method = interval_method::student_t});
  CHECK(one.ci == cx::interval{-1, 1});
  CHECK(one.p_value == 1);
  const auto still = cx::paired_test(changes, counts{0, 50, 0}, unit::score);
  CHECK(still.value == 0);
  CHECK(still.p_value == 1);
  CHECK(still.ci.width() > 0);
  const auto all_up = cx::paired_test(changes, counts{0, 0, 50}, unit::score);
  CHECK_THAT(all_up.p_value, WithinRel(std::erfc(std::sqrt(50) / std::sqrt(2)), 1e-9));
  const std::uint64_t quadrillion = 1'000'000'000'000'000;
  const auto huge = cx::paired_test(changes, counts{quadrillion / 2, 0, quadrillion / 2}, unit::score);
  CHECK(huge.value == 0);
  CHECK_THAT(huge.ci.high, WithinRel(1.9599639845400545 / std::sqrt(1e15), 1e-9));
}

TEST_CASE("pairs of a finite population", "[paired_test]") {
  const auto endless = cx::paired_test(changes, counts{10, 20, 30}, unit::score);
  const auto hundred = cx::paired_test(changes, counts{10, 20, 30}, unit::score, {.population = 100});
  CHECK(hundred.ci.width() < endless.ci.width());
  CHECK(hundred.p_value < endless.p_value);
  const auto census = cx::paired_test(changes, counts{10, 20, 30}, unit::score, {.population = 60});
  CHECK(census.ci == cx::interval{census.value, census.value});
  CHECK(census.p_value == 0);
  CHECK_THROWS_AS(cx::paired_test(changes, counts{10, 20, 30}, unit::score, {.population = 59}),
                  std::invalid_argument);
}

TEST_CASE("paired tests refuse what does not fit", "[paired_test]") {
  CHECK_THROWS_AS(cx::paired_test(changes, counts{1, 1, 1}, unit::score, {.method = interval_method::wilson}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::paired_test({}, {}, unit::score), std::invalid_argument);
  CHECK_THROWS_AS(cx::paired_test(changes, std::array<std::uint64_t, 1>{1}, unit::score),
                  std::invalid_argument);
}

TEST_CASE("changes that nearly cancel in 2·10^15 pairs leave their exact mean", "[paired_test]") {
  constexpr std::array points{-200.0, 0.0, 200.0};
  const std::uint64_t many = 1'000'000'000'000'000;
  for (const auto method : {interval_method::score, interval_method::student_t}) {
    const auto change = cx::paired_test(points, counts{many - 5, 10, many}, unit::points, {.method = method});
    CHECK_THAT(change.value, WithinRel(1000 / (2e15 + 5), 1e-15));
    CHECK(change.ci.contains(change.value));
  }
}

TEST_CASE("changes that are no number are not compared", "[paired_test]") {
  for (const double wrong : {std::nan(""), std::numeric_limits<double>::infinity(), 1e200}) {
    CHECK_THROWS_AS(cx::paired_test(std::array{0.0, wrong}, std::array<std::uint64_t, 2>{1, 2}, unit::points),
                    std::invalid_argument);
  }
}

}  // namespace tests_of_paired_test
