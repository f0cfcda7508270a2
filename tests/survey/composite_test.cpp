// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/in_range.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/composite.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_composite {
namespace cx = cxmetrics;
using cx::missing_items;

namespace {

using answers = std::vector<std::optional<int>>;

cx::answer_sheets sheets(const std::vector<answers>& people, cx::scale scale = cx::one_to_five) {
  cx::answer_sheets result{std::vector<cx::scale>(people.at(0).size(), scale)};
  for (const answers& each : people) result.record(each);
  return result;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ';');) parts.push_back(part);
  return parts;
}

// Passengers asked at San Francisco airport; 0 and 6 are no answers.
cx::answer_sheets airport(const std::vector<std::string>& items) {
  cx::answer_sheets result{std::vector<cx::scale>(items.size(), cx::one_to_five)};
  for (const auto& row :
       cx::tests::golden(std::ifstream(CXMETRICS_TEST_DATA "/../../examples/data/airport.csv"))) {
    answers sheet;
    for (const std::string& item : items) {
      const int score = std::stoi(row.text(item));
      sheet.push_back(cx::one_to_five.contains(score) ? std::optional(score) : std::nullopt);
    }
    result.record(sheet);
  }
  return result;
}

cx::composite index_of(const std::vector<double>& weights, const cx::metric& metric,
                       missing_items missing = missing_items::drop_respondent) {
  std::vector<cx::composite_item> items;
  for (const double weight : weights)
    items.push_back({"item " + std::to_string(items.size() + 1), metric, weight});
  return cx::composite{items, missing};
}

}  // namespace

TEST_CASE("indexes of a real survey, and their alpha, are those of R", "[composite]") {
  const cx::tests::golden figures("composite.csv");
  REQUIRE(figures.size() == 24);
  for (const auto& row : figures) {
    const cx::answer_sheets people = airport(split(row.text("items")));
    const cx::composite index = index_of(row.numbers("weights"), cx::percent_of_maximum(cx::one_to_five),
                                         cx::missing_items_named(row.text("policy")));
    cx::estimate_options options;
    options.level = row.number("conf");
    const cx::index_result found = cx::index_of(index, people, options);
    CAPTURE(row.text("items"), row.text("policy"), row.text("weights"));
    CHECK(found.value.n == row.count("n"));
    CHECK(found.left_out == row.count("left_out"));
    CHECK(found.reweighted == row.count("reweighted"));
    CHECK(found.value.value == Approx(row.number("mean")).epsilon(1e-12));
    CHECK(found.value.standard_error == Approx(row.number("se")).epsilon(1e-11));
    CHECK(found.value.ci.low == Approx(row.number("lo")).epsilon(1e-11));
    CHECK(found.value.ci.high == Approx(row.number("hi")).epsilon(1e-11));
    const cx::reliability alpha = cx::cronbach_alpha(index, people, options.level);
    CHECK(alpha.n == row.count("alpha_n"));
    CHECK(alpha.alpha == Approx(row.number("alpha")).epsilon(1e-11));
    CHECK(alpha.ci.low == Approx(row.number("alpha_lo")).epsilon(1e-10));
    CHECK(alpha.ci.high == Approx(row.number("alpha_hi")).epsilon(1e-10));
  }
}

TEST_CASE("an index knows how the answers of a person go together", "[composite]") {
  const cx::composite index = index_of({0.5, 0.5}, cx::percent_of_maximum(cx::one_to_five));
  // The same answers to each question: once people agree with themselves, once not.
  const cx::answer_sheets alike = sheets({{1, 1}, {5, 5}, {1, 1}, {5, 5}});
  const cx::answer_sheets opposite = sheets({{1, 5}, {5, 1}, {1, 5}, {5, 1}});
  CHECK(cx::index_of(index, alike).value.value == 50);
  CHECK(cx::index_of(index, opposite).value.value == 50);
  CHECK(cx::index_of(index, alike).value.standard_error > 25);
  CHECK(cx::index_of(index, opposite).value.standard_error == 0);
  const std::vector<cx::tally> tallies{alike.of_item(0), alike.of_item(1)};
  const cx::estimate from_tallies = cx::index_of(index, tallies);
  CHECK(from_tallies.value == 50);
  CHECK(from_tallies.n == 4);
  CHECK_FALSE(from_tallies.ci.exists());
  CHECK(from_tallies.method == cx::interval_method::none);
  CHECK(std::isnan(from_tallies.standard_error));
}

TEST_CASE("an item of weight 0 that nobody answered takes nothing from an index of tallies", "[composite]") {
  const cx::composite index = index_of({1, 0}, cx::mean_score(cx::one_to_five));
  std::vector<cx::tally> tallies(2, cx::tally{cx::one_to_five});
  tallies[0].record(4, 10);
  const cx::estimate found = cx::index_of(index, tallies);
  CHECK(found.value == 4);
  CHECK(found.n == 10);
}

TEST_CASE("people who agree in the index show no spread that rounding made", "[composite]") {
  const cx::composite index = index_of({0.1, 0.2, 0.3, 0.4}, cx::percent_of_maximum(cx::one_to_seven));
  // 0.1 + 0.4 = 0.2 + 0.3, though not always in doubles.
  const cx::answer_sheets people = sheets({{6, 2, 2, 6}, {2, 6, 6, 2}, {6, 2, 2, 6}}, cx::one_to_seven);
  const cx::estimate found = cx::index_of(index, people).value;
  CHECK(found.standard_error == 0);
  CHECK(found.ci.width() > 10);
  CHECK(found.method == cx::interval_method::score);
}

TEST_CASE("who did not answer all is left out, or the weights are raised", "[composite]") {
  const cx::answer_sheets people = sheets({{5, 1, 1},
                                           {5, std::nullopt, 1},
                                           {std::nullopt, std::nullopt, std::nullopt},
                                           {std::nullopt, cx::answer_sheets::off_scale, 5}});
  const cx::metric mean = cx::mean_score(cx::one_to_five);
  const cx::index_result dropped = cx::index_of(index_of({0.5, 0.3, 0.2}, mean), people);
  CHECK(dropped.value.n == 1);
  CHECK(dropped.value.value == Approx(3));
  CHECK(dropped.left_out == 3);
  const cx::index_result raised =
      cx::index_of(index_of({0.5, 0.3, 0.2}, mean, missing_items::reweight), people);
  CHECK(raised.value.n == 3);
  CHECK(raised.reweighted == 2);
  CHECK(raised.left_out == 1);
  CHECK(raised.value.value == Approx((3 + (0.5 * 5 + 0.2 * 1) / 0.7 + 5) / 3));
  CHECK(cx::missing_items_named("Drop Respondent") == missing_items::drop_respondent);
  CHECK_THROWS_WITH(cx::missing_items_named("ignore"),
                    "there is no policy for missing items 'ignore'; there are: drop-respondent, reweight");
}

TEST_CASE("presets are what they are described as", "[composite]") {
  const cx::composite net = cx::effectiveness_ease_emotion();
  CHECK(net.range() == cx::interval{-100, 100});
  CHECK(net.what().unit == cx::unit::points);
  const cx::answer_sheets five = sheets({{5, 4, 3}, {1, 2, 4}});
  // Net scores of 0, 0 and 50.
  CHECK(cx::index_of(net, five).value.value == Approx(50.0 / 3));
  const cx::composite ideal = cx::satisfaction_expectation_ideal();
  // Published for such questions as (mean - 1) / 9 x 100.
  CHECK(cx::index_of(ideal, sheets({{10, 8, 9}, {7, 5, 6}}, {1, 10})).value.value ==
        Approx((7.5 - 1) / 9 * 100));
  CHECK(cx::band_of(54.9, cx::customary_bands()) == "very poor");
  CHECK(cx::band_of(85, cx::customary_bands()) == "excellent");
  CHECK(cx::band_of(-1, cx::customary_bands()).empty());
  CHECK(cx::band_of(std::numeric_limits<double>::quiet_NaN(), cx::customary_bands()).empty());
  const std::vector<cx::index_band> own{{40, "good"}, {0, "bad"}};
  CHECK(cx::band_of(39, own) == "bad");
  CHECK(cx::band_of(40, own) == "good");
}

TEST_CASE("weights have to sum to 1, and items to be of one kind", "[composite]") {
  const cx::metric pomp = cx::percent_of_maximum(cx::one_to_five);
  CHECK_THROWS_WITH(index_of({0.5, 0.4}, pomp), "the weights of an index sum to 0.9, not to 1");
  CHECK_THROWS_AS(index_of({1.5, -0.5}, pomp), std::invalid_argument);
  CHECK_THROWS_AS(index_of({}, pomp), std::invalid_argument);
  CHECK_THROWS_AS(cx::composite({{"a", pomp, 0.5}, {"b", cx::mean_score(cx::one_to_five), 0.5}}),
                  std::invalid_argument);
  CHECK_NOTHROW(index_of({0.1, 0.2, 0.3, 0.4}, pomp));
  CHECK_THROWS_WITH(cx::index_of(index_of({1}, pomp), sheets({{1, 1}})),
                    "an index of 1 items, but 2 questions");
  CHECK_THROWS_WITH(cx::index_of(index_of({1}, pomp), sheets({{1}}, cx::one_to_seven)),
                    "item item 1 is on the scale 1 to 5, its answers on 1 to 7");
}

TEST_CASE("alpha is 1 for people who agree with themselves, and nothing where there is nothing",
          "[composite]") {
  const cx::composite index = index_of({0.5, 0.5}, cx::mean_score(cx::one_to_five));
  CHECK(cx::cronbach_alpha(index, sheets({{1, 1}, {3, 3}, {5, 5}})).alpha == Approx(1));
  // By hand: both items have the variance 1, and their sums, 4, 7 and 7, the variance 3.
  const cx::reliability by_hand = cx::cronbach_alpha(index, sheets({{2, 2}, {3, 4}, {4, 3}}));
  CHECK(by_hand.alpha == Approx(2.0 / 3));
  CHECK(by_hand.ci.contains(by_hand.alpha));
  for (const cx::answer_sheets& none :
       {sheets({{1, 1}}), sheets({{2, 2}, {2, 2}}), sheets({{1, 2}, {2, 1}})}) {
    const cx::reliability alpha = cx::cronbach_alpha(index, none);
    CHECK(std::isnan(alpha.alpha));
    CHECK_FALSE(alpha.ci.exists());
  }
}

TEST_CASE("an index lies within its range, and so does its interval", "[composite]") {
  cx::tests::check_law("range", [] {
    const auto missing = *rc::gen::element(missing_items::drop_respondent, missing_items::reweight);
    const cx::composite index = index_of({0.25, 0.25, 0.5}, cx::net_score(cx::one_to_five, 2, 4), missing);
    cx::answer_sheets people{std::vector<cx::scale>(3, cx::one_to_five)};
    const int count = cx::tests::in_range(0, 8);
    for (int i = 0; i < count; ++i) {
      answers sheet;
      for (int item = 0; item < 3; ++item) {
        const int score = cx::tests::in_range(0, 6);
        sheet.push_back(score == 0 ? std::nullopt : std::optional(score));
      }
      people.record(sheet, cx::tests::in_range<std::uint64_t>(1, 1000));
    }
    const cx::index_result found = cx::index_of(index, people);
    RC_ASSERT(found.value.n + found.left_out == people.people());
    RC_ASSERT(found.value.ci.low >= -100);
    RC_ASSERT(found.value.ci.high <= 100);
    RC_ASSERT(found.value.n == 0 || found.value.ci.contains(found.value.value));
    // The index of complete sheets is the weighted sum of the items' metrics.
    if (people.complete() == people.people() && people.people() > 0) {
      const std::vector<cx::tally> tallies{people.of_item(0), people.of_item(1), people.of_item(2)};
      RC_ASSERT(std::abs(cx::index_of(index, tallies).value - found.value.value) < 1e-10);
    }
  });
}

}  // namespace tests_of_composite
