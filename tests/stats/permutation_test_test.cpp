// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/permutation_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace tests_of_permutation_test {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using numbers = std::vector<double>;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

double choose(double of, double drawn) {
  double ways = 1;
  for (double i = 1; i <= drawn; ++i) ways *= (of - drawn + i) / i;
  return ways;
}

// Every way to draw the first sample from both, one score after the other.
struct every_sample {
  numbers worths;
  numbers pooled;
  double seen = 0;
  double below = 0;
  double at = 0;
  double above = 0;

  void draw(std::size_t score, double left, double sum, double ways) {
    if (score == worths.size()) {
      if (left > 0) return;
      const double off = sum - seen;
      (std::abs(off) < 1e-9 ? at : off < 0 ? below : above) += ways;
      return;
    }
    for (double x = 0; x <= std::min(left, pooled[score]); ++x) {
      draw(score + 1, left - x, sum + x * worths[score], ways * choose(pooled[score], x));
    }
  }
};

double enumerated(const numbers& worths, const numbers& first, const numbers& second) {
  every_sample all{worths, {}};
  double n = 0;
  for (std::size_t i = 0; i < worths.size(); ++i) {
    all.pooled.push_back(first[i] + second[i]);
    all.seen += first[i] * worths[i];
    n += first[i];
  }
  all.draw(0, n, 0, 1);
  return std::min(1.0, 2 * (std::min(all.below, all.above) + all.at / 2) / (all.below + all.at + all.above));
}

struct two_samples {
  numbers first;
  numbers second;
};

two_samples drawn(std::mt19937_64& engine, std::size_t worths, int n_first, int n_second, double skew) {
  two_samples result{numbers(worths), numbers(worths)};
  const auto place = [&] {
    const double uniform = static_cast<double>(engine() >> 11) * 0x1p-53;
    return static_cast<std::size_t>(std::pow(uniform, skew) * static_cast<double>(worths));
  };
  for (int i = 0; i < n_first; ++i) ++result.first[place()];
  for (int i = 0; i < n_second; ++i) ++result.second[place()];
  return result;
}

}  // namespace

TEST_CASE("the permutation test of shares is Fisher's with half of what was seen", "[permutation_test]") {
  // The lady tasting tea: three cups of four right. Of the 70 ways to choose, 16 have three right and 1 has four.
  const auto tea = cx::permutation_test(numbers{0, 1}, numbers{1, 3}, numbers{3, 1});
  CHECK(tea.exact);
  CHECK_THAT(tea.p_value, WithinRel(2 * (1 + 16.0 / 2) / 70, 1e-14));
  // None of 5 against 3 of 5: C(5, 3) of C(10, 3) ways.
  CHECK_THAT(cx::permutation_test(numbers{0, 100}, numbers{5, 0}, numbers{2, 3}).p_value,
             WithinRel(10.0 / 120, 1e-14));
}

TEST_CASE("the permutation test of a net score is worked by hand", "[permutation_test]") {
  // One detractor, one passive and two promoters; a pair is drawn, with the sums -1, 0, 0, 1, 1 and 2: the seen one, -1, is
  // one of six.
  const auto result = cx::permutation_test(numbers{-1, 0, 1}, numbers{1, 1, 0}, numbers{0, 0, 2});
  CHECK_THAT(result.p_value, WithinRel(1.0 / 6, 1e-14));
}

TEST_CASE("the permutation test agrees with the enumeration of all samples", "[permutation_test]") {
  std::mt19937_64 engine(3);
  const std::vector<numbers> all_worths{{0, 100},      {-100, 0, 100},           {1, 2, 3, 4, 5},
                                        {0, 25, 99.5}, {-3, 0, 0, 7.25, 1e2, 2}, {1, 2, 3, 4, 5, 6, 7}};
  for (const numbers& worths : all_worths) {
    for (int round = 0; round < 20; ++round) {
      const int n_first = static_cast<int>(engine() % 8) + 1;
      const int n_second = static_cast<int>(engine() % 20) + 1;
      const auto [first, second] = drawn(engine, worths.size(), n_first, n_second, 0.5 + 0.1 * (round % 10));
      const auto result = cx::permutation_test(worths, first, second);
      CAPTURE(worths, first, second);
      CHECK(result.exact);
      CHECK_THAT(result.p_value, WithinRel(enumerated(worths, first, second), 1e-11));
    }
  }
}

TEST_CASE("what is left out of the permutation test is not seen in its p-value, however small",
          "[permutation_test]") {
  for (const double promoters : {5.0, 20.0, 30.0, 40.0, 45.0, 50.0}) {
    const numbers first{50 - promoters, 5, promoters};
    const numbers second{40, 30, 10};
    const auto result = cx::permutation_test(numbers{-100, 0, 100}, first, second);
    CAPTURE(promoters, result.p_value);
    CHECK(result.exact);
    CHECK_THAT(result.p_value, WithinRel(enumerated({-100, 0, 100}, first, second), 1e-11));
  }
}

TEST_CASE("worths without a common step are rounded to thousandths of their range", "[permutation_test]") {
  const numbers worths{0, std::sqrt(2) - 1, 1};
  const numbers first{3, 1, 0};
  const numbers second{1, 4, 6};
  CHECK_THAT(cx::permutation_test(worths, first, second).p_value,
             WithinRel(enumerated({0, 0.414, 1}, first, second), 1e-12));
}

TEST_CASE("the saddlepoint is within 3 % of the exact permutation test of many answers",
          "[permutation_test]") {
  std::mt19937_64 engine(5);
  for (int round = 0; round < 40; ++round) {
    const numbers worths{1, 2, 3, 4, 5};
    auto [first, second] = drawn(engine, 5, 40 + round % 15, 200 + round, 0.6 + 0.01 * round);
    const auto exact = cx::permutation_test(worths, first, second);
    // Counts that are not whole are for the saddlepoint.
    for (double& count : first) count *= 1 + 1e-13;
    const auto approximate = cx::permutation_test(worths, first, second);
    CAPTURE(first, second);
    CHECK(exact.exact);
    CHECK(!approximate.exact);
    CHECK_THAT(approximate.p_value, WithinRel(exact.p_value, 0.03));
  }
}

TEST_CASE("the permutation test is the same from either side and upside down", "[permutation_test]") {
  std::mt19937_64 engine(7);
  for (const int n : {5, 12, 400}) {
    const auto [first, second] = drawn(engine, 5, n, n + n % 2, 0.7);
    const numbers worths{1, 2, 3, 4, 5};
    const numbers turned{5, 4, 3, 2, 1};
    const double p = cx::permutation_test(worths, first, second).p_value;
    CHECK(cx::permutation_test(worths, second, first).p_value == p);
    CHECK_THAT(cx::permutation_test(turned, first, second).p_value, WithinRel(p, 1e-9));
    CHECK_THAT(cx::permutation_test(numbers{10, 20, 30, 40, 50}, first, second).p_value, WithinRel(p, 1e-9));
    CHECK_THAT(cx::permutation_test(numbers{1e99, 2e99, 3e99, 4e99, 5e99}, first, second).p_value,
               WithinRel(p, 1e-9));
  }
}

TEST_CASE("a sample of the best answers alone has the chance of drawing them", "[permutation_test]") {
  // 900 of 1000 answers are the best; 400 drawn at random are all of these with the chance C(900, 400) / C(1000, 400).
  double chance = 1;
  for (int i = 0; i < 400; ++i) chance *= (900.0 - i) / (1000.0 - i);
  const numbers worths{1, 2, 3, 4, 5};
  const auto result = cx::permutation_test(worths, numbers{0, 0, 0, 0, 400}, numbers{25, 25, 25, 25, 500});
  CHECK_THAT(result.p_value, WithinRel(chance, 1e-9));
}

TEST_CASE("answers that all agree do not differ, and none cannot be told", "[permutation_test]") {
  CHECK(cx::permutation_test(numbers{1, 5}, numbers{0, 9}, numbers{0, 4}).p_value == 1);
  CHECK(std::isnan(cx::permutation_test(numbers{1, 5}, numbers{0, 0}, numbers{2, 4}).p_value));
  CHECK(std::isnan(cx::permutation_test(numbers{}, numbers{}, numbers{}).p_value));
}

TEST_CASE("the permutation test takes counts that are not whole", "[permutation_test]") {
  const auto result =
      cx::permutation_test(numbers{-100, 0, 100}, numbers{2.5, 3.5, 14.2}, numbers{1, 9, 41.5});
  CHECK(!result.exact);
  CHECK(result.p_value > 0);
  CHECK(result.p_value < 1);
  const auto whole = cx::permutation_test(numbers{-100, 0, 100}, numbers{3, 3, 14}, numbers{1, 9, 42});
  CHECK_THAT(result.p_value, WithinAbs(whole.p_value, 0.2));
}

TEST_CASE("the permutation test refuses what is no input", "[permutation_test]") {
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, 2}, numbers{1}, numbers{1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, 2}, numbers{1, -1}, numbers{1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, 2}, numbers{1, not_a_number}, numbers{1, 2}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, 2}, numbers{1, 1}, numbers{infinity, 2}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, not_a_number}, numbers{1, 1}, numbers{1, 2}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::permutation_test(numbers{1, 1e200}, numbers{1, 1}, numbers{1, 2}),
                  std::invalid_argument);
}

}  // namespace tests_of_permutation_test
