// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/rank_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tests_of_rank_test {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {
using counts = std::array<std::uint64_t, 3>;

std::vector<std::uint64_t> counts_of(const std::vector<double>& numbers) {
  std::vector<std::uint64_t> result;
  for (const double number : numbers) result.push_back(static_cast<std::uint64_t>(number));
  return result;
}
}  // namespace

TEST_CASE("the Mann-Whitney test agrees with SciPy", "[rank_test]") {
  const golden answers("rank_counts.csv");
  int rows = 0;
  for (const auto& row : golden("mean_tests.csv")) {
    if (row.text("test") != "mann_whitney_u") continue;
    CAPTURE(row.text("a"), row.text("b"));
    for (const auto& of : answers) {
      if (of.text("a") != row.text("a") || of.text("b") != row.text("b")) continue;
      ++rows;
      const auto result =
          cx::mann_whitney_test(counts_of(of.numbers("counts_a")), counts_of(of.numbers("counts_b")));
      CHECK(result.u == row.number("statistic"));
      CHECK(result.superiority == result.u / (row.number("n_a") * row.number("n_b")));
      // The reference reads 0 below 1e-300.
      CHECK_THAT(result.p_value,
                 WithinRel(row.number("p_value"), 1e-9) || WithinAbs(row.number("p_value"), 1e-300));
    }
  }
  CHECK(rows == 7);
}

TEST_CASE("the Mann-Whitney test turned round is the negative", "[rank_test]") {
  const counts a{20, 10, 70};
  const counts b{31, 40, 50};
  const auto one = cx::mann_whitney_test(a, b);
  const auto other = cx::mann_whitney_test(b, a);
  CHECK(one.u + other.u == 100 * 121);
  CHECK(one.superiority > 0.5);
  CHECK(one.z > 0);
  CHECK(one.z == -other.z);
  CHECK(one.p_value == other.p_value);
}

TEST_CASE("the Mann-Whitney test at its ends", "[rank_test]") {
  const auto equal = cx::mann_whitney_test(counts{0, 9, 0}, counts{0, 4, 0});
  CHECK(equal.u == 18);
  CHECK(equal.superiority == 0.5);
  CHECK(equal.z == 0);
  CHECK(equal.p_value == 1);
  CHECK(cx::mann_whitney_test(counts{1, 2, 3}, counts{1, 2, 3}).p_value == 1);
  // One answer each: the correction takes all there is.
  const auto one_each = cx::mann_whitney_test(counts{0, 0, 1}, counts{1, 0, 0});
  CHECK(one_each.superiority == 1);
  CHECK(one_each.p_value == 1);
  const auto empty = cx::mann_whitney_test(counts{}, counts{1, 2, 3});
  CHECK(empty.u == 0);
  CHECK(std::isnan(empty.superiority));
  CHECK(std::isnan(empty.z));
  CHECK(std::isnan(empty.p_value));
  CHECK_THROWS_AS(cx::mann_whitney_test(counts{1, 2, 3}, std::array<std::uint64_t, 2>{1, 2}),
                  std::invalid_argument);
}

TEST_CASE("the Mann-Whitney test keeps its digits when nearly all of many answers are tied", "[rank_test]") {
  // n on either side and a single answer off the tie: U is n / 2 from its mean, with a variance of n² / 4.
  constexpr std::uint64_t n = 1'000'000'000'000;
  const auto one = cx::mann_whitney_test(counts{0, n - 1, 1}, counts{0, n, 0});
  CHECK_THAT(one.z, WithinRel(1, 1e-11));
  CHECK_THAT(one.p_value, WithinRel(0.31731050786291415, 1e-10));
}

}  // namespace tests_of_rank_test
