// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/in_range.hpp"
#include "support/laws.hpp"

#include <cxmetrics/journey/stages.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/survey/share.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_stages {
namespace cx = cxmetrics;
using archetype = cx::stage_archetype;

namespace {

using counts = std::vector<std::uint64_t>;

cx::stage_chain of_counts(const counts& reached) {
  return cx::stages_of(cx::five_a(), reached);
}

cx::answer_sheets nobody(std::size_t stages) {
  return cx::answer_sheets{std::vector<cx::scale>(stages, cx::no_or_yes)};
}

void add(cx::answer_sheets& to, const std::string& answers, std::uint64_t times) {
  std::vector<std::optional<int>> sheet;
  for (const char each : answers) sheet.push_back(each == '?' ? std::nullopt : std::optional(each - '0'));
  to.record(sheet, times);
}

}  // namespace

TEST_CASE("from counts, ratios are what is said of them, with Wilson's intervals", "[stages]") {
  const cx::stage_chain chain = of_counts({1000, 800, 400, 300, 150});
  CHECK(chain.stages[1].ratio.value == 80);
  CHECK(chain.stages[2].ratio.value == 50);
  CHECK(chain.stages[3].ratio.value == 75);
  CHECK(chain.stages[4].ratio.value == 50);
  CHECK(chain.stages[0].ratio.n == 0);
  CHECK(std::isnan(chain.stages[0].ratio.value));
  CHECK(chain.stages[3].ratio.method == cx::interval_method::wilson);
  const cx::interval wilson = cx::wilson(300, 1000);
  REQUIRE(chain.purchase_action);
  CHECK(chain.purchase_action->value == 30);
  CHECK(chain.purchase_action->ci.low == Approx(100 * wilson.low).epsilon(1e-12));
  CHECK(chain.purchase_action->ci.high == Approx(100 * wilson.high).epsilon(1e-12));
  REQUIRE(chain.brand_advocacy);
  CHECK(chain.brand_advocacy->value == 15);
  CHECK(chain.brand_advocacy->n == 1000);
  CHECK(chain.widest_gap == 2);
  CHECK(chain.archetype == archetype::funnel);
  for (const cx::stage& each : chain.stages) CHECK_FALSE(each.above_earlier);
}

TEST_CASE("counts of parts add up as tallies whose scores are the stages", "[stages]") {
  cx::tally north{cx::scale{1, 2}};
  north.record(1, 60);
  north.record(2, 20);
  cx::tally south = north;
  const cx::stage_chain chain = cx::stages_of({{"aware", "buys"}, 1}, north + south);
  CHECK(chain.stages[1].ratio.ci ==
        cx::stages_of({{"aware", "buys"}, 1}, counts{120, 40}).stages[1].ratio.ci);
}

TEST_CASE("a later stage above an earlier one is flagged and not clamped", "[stages]") {
  const cx::stage_chain chain = of_counts({1000, 300, 450, 200, 250});
  CHECK(chain.stages[2].ratio.value == 150);
  CHECK(chain.stages[2].above_earlier);
  CHECK_FALSE(chain.stages[2].ratio.ci.exists());
  CHECK(chain.stages[2].ratio.method == cx::interval_method::none);
  CHECK_FALSE(chain.stages[3].above_earlier);
  CHECK(chain.stages[4].above_earlier);
  CHECK(chain.stages[4].ratio.value == 125);
}

TEST_CASE("the archetype is that of the stage that rises most", "[stages]") {
  CHECK(of_counts({100, 80, 60, 40, 20}).archetype == archetype::funnel);
  CHECK(of_counts({100, 40, 70, 30, 20}).archetype == archetype::goldfish);
  CHECK(of_counts({100, 60, 20, 50, 20}).archetype == archetype::door_knob);
  CHECK(of_counts({100, 60, 30, 10, 40}).archetype == archetype::trumpet);
  CHECK(of_counts({100, 40, 44, 30, 60}).archetype == archetype::trumpet);
  CHECK(of_counts({100, 60, 30, 60, 100}).archetype == archetype::bow_tie);
  CHECK(of_counts({100, 60, 30, 0, 0}).archetype == std::nullopt);
  CHECK(cx::stages_of(cx::five_a_of_adoption(), counts{5, 4, 3, 2, 1}).archetype == std::nullopt);
  CHECK(cx::name_of(archetype::door_knob) == "door knob");
  CHECK(of_counts({100, 100, 100, 100, 100}).widest_gap == std::nullopt);
}

TEST_CASE("of people who skip no stage, ratios are shares", "[stages]") {
  cx::answer_sheets people = nobody(5);
  add(people, "00000", 50);
  add(people, "10000", 200);
  add(people, "11000", 400);
  add(people, "11100", 100);
  add(people, "11110", 150);
  add(people, "11111", 150);
  add(people, "111?1", 7);
  const cx::stage_chain chain = cx::stages_of(cx::five_a(), people);
  CHECK(chain.people == 1050);
  CHECK(chain.left_out == 7);
  CHECK(chain.stages[0].ratio.value == Approx(100.0 * 1000 / 1050).epsilon(1e-14));
  const cx::stage_chain counted = of_counts({1000, 800, 400, 300, 150});
  for (std::size_t place = 1; place < 5; ++place) {
    CHECK(chain.stages[place].ratio.value == counted.stages[place].ratio.value);
    CHECK(chain.stages[place].ratio.ci == counted.stages[place].ratio.ci);
    CHECK(chain.stages[place].ratio_from_first.ci == counted.stages[place].ratio_from_first.ci);
  }
}

// The interval of a ratio of two counts of the same people, by hand: with y and x who is at both stages, the variance of
// Σy / Σx is n / (n - 1) Σ(y - r x)² / (Σx)². Here r = 1.25, and n = 70 are at either stage: 20 at both, with
// (1 - r)² each, 20 at the earlier one only, with r², and 30 at the later one only, with 1; 20 + 20 = 40 and 50 in all.
TEST_CASE("of people who skipped a stage, the ratio knows that they are the same", "[stages]") {
  cx::answer_sheets people = nobody(2);
  add(people, "11", 20);
  add(people, "10", 20);
  add(people, "01", 30);
  add(people, "00", 100);
  const cx::stage_chain chain = cx::stages_of({{"ask", "act"}, 1}, people);
  const cx::estimate& ratio = chain.stages[1].ratio;
  CHECK(ratio.value == 125);
  CHECK(ratio.n == 40);
  CHECK(chain.stages[1].above_earlier);
  const double squares = 20 * 0.25 * 0.25 + 20 * 1.25 * 1.25 + 30;
  CHECK(ratio.standard_error == Approx(100 * std::sqrt(70.0 / 69 * squares) / 40).epsilon(1e-12));
  CHECK(ratio.method == cx::interval_method::student_t);
  CHECK(ratio.ci.high > 125);
  CHECK(ratio.ci.low < 125);
  CHECK(cx::interval_at(ratio, 0.5).width() < ratio.ci.width());
}

TEST_CASE("groups are compared whether or not somebody skipped a stage", "[stages]") {
  cx::answer_sheets north = nobody(2);
  add(north, "11", 80);
  add(north, "10", 20);
  cx::answer_sheets south = nobody(2);
  add(south, "11", 30);
  add(south, "10", 70);
  add(south, "01", 5);
  const cx::stage_list list{{"ask", "act"}, 1};
  const cx::estimate of_north = cx::stages_of(list, north).stages[1].ratio;
  const cx::estimate of_south = cx::stages_of(list, south).stages[1].ratio;
  const cx::difference change = cx::compare(of_north, of_south);
  CHECK(change.value == -45);
  CHECK(change.significant());
  const std::array parts{of_north, of_south};
  const std::optional<cx::estimate> all = cx::pooled(parts);
  REQUIRE(all);
  const cx::estimate counted = cx::stages_of(list, north + south).stages[1].ratio;
  CHECK(all->value == counted.value);
  CHECK(all->ci == counted.ci);
  CHECK(cx::rest_of(*all, of_north).ci == of_south.ci);
  CHECK_THROWS_AS(cx::rest_of(of_north, *all), std::invalid_argument);
}

TEST_CASE("the ratios of all stages but the first multiply to brand advocacy", "[stages]") {
  cx::tests::check_law("product of ratios", [] {
    cx::answer_sheets people = nobody(5);
    const int sheets = cx::tests::in_range(1, 12);
    add(people, "11111", 1);
    for (int i = 0; i < sheets; ++i) {
      std::string answers;
      for (int place = 0; place < 5; ++place) answers += cx::tests::in_range(0, 2) == 0 ? '0' : '1';
      add(people, answers, cx::tests::in_range<std::uint64_t>(0, 100));
    }
    const cx::stage_chain chain = cx::stages_of(cx::five_a(), people);
    double product = 100;
    double to_purchase = 100;
    for (std::size_t place = 1; place < 5; ++place) {
      product *= chain.stages[place].ratio.value / 100;
      if (place <= 3) to_purchase = product;
    }
    RC_ASSERT(std::abs(product - chain.brand_advocacy->value) <= 1e-12 * product);
    RC_ASSERT(std::abs(to_purchase - chain.purchase_action->value) <= 1e-12 * to_purchase);
    std::uint64_t least = chain.stages[0].reached;
    for (const cx::stage& each : chain.stages) {
      RC_ASSERT(each.above_earlier == (each.reached > least));
      RC_ASSERT(each.ratio.ci.contains(each.ratio.value));
      least = std::min(least, each.reached);
    }
  });
}

TEST_CASE("advocacy is what follows a purchase", "[stages]") {
  const counts reached{100, 40, 10};
  CHECK(cx::stages_of({{"aware", "buys", "advocates"}, 1}, reached).brand_advocacy->value == 10);
  const cx::stage_chain ends_so = cx::stages_of({{"saw", "tried", "bought"}, 2}, reached);
  CHECK(ends_so.purchase_action->value == 10);
  CHECK_FALSE(ends_so.brand_advocacy);
  const cx::stage_chain without = cx::stages_of({{"saw", "tried", "kept"}, {}}, reached);
  CHECK_FALSE(without.purchase_action);
  CHECK_FALSE(without.brand_advocacy);
}

TEST_CASE("nobody at a stage is nothing to measure, not 0", "[stages]") {
  const cx::stage_chain chain = cx::stages_of(cx::five_a(), nobody(5));
  for (const cx::stage& each : chain.stages) {
    CHECK(std::isnan(each.ratio.value));
    CHECK(each.ratio.n == 0);
  }
  CHECK_FALSE(chain.archetype);
  CHECK_FALSE(chain.widest_gap);
}

TEST_CASE("a ratio to nobody is nothing to measure, and not infinite", "[stages]") {
  const cx::stage_chain counted = of_counts({0, 0, 10, 5, 1});
  CHECK(counted.stages[2].above_earlier);
  cx::answer_sheets people = nobody(5);
  add(people, "00100", 5);
  add(people, "00110", 4);
  add(people, "00111", 1);
  for (const cx::stage_chain& chain : {counted, cx::stages_of(cx::five_a(), people)}) {
    for (const cx::estimate& ratio :
         {chain.stages[2].ratio, chain.stages[3].ratio_from_first, *chain.brand_advocacy}) {
      CHECK(std::isnan(ratio.value));
      CHECK(ratio.n == 0);
      CHECK(ratio.ci.low == 0);
      CHECK(std::isinf(ratio.ci.high));
    }
    CHECK(chain.stages[3].ratio.value == 50);
  }
}

TEST_CASE("a list of stages that fits nothing is refused", "[stages]") {
  CHECK_THROWS_WITH(of_counts({5, 4}), "5 stages, but figures of 2");
  CHECK_THROWS_AS(cx::stages_of({{"only"}, {}}, counts{5}), std::invalid_argument);
  CHECK_THROWS_AS(cx::stages_of({{"a", "b"}, 2}, counts{5, 4}), std::invalid_argument);
  CHECK_THROWS_WITH(cx::stages_of({{"a", "b"}, 0}, counts{5, 4}),
                    "the purchase is stage 1 of 2, not one of the second to the last");
  cx::estimate_options wrong;
  wrong.method = cx::interval_method::garwood;
  CHECK_THROWS_AS(cx::stages_of(cx::five_a(), counts{5, 4, 3, 2, 1}, wrong), std::invalid_argument);
}

}  // namespace tests_of_stages
