// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/survey/csat.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace tests_of_csat {
namespace cx = cxmetrics;
using cx::tests::WithinRel;

TEST_CASE("CSAT is the share of 4 and 5", "[csat]") {
  const cx::estimate csat = cx::csat(std::vector<int>{5, 5, 4, 3, 1});
  CHECK(csat.value == 60);
  CHECK(csat.unit == cx::unit::percent);
  CHECK(csat.method == cx::interval_method::wilson);
  STATIC_REQUIRE(cx::csat.title() == "CSAT");
  STATIC_REQUIRE(cx::csat.scale() == cx::one_to_five);
}

TEST_CASE("a neutral answer counts in the base of CSAT", "[csat]") {
  // SimpleSat's example: 7 positive, 1 neutral and 2 negative answers are 70 %.
  cx::tally tally{cx::one_to_five};
  tally.record(5, 7);
  tally.record(3, 1);
  tally.record(1, 2);
  CHECK(cx::csat(tally).value == 70);
  CHECK(cx::net_satisfaction(tally).value == 50);
}

TEST_CASE("nobody satisfied is 0 per cent with an upper bound above 0", "[csat]") {
  const cx::estimate csat = cx::csat(std::vector<int>{1, 2, 3});
  CHECK(csat.value == 0);
  CHECK(csat.ci.low == 0);
  CHECK(csat.ci.high > 50);
}

TEST_CASE("everybody satisfied is 100 per cent with a lower bound below 100", "[csat]") {
  const cx::estimate csat = cx::csat(std::vector<int>{4, 5, 5});
  CHECK(csat.value == 100);
  CHECK(csat.ci.high == 100);
  CHECK(csat.ci.low < 50);
}

TEST_CASE("satisfaction can be read in four ways from the same answers", "[csat]") {
  const std::vector<int> scores{5, 4, 4, 3, 2, 1};
  CHECK(cx::csat(scores).value == 50);
  CHECK_THAT(cx::csat_mean(scores).value, WithinRel(19.0 / 6, 1e-15));
  CHECK_THAT(cx::csat_percent_of_maximum(scores).value, WithinRel(100 * (19.0 / 6 - 1) / 4, 1e-15));
  CHECK_THAT(cx::net_satisfaction(scores).value, WithinRel(100.0 / 6, 1e-15));
}

TEST_CASE("the percentage of the maximum is 0 where all are as unhappy as can be", "[csat]") {
  CHECK(cx::csat_percent_of_maximum(std::vector<int>{1, 1}).value == 0);
  CHECK(cx::csat_percent_of_maximum(std::vector<int>{5, 5}).value == 100);
  CHECK(cx::csat_percent_of_maximum(std::vector<int>{3}).value == 50);
}

TEST_CASE("CSAT of real surveys by period and segment agrees with pandas", "[csat][golden]") {
  const cx::tests::golden cells("csat_by_period.csv");
  REQUIRE(cells.size() > 200);
  for (const auto& cell : cells) {
    INFO(cell.text("dataset") << ' ' << cell.text("column") << ' ' << cell.text("cell"));
    cx::tally tally{cx::one_to_five};
    for (int score = 1; score <= 5; ++score) {
      tally.record(score, cell.count(std::string("c") + std::to_string(score)));
    }
    tally.record_missing(cell.count("missing"));
    CHECK(tally.answered() == cell.count("n"));
    CHECK(tally.count(4, 5) == cell.count("top2_box"));
    if (tally.answered() == 0) {
      CHECK(std::isnan(cx::csat(tally).value));
      continue;
    }
    CHECK_THAT(cx::csat(tally).value, WithinRel(cell.number("pct_top2_box"), 1e-12));
    CHECK_THAT(cx::csat_mean(tally).value, WithinRel(cell.number("mean"), 1e-12));
  }
}

}  // namespace tests_of_csat
