// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/tally.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_tally {
namespace cx = cxmetrics;
using cx::tests::any_scale;
using cx::tests::any_tally_on;
using cx::tests::check_law;

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

cx::tally sample() {
  cx::tally tally{cx::one_to_five};
  for (const int score : {5, 5, 4, 1}) tally.record(score);
  tally.record_missing();
  tally.record_off_scale();
  return tally;
}

}  // namespace

TEST_CASE("a new tally is empty", "[tally]") {
  constexpr cx::tally empty{cx::zero_to_ten};
  STATIC_REQUIRE(empty.scale() == cx::zero_to_ten);
  STATIC_REQUIRE(empty.answered() == 0);
  STATIC_REQUIRE(empty.missing() == 0);
  STATIC_REQUIRE(empty.off_scale() == 0);
  STATIC_REQUIRE(empty.asked() == 0);
  STATIC_REQUIRE(empty.count(0, 10) == 0);
}

TEST_CASE("one answer is counted once and nowhere else", "[tally]") {
  cx::tally tally{cx::zero_to_ten};
  tally.record(9);
  for (int score = 0; score <= 10; ++score) CHECK(tally.count(score) == (score == 9 ? 1u : 0u));
  CHECK(tally.answered() == 1);
  CHECK(tally.asked() == 1);
}

TEST_CASE("many answers are counted score by score", "[tally]") {
  const cx::tally tally = sample();
  CHECK(tally.count(5) == 2);
  CHECK(tally.count(4) == 1);
  CHECK(tally.count(3) == 0);
  CHECK(tally.count(1) == 1);
  CHECK(tally.answered() == 4);
  CHECK(tally.missing() == 1);
  CHECK(tally.off_scale() == 1);
  CHECK(tally.asked() == 6);
}

TEST_CASE("scores from one to another are counted together", "[tally]") {
  const cx::tally tally = sample();
  CHECK(tally.count(4, 5) == 3);
  CHECK(tally.count(1, 5) == tally.answered());
  CHECK(tally.count(3, 3) == 0);
  CHECK(tally.count(5, 4) == 0);
  CHECK_THROWS_AS(tally.count(4, 6), std::out_of_range);
}

TEST_CASE("equal answers all land on their score", "[tally]") {
  cx::tally tally{cx::zero_to_ten};
  tally.record(0, 1000);
  CHECK(tally.count(0) == 1000);
  CHECK(tally.answered() == 1000);
}

TEST_CASE("any kind of integer is a score", "[tally]") {
  cx::tally tally{cx::scale{-1, 3}};
  tally.record(std::int8_t{-1});
  tally.record(std::uint8_t{3});
  tally.record(std::int64_t{-1});
  tally.record(std::uint64_t{3});
  tally.record(std::size_t{0});
  CHECK(tally.count(-1) == 2);
  CHECK(tally.count(3) == 2);
  CHECK(tally.count(0) == 1);
}

TEST_CASE("an optional score that is absent is missing", "[tally]") {
  cx::tally tally{cx::one_to_five};
  tally.record(std::optional<int>{4});
  tally.record(std::optional<int>{});
  tally.record(std::optional<std::int8_t>{});
  CHECK(tally.answered() == 1);
  CHECK(tally.missing() == 2);
}

TEST_CASE("a score off the scale is refused and changes nothing", "[tally]") {
  cx::tally tally = sample();
  CHECK_THROWS_AS(tally.record(0), std::out_of_range);
  CHECK_THROWS_AS(tally.record(6), std::out_of_range);
  CHECK_THROWS_AS(tally.record(6, 10), std::out_of_range);
  CHECK_THROWS_AS(tally.record(std::optional<int>{6}), std::out_of_range);
  CHECK_THROWS_AS(tally.count(0), std::out_of_range);
  CHECK_THROWS_WITH(tally.record(most), "score 18446744073709551615 is off the scale 1 to 5");
  CHECK_THROWS_WITH(tally.record(std::numeric_limits<std::int64_t>::min()),
                    "score -9223372036854775808 is off the scale 1 to 5");
  CHECK(tally == sample());
}

TEST_CASE("a tally counts in constant expressions", "[tally]") {
  constexpr cx::tally tally = [] {
    cx::tally result{cx::one_to_five};
    result.record(5);
    result.record(4, 2);
    result.record_missing(3);
    return result + result - result;
  }();
  STATIC_REQUIRE(tally.count(4, 5) == 3);
  STATIC_REQUIRE(tally.asked() == 6);
}

TEST_CASE("counts are exact up to 2^64 - 1 and go no further", "[tally]") {
  cx::tally tally{cx::zero_to_ten};
  tally.record(10, most - 2);
  tally.record_missing();
  tally.record_off_scale();
  CHECK(tally.count(10) == most - 2);
  CHECK(tally.asked() == most);
  const cx::tally full = tally;
  cx::tally one{cx::zero_to_ten};
  one.record(3);
  CHECK_THROWS_AS(tally.record(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(tally.record_missing(2), std::invalid_argument);
  CHECK_THROWS_AS(tally.record_off_scale(2), std::invalid_argument);
  CHECK_THROWS_AS(tally += one, std::invalid_argument);
  CHECK_THROWS_AS(one += tally, std::invalid_argument);
  CHECK(tally == full);
  CHECK(one.asked() == 1);
  tally += cx::tally{cx::zero_to_ten};
  CHECK(tally == full);
}

TEST_CASE("tallies of different scales do not mix", "[tally]") {
  cx::tally tally = sample();
  cx::tally other{cx::one_to_seven};
  CHECK_THROWS_WITH(tally += other, "tallies of different scales do not add up: 1 to 5, and 1 to 7");
  CHECK_THROWS_AS(tally += other, std::invalid_argument);
  CHECK_THROWS_AS(tally -= other, std::invalid_argument);
  CHECK_THROWS_AS(tally + other, std::invalid_argument);
  CHECK(tally == sample());
  CHECK(tally != other);
  CHECK(cx::tally{cx::one_to_five} != cx::tally{cx::one_to_seven});
}

TEST_CASE("no more can be taken from a tally than it holds", "[tally]") {
  cx::tally tally = sample();
  SECTION("of a score") {
    cx::tally more{cx::one_to_five};
    more.record(4, 2);
    CHECK_THROWS_WITH(tally -= more, "cannot take 2 answers from 1");
  }
  SECTION("of the missing") {
    cx::tally more{cx::one_to_five};
    more.record(5);
    more.record_missing(2);
    CHECK_THROWS_AS(tally -= more, std::invalid_argument);
  }
  SECTION("of those off the scale") {
    cx::tally more{cx::one_to_five};
    more.record_off_scale(2);
    CHECK_THROWS_AS(tally -= more, std::invalid_argument);
  }
  CHECK(tally == sample());
}

TEST_CASE("a tally adds to itself and takes itself away", "[tally]") {
  cx::tally tally = sample();
  const cx::tally& itself = tally;
  tally += itself;
  CHECK(tally == sample() + sample());
  tally -= itself;
  CHECK(tally == cx::tally{cx::one_to_five});
}

TEST_CASE("a copy of a tally counts on its own", "[tally]") {
  const cx::tally tally = sample();
  cx::tally copy = tally;
  CHECK(copy == tally);
  copy.record(3);
  CHECK(copy != tally);
  CHECK(tally == sample());
}

TEST_CASE("tallies differ in missing and off-scale answers too", "[tally]") {
  cx::tally missing{cx::one_to_five};
  missing.record_missing();
  cx::tally off_scale{cx::one_to_five};
  off_scale.record_off_scale();
  CHECK(missing != off_scale);
  CHECK(missing != cx::tally{cx::one_to_five});
}

TEST_CASE("the counters of a tally go out and come in again", "[tally]") {
  check_law("tally{scale, tally.counters()} == tally", [] {
    const cx::scale scale = *any_scale();
    const cx::tally tally = any_tally_on(scale);
    unsigned char bytes[sizeof(cx::tally_counters)];
    std::memcpy(bytes, &tally.counters(), sizeof bytes);
    cx::tally_counters back;
    std::memcpy(&back, bytes, sizeof bytes);
    RC_ASSERT((cx::tally{scale, back} == tally));
  });
}

TEST_CASE("counters of nothing but zero bytes are an empty tally", "[tally]") {
  cx::tally_counters counters;
  std::memset(static_cast<void*>(&counters), 0, sizeof counters);
  CHECK(cx::tally{cx::zero_to_ten, counters} == cx::tally{cx::zero_to_ten});
}

TEST_CASE("counters that the scale cannot have are refused", "[tally]") {
  cx::tally_counters counters;
  counters.count[5] = 1;
  CHECK_THROWS_WITH(cx::tally(cx::one_to_five, counters),
                    "a count for score 6, which is off the scale 1 to 5");
  CHECK_NOTHROW(cx::tally(cx::one_to_seven, counters));
  counters.missing = most;
  CHECK_THROWS_AS(cx::tally(cx::one_to_seven, counters), std::invalid_argument);
  counters.missing = most - 1;
  CHECK(cx::tally(cx::one_to_seven, counters).asked() == most);
}

TEST_CASE("merging is a commutative monoid and taking away undoes it", "[tally][law]") {
  check_law("associative, commutative, with an identity and an inverse", [] {
    const cx::scale scale = *any_scale();
    const cx::tally a = any_tally_on(scale);
    const cx::tally b = any_tally_on(scale);
    const cx::tally c = any_tally_on(scale);
    const cx::tally nothing{scale};
    RC_ASSERT(a + b == b + a);
    RC_ASSERT((a + b) + c == a + (b + c));
    RC_ASSERT(a + nothing == a);
    RC_ASSERT(nothing + a == a);
    RC_ASSERT(a + b - b == a);
    RC_ASSERT(a - a == nothing);
  });
}

TEST_CASE("everybody asked answered, is missing, or is off the scale", "[tally][law]") {
  check_law("asked == answered + missing + off scale, also after a merge", [] {
    const cx::scale scale = *any_scale();
    const cx::tally a = any_tally_on(scale);
    const cx::tally b = any_tally_on(scale);
    const cx::tally both = a + b;
    RC_ASSERT(both.asked() == both.answered() + both.missing() + both.off_scale());
    RC_ASSERT(both.asked() == a.asked() + b.asked());
    RC_ASSERT(both.answered() == both.count(scale.low(), scale.high()));
  });
}

TEST_CASE("recording a score several times is recording it at once", "[tally][law]") {
  check_law("record(score) times over == record(score, times)", [] {
    const cx::scale scale = *any_scale();
    const int score = cx::tests::any_score_on(scale);
    const int times = *rc::gen::inRange(0, 50);
    cx::tally one_by_one{scale};
    for (int time = 0; time < times; ++time) one_by_one.record(score);
    cx::tally at_once{scale};
    at_once.record(score, static_cast<std::uint64_t>(times));
    RC_ASSERT(one_by_one == at_once);
  });
}

}  // namespace tests_of_tally
