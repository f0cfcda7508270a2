// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/airport_survey.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tests_of_design {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::passenger;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

using airport_design = cx::keyed_design<int, int, int>;

// The sizes that the reference figures assume.
const std::map<int, std::uint64_t> strata{{1, 60000}, {2, 80000}, {3, 50000}};
const std::map<int, double> strata_totals{{1, 60000}, {2, 80000}, {3, 50000}};
const std::map<int, double> peak_totals{{1, 70000}, {2, 90000}, {3, 30000}};

airport_design design_named(const std::string& name, const cx::tests::airport_question& question) {
  const auto weighted = design_of(cx::break_down(question.scale, question.answers,
                                                 cx::weighted(&passenger::score, &passenger::weight),
                                                 &passenger::stratum, &passenger::peak, &passenger::day));
  const auto unweighted = design_of(cx::break_down(question.scale, question.answers, &passenger::score,
                                                   &passenger::stratum, &passenger::peak, &passenger::day));
  if (name == "srs") return unweighted;
  if (name == "srs_fpc") return unweighted.population(10000);
  if (name == "weights") return weighted;
  if (name == "strata_weights") return weighted.strata<0>();
  if (name == "strata_fpc") return unweighted.strata<0>(strata);
  if (name == "strata_weights_fpc") return weighted.strata<0>(strata);
  if (name == "cluster_day_weights") return weighted.clusters<2>();
  if (name == "poststrat_peak") return unweighted.margin<1>(peak_totals);
  if (name == "rake_peak_strata") return unweighted.margin<0>(strata_totals).margin<1>(peak_totals);
  throw std::invalid_argument(name);
}

// Questions are read once and designs made once, for all figures about them.
class airport {
 public:
  const airport_design& design(const golden::row& row) {
    const std::string key = row.text("dataset") + row.text("column") + row.text("design");
    const auto found = designs_.find(key);
    if (found != designs_.end()) return found->second;
    const golden table(row.text("dataset"));
    return designs_.emplace(key, design_named(row.text("design"), airport_survey(table, row.text("column"))))
        .first->second;
  }

 private:
  std::map<std::string, airport_design> designs_;
};

cx::metric mean_metric(const golden::row& row) {
  return row.text("column") == "nps" ? cx::nps : cx::mean_score(cx::one_to_five);
}

double tolerance(const golden::row& row, double usual) {
  return row.text("design") == "rake_peak_strata" ? 1e-7 : usual;
}

}  // namespace

TEST_CASE("means, shares and totals of designs are those of R survey", "[design][golden]") {
  airport airport;
  const golden table("survey_mean.csv");
  CHECK(table.size() == 180);
  for (const auto& row : table) {
    INFO(row.text("dataset") << ' ' << row.text("column") << ' ' << row.text("design") << ' '
                             << row.text("statistic") << ' ' << row.text("conf"));
    const cx::design& design = airport.design(row);
    const double within = tolerance(row, 1e-9);
    const double value = row.number("estimate");
    const double error = row.number("se");
    CHECK(design.answered() == row.count("n"));
    CHECK_THAT(design.weight(), WithinRel(row.number("sum_weights"), 1e-9));
    CHECK_THAT(cx::effective_sample_size(design), WithinRel(row.number("kish_n_eff"), within));
    if (row.text("statistic") == "top2_share") {
      const cx::estimate share = cx::top_box(design.scale(), 2)(design);
      CHECK_THAT(share.value / 100, WithinRel(value, within));
      CHECK_THAT(share.standard_error / 100, WithinRel(error, within));
    } else if (row.text("statistic") == "total") {
      const cx::estimate total = cx::population_total(mean_metric(row), design);
      CHECK_THAT(total.value, WithinRel(value, within));
      CHECK_THAT(total.standard_error, WithinRel(error, within));
    } else {
      const double level = row.number("conf");
      const cx::estimate t =
          mean_metric(row)(design, {.level = level, .method = cx::interval_method::student_t});
      const cx::estimate z = mean_metric(row)(design, {.level = level, .method = cx::interval_method::wald});
      CHECK_THAT(t.value, WithinRel(value, within));
      CHECK_THAT(t.standard_error, WithinRel(error, within));
      CHECK(cx::sampled_mean_of(t)->degrees_of_freedom == row.number("df"));
      CHECK_THAT(t.ci.low, WithinRel(row.number("t_lo"), within));
      CHECK_THAT(t.ci.high, WithinRel(row.number("t_hi"), within));
      CHECK_THAT(z.ci.low, WithinRel(row.number("z_lo"), within));
      CHECK_THAT(z.ci.high, WithinRel(row.number("z_hi"), within));
      CHECK_THAT(cx::design_effect(t), WithinRel(row.number("deff"), within));
    }
  }
}

TEST_CASE("intervals of shares under designs are those of R survey", "[design][golden]") {
  airport airport;
  const std::map<std::string, cx::interval_method> methods{{"logit", cx::interval_method::logit},
                                                           {"beta", cx::interval_method::korn_graubard},
                                                           {"mean", cx::interval_method::student_t}};
  const golden table("survey_prop_ci.csv");
  CHECK(table.size() == 324);
  for (const auto& row : table) {
    INFO(row.text("dataset") << ' ' << row.text("column") << ' ' << row.text("design") << ' '
                             << row.text("method") << ' ' << row.text("conf"));
    const cx::design& design = airport.design(row);
    const cx::estimate share = cx::top_box(design.scale(), 2)(
        design, {.level = row.number("conf"), .method = methods.at(row.text("method"))});
    CHECK_THAT(share.value / 100, WithinRel(row.number("share"), 1e-8));
    CHECK_THAT(share.ci.low / 100, WithinRel(row.number("lo"), 1e-8));
    CHECK_THAT(share.ci.high / 100, WithinRel(row.number("hi"), 1e-8));
  }
}

TEST_CASE("means of domains are those of R survey", "[design][golden]") {
  airport airport;
  const golden table("survey_domain.csv");
  CHECK(table.size() == 24);
  for (const auto& row : table) {
    INFO(row.text("dataset") << ' ' << row.text("column") << ' ' << row.text("design") << ' '
                             << row.text("value"));
    const cx::estimate mean = mean_metric(row)(airport.design(row).only<1>(std::stoi(row.text("value"))));
    CHECK(mean.n == row.count("n"));
    CHECK_THAT(mean.value, WithinRel(row.number("mean"), 1e-9));
    CHECK_THAT(mean.standard_error, WithinRel(row.number("se"), 1e-9));
  }
}

TEST_CASE("comparisons of domains are those of R survey", "[design][golden]") {
  airport airport;
  const golden table("survey_ttest.csv");
  CHECK(table.size() == 8);
  for (const auto& row : table) {
    INFO(row.text("dataset") << ' ' << row.text("column") << ' ' << row.text("design"));
    const auto& design = airport.design(row);
    const cx::difference difference = cx::compare(mean_metric(row), design.only<1>(2), design.only<1>(3),
                                                  0.95, cx::comparison_method::design_t);
    CHECK_THAT(difference.value, WithinRel(row.number("difference"), 1e-8));
    CHECK_THAT(difference.p_value, WithinRel(row.number("p_value"), 1e-8));
    // The margin of the interval is a quantile of Student's t times the standard error.
    const double standard_error = difference.value / row.number("t");
    const cx::interval expected = cx::student_t(difference.value, standard_error, row.number("df"));
    CHECK_THAT(difference.ci.low, WithinRel(expected.low, 1e-8));
    CHECK_THAT(difference.ci.high, WithinRel(expected.high, 1e-8));
  }
}

TEST_CASE("weighted means and effective sample sizes are those of statsmodels", "[design][golden]") {
  const golden table("weighted_mean.csv");
  CHECK(table.size() == 6);
  for (const auto& row : table) {
    if (row.text("dataset") == "vector") continue;
    INFO(row.text("dataset") << ' ' << row.text("column"));
    const golden passengers(row.text("dataset"));
    const auto question = airport_survey(passengers, row.text("column"));
    const auto tally =
        cx::weighted_tally_of(question.scale, question.answers, &passenger::score, &passenger::weight);
    CHECK(tally.answered() == row.count("n"));
    CHECK_THAT(tally.weight(), WithinRel(row.number("sum_w"), 1e-12));
    CHECK_THAT(tally.square_weight(), WithinRel(row.number("sum_w2"), 1e-12));
    CHECK_THAT(cx::effective_sample_size(tally), WithinRel(row.number("kish_n_eff"), 1e-12));
    CHECK_THAT(cx::design_effect(tally), WithinRel(row.number("kish_deff"), 1e-12));
    const cx::estimate mean = cx::mean_score(question.scale)(tally);
    CHECK_THAT(mean.value, WithinRel(row.number("mean"), 1e-12));
    const auto& basis = *cx::sampled_mean_of(mean);
    const auto n = static_cast<double>(mean.n);
    CHECK_THAT(basis.observation_variance * (n - 1) / n, WithinRel(row.number("variance_over_sum_w"), 1e-12));
  }
}

TEST_CASE("weighted means of two vectors are those of statsmodels", "[design][golden]") {
  using answers = std::vector<std::pair<int, double>>;
  const std::map<std::string, answers> vectors{
      {"x=1;2;3;4;5 w=1;1;2;3;5", {{1, 1}, {2, 1}, {3, 2}, {4, 3}, {5, 5}}},
      {"x=0;10;10 w=0.5;0.25;4", {{0, 0.5}, {10, 0.25}, {10, 4}}}};
  const golden table("weighted_mean.csv");
  std::size_t compared = 0;
  for (const auto& row : table) {
    const auto vector = vectors.find(row.text("column"));
    if (vector == vectors.end()) continue;
    cx::weighted_tally tally{cx::zero_to_ten};
    for (const auto& [score, weight] : vector->second) tally.record(score, cx::sampling_weight{weight});
    CHECK_THAT(tally.weight(), WithinRel(row.number("sum_w"), 1e-12));
    CHECK_THAT(tally.square_weight(), WithinRel(row.number("sum_w2"), 1e-12));
    CHECK_THAT(cx::effective_sample_size(tally), WithinRel(row.number("kish_n_eff"), 1e-12));
    CHECK_THAT(cx::design_effect(tally), WithinRel(row.number("kish_deff"), 1e-12));
    CHECK_THAT(cx::mean_score(cx::zero_to_ten)(tally).value, WithinRel(row.number("mean"), 1e-12));
    ++compared;
  }
  CHECK(compared == 2);
}

TEST_CASE("the airport surveys kept with the tests are those of the whole files", "[design][shared]") {
  const auto counted = [](const golden& table, const std::string& question) {
    const auto survey = airport_survey(table, question);
    return cx::break_down(survey.scale, survey.answers, cx::weighted(&passenger::score, &passenger::weight),
                          &passenger::stratum, &passenger::peak, &passenger::day);
  };
  for (const std::string name : {"sfo_2015.csv", "sfo_2017.csv"}) {
    const auto file = cx::tests::shared_data(name);
    if (!file) return;
    const golden kept(name);
    const golden whole{std::ifstream(*file)};
    for (const std::string question : {"nps", "csat_all", "ease_find"}) {
      if (name == "sfo_2015.csv" && question != "csat_all") continue;
      CHECK(counted(kept, question) == counted(whole, question));
    }
  }
}

TEST_CASE("equal weights change neither value nor variance, whatever they are", "[design]") {
  cx::tally tally{cx::zero_to_ten};
  tally.record(10, 540);
  tally.record(7, 360);
  tally.record(0, 300);
  const cx::estimate plain = cx::nps(tally);
  const cx::estimate ones = cx::nps(cx::weighted_tally{tally});
  CHECK(ones.value == plain.value);
  CHECK(ones.n == plain.n);
  CHECK(ones.unit == plain.unit);
  CHECK(ones.method == plain.method);
  CHECK_THAT(ones.standard_error, WithinRel(plain.standard_error * std::sqrt(1200.0 / 1199), 1e-12));
  CHECK_THAT(cx::design_effect(ones), WithinRel(1.0, 1e-12));
  CHECK_THAT(ones.ci.low, WithinAbs(plain.ci.low, 0.01));

  cx::weighted_tally heavy{cx::zero_to_ten};
  for (const auto& [score, times] : {std::pair{10, 540}, {7, 360}, {0, 300}}) {
    for (int i = 0; i < times; ++i) heavy.record(score, cx::sampling_weight{123.4});
  }
  CHECK_THAT(cx::nps(heavy).value, WithinRel(20.0, 1e-12));
  CHECK_THAT(cx::nps(heavy).standard_error, WithinRel(ones.standard_error, 1e-12));
}

TEST_CASE("without answers a weighted metric is unknown", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  tally.record_missing(3);
  const cx::estimate nps = cx::nps(tally);
  CHECK(nps.n == 0);
  CHECK(std::isnan(nps.value));
  CHECK(std::isnan(nps.standard_error));
  CHECK(nps.ci == cx::interval{-100, 100});
  CHECK(cx::design{tally}.answered() == 0);
}

TEST_CASE("answers without any weight tell nothing", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  tally.record(9, cx::sampling_weight{0});
  const cx::estimate nps = cx::nps(tally);
  CHECK(nps.n == 0);
  CHECK(std::isnan(nps.value));
  CHECK(nps.ci == cx::interval{-100, 100});
}

TEST_CASE("of one answer nobody knows how sure it is", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  tally.record(9, cx::sampling_weight{0.3});
  using method = cx::interval_method;
  for (const method each : {method::standard, method::score, method::student_t, method::wald}) {
    const cx::estimate nps = cx::nps(tally, {.method = each});
    CHECK(nps.value == 100);
    CHECK(std::isnan(nps.standard_error));
    CHECK(nps.ci == cx::interval{-100, 100});
  }
  for (const method each : {method::wilson, method::logit, method::korn_graubard, method::jeffreys}) {
    const cx::estimate share = cx::top_box(cx::zero_to_ten)(tally, {.method = each});
    CHECK(share.value == 0);
    CHECK(share.ci.high > 97);
  }
}

TEST_CASE("unanimous answers leave an interval as wide as their effective number allows", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  for (int i = 0; i < 20; ++i) tally.record(9 + i % 2, cx::sampling_weight{0.5 + i});
  const double n = cx::effective_sample_size(tally);
  CHECK(n < 16);
  const cx::estimate share = cx::top_box(cx::zero_to_ten, 2)(tally);
  CHECK(share.value == 100);
  CHECK(share.standard_error == 0);
  CHECK(share.ci.high == 100);
  CHECK(share.ci.low < 100 * cx::wilson(n, n).low);
  CHECK(share.ci.low > 100 * cx::wilson(n / 2, n / 2).low);
  CHECK(cx::nps(tally).ci.low < 90);
  const cx::estimate exact =
      cx::top_box(cx::zero_to_ten, 2)(tally, {.method = cx::interval_method::korn_graubard});
  CHECK_THAT(exact.ci.low, WithinRel(100 * cx::clopper_pearson(n, n).low, 1e-12));
}

TEST_CASE("a finite population shrinks the standard error, to nothing if all answered", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  for (int i = 0; i < 50; ++i) tally.record(i % 11, cx::sampling_weight{1 + i % 3 * 0.5});
  const cx::estimate all = cx::nps(tally);
  const cx::estimate half = cx::nps(tally, {.population = 100});
  CHECK_THAT(half.standard_error, WithinRel(all.standard_error * std::sqrt(0.5), 1e-12));
  CHECK(half.ci.width() < all.ci.width());
  const cx::estimate everybody = cx::nps(tally, {.population = 50});
  CHECK(everybody.standard_error == 0);
  CHECK(everybody.ci == cx::interval{all.value, all.value});
  CHECK_THROWS_AS(cx::nps(tally, {.population = 49}), std::invalid_argument);
}

TEST_CASE("importance weighs the value and its uncertainty, not the base", "[design]") {
  cx::importance_tally revenue{cx::zero_to_ten};
  cx::weighted_tally sampled{cx::zero_to_ten};
  for (const auto& [score, weight] : {std::pair{10, 9000.0}, {9, 500.0}, {2, 400.0}, {0, 100.0}}) {
    revenue.record(score, cx::importance_weight{weight});
    sampled.record(score, cx::sampling_weight{weight});
  }
  const cx::estimate nps = cx::nps(revenue);
  CHECK(nps.value == 90);
  CHECK(nps.n == 4);
  CHECK(nps.standard_error == cx::nps(sampled).standard_error);
}

TEST_CASE("intervals that do not fit weighted answers are refused with those that do", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  tally.record(9, cx::sampling_weight{1});
  const auto refusal = [&](const cx::metric& metric, cx::interval_method method) -> std::string {
    try {
      metric(tally, {.method = method});
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  CHECK(refusal(cx::nps, cx::interval_method::logit) ==
        "the interval logit does not fit; to weighted observations apply: score, Student t, Wald");
  CHECK(refusal(cx::top_box(cx::zero_to_ten), cx::interval_method::garwood) ==
        "the interval Garwood does not fit; to weighted observations apply: Wilson, score, Student t, "
        "Agresti-Coull, Jeffreys, "
        "Wald, logit, Korn-Graubard");
  CHECK_THROWS_AS(cx::population_total(cx::nps, tally, {.method = cx::interval_method::score}),
                  std::invalid_argument);
}

TEST_CASE("a weighted tally of another scale is refused", "[design]") {
  CHECK_THROWS_AS(cx::nps(cx::weighted_tally{cx::one_to_five}), std::invalid_argument);
}

TEST_CASE("every interval of weighted answers holds its value within the bounds of the metric", "[design]") {
  const bool holds = rc::check([] {
    cx::weighted_tally tally{cx::zero_to_ten};
    const int n = *rc::gen::inRange(0, 30);
    const int scores = *rc::gen::inRange(1, 12);
    for (int i = 0; i < n; ++i) {
      tally.record(*rc::gen::inRange(0, scores), cx::sampling_weight{*rc::gen::inRange(0, 1000) / 100.0});
    }
    using method = cx::interval_method;
    const double level = *rc::gen::element(0.5, 0.9, 0.95, 0.999);
    for (const method each : {method::standard, method::student_t, method::wald}) {
      for (const cx::metric& metric :
           {cx::nps, cx::mean_score(cx::zero_to_ten), cx::top_box(cx::zero_to_ten, 5)}) {
        const cx::estimate estimate = metric(tally, {.level = level, .method = each});
        RC_ASSERT(estimate.ci.low >= metric.lowest());
        RC_ASSERT(estimate.ci.high <= metric.highest());
        RC_ASSERT(std::isnan(estimate.value) || estimate.ci.contains(estimate.value));
        RC_ASSERT(cx::interval_at(estimate, level) == estimate.ci);
      }
    }
    for (const method each : {method::wilson, method::logit, method::korn_graubard, method::agresti_coull,
                              method::jeffreys, method::score}) {
      const cx::estimate share = cx::top_box(cx::zero_to_ten, 5)(tally, {.level = level, .method = each});
      RC_ASSERT(share.ci.low >= 0);
      RC_ASSERT(share.ci.high <= 100);
      RC_ASSERT(std::isnan(share.value) || share.ci.contains(share.value));
    }
  });
  CHECK(holds);
}

TEST_CASE("weighted estimates of independent samples are compared as others are", "[design]") {
  cx::weighted_tally march{cx::zero_to_ten};
  cx::weighted_tally april{cx::zero_to_ten};
  for (int i = 0; i < 200; ++i) {
    march.record(i % 11, cx::sampling_weight{1.0 + i % 4});
    april.record(std::min(10, i % 11 + 2), cx::sampling_weight{1.0 + i % 5});
  }
  const cx::difference change = cx::compare(cx::nps(march), cx::nps(april));
  CHECK(change.value == cx::nps(april).value - cx::nps(march).value);
  CHECK(change.significant());
  CHECK(change.p_value < 0.05);
  CHECK_THROWS_AS(cx::compare(cx::nps(march), cx::nps(april), cx::comparison_method::design_t),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::compare(cx::nps(march), cx::nps(april), cx::comparison_method::welch),
                  std::invalid_argument);
}

TEST_CASE("a weighted mean has the score interval, also where all answers agree", "[design]") {
  cx::weighted_tally tally{cx::one_to_seven};
  for (const double weight : {1.0, 2.0, 3.0}) tally.record(7, cx::sampling_weight{weight});
  const cx::estimate effort = cx::mean_score(cx::one_to_seven)(tally);
  CHECK(effort.method == cx::interval_method::score);
  CHECK(effort.ci.low < 5);
  CHECK(effort.ci.high == 7);
  tally.record(6, cx::sampling_weight{1});
  CHECK(cx::mean_score(cx::one_to_seven)(tally).method == cx::interval_method::score);
}

TEST_CASE("a total knows a finite population as a mean does", "[design]") {
  cx::weighted_tally tally{cx::zero_to_ten};
  for (int i = 0; i < 50; ++i) tally.record(i % 11, cx::sampling_weight{2});
  const cx::metric promoters = cx::top_box(cx::zero_to_ten, 2);
  const cx::estimate all = cx::population_total(promoters, tally);
  const cx::estimate half = cx::population_total(promoters, tally, {.population = 100});
  CHECK(half.value == all.value);
  CHECK_THAT(half.standard_error, WithinRel(all.standard_error * std::sqrt(0.5), 1e-12));
  CHECK(cx::population_total(promoters, tally, {.population = 50}).ci.width() == 0);
  CHECK_THROWS_AS(cx::population_total(promoters, tally, {.population = 49}), std::invalid_argument);
}

TEST_CASE("a few great weights are as few answers", "[design]") {
  // Kish's number of answers is about 2; without the cap the interval would be that of 41 answers' variance.
  cx::weighted_tally tally{cx::zero_to_ten};
  for (int i = 0; i < 40; ++i) tally.record(9 - 3 * (i % 2), cx::sampling_weight{1});
  tally.record(10, cx::sampling_weight{1000});
  const cx::sampled_mean* mean = nullptr;
  const cx::estimate nps = cx::nps(tally);
  mean = cx::sampled_mean_of(nps);
  REQUIRE(mean != nullptr);
  CHECK_THAT(mean->kish_n, WithinRel(1040.0 * 1040 / (40 + 1e6), 1e-12));
  CHECK(nps.ci.low < 0);
}

}  // namespace tests_of_design
