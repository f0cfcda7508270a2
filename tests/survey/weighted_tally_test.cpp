// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/weighted_tally.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_weighted_tally {
namespace cx = cxmetrics;
using cx::sampling_weight;
using cx::weighted_tally;

namespace {

struct answer {
  int score;
  double weight;
};

weighted_tally tally_of(const std::vector<answer>& answers) {
  weighted_tally tally{cx::zero_to_ten};
  for (const answer& answer : answers) tally.record(answer.score, sampling_weight{answer.weight});
  return tally;
}

// Weights of every size, most of which no short binary fraction equals.
rc::Gen<std::vector<answer>> any_answers() {
  return rc::gen::container<std::vector<answer>>(rc::gen::apply(
      [](int score, int mantissa, int exponent) {
        return answer{score, std::ldexp(mantissa / 3.0, exponent)};
      },
      rc::gen::inRange(0, 11), rc::gen::inRange(0, 1 << 20), rc::gen::inRange(-40, 10)));
}

}  // namespace

TEST_CASE("a new weighted tally is empty and all zero", "[weighted_tally]") {
  const weighted_tally empty{cx::zero_to_ten};
  CHECK(empty.asked() == 0);
  CHECK(empty.weight() == 0);
  CHECK(empty.square_weight() == 0);
  CHECK(std::isnan(cx::effective_sample_size(empty)));
  CHECK(std::isnan(cx::design_effect(empty)));
  const cx::weighted_counters counters = empty.counters();
  const std::vector<unsigned char> zeroes(sizeof counters);
  CHECK(std::memcmp(&counters, zeroes.data(), sizeof counters) == 0);
}

TEST_CASE("a weighted tally keeps count, weight and squared weight of every score", "[weighted_tally]") {
  const weighted_tally tally = tally_of({{10, 0.5}, {10, 0.25}, {3, 4}, {0, 0}});
  CHECK(tally.answered() == 3);
  CHECK(tally.weightless() == 1);
  CHECK(tally.asked() == 4);
  CHECK(tally.count(10) == 2);
  CHECK(tally.weight(10) == 0.75);
  CHECK(tally.square_weight(10) == 0.3125);
  CHECK(tally.weight(3) == 4);
  CHECK(tally.count(0) == 0);
  CHECK(tally.weight(0) == 0);
  CHECK(tally.weight() == 4.75);
  CHECK(tally.square_weight() == 16.3125);
  CHECK_THROWS_AS(tally.weight(11), std::out_of_range);
}

TEST_CASE("equal weights have no design effect", "[weighted_tally]") {
  const weighted_tally tally = tally_of({{1, 0.3}, {2, 0.3}, {2, 0.3}});
  CHECK_THAT(cx::effective_sample_size(tally), cx::tests::WithinRel(3.0, 1e-15));
  CHECK_THAT(cx::design_effect(tally), cx::tests::WithinRel(1.0, 1e-15));
}

TEST_CASE("those who did not answer have no weight", "[weighted_tally]") {
  weighted_tally tally{cx::one_to_five};
  tally.record(std::optional<int>{}, sampling_weight{2});
  tally.record(std::optional<int>{4}, sampling_weight{2});
  tally.record_missing();
  tally.record_off_scale(3);
  CHECK(tally.answered() == 1);
  CHECK(tally.missing() == 2);
  CHECK(tally.off_scale() == 3);
  CHECK(tally.asked() == 6);
  CHECK(tally.weight() == 2);
}

TEST_CASE("an answer off the scale is refused and changes nothing", "[weighted_tally]") {
  weighted_tally tally{cx::scale{-5, 5}};
  CHECK_THROWS_AS(tally.record(6, sampling_weight{1}), std::out_of_range);
  CHECK_THROWS_AS(tally.record(std::numeric_limits<std::uint64_t>::max(), sampling_weight{1}),
                  std::out_of_range);
  CHECK(tally == weighted_tally{cx::scale{-5, 5}});
}

TEST_CASE("a weight is a finite number from 0 up", "[weighted_tally]") {
  CHECK(sampling_weight{0}.value() == 0);
  CHECK(sampling_weight{0x1p32}.value() == 0x1p32);
  for (const double wrong : {-1e-300, -1.0, 4294967297.0, std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(sampling_weight{wrong}, std::invalid_argument);
    CHECK_THROWS_AS(cx::importance_weight{wrong}, std::invalid_argument);
  }
}

TEST_CASE("weights are exact down to 2^-12 and good to 2^-65 below", "[weighted_tally]") {
  for (const double weight : {1.0 / 3, 0.2847177143, 1e5 / 7, 0x1p32 - 0x1p-20, 0x1p-12 / 3 * 4}) {
    const weighted_tally tally = tally_of({{5, weight}});
    CHECK(tally.weight() == weight);
    CHECK(tally.square_weight() == weight * weight);
  }
  for (const double weight : {1e-5 / 3, 1e-12 / 3, 1e-19 / 3, 1e-300}) {
    CHECK(std::abs(tally_of({{5, weight}}).weight() - weight) <= 0x1p-65);
  }
}

TEST_CASE("weights beyond what can be kept are refused and change nothing", "[weighted_tally]") {
  cx::weighted_counters counters;
  counters.answers.count[3] = 1ull << 33;
  counters.weight[3].words = {0, ~0ull - (1ull << 31)};
  weighted_tally tally{cx::zero_to_ten, counters};
  const weighted_tally before = tally;
  CHECK_THROWS_AS(tally.record(3, sampling_weight{0x1p32}), std::invalid_argument);
  CHECK(tally == before);
  CHECK_THROWS_AS(tally += before, std::invalid_argument);
  CHECK(tally == before);
}

TEST_CASE("a tally becomes a weighted one in which everybody weighs 1", "[weighted_tally]") {
  cx::tally tally{cx::one_to_five};
  tally.record(2, 3);
  tally.record(5, 40);
  tally.record_missing(7);
  weighted_tally expected{cx::one_to_five};
  for (int i = 0; i < 3; ++i) expected.record(2, sampling_weight{1});
  for (int i = 0; i < 40; ++i) expected.record(5, sampling_weight{1});
  expected.record_missing(7);
  CHECK(weighted_tally{tally} == expected);
  CHECK(expected.unweighted() == tally);
}

TEST_CASE("a weighted tally goes out as counters and comes in again", "[weighted_tally]") {
  const weighted_tally tally = tally_of({{10, 1.0 / 3}, {7, 1e-9}, {7, 12345.678}});
  CHECK(weighted_tally{cx::zero_to_ten, tally.counters()} == tally);

  cx::weighted_counters wrong = tally.counters();
  wrong.answers.count[7] = 0;
  CHECK_THROWS_AS((weighted_tally{cx::zero_to_ten, wrong}), std::invalid_argument);
  CHECK_THROWS_AS((weighted_tally{cx::one_to_five, tally.counters()}), std::invalid_argument);
}

TEST_CASE("weighted tallies of different scales do not add up", "[weighted_tally]") {
  weighted_tally tally{cx::zero_to_ten};
  CHECK_THROWS_AS(tally += weighted_tally{cx::one_to_five}, std::invalid_argument);
  CHECK_THROWS_AS(tally -= weighted_tally{cx::one_to_five}, std::invalid_argument);
}

TEST_CASE("only a part can be taken out of a weighted tally", "[weighted_tally]") {
  weighted_tally tally = tally_of({{10, 2}, {9, 1}});
  const weighted_tally before = tally;
  CHECK_THROWS_AS(tally -= tally_of({{10, 2.5}}), std::invalid_argument);
  CHECK_THROWS_AS(tally -= tally_of({{10, 1.5}}), std::invalid_argument);
  CHECK_THROWS_AS(tally -= tally_of({{8, 0}}), std::invalid_argument);
  CHECK(tally == before);
}

TEST_CASE("a weighted tally of the whole is the merge of its parts, bit for bit", "[weighted_tally]") {
  const bool holds = rc::check([] {
    const auto answers = *any_answers();
    const auto cut = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, answers.size() + 1));
    const std::vector<answer> first(answers.begin(), answers.begin() + cut);
    const std::vector<answer> second(answers.begin() + cut, answers.end());
    std::vector<answer> reversed(answers.rbegin(), answers.rend());
    const weighted_tally whole = tally_of(answers);
    const weighted_tally empty{cx::zero_to_ten};
    RC_ASSERT(tally_of(first) + tally_of(second) == whole);
    RC_ASSERT(tally_of(second) + tally_of(first) == whole);
    RC_ASSERT(tally_of(reversed) == whole);
    RC_ASSERT(whole + empty == whole);
    RC_ASSERT(empty + whole == whole);
    RC_ASSERT(whole - tally_of(first) == tally_of(second));
    RC_ASSERT(whole - whole == empty);
  });
  CHECK(holds);
}

TEST_CASE("answers of weight 0 are counted apart, merged and taken away", "[weighted_tally]") {
  const weighted_tally some = tally_of({{10, 0}, {3, 0}, {3, 1}});
  const weighted_tally more = tally_of({{10, 0}});
  CHECK((some + more).weightless() == 3);
  CHECK((some + more).answered() == 1);
  CHECK((some + more) - more == some);
  CHECK_THROWS_AS(more - some, std::invalid_argument);
  CHECK(weighted_tally(some.scale(), some.counters()) == some);
  CHECK_THROWS_AS(tally_of({{11, 0}}), std::out_of_range);
}

}  // namespace tests_of_weighted_tally
