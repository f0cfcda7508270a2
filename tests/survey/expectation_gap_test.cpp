// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/survey/expectation_gap.hpp>
#include <cxmetrics/survey/paired_tally.hpp>

#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_expectation_gap {
namespace cx = cxmetrics;

namespace {

using answers = std::vector<std::optional<int>>;

const std::vector<cx::gap_item> four_items{{"item1", 0, 4, "tangible", 40},
                                           {"item2", 1, 5, "tangible", 30},
                                           {"item3", 2, 6, "empathy", 20},
                                           {"item4", 3, 7, "empathy", 10}};

cx::answer_sheets four_answers() {
  cx::answer_sheets result{std::vector<cx::scale>(8, cx::one_to_seven)};
  for (const auto& row : cx::tests::golden("expectation_gap_answers.csv")) {
    answers sheet;
    for (const char* column : {"p1", "p2", "p3", "p4", "e1", "e2", "e3", "e4"}) {
      const std::string& text = row.text(column);
      sheet.push_back(text.empty() ? std::nullopt : std::optional(std::stoi(text)));
    }
    result.record(sheet);
  }
  return result;
}

const cx::gap& gap_named(const cx::expectation_gaps& gaps, const std::string& name) {
  for (const cx::gap& each : gaps.items) {
    if (each.name == name) return each;
  }
  for (const cx::gap& each : gaps.dimensions) {
    if (each.name == name) return each;
  }
  REQUIRE(gaps.total.name == name);
  return gaps.total;
}

cx::answer_sheets of_two(cx::scale perception, cx::scale expectation, const std::vector<answers>& people) {
  cx::answer_sheets result{{perception, expectation}};
  for (const answers& each : people) result.record(each);
  return result;
}

}  // namespace

TEST_CASE("gaps of items, dimensions and all together are those of R's paired t test", "[expectation_gap]") {
  const cx::tests::golden figures("expectation_gap.csv");
  REQUIRE(figures.size() == 14);
  const cx::answer_sheets people = four_answers();
  for (const auto& row : figures) {
    cx::estimate_options options;
    options.level = row.number("conf");
    const cx::expectation_gaps gaps = cx::gaps_of(four_items, people, options);
    const cx::gap& found = gap_named(gaps, row.text("name"));
    CAPTURE(row.text("name"), row.text("conf"));
    CHECK(found.people == row.count("people"));
    CHECK(found.left_out == row.count("left_out"));
    CHECK(found.value.value == Approx(row.number("gap")).epsilon(1e-10));
    CHECK(found.value.ci.low == Approx(row.number("lo")).epsilon(1e-10));
    CHECK(found.value.ci.high == Approx(row.number("hi")).epsilon(1e-10));
    CHECK(found.value.p_value == Approx(row.number("p_value")).epsilon(1e-8));
    CHECK(found.perception.value == Approx(row.number("perception")).epsilon(1e-10));
    CHECK(found.expectation.value == Approx(row.number("expectation")).epsilon(1e-10));
    CHECK(found.value.method == cx::comparison_method::paired_t);
    CHECK(gaps.unit == cx::gap_unit::scale_points);
  }
}

TEST_CASE("the gap of an item is the paired comparison of the two answers", "[expectation_gap]") {
  const cx::answer_sheets people = four_answers();
  cx::paired_tally pairs{cx::one_to_seven};
  for (const auto& [places, times] : people.sheets()) {
    if (!cx::answer_sheets::is_score(places[0]) || !cx::answer_sheets::is_score(places[4])) continue;
    pairs.record(1 + places[4], 1 + places[0], times);
  }
  for (const cx::interval_method method : {cx::interval_method::student_t, cx::interval_method::score}) {
    cx::estimate_options options;
    options.method = method;
    const cx::difference expected = cx::compare(cx::mean_score(cx::one_to_seven), pairs, options);
    const cx::gap found = cx::gaps_of(four_items, people, options).items[0];
    CHECK(found.value.value == Approx(expected.value).epsilon(1e-12));
    CHECK(found.value.p_value == Approx(expected.p_value).epsilon(1e-9));
    CHECK(found.value.ci.low == Approx(expected.ci.low).epsilon(1e-9));
    CHECK(found.value.ci.high == Approx(expected.ci.high).epsilon(1e-9));
  }
}

TEST_CASE("the pain point has the gap that is lowest when weighted", "[expectation_gap]") {
  const cx::expectation_gaps gaps = cx::gaps_of(four_items, four_answers());
  REQUIRE(gaps.pain_point);
  double worst = 0;
  for (const cx::gap& each : gaps.items) worst = std::min(worst, each.value.value * each.importance);
  const cx::gap& pain = gaps.items[*gaps.pain_point];
  CHECK(pain.value.value * pain.importance == worst);
  CHECK(gaps.dimensions.size() == 2);
  CHECK(gaps.dimensions[0].name == "tangible");
  CHECK(gaps.dimensions[0].importance == 70);
  CHECK(gaps.total.importance == 100);
  // The smaller gap weighs more: -1 times 3 against -2 times 1.
  cx::answer_sheets people{std::vector<cx::scale>(4, cx::one_to_five)};
  people.record(std::vector<std::optional<int>>{2, 3, 4, 4}, 10);
  CHECK(cx::gaps_of({{"speed", 0, 2, "", 1}, {"price", 1, 3, "", 3}}, people).pain_point == 1);
  CHECK(cx::gaps_of({{"speed", 0, 2}, {"price", 1, 3}}, people).pain_point == 0);
  const cx::expectation_gaps above =
      cx::gaps_of({{"speed", 0, 1}}, of_two(cx::one_to_five, cx::one_to_five, {{5, 4}, {5, 5}}));
  CHECK_FALSE(above.pain_point);
  CHECK(above.dimensions.empty());
  CHECK(above.total.value.value == above.items[0].value.value);
}

TEST_CASE("scales of different length meet in per cent of maximum", "[expectation_gap]") {
  const cx::expectation_gaps gaps =
      cx::gaps_of({{"speed", 0, 1}},
                  of_two(cx::one_to_five, cx::one_to_seven, {{5, 7}, {3, 7}, {1, 4}, {2, std::nullopt}}));
  CHECK(gaps.unit == cx::gap_unit::percent_of_maximum);
  CHECK(gaps.items[0].people == 3);
  CHECK(gaps.items[0].left_out == 1);
  CHECK(gaps.items[0].perception.value == Approx(50));
  CHECK(gaps.items[0].expectation.value == Approx(250.0 / 3));
  CHECK(gaps.items[0].value.value == Approx(50 - 250.0 / 3));
  CHECK(gaps.items[0].value.unit == cx::unit::percent);
}

TEST_CASE("people who all have the same gap, and nobody, leave it open", "[expectation_gap]") {
  const cx::gap same =
      cx::gaps_of({{"speed", 0, 1}}, of_two(cx::one_to_five, cx::one_to_five, {{3, 4}, {4, 5}, {2, 3}}))
          .items[0];
  CHECK(same.value.value == -1);
  CHECK(same.value.method == cx::comparison_method::paired_score);
  CHECK(same.value.ci.width() > 0.5);
  const cx::gap nobody =
      cx::gaps_of({{"speed", 0, 1}}, of_two(cx::one_to_five, cx::one_to_five, {{3, std::nullopt}})).items[0];
  CHECK(std::isnan(nobody.value.value));
  CHECK(nobody.value.ci == cx::interval{-4, 4});
  CHECK(nobody.people == 0);
}

TEST_CASE("gaps of nothing are refused", "[expectation_gap]") {
  const cx::answer_sheets people = four_answers();
  CHECK_THROWS_AS(cx::gaps_of({}, people), std::invalid_argument);
  CHECK_THROWS_WITH(cx::gaps_of({{"speed", 0, 8}}, people), "there is no question 9 of 8");
  CHECK_THROWS_WITH(cx::gaps_of({{"speed", 0, 1, "", -1}}, people),
                    "the importance of item speed is -1, not 0 or a number above it");
  CHECK_THROWS_WITH(cx::gaps_of({{"speed", 0, 1, "", 0}}, people),
                    "the importances of all items sum to 0, not to a number above 0");
  cx::estimate_options wrong;
  wrong.method = cx::interval_method::wilson;
  CHECK_THROWS_AS(cx::gaps_of(four_items, people, wrong), std::invalid_argument);
}

}  // namespace tests_of_expectation_gap
