// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/in_range.hpp"

#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/design_of_respondents.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace tests_of_touchpoints {
namespace cx = cxmetrics;

namespace {

using answers = std::vector<std::optional<int>>;

std::vector<cx::scale> scales(std::size_t touchpoints, cx::scale scale = cx::zero_to_ten) {
  return std::vector<cx::scale>(touchpoints, scale);
}

const cx::touchpoint_score& named(const cx::touchpoint_scores& of, const std::string& name) {
  for (const cx::touchpoint_score& each : of.touchpoints) {
    if (each.name == name) return each;
  }
  throw std::logic_error("no touchpoint " + name);
}

// Respondents who answered at one touchpoint of three each.
cx::answer_sheets one_each(int people) {
  cx::answer_sheets sheets{scales(3)};
  for (int i = 0; i < people; ++i) {
    answers each(3);
    each[static_cast<std::size_t>(i % 3)] = (i * 7 + i % 3 * 3) % 11;
    sheets.record(each);
  }
  return sheets;
}

}  // namespace

TEST_CASE("the impact of a touchpoint is what the metric lacks without it", "[touchpoints]") {
  CHECK(rc::check([] {
    const auto people = cx::tests::in_range(1, 60);
    cx::answer_sheets sheets{scales(3)};
    for (int i = 0; i < people; ++i) {
      answers each(3);
      for (std::optional<int>& answer : each) {
        const int score = cx::tests::in_range(-3, 11);
        if (score >= 0) answer = score;
      }
      sheets.record(each);
    }
    for (const cx::metric& metric : {cx::nps, cx::mean_score(cx::zero_to_ten)}) {
      const cx::touchpoint_scores found = cx::touchpoints_of(metric, sheets, {"a", "b", "c"});
      for (const cx::touchpoint_score& each : found.touchpoints) {
        const auto n = static_cast<double>(found.all.n);
        const auto part = static_cast<double>(each.score.n);
        if (part == 0 || part == n) {
          RC_ASSERT(std::isnan(each.impact.value));
          continue;
        }
        const double rest = (n * found.all.value - part * each.score.value) / (n - part);
        RC_ASSERT(std::abs(each.impact.value - (found.all.value - rest)) < 1e-9);
        RC_ASSERT(std::abs(each.impact.value - part * (each.score.value - found.all.value) / (n - part)) <
                  1e-9);
        RC_ASSERT(each.impact.ci.contains(each.impact.value));
        RC_ASSERT(each.impact.ci.contains(0) == each.against_rest.ci.contains(0));
      }
    }
  }));
}

TEST_CASE("where each respondent answered once, touchpoints are parts like any others", "[touchpoints]") {
  const cx::answer_sheets sheets = one_each(90);
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::nps, sheets, {"a", "b", "c"});
  std::map<std::string, cx::tally> parts{
      {"a", sheets.of_item(0)}, {"b", sheets.of_item(1)}, {"c", sheets.of_item(2)}};
  cx::tally all{cx::zero_to_ten};
  for (const auto& part : parts) all += part.second;
  const cx::touchpoint_scores expected = cx::touchpoints_of(cx::nps, all, parts);
  CHECK(found.all.ci.low == Approx(expected.all.ci.low));
  CHECK(found.respondents == 90);
  CHECK(expected.respondents == 0);
  for (const cx::touchpoint_score& each : found.touchpoints) {
    const cx::touchpoint_score& other = named(expected, each.name);
    CHECK(each.impact.value == Approx(other.impact.value));
    CHECK(each.impact.ci.low == Approx(other.impact.ci.low));
    CHECK(each.impact.ci.high == Approx(other.impact.ci.high));
    CHECK(each.impact.p_value == Approx(other.impact.p_value));
    CHECK(other.impact.value == Approx(cx::impact_of(expected.all, other.score).value));
  }
}

TEST_CASE("answers of the same people are compared as pairs", "[touchpoints]") {
  // Everybody is one point less content with the queue, whatever else they feel.
  cx::answer_sheets paired{scales(2)};
  cx::answer_sheets apart{scales(2)};
  for (int i = 0; i < 60; ++i) {
    const int mood = i * 7 % 10 + 1;
    paired.record(answers{mood, mood - 1});
    apart.record(answers{mood, std::nullopt});
    apart.record(answers{std::nullopt, mood - 1});
  }
  const cx::metric mean = cx::mean_score(cx::zero_to_ten);
  const cx::touchpoint_scores found = cx::touchpoints_of(mean, paired, {"staff", "queue"});
  const cx::touchpoint_scores others = cx::touchpoints_of(mean, apart, {"staff", "queue"});
  CHECK(found.touchpoints[0].name == "queue");
  CHECK(found.touchpoints[0].against_rest.value == Approx(-1));
  CHECK(found.touchpoints[0].is_pain_point());
  CHECK_FALSE(found.touchpoints[1].is_pain_point());
  CHECK_FALSE(others.touchpoints[0].significant);
  CHECK(found.touchpoints[0].impact.ci.width() < others.touchpoints[0].impact.ci.width() / 2);
  // The mean of all answers is less sure, as each respondent gave two alike.
  CHECK(found.all.ci.width() > 1.3 * others.all.ci.width());
}

TEST_CASE("two touchpoints agree with the paired comparison of their answers", "[touchpoints]") {
  cx::answer_sheets sheets{scales(2, cx::one_to_five)};
  for (int i = 0; i < 200; ++i) sheets.record(answers{1 + i % 5, 1 + (i + i / 5 % 3) % 5});
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::csat_mean, sheets, {"one", "other"});
  const cx::paired_tally pairs = cx::paired_touchpoints(sheets, 1, 0);
  const cx::difference expected =
      cx::compare(cx::csat_mean, pairs, {.method = cx::interval_method::student_t});
  const cx::difference& shown = named(found, "one").against_rest;
  CHECK(shown.value == Approx(expected.value));
  CHECK(shown.ci.low == Approx(expected.ci.low).epsilon(0.03));
  CHECK(shown.ci.high == Approx(expected.ci.high).epsilon(0.03));
  CHECK(pairs.pairs() == 200);
}

TEST_CASE("touchpoints agree with the design whose clusters are respondents", "[touchpoints]") {
  struct record {
    int score;
    int who;
    int where;
  };
  cx::answer_sheets sheets{scales(3)};
  std::vector<record> records;
  unsigned state = 3;
  const auto draw = [&](unsigned below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int>((state >> 16) % below);
  };
  for (int who = 0; who < 300; ++who) {
    const int mood = draw(6);
    answers each(3);
    for (int where = 0; where < 3; ++where) {
      if (draw(5) == 0) continue;
      const int score = mood + where + draw(4);
      each[static_cast<std::size_t>(where)] = score;
      records.push_back({score, who, where});
    }
    sheets.record(each);
  }
  const auto design =
      cx::design_of_respondents(cx::zero_to_ten, records, &record::score, &record::who, &record::where);
  const cx::metric mean = cx::mean_score(cx::zero_to_ten);
  const cx::touchpoint_scores found = cx::touchpoints_of(mean, sheets, {"0", "1", "2"});
  CHECK(found.all.value == Approx(mean(design).value));
  CHECK(found.all.standard_error == Approx(mean(design).standard_error).epsilon(0.01));
  for (int where = 0; where < 3; ++where) {
    const auto part = design.only<0>(where);
    const auto rest = design.within([=](const auto& key) { return std::get<0>(key) != where; });
    const cx::difference expected = cx::compare(mean, rest, part);
    const cx::difference& shown = named(found, std::to_string(where)).against_rest;
    CHECK(shown.value == Approx(expected.value));
    CHECK(shown.ci.low == Approx(expected.ci.low).epsilon(0.03));
    CHECK(shown.ci.high == Approx(expected.ci.high).epsilon(0.03));
  }
}

namespace {

// A row of a survey: what it weighs, who gave it, and where.
struct visit {
  int score;
  int weight;
  int who;
  std::string where;
};

// The touchpoints of such rows, of which "both" is at two.
template <class Design>
cx::touchpoint_scores scores_of(const cx::metric& metric, const Design& everybody) {
  const auto domain = [&](const std::string& name, bool here) -> cx::design {
    return everybody.within([&](const auto& key) {
      const std::string& where = std::get<0>(key);
      return (where == name || where == "both") == here;
    });
  };
  return cx::touchpoints_of(metric, everybody, {"staff", "queue"}, domain);
}

}  // namespace

TEST_CASE("the impact of a touchpoint in a weighted survey is what the weighted metric lacks without it",
          "[touchpoints]") {
  CHECK(rc::check([] {
    std::vector<visit> visits;
    const auto rows = cx::tests::in_range(2, 60);
    for (int i = 0; i < rows; ++i) {
      const auto draw = [](int below) { return cx::tests::in_range(0, below); };
      const char* places[] = {"staff", "queue", "both", "elsewhere"};
      visits.push_back({draw(11), 1 + draw(9), i < 2 ? i : draw(12), places[draw(4)]});
    }
    const auto by = cx::break_down(cx::zero_to_ten, visits, cx::weighted(&visit::score, &visit::weight),
                                   &visit::where, &visit::who);
    const cx::metric mean = cx::mean_score(cx::zero_to_ten);
    const cx::touchpoint_scores found = scores_of(mean, cx::design_of(by).clusters<1>());
    for (const cx::touchpoint_score& each : found.touchpoints) {
      double all[2] = {0, 0};
      double rest[2] = {0, 0};
      std::set<int> sides[2];
      for (const visit& one : visits) {
        const bool here = one.where == each.name || one.where == "both";
        all[0] += one.weight * one.score;
        all[1] += one.weight;
        rest[0] += here ? 0 : one.weight * one.score;
        rest[1] += here ? 0 : one.weight;
        sides[here ? 1 : 0].insert(one.who);
      }
      RC_ASSERT(each.smaller_side == std::min(sides[0].size(), sides[1].size()));
      if (each.smaller_side == 0) {
        RC_ASSERT(std::isnan(each.impact.value));
        continue;
      }
      RC_ASSERT(std::abs(each.impact.value - (all[0] / all[1] - rest[0] / rest[1])) < 1e-9);
      RC_ASSERT(each.impact.ci.contains(0) == each.against_rest.ci.contains(0));
    }
  }));
}

TEST_CASE("answers of one respondent to a column of touchpoints are paired", "[touchpoints]") {
  // Everybody is one or two points less content with the queue, whatever else they feel.
  std::vector<visit> visits;
  cx::paired_tally pairs{cx::zero_to_ten};
  for (int who = 0; who < 60; ++who) {
    const int mood = who * 7 % 8 + 2;
    visits.push_back({mood, 1, who, "staff"});
    visits.push_back({mood - 1 - who % 2, 1, who, "queue"});
    pairs.record(mood, mood - 1 - who % 2);
  }
  const auto by = cx::break_down(cx::zero_to_ten, visits, &visit::score, &visit::where, &visit::who);
  const cx::metric mean = cx::mean_score(cx::zero_to_ten);
  const cx::touchpoint_scores paired = scores_of(mean, cx::design_of(by).clusters<1>());
  const cx::touchpoint_scores apart = scores_of(mean, cx::design_of(by));
  const cx::difference expected = cx::compare(mean, pairs, {.method = cx::interval_method::student_t});
  const cx::difference& shown = named(paired, "queue").against_rest;
  CHECK(shown.value == Approx(-1.5));
  CHECK(shown.value == Approx(expected.value));
  CHECK(shown.ci.low == Approx(expected.ci.low));
  CHECK(shown.ci.high == Approx(expected.ci.high));
  CHECK(shown.p_value == Approx(expected.p_value));
  CHECK(named(paired, "queue").impact.value == Approx(-0.75));
  CHECK(named(paired, "queue").impact.ci.width() < named(apart, "queue").impact.ci.width() / 3);
  CHECK(paired.all.ci.width() > 1.2 * apart.all.ci.width());
  CHECK(named(paired, "queue").smaller_side == 60);
}

TEST_CASE("sides of a touchpoint that are not all are refused", "[touchpoints]") {
  const std::vector<visit> visits{{9, 1, 1, "staff"}, {3, 1, 1, "queue"}, {5, 1, 2, "queue"}};
  const auto by = cx::break_down(cx::zero_to_ten, visits, &visit::score, &visit::where, &visit::who);
  const auto everybody = cx::design_of(by);
  const auto all_here = [&](const std::string&, bool) -> cx::design { return everybody; };
  CHECK_THROWS_AS(cx::touchpoints_of(cx::nps, everybody, {"staff"}, all_here), std::invalid_argument);
  const auto domain = [&](const std::string& name, bool here) -> cx::design {
    return everybody.within([&](const auto& key) { return (std::get<0>(key) == name) == here; });
  };
  CHECK_NOTHROW(cx::touchpoints_of(cx::nps, everybody, {"staff"}, domain));
  CHECK_THROWS_AS(
      cx::touchpoints_of(cx::nps, everybody, {"staff"}, domain, cx::adjustment::holm, {.population = 100}),
      std::invalid_argument);
}

TEST_CASE("the touchpoint that does most harm comes first, whichever way is up", "[touchpoints]") {
  std::map<std::string, cx::tally> parts;
  cx::tally all{cx::one_to_five};
  int score = 1;
  for (const char* name : {"a", "b", "c", "d"}) {
    cx::tally each{cx::one_to_five};
    each.record(score, 40);
    each.record(3, 40);
    all += each;
    parts.emplace(name, each);
    score += score == 2 ? 2 : 1;
  }
  CHECK(cx::touchpoints_of(cx::csat_mean, all, parts).touchpoints.front().name == "a");
  const cx::touchpoint_scores effort = cx::touchpoints_of(cx::ces_effort, all, parts);
  CHECK(effort.touchpoints.front().name == "d");
  CHECK(effort.touchpoints.front().impact.value > 0);
  CHECK(effort.touchpoints.front().is_pain_point());
}

TEST_CASE("many touchpoints without a difference are not pain points", "[touchpoints]") {
  // Among 20 touchpoints that differ by chance, two alone would be marked; together none are.
  cx::answer_sheets sheets{scales(20)};
  unsigned state = 11;
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) names.push_back("touchpoint " + std::to_string(i));
  for (int i = 0; i < 80; ++i) {
    answers each(20);
    for (std::optional<int>& answer : each) {
      state = state * 1664525u + 1013904223u;
      answer = static_cast<int>((state >> 16) % 11);
    }
    sheets.record(each);
  }
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::nps, sheets, names);
  for (const cx::touchpoint_score& each : found.touchpoints) {
    CHECK_FALSE(each.significant);
    CHECK(each.adjusted_p_value >= each.impact.p_value);
  }
  const cx::touchpoint_scores alone = cx::touchpoints_of(cx::nps, sheets, names, cx::adjustment::none);
  CHECK(std::count_if(alone.touchpoints.begin(), alone.touchpoints.end(),
                      [](const cx::touchpoint_score& each) { return each.significant; }) == 2);
}

TEST_CASE("themes may share answers, and others mention none", "[touchpoints]") {
  cx::tally all{cx::zero_to_ten};
  all.record(10, 50);
  all.record(2, 30);
  cx::tally price{cx::zero_to_ten};
  price.record(2, 20);
  cx::tally slow = price;
  slow.record(10, 5);
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::nps, all, {{"price", price}, {"slow", slow}});
  // NPS 25 of all, and 66.7 without those who mention the price.
  CHECK(found.all.value == Approx(25));
  CHECK(named(found, "price").impact.value == Approx(25 - 100 * 40.0 / 60));
  CHECK(named(found, "slow").impact.value == Approx(25 - 100 * 35.0 / 55));
  cx::tally more{cx::zero_to_ten};
  more.record(3);
  CHECK_THROWS_AS(cx::touchpoints_of(cx::nps, all, {{"no part", more}}), std::invalid_argument);
}

TEST_CASE("touchpoints without answers say nothing and come last", "[touchpoints]") {
  cx::answer_sheets sheets{scales(3)};
  for (int i = 0; i < 30; ++i) sheets.record(answers{i % 11, std::nullopt, 10 - i % 11});
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::nps, sheets, {"a", "nobody", "c"});
  CHECK(found.touchpoints.back().name == "nobody");
  CHECK(found.touchpoints.back().score.n == 0);
  CHECK(std::isnan(found.touchpoints.back().impact.value));
  CHECK(found.touchpoints.back().impact.ci == cx::interval{-200, 200});
  const cx::touchpoint_scores alone = cx::touchpoints_of(cx::nps, cx::answer_sheets{scales(1)}, {"a"});
  CHECK(std::isnan(alone.all.value));
  CHECK(alone.respondents == 0);
}

TEST_CASE("touchpoints that do not fit are refused", "[touchpoints]") {
  const cx::answer_sheets sheets{scales(2)};
  CHECK_THROWS_AS(cx::touchpoints_of(cx::nps, sheets, {"a"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::touchpoints_of(cx::csat, sheets, {"a", "b"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::touchpoints_of(cx::nps, sheets, {"a", "b"}, cx::adjustment::holm, {.population = 100}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::paired_touchpoints(sheets, 0, 2), std::out_of_range);
  const cx::answer_sheets mixed{{cx::zero_to_ten, cx::one_to_five}};
  CHECK_THROWS_AS(cx::touchpoints_of(cx::nps, mixed, {"a", "b"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::paired_touchpoints(mixed, 0, 1), std::invalid_argument);
}

}  // namespace tests_of_touchpoints
