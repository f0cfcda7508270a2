// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/stats/league.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <stdexcept>
#include <string>

namespace tests_of_league {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::net_of;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("shrunken values are those of Morris's formulas in R", "[league]") {
  std::map<std::string, std::vector<cx::estimate>> groups;
  const golden table("league.csv");
  for (const auto& row : table) {
    groups[row.text("case")].push_back(row.text("n").empty()
                                           ? normal_of(row.number("value"), row.number("se"))
                                           : share_of(row.count("successes"), row.count("n")));
  }
  std::map<std::string, std::size_t> next;
  for (const auto& row : table) {
    const std::string name = row.text("case");
    CAPTURE(name, next[name]);
    const cx::league league = cx::league_of(groups.at(name), {.replicates = 10});
    const cx::league_entry& entry = league.entries.at(next[name]++);
    CHECK_THAT(league.centre, WithinRel(row.number("centre"), 1e-7));
    CHECK_THAT(league.spread, WithinAbs(row.number("spread"), 1e-6));
    CHECK_THAT(entry.shrinkage, WithinRel(row.number("shrinkage"), 1e-6));
    CHECK_THAT(entry.shrunk.value, WithinRel(row.number("shrunk"), 1e-7));
    CHECK_THAT(entry.shrunk.standard_error, WithinRel(row.number("shrunk_se"), 1e-6));
  }
  CHECK(next.size() == 4);
}

TEST_CASE("batting averages are drawn as Efron and Morris did", "[league]") {
  // Efron and Morris (1975): 0.212 of the distance from the mean of 0.265 is left; Clemente's 0.400 becomes 0.294.
  std::vector<cx::estimate> players;
  for (const unsigned hits :
       {18U, 17U, 16U, 15U, 14U, 14U, 13U, 12U, 11U, 11U, 10U, 10U, 10U, 10U, 10U, 9U, 8U, 7U}) {
    players.push_back(share_of(hits, 45));
  }
  const cx::league league = cx::league_of(players);
  CHECK_THAT(1 - league.entries[0].shrinkage, WithinAbs(0.212, 0.002));
  CHECK_THAT(league.entries[0].shrunk.value, WithinAbs(29.4, 0.05));
  // Nobody knows who is the best.
  CHECK(league.entries[0].best_rank == 1);
  CHECK(league.entries[0].worst_rank > 9);
  CHECK(league.entries[0].rank < league.entries[17].rank);
}

TEST_CASE("a small group on top is drawn further than a large one", "[league]") {
  const cx::league league =
      cx::league_of(std::vector{share_of(10, 10), share_of(900, 1000), share_of(500, 1000),
                                share_of(610, 1000), share_of(700, 1000), share_of(0, 0)});
  CHECK(league.entries[0].shrinkage > 10 * league.entries[1].shrinkage);
  CHECK(league.entries[0].shrunk.value < 100);
  CHECK(league.entries[0].best_rank == 1);
  CHECK(league.entries[0].worst_rank > 1);
  CHECK(league.entries[2].best_rank >= 4);
  CHECK(league.entries[2].worst_rank == 5);
  CHECK(league.entries[5].best_rank == 0);
  CHECK(std::isnan(league.entries[5].rank));
}

TEST_CASE("the best is the lowest where low is good", "[league]") {
  std::vector<cx::estimate> churn{share_of(10, 1000), share_of(60, 1000), share_of(110, 1000),
                                  share_of(160, 1000)};
  for (auto& each : churn) each.better = cx::better::low;
  const cx::league league = cx::league_of(churn);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(league.entries[i].best_rank == i + 1);
    CHECK(league.entries[i].worst_rank == i + 1);
  }
}

TEST_CASE("three groups are not drawn, but ranked", "[league]") {
  const std::vector<cx::estimate> few{share_of(70, 100), share_of(75, 100), share_of(20, 100)};
  const cx::league league = cx::league_of(few);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(league.entries[i].shrunk.value == few[i].value);
    CHECK(league.entries[i].shrunk.ci == few[i].ci);
    CHECK(league.entries[i].shrinkage == 0);
  }
  CHECK(league.entries[0].worst_rank == 2);
  CHECK(league.entries[2].best_rank == 3);
  CHECK(cx::league_of({}).entries.empty());
  CHECK(cx::league_of(std::vector{share_of(1, 2)}).entries[0].worst_rank == 1);
  CHECK_THROWS_AS(cx::league_of(few, {.replicates = 0}), std::invalid_argument);
  CHECK_THROWS_AS(cx::league_of(std::vector{share_of(1, 2), net_of(1, 1, 1)}), std::invalid_argument);
}

TEST_CASE("ranks of ten thousand groups take memory for their tails only", "[league]") {
  // A count by group and rank would take 400 MB.
  std::vector<cx::estimate> groups;
  for (int i = 0; i < 10'000; ++i) groups.push_back(normal_of(i % 100, 5));
  const cx::league league = cx::league_of(groups, {.replicates = 40});
  double ranks = 0;
  for (const cx::league_entry& entry : league.entries) {
    ranks += entry.rank;
    REQUIRE(entry.best_rank >= 1);
    REQUIRE(static_cast<double>(entry.best_rank) <= entry.rank);
    REQUIRE(entry.rank <= static_cast<double>(entry.worst_rank));
    REQUIRE(entry.worst_rank <= 10'000);
  }
  CHECK_THAT(ranks, WithinRel(10'000 * 10'001 / 2.0, 1e-12));
}

TEST_CASE("rank intervals are the quantiles of the ranks drawn", "[league]") {
  // Two groups that are alike: each is first in about half of the draws, so at 0.95 either may be first or second; of a
  // pair four standard errors apart the worse is first in Φ(-2.83) = 0.23 % of the draws, which only 0.999 holds.
  auto near = std::vector{normal_of(10, 1), normal_of(10, 1)};
  auto apart = std::vector{normal_of(10, 1), normal_of(14, 1)};
  CHECK(cx::league_of(near).entries[0].best_rank == 1);
  CHECK(cx::league_of(near).entries[0].worst_rank == 2);
  CHECK(cx::league_of(apart).entries[0].best_rank == 2);
  CHECK(cx::league_of(apart).entries[0].worst_rank == 2);
  CHECK_THAT(cx::league_of(apart).entries[0].rank, WithinAbs(1.9977, 0.0015));
  for (cx::estimate& each : apart) {
    each.level = 0.999;
    each.ci = {each.value - 3.2905, each.value + 3.2905};
  }
  CHECK(cx::league_of(apart).entries[0].best_rank == 1);
  CHECK(cx::league_of(apart).entries[1].worst_rank == 2);
  // A single draw is a rank.
  const auto single = cx::league_of(near, {.replicates = 1});
  CHECK(single.entries[0].best_rank == single.entries[0].worst_rank);
  CHECK(single.entries[0].rank + single.entries[1].rank == 3);
}

TEST_CASE("certain groups have certain ranks", "[league]") {
  const cx::league league =
      cx::league_of(std::vector{normal_of(1, 0), normal_of(3, 0), normal_of(2, 0), normal_of(4, 0)});
  CHECK(league.entries[0].best_rank == 4);
  CHECK(league.entries[0].worst_rank == 4);
  CHECK(league.entries[3].rank == 1);
}

TEST_CASE("groups that are certain and equal share their ranks, whatever their order", "[league]") {
  const cx::league league =
      cx::league_of(std::vector{normal_of(1, 0), normal_of(2, 0), normal_of(1, 0), normal_of(1, 0)});
  CHECK(league.entries[1].rank == 1);
  for (const std::size_t place : {0U, 2U, 3U}) {
    CAPTURE(place);
    CHECK(league.entries[place].best_rank == 2);
    CHECK(league.entries[place].worst_rank == 4);
    CHECK(league.entries[place].rank == Approx(3).margin(0.05));
  }
}

TEST_CASE("intervals of shrunken values and of ranks hold the truth as often as they say",
          "[league][simulation]") {
  // 500 leagues of eight groups: their true values spread by 0, 5 or 20 about a centre, standard errors are 3 to 12.
  std::mt19937_64 engine(5);
  const auto uniform = [&] { return (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53; };
  const auto normal = [&] {
    return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
  };
  for (const double spread : {0.0, 5.0, 20.0}) {
    int held = 0;
    int ranks_held = 0;
    double narrower = 0;
    for (int round = 0; round < 500; ++round) {
      std::vector<double> truth;
      std::vector<cx::estimate> groups;
      for (int i = 0; i < 8; ++i) {
        truth.push_back(50 + spread * normal());
        const double error = 3 + 9.0 * i / 7;
        groups.push_back(normal_of(truth.back() + error * normal(), error));
      }
      const cx::league league = cx::league_of(groups, {.replicates = 400});
      for (std::size_t i = 0; i < 8; ++i) {
        const auto better = static_cast<std::size_t>(
            std::count_if(truth.begin(), truth.end(), [&](double other) { return other > truth[i]; }));
        held += league.entries[i].shrunk.ci.contains(truth[i]);
        ranks_held += league.entries[i].best_rank <= better + 1 && better + 1 <= league.entries[i].worst_rank;
        narrower += league.entries[i].shrunk.ci.width() / groups[i].ci.width() / 4000;
      }
    }
    CAPTURE(spread, held, ranks_held, narrower);
    CHECK(held >= 3720);  // 93 %
    if (spread > 0) CHECK(ranks_held >= 3720);
    CHECK(narrower < 1);
  }
}

}  // namespace tests_of_league
