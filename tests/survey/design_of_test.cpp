// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <rapidcheck.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_design_of {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

struct answer {
  int score;
  double weight;
  std::string stratum;
  std::string cluster;
  int segment;
};

auto by_all(const std::vector<answer>& answers) {
  return cx::break_down(cx::one_to_five, answers, cx::weighted(&answer::score, &answer::weight),
                        &answer::stratum, &answer::cluster, &answer::segment);
}

auto designed(const std::vector<answer>& answers) {
  return cx::design_of(by_all(answers));
}

// Two strata of two clusters each. The mean is 17/6; the clusters add to it 2/36, 1/36, -10/36 and 7/36.
const std::vector<answer> two_strata{{1, 1, "north", "a", 1}, {5, 1, "north", "a", 2},
                                     {3, 1, "north", "b", 1}, {2, 1, "south", "c", 1},
                                     {2, 1, "south", "c", 2}, {4, 1, "south", "d", 2}};

double variance_of(const cx::design& design) {
  const double error = cx::csat_mean(design).standard_error;
  return error * error;
}

rc::Gen<std::vector<answer>> any_answers() {
  return rc::gen::container<std::vector<answer>>(rc::gen::apply(
      [](int score, int weight, int stratum, int cluster, int segment) {
        return answer{score, weight / 16.0, std::string(1, static_cast<char>('A' + stratum)),
                      std::string(1, static_cast<char>('a' + cluster)), segment};
      },
      rc::gen::inRange(1, 6), rc::gen::inRange(1, 100), rc::gen::inRange(0, 2), rc::gen::inRange(0, 4),
      rc::gen::inRange(0, 3)));
}

}  // namespace

TEST_CASE("strata and clusters make the variance that is worked out by hand", "[design_of]") {
  const auto design = designed(two_strata).strata<0>().clusters<1>();
  const cx::estimate mean = cx::csat_mean(design, {.level = 0.8, .method = cx::interval_method::student_t});
  CHECK_THAT(mean.value, WithinRel(17.0 / 6, 1e-15));
  CHECK(mean.n == 6);
  CHECK_THAT(variance_of(design), WithinRel(290.0 / 1296, 1e-12));
  // Four clusters less two strata.
  CHECK(mean.ci == cx::student_t(mean.value, mean.standard_error, 2, 0.8));
}

TEST_CASE("the order in which strata and clusters are told does not matter", "[design_of]") {
  CHECK(variance_of(designed(two_strata).clusters<1>().strata<0>()) ==
        variance_of(designed(two_strata).strata<0>().clusters<1>()));
}

TEST_CASE("clusters of the same name in different strata are different", "[design_of]") {
  std::vector<answer> renamed = two_strata;
  for (answer& each : renamed) each.cluster = each.cluster == "a" || each.cluster == "c" ? "first" : "second";
  CHECK_THAT(variance_of(designed(renamed).strata<0>().clusters<1>()), WithinRel(290.0 / 1296, 1e-12));
}

TEST_CASE("finite strata of clusters leave less variance", "[design_of]") {
  const auto design = designed(two_strata).strata<0>({{"north", 4}, {"south", 8}}).clusters<1>();
  CHECK_THAT(variance_of(design), WithinRel((0.5 * 1 + 0.75 * 289) / 1296, 1e-12));
  CHECK_THROWS_AS(designed(two_strata).strata<0>({{"north", 4}}), std::out_of_range);
  const auto too_small = designed(two_strata).strata<0>({{"north", 1}, {"south", 8}}).clusters<1>();
  CHECK_THROWS_AS(cx::csat_mean(too_small), std::invalid_argument);
  CHECK_THROWS_AS(cx::csat_mean(design, {.population = 100}), std::invalid_argument);
  CHECK_THROWS_AS(cx::csat_mean(designed(two_strata).strata<0>(), {.population = 100}),
                  std::invalid_argument);
}

TEST_CASE("strata where everybody was asked add no variance", "[design_of]") {
  const auto design = designed(two_strata).strata<0>({{"north", 3}, {"south", 3}});
  const cx::estimate mean = cx::csat_mean(design);
  CHECK(mean.standard_error == 0);
  CHECK(mean.ci == cx::interval{mean.value, mean.value});
}

TEST_CASE("strata of alike answers leave no standard error, but no certainty either", "[design_of]") {
  const std::vector<answer> alike{{1, 0.3, "north", "a", 1}, {1, 0.3, "north", "b", 1},
                                  {1, 0.3, "north", "c", 1}, {5, 0.7, "south", "d", 1},
                                  {5, 0.7, "south", "e", 1}, {5, 0.7, "south", "f", 1}};
  const cx::estimate net = cx::net_satisfaction(designed(alike).strata<0>());
  CHECK(net.standard_error == 0);
  CHECK(net.ci.width() > 50);
}

TEST_CASE("a stratum with a single cluster is refused or treated as told", "[design_of]") {
  // The mean is 22/7; the clusters add to it -2/49, -1/49, -16/49, 6/49 and, alone, 13/49.
  std::vector<answer> answers = two_strata;
  answers.push_back({5, 1, "west", "e", 1});
  const auto design = designed(answers).strata<0>().clusters<1>();
  CHECK_THROWS_AS(cx::csat_mean(design), std::invalid_argument);
  CHECK_THAT(variance_of(design.lonely(cx::lonely_cluster::certainty)), WithinRel(485.0 / 2401, 1e-12));
  CHECK_THAT(variance_of(design.lonely(cx::lonely_cluster::adjust)), WithinRel(654.0 / 2401, 1e-12));
  CHECK_THAT(variance_of(design.lonely(cx::lonely_cluster::average)), WithinRel(727.5 / 2401, 1e-12));
}

TEST_CASE("where every stratum is lonely the average is unknown", "[design_of]") {
  const std::vector<answer> answers{{1, 1, "north", "a", 1}, {5, 1, "south", "c", 2}};
  const auto design = designed(answers).strata<0>().lonely(cx::lonely_cluster::average);
  const cx::estimate mean = cx::csat_mean(design);
  CHECK(mean.value == 3);
  CHECK(std::isnan(mean.standard_error));
  CHECK(mean.ci == cx::interval{1, 5});
}

TEST_CASE("of unweighted answers the populations of strata say what they weigh", "[design_of]") {
  const auto by = cx::break_down(cx::one_to_five, two_strata, &answer::score, &answer::stratum);
  CHECK(cx::csat_mean(cx::design_of(by)).value == cx::csat_mean(by.total()).value);
  const auto design = cx::design_of(by).strata<0>({{"north", 30}, {"south", 90}});
  CHECK(design.weight() == 120);
  CHECK_THAT(cx::csat_mean(design).value, WithinRel((30.0 * 3 + 90.0 * 8 / 3) / 120, 1e-15));
  const cx::metric satisfied{cx::one_to_five, [](int score) { return score >= 4 ? 1.0 : 0.0; }};
  const cx::estimate people = cx::population_total(satisfied, design);
  CHECK_THAT(people.value, WithinRel(40.0, 1e-15));
  CHECK(people.ci.high > 100);
}

TEST_CASE("a cluster without answers is none", "[design_of]") {
  auto by = by_all(two_strata);
  by[{"north", "empty", 1}].record_missing();
  const auto design = cx::design_of(by).strata<0>().clusters<1>();
  CHECK_THAT(variance_of(design), WithinRel(290.0 / 1296, 1e-12));
  CHECK(cx::sampled_mean_of(cx::csat_mean(design))->degrees_of_freedom == 2);
}

TEST_CASE("unanimous clusters count as no more answers than there are clusters", "[design_of]") {
  std::vector<answer> answers;
  for (int i = 0; i < 60; ++i) answers.push_back({5, 1, "north", i % 2 == 0 ? "a" : "b", 1});
  for (int i = 0; i < 40; ++i) answers.push_back({5, 1, "north", "c", 1});
  const cx::interval_method method = cx::interval_method::korn_graubard;
  const cx::estimate apart = cx::csat(designed(answers), {.method = method});
  CHECK_THAT(apart.ci.low, WithinRel(100 * cx::clopper_pearson(100, 100).low, 1e-12));
  const cx::estimate in_clusters = cx::csat(designed(answers).clusters<1>(), {.method = method});
  CHECK(in_clusters.ci.low < 100 * cx::clopper_pearson(3, 3).low);
  const cx::estimate of_six = cx::csat(designed(answers).clusters<1>().population(6), {.method = method});
  CHECK(of_six.ci.low > in_clusters.ci.low);
}

TEST_CASE("a design without answers is unknown", "[design_of]") {
  const cx::breakdown<cx::weighted_tally, int> by{cx::weighted_tally{cx::one_to_five}};
  const auto design = cx::design_of(by).strata<0>().margin<0>({{1, 100}});
  CHECK(std::isnan(cx::csat_mean(design).value));
  CHECK(cx::csat_mean(design).ci == cx::interval{1, 5});
  CHECK(design.weight() == 0);
  CHECK(std::isnan(cx::effective_sample_size(design)));
  CHECK(cx::population_total(cx::csat_mean, design).value == 0);
}

TEST_CASE("a domain keeps the design of the whole sample", "[design_of]") {
  const auto design = designed(two_strata).strata<0>().clusters<1>();
  const cx::estimate first = cx::csat_mean(design.only<2>(1));
  CHECK(first.n == 3);
  CHECK(first.value == 2);
  // By hand: the answers 1, 3 and 2 add -1/3, 1/3 and 0, and cluster d of the south nothing at all.
  CHECK_THAT(first.standard_error * first.standard_error, WithinRel(4.0 / 9, 1e-12));
  const auto same = design.within([](const auto& key) { return std::get<2>(key) == 1; });
  CHECK(cx::csat_mean(same).standard_error == first.standard_error);
  CHECK(design.only<2>(1).only<0>("north").answered() == 2);
  CHECK(std::isnan(cx::csat_mean(design.only<2>(9)).value));
  CHECK(cx::csat_mean(design.only<2>(9)).n == 0);
}

TEST_CASE("several parts of a key are named together", "[design_of]") {
  const auto design = designed(two_strata);
  CHECK(design.only<0, 2>({"north", 1}).answered() == 2);
  const auto by_both = design.strata<0, 2>().lonely(cx::lonely_cluster::certainty);
  const auto basis = *cx::sampled_mean_of(cx::csat_mean(by_both));
  CHECK(basis.degrees_of_freedom == 2);
}

TEST_CASE("projections of the key group a design", "[design_of]") {
  const auto region = [](const auto& key) { return std::get<0>(key) == "north" ? 'N' : 'S'; };
  const auto hotel = [](const auto& key) { return std::get<1>(key); };
  const auto design = designed(two_strata);
  CHECK(variance_of(design.strata(region).clusters(hotel)) == variance_of(design.strata<0>().clusters<1>()));
  CHECK(variance_of(design.strata(region, {{'N', 30}, {'S', 40}})) ==
        variance_of(design.strata<0>({{"north", 30}, {"south", 40}})));
  CHECK(cx::csat_mean(design.margin(region, {{'N', 30}, {'S', 40}})).value ==
        cx::csat_mean(design.margin<0>({{"north", 30}, {"south", 40}})).value);
}

TEST_CASE("domains are compared with the covariance of the design", "[design_of]") {
  const auto design = designed(two_strata).strata<0>().clusters<1>();
  const cx::difference difference = cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2));
  CHECK(difference.method == cx::comparison_method::design_t);
  const cx::difference back = cx::compare(cx::csat_mean, design.only<2>(2), design.only<2>(1));
  CHECK_THAT(difference.value, WithinRel(11.0 / 3 - 2, 1e-15));
  CHECK(back.value == -difference.value);
  CHECK(back.p_value == difference.p_value);
  CHECK(back.ci.low == -difference.ci.high);
  CHECK((difference.p_value < 0.05) == difference.significant());
  const cx::difference none = cx::compare(cx::csat_mean, design, design);
  CHECK(none.value == 0);
  CHECK(none.p_value == 1);
}

TEST_CASE("a part is compared with the whole that contains it", "[design_of]") {
  // The whole is the part and the rest, so the difference is the rest's share of that between part and rest.
  std::vector<answer> answers;
  for (int i = 0; i < 60; ++i) answers.push_back({1 + i * i % 5, 1, "north", "a", i % 3 == 0 ? 1 : 2});
  const auto design = designed(answers);
  const cx::difference against_whole = cx::compare(cx::csat_mean, design, design.only<2>(1));
  const cx::difference against_rest = cx::compare(cx::csat_mean, design.only<2>(2), design.only<2>(1));
  CHECK_THAT(against_whole.value, WithinRel(against_rest.value * 2 / 3, 1e-12));
}

TEST_CASE("domains of different samples are not compared so", "[design_of]") {
  const auto design = designed(two_strata).strata<0>();
  CHECK_THROWS_AS(cx::compare(cx::csat_mean, design.only<2>(1), designed(two_strata).only<2>(2)),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::compare(cx::csat_mean, design.clusters<1>(), design.clusters<2>()),
                  std::invalid_argument);
  std::vector<answer> others = two_strata;
  others.back().score = 1;
  CHECK_THROWS_AS(cx::compare(cx::csat_mean, design, designed(others).strata<0>()), std::invalid_argument);
}

TEST_CASE("known margins weight answers up to them", "[design_of]") {
  const auto design = designed(two_strata).margin<2>({{1, 900}, {2, 100}});
  CHECK(design.raking().converged);
  CHECK(design.raking().rounds == 1);
  CHECK_THAT(design.weight(), WithinRel(1000.0, 1e-12));
  CHECK_THAT(cx::csat_mean(design).value, WithinRel(0.9 * 2 + 0.1 * 11 / 3, 1e-12));
  CHECK_THAT(cx::design_effect(design), WithinRel(6 * (3 * 300 * 300 + 3 * 100.0 * 100 / 9) / 1e6, 1e-12));
  const auto raked = design.margin<0>({{"north", 400}, {"south", 600}});
  CHECK(raked.raking().rounds > 1);
  CHECK_THAT(raked.only<0>("north").weight(), WithinRel(400.0, 1e-9));
  CHECK_THAT(raked.only<2>(1).weight(), WithinRel(900.0, 1e-9));
}

TEST_CASE("a margin that fixes every answer leaves nothing uncertain", "[design_of]") {
  std::vector<answer> answers;
  for (int i = 0; i < 40; ++i) answers.push_back({1 + i % 5, 1.0 + i % 3, "north", "a", 1 + i % 5});
  const auto design = designed(answers).margin<2>({{1, 10}, {2, 20}, {3, 30}, {4, 20}, {5, 20}});
  CHECK_THAT(cx::csat_mean(design).value, WithinRel(3.2, 1e-12));
  CHECK_THAT(cx::csat_mean(design).standard_error, WithinAbs(0, 1e-12));
}

TEST_CASE("margins that cannot be met are refused, unless bounds are the reason", "[design_of]") {
  const auto design = designed(two_strata);
  CHECK_THROWS_AS(design.margin<2>({{1, 900}}), std::out_of_range);
  CHECK_THROWS_AS(cx::csat_mean(design.margin<2>({{1, 900}, {2, 100}, {3, 1}})), std::invalid_argument);

  const auto contradictory = design.margin<2>({{1, 900}, {2, 100}}).margin<2>({{1, 500}, {2, 500}});
  CHECK_THROWS_AS(cx::csat_mean(contradictory), std::invalid_argument);
  CHECK_FALSE(contradictory.raking().converged);

  const auto trimmed = design.margin<2>({{1, 900}, {2, 100}}).raked({.greatest_factor = 1.5});
  CHECK_FALSE(trimmed.raking().converged);
  CHECK(trimmed.raking().held > 0);
  CHECK_THAT(trimmed.raking().gap, WithinRel(150.0 / 900, 1e-9));
  CHECK_THAT(cx::csat_mean(trimmed).value, WithinRel((750 * 2 + 100 * 11.0 / 3) / 850, 1e-9));
}

TEST_CASE("designs of merged parts are the design of the whole, bit for bit", "[design_of]") {
  const bool holds = rc::check([] {
    const auto answers = *any_answers();
    const auto cut = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, answers.size() + 1));
    const auto first = by_all({answers.begin(), answers.begin() + cut});
    const auto second = by_all({answers.begin() + cut, answers.end()});
    const auto estimated = [](const auto& by) {
      return cx::csat_mean(
          cx::design_of(by).template strata<0>().template clusters<1>().lonely(cx::lonely_cluster::adjust));
    };
    const cx::estimate whole = estimated(by_all(answers));
    for (const cx::estimate& merged : {estimated(first + second), estimated(second + first)}) {
      RC_ASSERT(merged.value == whole.value || answers.empty());
      RC_ASSERT(merged.standard_error == whole.standard_error || std::isnan(whole.standard_error));
      RC_ASSERT(merged.ci == whole.ci);
    }
  });
  CHECK(holds);
}

TEST_CASE("the weights of domains add up to that of the whole", "[design_of]") {
  const bool holds = rc::check([] {
    const auto design = designed(*any_answers());
    double sum = 0;
    std::uint64_t answered = 0;
    for (const int segment : {0, 1, 2}) {
      sum += design.only<2>(segment).weight();
      answered += design.only<2>(segment).answered();
    }
    RC_ASSERT(std::abs(sum - design.weight()) <= 1e-12 * sum);
    RC_ASSERT(answered == design.answered());
  });
  CHECK(holds);
}

TEST_CASE("few answers of a domain that all agree prove no difference", "[design_of]") {
  std::vector<answer> answers{
      {5, 1, "A", "a", 1}, {5, 2, "A", "b", 1}, {1, 1, "A", "a", 2}, {1, 3, "A", "c", 2}};
  for (int rest = 0; rest < 3; ++rest) {
    const auto design = designed(answers);
    const cx::difference change = cx::compare(cx::csat, design.only<2>(2), design.only<2>(1));
    CHECK(change.value == 100);
    CHECK(change.method == cx::comparison_method::square_and_add);
    CHECK(change.p_value > 0.01);
    const cx::difference back = cx::compare(cx::csat, design.only<2>(1), design.only<2>(2));
    CHECK_THAT(back.p_value, WithinRel(change.p_value, 1e-12));
    // Only the second domain grows.
    for (int i = 0; i < 50; ++i) answers.push_back({1, 1, "A", "c", 2});
  }
}

TEST_CASE("domains that share no cluster are compared by their own intervals", "[design_of]") {
  // Segments 0 and 1 are of the clusters a, b and c, segment 2 of d, e and f.
  std::vector<answer> answers;
  for (int i = 0; i < 60; ++i) {
    const std::string cluster(1, static_cast<char>('a' + i % 6));
    answers.push_back({1 + (i * i + i / 7) % 5, 1.0 + i % 2, "north", cluster, i % 6 >= 3 ? 2 : i / 6 % 2});
  }
  const auto design = designed(answers);
  const auto own = cx::compare(cx::csat_mean(design.only<2>(1)), cx::csat_mean(design.only<2>(2)));
  const auto without_clusters = cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2));
  CHECK(without_clusters.method == cx::comparison_method::square_and_add);
  CHECK(without_clusters.ci == own.ci);
  CHECK(without_clusters.mark_p_value == own.mark_p_value);
  const auto clustered = design.clusters<1>();
  CHECK(cx::compare(cx::csat_mean, clustered.only<2>(1), clustered.only<2>(2)).method ==
        cx::comparison_method::square_and_add);
  CHECK(cx::compare(cx::csat_mean, clustered.only<2>(0), clustered.only<2>(1)).method ==
        cx::comparison_method::design_t);
}

TEST_CASE("few answers against many are tested with the degrees of freedom of the few", "[design_of]") {
  // Two clusters of the first domain against twenty, which share one.
  std::vector<answer> answers;
  for (int i = 0; i < 200; ++i) {
    answers.push_back({1 + i * i % 5, 1, "north", std::string(1, static_cast<char>('a' + i % 20)), 1});
  }
  for (int i = 0; i < 10; ++i) answers.push_back({4 + i % 2, 1, "north", i < 5 ? "a" : "z", 2});
  const auto design = designed(answers).clusters<1>();
  const auto change = cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2));
  const auto as_in_r =
      cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2), 0.95, cx::comparison_method::design_t);
  CHECK(change.method == cx::comparison_method::design_t);
  CHECK(change.value == as_in_r.value);
  // One degree of freedom against nineteen, both of the same standard error.
  CHECK_THAT((change.ci.high - change.value) / (as_in_r.ci.high - change.value),
             WithinRel(cx::student_t(0, 1, 1).high / cx::student_t(0, 1, 19).high, 1e-9) ||
                 WithinRel((4 - change.value) / (as_in_r.ci.high - change.value), 1e-9));
  CHECK(change.p_value > as_in_r.p_value);
  CHECK_THROWS_AS(
      cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2), 0.95, cx::comparison_method::welch),
      std::invalid_argument);
}

TEST_CASE("clusters of unequal parts in a domain tell no more than fewer equal ones", "[design_of]") {
  // 10, 2, 2, 2 and 2 answers of the second domain: as good as 18² / 116 clusters.
  std::vector<answer> answers;
  for (int i = 0; i < 200; ++i) {
    answers.push_back({1 + i * i % 5, 1, "north", std::string(1, static_cast<char>('a' + i % 20)), 1});
  }
  for (int i = 0; i < 18; ++i) {
    const int cluster = i < 10 ? 0 : (i - 10) / 2 + 1;
    answers.push_back({4 + i % 2, 1, "north", std::string(1, static_cast<char>('a' + cluster)), 2});
  }
  answers.back().score = 3;
  const auto design = designed(answers).clusters<1>();
  const auto change = cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2));
  const auto as_in_r =
      cx::compare(cx::csat_mean, design.only<2>(1), design.only<2>(2), 0.95, cx::comparison_method::design_t);
  REQUIRE(change.ci.high < 4);
  CHECK_THAT((change.ci.high - change.value) / (as_in_r.ci.high - change.value),
             WithinRel(cx::student_t(0, 1, 324.0 / 116 - 1).high / cx::student_t(0, 1, 18).high, 1e-9));
}

TEST_CASE("answers and clusters of weight 0 change nothing", "[design_of]") {
  std::vector<answer> answers{
      {5, 1, "A", "a", 1}, {1, 2, "A", "a", 1}, {4, 1, "A", "b", 1}, {2, 3, "A", "b", 1}};
  const cx::estimate without = cx::csat(designed(answers).clusters<1>());
  for (int i = 0; i < 20; ++i) {
    answers.push_back({5, 0, "A", std::string(1, static_cast<char>('c' + i)), 1});
  }
  const cx::estimate with = cx::csat(designed(answers).clusters<1>());
  CHECK(with.ci == without.ci);
  CHECK(with.n == 4);
  CHECK(with.standard_error == without.standard_error);
}

TEST_CASE("a mean that the margins fix is no point", "[design_of]") {
  std::vector<answer> answers;
  for (int i = 0; i < 30; ++i)
    answers.push_back({i % 3 == 0 ? 1 : 5, 1.0 + i % 4, "A", "a", i % 3 == 0 ? 1 : 2});
  // Segment 1 answers 1 and segment 2 answers 5: the totals of both say what the mean is.
  const cx::estimate mean = cx::csat_mean(designed(answers).margin<2>({{1, 400}, {2, 600}}));
  CHECK_THAT(mean.value, WithinRel(3.4, 1e-9));
  CHECK(mean.ci.low < 3.2);
  CHECK(mean.ci.high > 3.6);
}

}  // namespace tests_of_design_of
