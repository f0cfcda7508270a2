// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/rake.hpp>

#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace tests_of_rake {
namespace cx = cxmetrics;
using cx::tests::WithinRel;

namespace {

// Four cells: a table of two rows and two columns.
const std::vector<double> weights{40, 30, 35, 50};
const std::vector<std::size_t> rows{0, 0, 1, 1};
const std::vector<std::size_t> columns{0, 1, 0, 1};

double raked_weight(const cx::raking& raking, std::size_t cell) {
  return weights[cell] * raking.factor[cell];
}

}  // namespace

TEST_CASE("one margin is met in one round: post-stratification", "[rake]") {
  const std::vector<cx::known_margin> margins{{rows, {210, 170}}};
  const cx::raking raking = cx::rake(weights, margins);
  CHECK(raking.converged);
  CHECK(raking.rounds == 1);
  CHECK(raking.factor == std::vector<double>{3, 3, 2, 2});
  CHECK(raking.held == 0);
}

TEST_CASE("without margins nothing is moved", "[rake]") {
  const cx::raking raking = cx::rake(weights, {});
  CHECK(raking.converged);
  CHECK(raking.rounds == 0);
  CHECK(raking.factor == std::vector<double>{1, 1, 1, 1});
}

TEST_CASE("raking meets two margins and keeps the odds ratio of the table", "[rake]") {
  const std::vector<cx::known_margin> margins{{rows, {300, 700}}, {columns, {450, 550}}};
  const cx::raking raking = cx::rake(weights, margins);
  REQUIRE(raking.converged);
  CHECK(raking.gap <= 1e-10);
  CHECK_THAT(raked_weight(raking, 0) + raked_weight(raking, 1), WithinRel(300, 1e-9));
  CHECK_THAT(raked_weight(raking, 2) + raked_weight(raking, 3), WithinRel(700, 1e-9));
  CHECK_THAT(raked_weight(raking, 0) + raked_weight(raking, 2), WithinRel(450, 1e-9));
  CHECK_THAT(raked_weight(raking, 1) + raked_weight(raking, 3), WithinRel(550, 1e-9));
  CHECK_THAT(raking.factor[0] * raking.factor[3], WithinRel(raking.factor[1] * raking.factor[2], 1e-12));
}

TEST_CASE("a group that the population does not have gets no weight", "[rake]") {
  const std::vector<double> cells{40, 30, 35, 50, 10, 70};
  const std::vector<std::size_t> thirds{0, 0, 1, 1, 2, 2};
  const std::vector<std::size_t> halves{0, 1, 0, 1, 0, 1};
  const std::vector<cx::known_margin> margins{{thirds, {0, 60, 40}}, {halves, {35, 65}}};
  const cx::raking raking = cx::rake(cells, margins);
  REQUIRE(raking.converged);
  CHECK(raking.rounds > 1);
  CHECK(raking.factor[0] == 0);
  CHECK(raking.factor[1] == 0);
  CHECK_THAT(35 * raking.factor[2] + 50 * raking.factor[3], WithinRel(60.0, 1e-9));
}

TEST_CASE("margins that contradict each other are reported, not met", "[rake]") {
  // Everybody in row 0 is in column 0 and the other way round, but the totals differ.
  const std::vector<double> diagonal{10, 10};
  const std::vector<cx::known_margin> margins{{{0, 1}, {50, 50}}, {{0, 1}, {40, 60}}};
  const cx::raking raking = cx::rake(diagonal, margins, {.max_rounds = 20});
  CHECK_FALSE(raking.converged);
  CHECK(raking.rounds == 20);
  CHECK(raking.gap > 0.1);
}

TEST_CASE("trimmed factors stay within their bounds and still meet the margins", "[rake]") {
  const std::vector<double> cells{10, 10, 10, 10, 10, 10};
  const std::vector<std::size_t> thirds{0, 0, 1, 1, 2, 2};
  const std::vector<std::size_t> halves{0, 1, 0, 1, 0, 1};
  const std::vector<cx::known_margin> margins{{thirds, {100, 250, 250}}, {halves, {370, 230}}};
  const cx::raking untrimmed = cx::rake(cells, margins);
  REQUIRE(untrimmed.converged);
  CHECK(untrimmed.factor[2] > 15.4);
  CHECK(untrimmed.factor[0] < 6.2);

  // Two cells are held at 1.5 times the average of 10; the totals then leave no choice for the others.
  const cx::raking trimmed = cx::rake(cells, margins, {.least_factor = 0.25, .greatest_factor = 1.5});
  REQUIRE(trimmed.converged);
  CHECK(trimmed.held == 2);
  const std::vector<double> expected{7, 3, 15, 10, 15, 10};
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    CHECK_THAT(trimmed.factor[cell], WithinRel(expected[cell], 1e-9));
  }
}

TEST_CASE("a lower bound alone moves the others down", "[rake]") {
  const std::vector<double> cells{10, 10, 10, 10, 10, 10};
  const std::vector<std::size_t> thirds{0, 0, 1, 1, 2, 2};
  const std::vector<std::size_t> halves{0, 1, 0, 1, 0, 1};
  const std::vector<cx::known_margin> margins{{thirds, {100, 250, 250}}, {halves, {370, 230}}};
  const cx::raking trimmed = cx::rake(cells, margins, {.least_factor = 0.5});
  REQUIRE(trimmed.converged);
  CHECK(trimmed.held == 1);
  const std::vector<double> expected{5, 5, 16, 9, 16, 9};
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    CHECK_THAT(trimmed.factor[cell], WithinRel(expected[cell], 1e-9));
  }
}

TEST_CASE("bounds that are too tight are reported with what was reached", "[rake]") {
  const std::vector<cx::known_margin> margins{{rows, {100, 900}}};
  const cx::raking raking =
      cx::rake(weights, margins, {.max_rounds = 5, .least_factor = 0.5, .greatest_factor = 1.5});
  CHECK_FALSE(raking.converged);
  CHECK(raking.held == 4);
  const double average = 1000.0 / 155;
  CHECK_THAT(raking.factor[0], WithinRel(0.5 * average, 1e-12));
  CHECK_THAT(raking.factor[3], WithinRel(1.5 * average, 1e-12));
}

TEST_CASE("what cannot be raked is refused", "[rake]") {
  const auto rake = [](const cx::known_margin& margin, const cx::raking_options& options = {}) {
    return cx::rake(weights, std::vector{cx::known_margin{rows, {1, 1}}, margin}, options);
  };
  CHECK_THROWS_AS(rake({columns, {-1, 3}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({columns, {std::numeric_limits<double>::quiet_NaN(), 1}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({columns, {1, 2}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({columns, {1, 0.5, 0.5}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({{0, 1}, {1, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({{0, 1, 2, 1}, {1, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(rake({columns, {1, 1}}, {.least_factor = 1.1}), std::invalid_argument);
  CHECK_THROWS_AS(rake({columns, {1, 1}}, {.greatest_factor = 0.9}), std::invalid_argument);
}

TEST_CASE("raking a full table converges whatever the weights and totals", "[rake]") {
  const bool holds = rc::check([] {
    const auto positive = rc::gen::map(rc::gen::inRange(1, 10000), [](int i) { return i / 7.0; });
    const auto cells = *rc::gen::container<std::vector<double>>(12, positive);
    auto three = *rc::gen::container<std::vector<double>>(3, positive);
    auto four = *rc::gen::container<std::vector<double>>(4, positive);
    const double population = std::accumulate(three.begin(), three.end(), 0.0);
    const double other = std::accumulate(four.begin(), four.end(), 0.0);
    for (double& total : four) total *= population / other;
    cx::known_margin row{{}, three};
    cx::known_margin column{{}, four};
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      row.group.push_back(cell / 4);
      column.group.push_back(cell % 4);
    }
    const cx::raking raking = cx::rake(cells, std::vector{row, column}, {.max_rounds = 10000});
    RC_ASSERT(raking.converged);
    std::vector<double> sums(3);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      sums[row.group[cell]] += cells[cell] * raking.factor[cell];
    }
    for (std::size_t i = 0; i < sums.size(); ++i) RC_ASSERT(std::abs(sums[i] / three[i] - 1) < 1e-9);
  });
  CHECK(holds);
}

TEST_CASE("weights below 0, and what is no number, are not raked", "[rake]") {
  const std::vector margins{cx::known_margin{{0, 1}, {3, 4}}};
  for (const double wrong : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(cx::rake(std::vector{1.0, wrong}, margins), std::invalid_argument);
  }
  CHECK_THROWS_AS(cx::rake(std::vector{1.0, 1.0}, margins, {.tolerance = std::nan("")}),
                  std::invalid_argument);
}

}  // namespace tests_of_rake
