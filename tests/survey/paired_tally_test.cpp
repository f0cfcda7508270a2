// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/paired_tally.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tests_of_paired_tally {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

cx::paired_tally some_pairs() {
  cx::paired_tally pairs{cx::zero_to_ten};
  pairs.record(6, 9, 12);
  pairs.record(9, 9, 40);
  pairs.record(10, 3, 5);
  pairs.record(7, 8);
  return pairs;
}

}  // namespace

TEST_CASE("a paired tally without people compares nothing", "[paired_tally]") {
  const cx::paired_tally nobody{cx::one_to_five};
  CHECK(nobody.pairs() == 0);
  const auto change = cx::compare(cx::csat, nobody);
  CHECK(std::isnan(change.value));
  CHECK(change.ci == cx::interval{-100, 100});
}

TEST_CASE("a paired tally knows who went where, and the answers of either time", "[paired_tally]") {
  const auto pairs = some_pairs();
  CHECK(pairs.pairs() == 58);
  CHECK(pairs.count(6, 9) == 12);
  CHECK(pairs.count(9, 6) == 0);
  CHECK(pairs.before().count(9) == 40);
  CHECK(pairs.after().count(9) == 52);
  CHECK(pairs.before().answered() == 58);
  CHECK_THROWS_AS(pairs.count(11, 0), std::out_of_range);
}

TEST_CASE("a paired change is the difference of the metric between the times", "[paired_tally]") {
  auto pairs = some_pairs();
  pairs.record(0, 0, 30);
  const auto change = cx::compare(cx::nps, pairs);
  CHECK_THAT(change.value, WithinAbs(cx::nps(pairs.after()).value - cx::nps(pairs.before()).value, 1e-12));
  CHECK(change.unit == cx::unit::points);
  CHECK(change.ci.contains(change.value));
  // The same people twice vary less than different people would, if most do not change their mind.
  CHECK(change.ci.width() < cx::compare(cx::nps(pairs.before()), cx::nps(pairs.after())).ci.width());
}

TEST_CASE("the paired change of a share is tested by McNemar's test", "[paired_tally]") {
  cx::paired_tally pairs{cx::one_to_five};
  pairs.record(5, 5, 60);
  pairs.record(2, 4, 25);
  pairs.record(4, 1, 10);
  pairs.record(1, 3, 7);
  CHECK_THAT(cx::compare(cx::csat, pairs).p_value,
             WithinRel(std::erfc(15 / std::sqrt(35) / std::sqrt(2)), 1e-10));
}

TEST_CASE("paired tallies merge", "[paired_tally]") {
  auto one = some_pairs();
  one.record_incomplete(2);
  one.record_only_before(3);
  one.record_only_after(4);
  const cx::paired_tally nobody{cx::zero_to_ten};
  CHECK(nobody + one == one);
  CHECK(one + nobody == one);
  const auto twice = one + one;
  CHECK(twice.pairs() == 116);
  CHECK(twice.count(6, 9) == 24);
  CHECK(twice.incomplete() == 4);
  CHECK(twice.only_before() == 6);
  CHECK(twice.only_after() == 8);
  CHECK(twice != one);
  CHECK_THROWS_AS(one += cx::paired_tally{cx::one_to_five}, std::invalid_argument);
}

TEST_CASE("a paired tally does not overflow", "[paired_tally]") {
  cx::paired_tally pairs{cx::one_to_five};
  pairs.record(1, 2, std::numeric_limits<std::uint64_t>::max() - 1);
  pairs.record_incomplete();
  const auto full = pairs;
  CHECK_THROWS_AS(pairs.record(5, 5), std::invalid_argument);
  CHECK_THROWS_AS(pairs.record_only_after(), std::invalid_argument);
  CHECK_THROWS_AS(pairs += full, std::invalid_argument);
  CHECK(pairs == full);
  CHECK_THROWS_AS(pairs.record(0, 5), std::out_of_range);
  CHECK_THROWS_AS(pairs.record(1, 6), std::out_of_range);
}

}  // namespace tests_of_paired_tally
