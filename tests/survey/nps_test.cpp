// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/survey/nps.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_nps {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("NPS is the share of promoters less the share of detractors", "[nps]") {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  const cx::estimate nps = cx::nps(scores);
  CHECK(nps.value == 25);
  CHECK(nps.n == 8);
  CHECK(nps.unit == cx::unit::points);
  CHECK(nps.method == cx::interval_method::score);
  CHECK_THAT(nps.ci.low, WithinAbs(-32.8, 0.05));
  CHECK_THAT(nps.ci.high, WithinAbs(68.3, 0.05));
}

TEST_CASE("NPS of records counts those who did not answer", "[nps]") {
  struct answer {
    std::string segment;
    std::optional<int> score;
  };
  const std::vector<answer> answers{{"a", 10}, {"b", std::nullopt}, {"a", 0}};
  const cx::tally tally = cx::tally_of(cx::zero_to_ten, answers, &answer::score);
  CHECK(tally.missing() == 1);
  CHECK(cx::nps(tally, {.level = 0.90}).level == 0.90);
  CHECK(cx::nps(answers, &answer::score).value == 0);
  CHECK(cx::nps(answers, &answer::score, {.level = 0.5}).level == 0.5);
}

TEST_CASE("without answers NPS is unknown and its interval is everything", "[nps]") {
  const cx::estimate nps = cx::nps(std::vector<int>{});
  CHECK(nps.n == 0);
  CHECK(std::isnan(nps.value));
  CHECK(nps.ci == cx::interval{-100, 100});
}

TEST_CASE("promoters are 9 and 10, detractors 0 to 6", "[nps]") {
  cx::tally tally{cx::zero_to_ten};
  for (int score = 0; score <= 10; ++score) tally.record(score, std::uint64_t{1} << score);
  const cx::promoter_counts people = cx::promoters_of(tally);
  CHECK(people.detractors == 127);
  CHECK(people.passives == 384);
  CHECK(people.promoters == 1536);
  CHECK(people.answered() == tally.answered());
  CHECK(people == cx::promoters_of(tally, cx::enps));
}

TEST_CASE("shares of promoters, passives and detractors are per cent of those who answered", "[nps]") {
  constexpr cx::promoter_counts people{.detractors = 1, .passives = 1, .promoters = 2};
  STATIC_REQUIRE(people.promoter_share() == 50);
  STATIC_REQUIRE(people.passive_share() == 25);
  STATIC_REQUIRE(people.detractor_share() == 25);
  CHECK(std::isnan(cx::promoter_counts{}.promoter_share()));
  CHECK(std::isnan(cx::promoter_counts{}.passive_share()));
  CHECK(std::isnan(cx::promoter_counts{}.detractor_share()));
}

TEST_CASE("passives count in the base of NPS", "[nps]") {
  CHECK(cx::nps(std::vector<int>{10, 7, 7, 8}).value == 25);
  CHECK(cx::nps(std::vector<int>{7, 8}).value == 0);
}

TEST_CASE("NPS reaches its ends and no further", "[nps]") {
  const cx::estimate best = cx::nps(std::vector<int>(50, 10));
  CHECK(best.value == 100);
  CHECK(best.ci.high == 100);
  CHECK(best.ci.low < 100);
  const cx::estimate worst = cx::nps(std::vector<int>(50, 0));
  CHECK(worst.value == -100);
  CHECK(worst.ci.low == -100);
  CHECK(worst.ci.high == -best.ci.low);
}

TEST_CASE("NPS may have other cut points on another scale", "[nps]") {
  constexpr cx::metric european = cx::net_score(cx::zero_to_ten, 5, 8);
  CHECK(european(std::vector<int>{8, 6, 5, 8}).value == 25);
  constexpr cx::metric stars = cx::net_score(cx::one_to_five, 3, 5);
  CHECK(stars(std::vector<int>{5, 4, 3, 1}).value == -25);
  cx::tally tally{cx::one_to_five};
  tally.record(5);
  CHECK(cx::promoters_of(tally, stars).promoters == 1);
  CHECK_THROWS_AS(cx::promoters_of(tally), std::invalid_argument);
}

TEST_CASE("employees are asked another question but scored alike", "[nps]") {
  const std::vector<int> scores{10, 9, 8, 3};
  CHECK(cx::enps(scores).value == cx::nps(scores).value);
  STATIC_REQUIRE(cx::enps.title() == "eNPS");
  STATIC_REQUIRE(cx::nps.title() == "NPS");
}

TEST_CASE("NPS, shares, variance and standard error agree with R", "[nps][golden]") {
  const cx::tests::golden cases("nps_point.csv");
  REQUIRE(cases.size() > 100);
  for (const auto& each : cases) {
    INFO(each.text("case"));
    cx::tally tally{cx::zero_to_ten};
    for (int score = 0; score <= 10; ++score) {
      tally.record(score, each.count(std::string("c") + std::to_string(score)));
    }
    const cx::promoter_counts people = cx::promoters_of(tally);
    CHECK(people.answered() == each.count("n"));
    CHECK(people.detractors == each.count("detractors"));
    CHECK(people.passives == each.count("passives"));
    CHECK(people.promoters == each.count("promoters"));
    CHECK_THAT(people.detractor_share(), WithinRel(each.number("pct_detractors"), 1e-12));
    CHECK_THAT(people.passive_share(), WithinRel(each.number("pct_passives"), 1e-12));
    CHECK_THAT(people.promoter_share(), WithinRel(each.number("pct_promoters"), 1e-12));
    const cx::estimate nps = cx::nps(tally);
    CHECK_THAT(nps.value, WithinRel(each.number("nps"), 1e-12));
    CHECK_THAT(distribution_of(cx::nps, tally).variance(), WithinRel(each.number("variance"), 1e-12));
    CHECK_THAT(nps.standard_error, WithinRel(each.number("se"), 1e-12));
  }
}

TEST_CASE("NPS of real surveys by period and segment agrees with pandas", "[nps][golden]") {
  const cx::tests::golden cells("nps_by_period.csv");
  REQUIRE(cells.size() > 80);
  for (const auto& cell : cells) {
    INFO(cell.text("dataset") << ' ' << cell.text("cell"));
    cx::tally tally{cx::zero_to_ten};
    tally.record(0, cell.count("detractors"));
    tally.record(7, cell.count("passives"));
    tally.record(10, cell.count("promoters"));
    tally.record_missing(cell.count("missing"));
    CHECK(cx::nps(tally).n == cell.count("n"));
    CHECK_THAT(cx::nps(tally).value, WithinRel(cell.number("nps"), 1e-12));
  }
}

}  // namespace tests_of_nps
