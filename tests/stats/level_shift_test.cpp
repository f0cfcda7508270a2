// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/stats/level_shift.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tests_of_level_shift {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("the best step is that of a search by weighted least squares in R", "[level_shift]") {
  const auto series = cx::tests::golden_series();
  std::size_t compared = 0;
  for (const auto& row : golden("level_shift.csv")) {
    CAPTURE(row.text("case"));
    const auto shift = cx::level_shift_of(series.at(row.text("case")), {.replicates = 199});
    REQUIRE(shift);
    CHECK(shift->first == row.count("first"));
    CHECK_THAT(shift->before.value, WithinRel(row.number("before"), 1e-9));
    CHECK_THAT(shift->change.value, WithinRel(row.number("change"), 1e-9));
    CHECK_THAT(shift->after.value, WithinRel(row.number("before") + row.number("change"), 1e-9));
    CHECK_THAT(shift->unexplained, WithinRel(row.number("unexplained"), 1e-7));
    ++compared;
  }
  CHECK(compared == 9);
}

TEST_CASE("a step is found with its date, and the search is paid for", "[level_shift]") {
  const auto step = cx::level_shift_of(cx::tests::golden_series().at("step"));
  REQUIRE(step);
  CHECK(step->first == 14);
  CHECK(step->earliest <= 14);
  CHECK(step->latest >= 14);
  CHECK(step->latest - step->earliest <= 6);
  CHECK(step->change.significant());
  CHECK(step->change.ci.contains(10));  // the step it was made with

  // What is no more than noise has no date.
  const auto none = cx::level_shift_of(cx::tests::golden_series().at("bank"));
  REQUIRE(none);
  CHECK_FALSE(none->change.significant());
  CHECK(none->earliest == 1);
  CHECK(none->latest == 11);
  CHECK(none->change.ci.contains(0));
  // Neither months that differ by more than their standard errors nor months that differ by less make a shift.
  for (const char* name : {"bank_UK", "scattered", "smooth"}) {
    CAPTURE(name);
    const auto shift = cx::level_shift_of(cx::tests::golden_series().at(name));
    CHECK_FALSE(shift->change.significant());
    CHECK(shift->change.p_value > 0.1);
  }
}

TEST_CASE("the same seed gives the same shift, and another nearly so", "[level_shift]") {
  const auto series = cx::tests::golden_series().at("rising");
  const auto one = cx::level_shift_of(series);
  CHECK(one->change.p_value == cx::level_shift_of(series)->change.p_value);
  const auto other = cx::level_shift_of(series, {.seed = 2});
  CHECK_THAT(other->change.p_value, WithinAbs(one->change.p_value, 0.01));
}

TEST_CASE("turning the periods round turns the shift round", "[level_shift]") {
  for (const auto& [name, series] : cx::tests::golden_series()) {
    if (series.size() < 4) continue;
    CAPTURE(name);
    std::vector<cx::estimate> turned = series;
    std::reverse(turned.begin(), turned.end());
    const auto one = cx::level_shift_of(series, {.replicates = 99});
    const auto other = cx::level_shift_of(turned, {.replicates = 99});
    CHECK_THAT(other->change.value, WithinRel(-one->change.value, 1e-9));
    CHECK_THAT(other->before.value, WithinRel(one->after.value, 1e-9));
  }
}

TEST_CASE("p-values of series without a shift are hardly ever small", "[level_shift][simulation]") {
  // 400 series of a dozen months at one level. Of 5 % plus four standard errors, 37.
  std::uint64_t state = 7;
  const auto uniform = [&] {
    state = state * 6364136223846793005 + 1442695040888963407;
    return static_cast<double>(state >> 11) * 0x1p-53;
  };
  int found = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<cx::estimate> months;
    for (int month = 0; month < 12; ++month) {
      std::uint64_t satisfied = 0;
      for (int i = 0; i < 60; ++i) satisfied += uniform() < 0.7;
      months.push_back(share_of(satisfied, 60));
    }
    found += cx::level_shift_of(months, {.replicates = 199})->change.significant();
  }
  CHECK(found <= 37);
}

TEST_CASE("few periods, equal ones and empty ones are no trouble", "[level_shift]") {
  CHECK_FALSE(cx::level_shift_of({}));
  CHECK_FALSE(cx::level_shift_of(std::vector(3, share_of(1, 5))));
  const auto equal = cx::level_shift_of(std::vector(6, share_of(1, 5)), {.replicates = 99});
  REQUIRE(equal);
  CHECK(equal->change.value == 0);
  CHECK(equal->change.p_value == 1);
  CHECK_FALSE(equal->change.significant());
  std::vector<cx::estimate> holes(5, share_of(10, 100));
  holes[1] = share_of(0, 0);
  for (int i = 0; i < 4; ++i) holes.push_back(share_of(60, 100));
  const auto shift = cx::level_shift_of(holes, {.replicates = 999});
  REQUIRE(shift);
  CHECK(shift->first == 5);
  CHECK(shift->before.n == 400);
  CHECK(shift->after.n == 400);
  CHECK(shift->change.significant());
  CHECK_THROWS_AS(cx::level_shift_of(holes, {.replicates = 0}), std::invalid_argument);
  const std::vector<cx::estimate> certain{normal_of(1, 0), normal_of(2, 0), normal_of(1, 0),
                                          normal_of(9, 0), normal_of(8, 0), normal_of(9, 0)};
  CHECK(cx::level_shift_of(certain)->first == 3);
}

}  // namespace tests_of_level_shift
