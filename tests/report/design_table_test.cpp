// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/design_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_design_table {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using namespace std::chrono_literals;
using meaning = cx::column_meaning;

namespace {

const cx::period march = cx::month_of(2024y / 3 / 1);

// Segment, month and day, of which days were drawn.
cx::keyed_design<std::string, cx::period, int> sample() {
  cx::breakdown<cx::weighted_tally, std::string, cx::period, int> by{cx::weighted_tally{cx::zero_to_ten}};
  std::mt19937 random(3);
  for (const std::string segment : {"a", "b"}) {
    for (const cx::period& month : {march, cx::next(march)}) {
      for (int answer = 0; answer < 60; ++answer) {
        const double weight = 0.5 + static_cast<double>(random() % 8) / 4;
        by[{segment, month, static_cast<int>(random() % 12)}].record(static_cast<int>(random() % 11),
                                                                     cx::sampling_weight{weight});
      }
    }
  }
  return cx::design_of(by).clusters<2>();
}

}  // namespace

TEST_CASE("a sample survey makes a table with a row for each domain", "[design_table]") {
  const auto everybody = sample();
  const cx::table table = cx::make_table<0, 1>(cx::nps, everybody, {"segment", "period"});
  REQUIRE(table.rows.size() == 4);
  CHECK(key_of(table, table.rows[1]) == std::vector<std::string>{"a", "2024-04"});
  const auto domain = everybody.only<0, 1>({"a", cx::next(march)});
  CHECK(table.rows[1].result().value == cx::nps(domain).value);
  CHECK(table.rows[1].result().standard_error == cx::nps(domain).standard_error);
  CHECK(table.rows[1].result().n == 60);
  CHECK(table.total->result().standard_error == cx::nps(everybody).standard_error);
  REQUIRE(table.margins.size() == 2);
  CHECK(table.margins[0].rows[1].result().ci == cx::nps(everybody.only<0>("b")).ci);
  CHECK(table.margins[1].rows[0].result().ci == cx::nps(everybody.only<1>(march)).ci);
}

TEST_CASE("shares are those of the design, with its known margins", "[design_table]") {
  const auto raked = sample().margin<0>({{"a", 900}, {"b", 100}});
  const cx::table table = cx::make_table<0, 1>(cx::nps, raked, {"segment", "period"});
  CHECK(table.weighted);
  const auto adds_up = [&](const cx::table_row& row) {
    double value = 0;
    for (std::size_t score = 0; score < table.scores.size(); ++score)
      value += table.scores[score].worth * row.weighted_shares.at(score);
    CHECK_THAT(value, WithinAbs(row.result().value, 1e-9));
  };
  adds_up(*table.total);
  for (const cx::table_row& row : table.rows) adds_up(row);
}

TEST_CASE("domains are compared within their design, and marking keeps that", "[design_table]") {
  const auto everybody = sample();
  cx::table table = cx::make_table<0, 1>(cx::nps, everybody, {"segment", "period"});
  cx::mark_significance(table, cx::adjustment::bonferroni);
  const auto now = everybody.only<0, 1>({"a", cx::next(march)});
  const cx::difference change = cx::compare(cx::nps, everybody.only<0, 1>({"a", march}), now);
  const cx::difference rest = cx::compare(cx::nps, everybody.only<0, 1>({"b", cx::next(march)}), now);
  const cx::row_comparison* marked = comparison_of(table, table.rows[1], meaning::change);
  REQUIRE(marked != nullptr);
  CHECK(marked->found.method == cx::comparison_method::design_t);
  CHECK(marked->found.p_value == change.p_value);
  CHECK(marked->adjusted_p_value == std::min(1.0, 2 * change.mark_p_value));
  CHECK(comparison_of(table, table.rows[1], meaning::against_rest)->found.p_value == rest.p_value);
  CHECK(comparison_of(table, table.rows[0], meaning::change) == nullptr);
  const cx::difference months =
      cx::compare(cx::nps, everybody.only<1>(march), everybody.only<1>(cx::next(march)));
  const cx::table& margin = table.margins[1];
  CHECK(comparison_of(margin, margin.rows[1], meaning::change)->found.p_value == months.p_value);
  CHECK(comparison_of(margin, margin.rows[1], meaning::against_rest) == nullptr);
}

TEST_CASE("a table of a sample survey refuses names that do not fit and a second population",
          "[design_table]") {
  const auto everybody = sample();
  CHECK_THROWS_AS((cx::make_table<0, 1>(cx::nps, everybody, {"segment"})), std::invalid_argument);
  CHECK_THROWS_AS((cx::make_table<0>(cx::nps, everybody, {"segment"}, {.population = 1000})),
                  std::invalid_argument);
  CHECK(cx::make_table(cx::nps, everybody).rows.empty());
}

}  // namespace tests_of_design_table
