// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/estimate.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_estimate {
namespace cx = cxmetrics;
using cx::interval_method;
using cx::unit;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

cx::distribution answers(std::initializer_list<std::pair<double, std::uint64_t>> worths) {
  cx::distribution result;
  for (const auto& [worth, count] : worths) result.add(worth, count);
  return result;
}
cx::distribution share(std::uint64_t successes, std::uint64_t n) {
  return answers({{0, n - successes}, {100, successes}});
}
cx::distribution net(std::uint64_t low, std::uint64_t middle, std::uint64_t high) {
  return answers({{-100, low}, {0, middle}, {100, high}});
}
// The same answers, with the scale turned round.
cx::distribution turned(const cx::distribution& answers) {
  cx::distribution result;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    result.add(answers.lowest() + answers.highest() - answers.worth(i), answers.count(i));
  }
  return result;
}

const std::vector<interval_method> of_shares{
    interval_method::wilson,        interval_method::score,
    interval_method::agresti_coull, interval_method::clopper_pearson,
    interval_method::jeffreys,      interval_method::wald,
    interval_method::student_t,     interval_method::bootstrap_percentile,
    interval_method::bootstrap_bca};
const std::vector<interval_method> of_nets{
    interval_method::score,        interval_method::adjusted_wald, interval_method::goodman,
    interval_method::wald,         interval_method::student_t,     interval_method::bootstrap_percentile,
    interval_method::bootstrap_bca};
const std::vector<interval_method> of_quantities{
    interval_method::score, interval_method::wald, interval_method::student_t,
    interval_method::bootstrap_percentile, interval_method::bootstrap_bca};

const std::vector<interval_method>& methods_of(const cx::distribution& answers) {
  using kind = cx::distribution::kind;
  return answers.kind_of() == kind::share ? of_shares
         : answers.kind_of() == kind::net ? of_nets
                                          : of_quantities;
}

void check_laws(const cx::distribution& answers) {
  for (const auto method : methods_of(answers)) {
    const auto estimate =
        cx::estimate_of(answers, unit::score, {.method = method, .bootstrap = {.replicates = 999}});
    CAPTURE(cx::name_of(method), answers.n(), estimate.value, estimate.ci.low, estimate.ci.high);
    CHECK(estimate.method == method);
    CHECK(estimate.n == answers.n());
    REQUIRE(estimate.ci.exists());
    CHECK(answers.lowest() <= estimate.ci.low);
    CHECK(estimate.ci.high <= answers.highest());
    if (answers.n() == 0) {
      CHECK(std::isnan(estimate.value));
      CHECK(std::isnan(estimate.standard_error));
      CHECK(estimate.ci == cx::interval{answers.lowest(), answers.highest()});
      continue;
    }
    CHECK(estimate.ci.contains(estimate.value));
    const auto wider = cx::interval_at(estimate, 0.99);
    CHECK(wider.low <= estimate.ci.low);
    CHECK(estimate.ci.high <= wider.high);
    CHECK(cx::interval_at(estimate, 0.95) == estimate.ci);
    const bool resampled =
        method == interval_method::bootstrap_percentile || method == interval_method::bootstrap_bca;
    if (resampled) continue;  // its draws do not turn round with the scale
    const auto back = cx::estimate_of(turned(answers), unit::score, {.method = method});
    const double both_ends = answers.lowest() + answers.highest();
    const double digit = 1e-13 * std::max(std::abs(answers.lowest()), std::abs(answers.highest()));
    CHECK_THAT(back.value, WithinAbs(both_ends - estimate.value, digit));
    CHECK_THAT(back.ci.low, WithinAbs(both_ends - estimate.ci.high, digit));
    CHECK_THAT(back.ci.high, WithinAbs(both_ends - estimate.ci.low, digit));
  }
}

}  // namespace

TEST_CASE("every interval contains its estimate, stays in bounds and turns round", "[estimate]") {
  const std::uint64_t quadrillion = 1'000'000'000'000'000;
  for (const std::uint64_t n : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{30},
                                std::uint64_t{1'000'000}, quadrillion}) {
    check_laws(share(0, n));
    check_laws(share(n, n));
    check_laws(share(n / 3, n));
    check_laws(net(n, 0, 0));
    check_laws(net(0, n, 0));
    check_laws(net(0, 0, n));
    check_laws(net(n / 2, 0, n - n / 2));
    check_laws(net(n / 3, n / 3, n - 2 * (n / 3)));
    check_laws(answers({{1, 0}, {2, 0}, {3, n}, {4, 0}, {5, 0}}));
    check_laws(answers({{1, 0}, {2, n / 7}, {3, 0}, {4, 0}, {5, n - n / 7}}));
  }
}

TEST_CASE("the laws of intervals hold for random answers", "[estimate]") {
  std::mt19937_64 random(20240305);
  for (int round = 0; round < 100; ++round) {
    cx::distribution some;
    const auto size = 2 + random() % 10;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t most = std::uint64_t{1} << (random() % 40);
      some.add(static_cast<double>(i), random() % 3 == 0 ? 0 : random() % most);
    }
    check_laws(some);
  }
}

TEST_CASE("the standard interval of a share is Wilson's, of any other mean the score interval",
          "[estimate]") {
  CHECK(cx::estimate_of(share(3, 10), unit::percent).method == interval_method::wilson);
  CHECK(cx::estimate_of(net(3, 3, 4), unit::points).method == interval_method::score);
  const auto mean = cx::estimate_of(answers({{1, 2}, {2, 0}, {3, 3}}), unit::score);
  CHECK(mean.method == interval_method::score);
  const auto share_by_score =
      cx::estimate_of(share(3, 10), unit::percent, {.method = interval_method::score});
  CHECK_THAT(share_by_score.ci.low, WithinRel(100 * cx::wilson(3, 10).low, 1e-14));
  const auto net_by_score = cx::estimate_of(net(3, 3, 4), unit::points);
  CHECK_THAT(net_by_score.ci.high, WithinRel(100 * cx::net_score_interval(3, 3, 4).high, 1e-14));
}

TEST_CASE("a standard error has divisor n for shares and nets, and n - 1 for other means", "[estimate]") {
  CHECK_THAT(cx::estimate_of(share(3, 10), unit::percent).standard_error,
             WithinRel(100 * std::sqrt(0.3 * 0.7 / 10), 1e-14));
  CHECK_THAT(cx::estimate_of(net(1, 2, 3), unit::points).standard_error,
             WithinRel(100 * std::sqrt((4.0 / 6 - 1.0 / 9) / 6), 1e-14));
  const auto mean = cx::estimate_of(answers({{1, 1}, {2, 1}, {4, 1}}), unit::score);
  CHECK_THAT(mean.standard_error, WithinRel(std::sqrt(7.0 / 9), 1e-14));
  CHECK(std::isnan(cx::estimate_of(answers({{1, 1}, {2, 0}}), unit::score).standard_error));
}

TEST_CASE("a net score of a quadrillion answers that nearly cancel keeps its last answer", "[estimate]") {
  const std::uint64_t half = 500'000'000'000'000;
  const auto nearly_none = cx::estimate_of(net(half, 0, half + 1), unit::points);
  CHECK_THAT(nearly_none.value, WithinRel(100.0 / (2.0 * static_cast<double>(half) + 1), 1e-14));
  CHECK_THAT(nearly_none.ci.width(), WithinRel(100 * 2 * 1.9599639845400545 / std::sqrt(1e15), 1e-6));
}

TEST_CASE("a method that does not fit is refused with those that do", "[estimate]") {
  using Catch::Matchers::Message;
  CHECK_THROWS_MATCHES(
      cx::estimate_of(net(1, 1, 1), unit::points, {.method = interval_method::wilson}), std::invalid_argument,
      Message("the interval Wilson does not fit; here apply: score, Student t, adjusted Wald, Goodman, Wald, "
              "bootstrap percentile, bootstrap BCa"));
  CHECK_THROWS_AS(cx::estimate_of(share(1, 2), unit::percent, {.method = interval_method::adjusted_wald}),
                  std::invalid_argument);
  CHECK_THROWS_AS(
      cx::estimate_of(answers({{1, 1}, {2, 1}}), unit::score, {.method = interval_method::jeffreys}),
      std::invalid_argument);
  CHECK_THROWS_AS(cx::estimate_of(share(1, 2), unit::percent, {.method = interval_method::garwood}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::estimate_of(share(1, 2), unit::percent, {.method = interval_method::none}),
                  std::invalid_argument);
}

TEST_CASE("pseudo-answers are the caller's choice, and the interval of the metric is cut", "[estimate]") {
  const auto plain = cx::adjusted_wald(0, 0, 10, 0.95);
  CHECK_THAT(plain.high, WithinAbs(1.0634, 5e-5));
  const auto metric =
      cx::estimate_of(net(0, 0, 10), unit::points, {.method = interval_method::adjusted_wald});
  CHECK_THAT(metric.ci.low, WithinAbs(47.50, 5e-3));
  CHECK(metric.ci.high == 100);
  const auto uniform = cx::estimate_of(
      net(8, 13, 15), unit::points, {.method = interval_method::adjusted_wald, .pseudo_counts = {1, 1, 1}});
  CHECK_THAT(uniform.ci.low, WithinRel(100 * cx::adjusted_wald(8, 13, 15, 0.95, {1, 1, 1}).low, 1e-14));
  const auto none = cx::estimate_of(net(8, 13, 15), unit::points,
                                    {.method = interval_method::adjusted_wald, .pseudo_counts = {0, 0, 0}});
  const auto wald = cx::estimate_of(net(8, 13, 15), unit::points, {.method = interval_method::wald});
  CHECK_THAT(none.ci.low, WithinRel(wald.ci.low, 1e-13));
}

TEST_CASE("a finite population narrows every interval, down to the value when all answered", "[estimate]") {
  for (const auto& some : {share(7, 40), net(9, 11, 20), answers({{1, 5}, {2, 0}, {3, 35}})}) {
    for (const auto method : methods_of(some)) {
      CAPTURE(cx::name_of(method));
      const auto endless = cx::estimate_of(some, unit::score, {.method = method});
      const auto huge = cx::estimate_of(some, unit::score, {.method = method, .population = 40'000'000'000});
      const auto hundred = cx::estimate_of(some, unit::score, {.method = method, .population = 100});
      const auto census = cx::estimate_of(some, unit::score, {.method = method, .population = 40});
      CHECK(hundred.ci.width() < endless.ci.width());
      CHECK(hundred.ci.contains(hundred.value));
      CHECK(hundred.standard_error < endless.standard_error);
      // Wald's has divisor n without a population and n - 1 with one.
      CHECK_THAT(huge.ci.low, WithinRel(endless.ci.low, method == interval_method::wald ? 0.02 : 1e-6) ||
                                  WithinAbs(endless.ci.low, 0.5));
      CHECK(census.ci == cx::interval{census.value, census.value});
      CHECK(census.standard_error == 0);
      CHECK(cx::interval_at(hundred, 0.95) == hundred.ci);
      CHECK_THROWS_AS(cx::estimate_of(some, unit::score, {.method = method, .population = 39}),
                      std::invalid_argument);
    }
  }
  const auto nobody = cx::estimate_of(net(0, 0, 0), unit::points, {.population = 10});
  CHECK(nobody.ci == cx::interval{-100, 100});
  const auto only_one = cx::estimate_of(net(0, 1, 0), unit::points, {.population = 1});
  CHECK(only_one.ci == cx::interval{0, 0});
}

TEST_CASE("the correction for a finite population is that of the hypergeometric distribution", "[estimate]") {
  // 12 of 30 out of 100, by Wilson: with f = (100 - 30) / 99, (p̂ - p)² = z² f p (1 - p) / 30 at both bounds.
  const auto estimate = cx::estimate_of(share(12, 30), unit::percent, {.population = 100});
  const double z = 1.9599639845400545;
  for (const double bound : {estimate.ci.low / 100, estimate.ci.high / 100}) {
    CHECK_THAT((0.4 - bound) * (0.4 - bound), WithinRel(z * z * 70 / 99 * bound * (1 - bound) / 30, 1e-12));
  }
}

TEST_CASE("simple random samples agree with R survey", "[estimate]") {
  int rows = 0;
  for (const auto& row : golden("survey_mean.csv")) {
    const std::string& design = row.text("design");
    if ((design != "srs" && design != "srs_fpc") || row.text("statistic") != "mean" ||
        row.text("column") != "nps") {
      continue;
    }
    ++rows;
    cx::estimate_options options{.level = row.number("conf"), .method = interval_method::student_t};
    if (design == "srs_fpc") options.population = static_cast<std::uint64_t>(row.number("sum_weights") + 0.5);
    const auto all = net(342, 968, 1436);
    const auto by_t = cx::estimate_of(all, unit::points, options);
    CAPTURE(design, options.level.level());
    CHECK_THAT(by_t.value, WithinRel(row.number("estimate"), 1e-9));
    CHECK_THAT(by_t.ci.low, WithinRel(row.number("t_lo"), 1e-9));
    CHECK_THAT(by_t.ci.high, WithinRel(row.number("t_hi"), 1e-9));
    // Without a population R survey has divisor n - 1, a net score here n.
    const double divisors = design == "srs" ? std::sqrt(2745.0 / 2746) : 1;
    CHECK_THAT(by_t.standard_error, WithinRel(row.number("se") * divisors, 1e-9));
    options.method = interval_method::wald;
    const auto by_z = cx::estimate_of(all, unit::points, options);
    CHECK_THAT(by_z.value - by_z.ci.low,
               WithinRel((row.number("estimate") - row.number("z_lo")) * divisors, 1e-9));
  }
  CHECK(rows == 6);
}

TEST_CASE("without a basis an interval widens as that of a normal quantity", "[estimate]") {
  cx::estimate other;
  other.value = 10;
  other.ci = {10 - 1.9599639845400545, 10 + 2 * 1.9599639845400545};
  const auto wider = cx::interval_at(other, 0.99);
  CHECK_THAT(wider.low, WithinRel(10 - 2.5758293035489004, 1e-12));
  CHECK_THAT(wider.high, WithinRel(10 + 2 * 2.5758293035489004, 1e-12));
  CHECK_FALSE(cx::interval_at(cx::estimate{}, 0.9).exists());
}

TEST_CASE("methods are found by their names", "[interval]") {
  for (const auto method : of_shares) CHECK(cx::interval_method_named(cx::name_of(method)) == method);
  for (const auto method : of_nets) CHECK(cx::interval_method_named(cx::name_of(method)) == method);
  CHECK(cx::interval_method_named("clopper_pearson") == interval_method::clopper_pearson);
  CHECK(cx::interval_method_named("BOOTSTRAP-BCA") == interval_method::bootstrap_bca);
  CHECK(cx::interval_method_named("studentt") == interval_method::student_t);
  CHECK_THROWS_AS(cx::interval_method_named("wils"), std::invalid_argument);
  CHECK_THROWS_AS(cx::interval_method_named("wilson2"), std::invalid_argument);
  CHECK_THROWS_AS(cx::interval_method_named(""), std::invalid_argument);
}

TEST_CASE("answers to a mean that all agree leave it uncertain by the score interval", "[estimate]") {
  for (const std::uint64_t n : {1U, 2U, 20U, 1000U}) {
    cx::distribution answers;
    for (const double worth : {1.0, 2.0, 3.0}) answers.add(worth, worth == 3 ? n : 0);
    const cx::estimate all_agree = cx::estimate_of(answers, unit::score);
    CHECK(all_agree.method == interval_method::score);
    CHECK(all_agree.ci.low < 3);
    CHECK(all_agree.ci.high == 3);
    CHECK(all_agree.ci == cx::estimate_of(answers, unit::score, {.method = interval_method::score}).ci);
    CHECK(cx::interval_at(all_agree, 0.99).low < all_agree.ci.low);
    answers.add(2, 1);
    CHECK(cx::estimate_of(answers, unit::score).method == interval_method::score);
  }
}

TEST_CASE("an interval claims no more than what those of the population can still say who were not asked",
          "[estimate]") {
  for (const auto method : {interval_method::standard, interval_method::wald, interval_method::student_t,
                            interval_method::score}) {
    for (std::uint64_t population = 10; population < 14; ++population) {
      cx::distribution answers;
      answers.add(-100, 2);
      answers.add(0, 1);
      answers.add(100, 7);
      const cx::estimate net = cx::estimate_of(answers, unit::points,
                                               {.level = 0.999, .method = method, .population = population});
      const auto left = static_cast<double>(population - 10);
      const auto all = static_cast<double>(population);
      CHECK(net.ci.low >= (500 - 100 * left) / all - 1e-12);
      CHECK(net.ci.high <= (500 + 100 * left) / all + 1e-12);
      CHECK(net.ci.contains(net.value));
    }
  }
}

TEST_CASE("intervals of net scores hold the truth as often as an independent enumeration says",
          "[estimate]") {
  // Mean and least coverage over 39 populations, enumerated in R and Python.
  struct {
    cx::estimate_options options;
    int n;
    double mean;
    double least;
  } const expected[] = {
      {{.method = interval_method::score}, 10, 0.965, 0.942},
      {{.method = interval_method::score}, 20, 0.956, 0.945},
      {{.method = interval_method::score}, 30, 0.952, 0.942},
      {{.method = interval_method::adjusted_wald}, 10, 0.953, 0.930},
      {{.method = interval_method::adjusted_wald}, 20, 0.948, 0.928},
      {{.method = interval_method::adjusted_wald}, 30, 0.949, 0.935},
      {{.method = interval_method::adjusted_wald, .pseudo_counts = {1, 1, 1}}, 10, 0.961, 0.938},
      {{.method = interval_method::adjusted_wald, .pseudo_counts = {1, 1, 1}}, 20, 0.956, 0.940},
      {{.method = interval_method::adjusted_wald, .pseudo_counts = {1, 1, 1}}, 30, 0.954, 0.942},
      {{.method = interval_method::wald}, 10, 0.881, 0.649},
      {{.method = interval_method::wald}, 20, 0.920, 0.870},
      {{.method = interval_method::wald}, 30, 0.929, 0.841},
      {{.method = interval_method::student_t}, 10, 0.921, 0.651},
      {{.method = interval_method::student_t}, 20, 0.941, 0.876},
      {{.method = interval_method::student_t}, 30, 0.943, 0.842},
  };
  for (const auto& [options, n, mean, least] : expected) {
    double sum = 0;
    double worst = 1;
    int populations = 0;
    for (int promoters = 10; promoters <= 90; promoters += 10) {
      for (int detractors = 2; detractors <= 52 && promoters + detractors <= 100; detractors += 10) {
        const double share[] = {detractors / 100.0, (100 - promoters - detractors) / 100.0,
                                promoters / 100.0};
        double covered = 0;
        for (int low = 0; low <= n; ++low) {
          for (int high = 0; low + high <= n; ++high) {
            const int counts[] = {low, n - low - high, high};
            double chance = std::lgamma(n + 1.0);
            cx::distribution given;
            for (int kind = 0; kind < 3; ++kind) {
              given.add(100.0 * (kind - 1), static_cast<std::uint64_t>(counts[kind]));
              chance += counts[kind] * std::log(share[kind]) - std::lgamma(counts[kind] + 1.0);
            }
            const cx::interval ci = cx::estimate_of(given, unit::points, options).ci;
            const double truth = promoters - detractors;
            if (ci.low - 1e-7 <= truth && truth <= ci.high + 1e-7) covered += std::exp(chance);
          }
        }
        sum += covered;
        worst = std::min(worst, covered);
        ++populations;
      }
    }
    INFO(name_of(options.method) << " of " << n);
    CHECK(populations == 39);
    CHECK_THAT(sum / populations, WithinAbs(mean, 0.001));
    CHECK_THAT(worst, WithinAbs(least, 0.001));
  }
}

}  // namespace tests_of_estimate
