// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace tests_of_sampled_ratio {
namespace cx = cxmetrics;
using cx::unit;

namespace {

using pairs = std::vector<std::pair<double, double>>;  // x and y of each unit

cx::sampled_ratio ratio_of(const pairs& units, double around = 0) {
  cx::sampled_ratio ratio;
  ratio.around = around;
  for (const auto& [x, y] : units) {
    ratio.x += x;
    ratio.y += y;
    ratio.off_squared += (y - around * x) * (y - around * x);
    ratio.off_by_x += (y - around * x) * x;
    ratio.x_squared += x * x;
    ++ratio.n;
  }
  return ratio;
}

const pairs some{{10, 9}, {20, 22}, {5, 0}, {40, 40}, {8, 8}};

}  // namespace

TEST_CASE("around which ratio squares are kept does not matter", "[sampled_ratio]") {
  const cx::estimate plain = cx::estimate_of(ratio_of(some), unit::ratio);
  const cx::estimate around = cx::estimate_of(ratio_of(some, 1), unit::ratio);
  CHECK(plain.value == Approx(79.0 / 83));
  CHECK(around.value == plain.value);
  CHECK(around.standard_error == Approx(plain.standard_error).epsilon(1e-12));
  // By hand: the residuals y - value x, of n - 1 degrees of freedom.
  double squares = 0;
  for (const auto& [x, y] : some) squares += std::pow(y - plain.value * x, 2);
  CHECK(plain.standard_error == Approx(std::sqrt(5.0 / 4 * squares) / 83));
  CHECK(plain.ci.high - plain.value == Approx(2.7764451051977987 * plain.standard_error));
  CHECK(plain.method == cx::interval_method::student_t);
}

TEST_CASE("the mean of one number is the ratio over as many ones", "[sampled_ratio]") {
  const cx::estimate mean = cx::estimate_of(ratio_of({{1, 2}, {1, 4}, {1, 9}}), unit::score);
  CHECK(mean.value == 5);
  CHECK(mean.standard_error == Approx(std::sqrt(13.0 / 3)));
}

TEST_CASE("times and added turn a ratio into per cent, and a share that is kept into one that is lost",
          "[sampled_ratio]") {
  cx::sampled_ratio kept = ratio_of(some, 1);
  kept.times = 100;
  cx::sampled_ratio lost = kept;
  lost.times = -100;
  lost.added = 100;
  const cx::estimate of_kept = cx::estimate_of(kept, unit::percent);
  const cx::estimate of_lost = cx::estimate_of(lost, {unit::percent, cx::better::low});
  CHECK(of_lost.value == Approx(100 - of_kept.value));
  CHECK(of_lost.standard_error == of_kept.standard_error);
  CHECK(of_lost.ci.low == Approx(100 - of_kept.ci.high));
  CHECK(of_lost.ci.high == Approx(100 - of_kept.ci.low));
  CHECK(cx::range_of(of_lost).high == 100);
}

TEST_CASE("an interval stays where the ratio can be", "[sampled_ratio]") {
  cx::sampled_ratio kept = ratio_of({{10, 10}, {10, 10}, {10, 0}}, 1);
  kept.highest = 1;
  const cx::estimate estimate = cx::estimate_of(kept, unit::ratio);
  CHECK(estimate.ci.low == 0);
  CHECK(estimate.ci.high == 1);
}

TEST_CASE("units that all agree show no spread, and the interval says so", "[sampled_ratio]") {
  cx::sampled_ratio all_kept = ratio_of(pairs(50, {10, 10}), 1);
  all_kept.highest = 1;
  const cx::estimate estimate = cx::estimate_of(all_kept, unit::ratio);
  CHECK(estimate.value == 1);
  CHECK(estimate.standard_error == 0);
  CHECK(estimate.ci.high == 1);
  CHECK(estimate.ci.low == Approx(cx::wilson(50, 50).low));
  // One large unit and many small ones say less than as many equal ones.
  pairs uneven(49, {1, 1});
  uneven.push_back({1000, 1000});
  cx::sampled_ratio carried = ratio_of(uneven, 1);
  carried.highest = 1;
  CHECK(cx::units_it_rests_on(carried) == Approx(1.1).epsilon(0.01));
  CHECK(cx::estimate_of(carried, unit::ratio).ci.low < 0.3);
  // All a tenth less: no spread either, but for rounding.
  const cx::estimate less = cx::estimate_of(ratio_of(pairs(30, {0.7, 0.63}), 1), unit::ratio);
  CHECK(less.standard_error == 0);
  CHECK(less.ci.low < 0.9);
  CHECK(less.ci.high > 0.9);
}

TEST_CASE("without a base a ratio says nothing, and of one unit hardly anything", "[sampled_ratio]") {
  const cx::estimate nothing = cx::estimate_of(cx::sampled_ratio{}, unit::ratio);
  CHECK(nothing.n == 0);
  CHECK(std::isnan(nothing.value));
  CHECK(nothing.ci == cx::interval{0, std::numeric_limits<double>::infinity()});
  CHECK(std::isnan(cx::units_it_rests_on(cx::sampled_ratio{})));
  const cx::estimate endless = cx::estimate_of(ratio_of({{0, 3}}), unit::ratio);
  CHECK(std::isinf(endless.value));
  CHECK(std::isnan(endless.standard_error));
  const cx::estimate one = cx::estimate_of(ratio_of({{2, 3}}), unit::ratio);
  CHECK(one.value == 1.5);
  CHECK(std::isnan(one.standard_error));
  CHECK(one.ci == cx::interval{0, std::numeric_limits<double>::infinity()});
}

TEST_CASE("a whole less a part is the rest, which weighs by its base and not by its units",
          "[sampled_ratio]") {
  const pairs large{{1000, 900}, {800, 800}, {900, 950}};
  const pairs small{{10, 5}, {12, 12}, {9, 9}, {10, 0}, {10, 11}};
  pairs both = large;
  both.insert(both.end(), small.begin(), small.end());
  const cx::estimate whole = cx::estimate_of(ratio_of(both, 1), unit::ratio);
  const cx::estimate part = cx::estimate_of(ratio_of(small, 1), unit::ratio);
  const cx::estimate rest = cx::estimate_of(ratio_of(large, 1), unit::ratio);
  const cx::estimate found = cx::rest_of(whole, part);
  CHECK(found.value == Approx(rest.value));
  CHECK(found.standard_error == Approx(rest.standard_error));
  CHECK(found.n == 3);
  const auto sum = cx::pooled(std::vector{part, rest});
  REQUIRE(sum);
  CHECK(sum->value == Approx(whole.value));
  CHECK(sum->standard_error == Approx(whole.standard_error));
  const cx::difference against_whole = cx::compare_with_whole(part, whole);
  CHECK(against_whole.value == Approx(part.value - whole.value));
  CHECK_THROWS_AS(cx::rest_of(part, whole), std::invalid_argument);
}

TEST_CASE("two samples that overlap differ by what they do not share", "[sampled_ratio]") {
  const auto with = [](int first, int last) {
    pairs units;
    for (int i = first; i < last; ++i) units.emplace_back(100, 60 + i * 37 % 71);
    return cx::estimate_of(ratio_of(units, 1), unit::ratio);
  };
  const cx::estimate one = with(0, 90);
  const cx::estimate other = with(30, 120);
  const cx::estimate overlap = with(30, 90);
  const cx::difference aware = cx::compare_overlapping(one, other, overlap);
  CHECK(aware.value == Approx(other.value - one.value));
  CHECK(aware.ci.width() < cx::compare(one, other).ci.width());
}

TEST_CASE("a ratio of sums takes Student's t and Wald, and names both", "[sampled_ratio]") {
  const cx::sampled_ratio ratio = ratio_of(some);
  const cx::estimate wald =
      cx::estimate_of(ratio, unit::ratio, {.level = 0.95, .method = cx::interval_method::wald});
  CHECK(wald.ci.high - wald.value == Approx(1.959963984540054 * wald.standard_error));
  CHECK(cx::interval_at(wald, 0.5).width() < wald.ci.width());
  CHECK_THROWS_WITH(cx::estimate_of(ratio, unit::ratio, {.method = cx::interval_method::wilson}),
                    cx::tests::contains("Student t, Wald"));
  REQUIRE(cx::sampled_ratio_of(wald) != nullptr);
  CHECK(cx::sampled_ratio_of(wald)->n == 5);
}

}  // namespace tests_of_sampled_ratio
