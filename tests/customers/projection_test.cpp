// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/customers/projection.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_projection {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

cx::renewals cohort(const std::vector<std::uint64_t>& alive) {
  cx::renewals result;
  result.record_cohort(alive);
  return result;
}

std::vector<std::uint64_t> counts_in(const std::vector<double>& numbers) {
  std::vector<std::uint64_t> counts;
  for (const double each : numbers) counts.push_back(static_cast<std::uint64_t>(each));
  return counts;
}

}  // namespace

TEST_CASE("the shifted beta-geometric of published cohorts is fitted as by SciPy", "[projection]") {
  for (const auto& row : golden{"sbg_fit.csv"}) {
    const auto found = cx::project_retention(cohort(counts_in(row.numbers("alive"))));
    CHECK(found.fit().usable());
    CHECK(found.fit().agreeing == found.fit().starts);
    CHECK_THAT(found.model().alpha(), WithinRel(row.number("alpha"), 1e-6));
    CHECK_THAT(found.model().beta(), WithinRel(row.number("beta"), 1e-6));
    CHECK_THAT(found.fit().log_likelihood, WithinRel(row.number("log_likelihood"), 1e-8));
    CHECK_THAT(found.fit().parameters[0].standard_error, WithinRel(row.number("se_alpha"), 1e-5));
    CHECK_THAT(found.fit().parameters[1].standard_error, WithinRel(row.number("se_beta"), 1e-5));
    for (const auto& curve : golden{"sbg_curve.csv"}) {
      if (curve.text("cohort") != row.text("cohort") || curve.text("years") != row.text("years")) continue;
      const auto t = static_cast<unsigned>(curve.count("t"));
      CHECK_THAT(found.survival(t).value, WithinRel(100 * curve.number("survival"), 1e-6));
      CHECK_THAT(found.retention(t).value, WithinRel(100 * curve.number("retention"), 1e-6));
      CHECK_THAT(found.model().loss(t), WithinRel(curve.number("p_churn_at_t"), 1e-6));
    }
  }
}

TEST_CASE("residual lifetimes are those of mpmath, to whatever renewal and discount", "[projection]") {
  for (const auto& row : golden{"sbg_residual.csv"}) {
    const cx::shifted_beta_geometric model{row.number("alpha"), row.number("beta")};
    const auto before = static_cast<unsigned>(row.count("n") - 1);
    CHECK_THAT(model.expected_residual_lifetime(before, row.number("discount")),
               WithinRel(row.number("derl"), 1e-10));
  }
  // Next to no discount it is the sum itself.
  const cx::shifted_beta_geometric model{3.8, 15.19};
  CHECK_THAT(model.expected_residual_lifetime(2, 1e-9),
             WithinRel(model.expected_residual_lifetime(2, 0), 1e-6));
  CHECK_THAT(model.expected_residual_lifetime(0, 0), WithinRel(model.mean_lifetime() - 1, 1e-12));
  CHECK(std::isinf(cx::shifted_beta_geometric(0.7, 1.2).expected_residual_lifetime(0, 0)));
  CHECK_THROWS_AS(model.expected_residual_lifetime(0, -0.1), std::invalid_argument);
}

TEST_CASE("four cohorts that began one after the other are fitted together", "[projection]") {
  const std::vector<std::vector<std::uint64_t>> cohorts{
      {10000, 8000, 6480, 5307, 4391}, {10000, 8000, 6480, 5307}, {10000, 8000, 6480}, {10000, 8000}};
  cx::renewals all;
  for (const auto& each : cohorts) all += cohort(each);
  const auto found = cx::project_retention(all);
  CHECK_THAT(found.model().alpha(), WithinAbs(3.80, 0.005));
  CHECK_THAT(found.model().beta(), WithinAbs(15.19, 0.005));
}

TEST_CASE("bands grow beyond the data and stay within what a share can be", "[projection]") {
  const auto found = cx::project_retention(cohort({100, 87, 74, 65}));
  double width = 0;
  for (unsigned renewal = 1; renewal <= 40; ++renewal) {
    const cx::estimate there = found.survival(renewal);
    CHECK(there.ci.low > 0);
    CHECK(there.ci.high < 100);
    CHECK(there.ci.contains(there.value));
    CHECK(there.n == 100);
    if (renewal == 3) width = there.ci.width();
  }
  CHECK(found.survival(20).ci.width() > width);
  CHECK(found.survival(0).value == 100);
  // The survival is the product of the retentions.
  double product = 100;
  for (unsigned renewal = 1; renewal <= 9; ++renewal) product *= found.retention(renewal).value / 100;
  CHECK_THAT(found.survival(9).value, WithinRel(product, 1e-12));
  CHECK_THAT(found.model().survival(1001),
             WithinRel(found.model().survival(1000) * found.model().retention(1001), 1e-9));
  CHECK_THROWS_AS(found.retention(0), std::invalid_argument);
}

TEST_CASE("shares have the standard errors that those of the parameters give them", "[projection]") {
  const auto found = cx::project_retention(cohort({1000, 869, 743, 653, 593}));
  const std::vector<double>& covariance = found.fit().covariance_of_logs;
  const auto error_of = [&](const auto& share) {
    constexpr double step = 1e-5;
    const auto at = [&](double alpha, double beta) {
      return share(cx::shifted_beta_geometric{found.model().alpha() * std::exp(alpha),
                                              found.model().beta() * std::exp(beta)});
    };
    const double by_alpha = (at(step, 0) - at(-step, 0)) / (2 * step);
    const double by_beta = (at(0, step) - at(0, -step)) / (2 * step);
    return 100 * std::sqrt(by_alpha * by_alpha * covariance[0] + 2 * by_alpha * by_beta * covariance[1] +
                           by_beta * by_beta * covariance[3]);
  };
  for (const unsigned renewal : {1U, 4U, 12U}) {
    CHECK_THAT(found.retention(renewal).standard_error,
               WithinRel(error_of([=](const auto& model) { return model.retention(renewal); }), 1e-6));
    CHECK_THAT(found.survival(renewal).standard_error,
               WithinRel(error_of([=](const auto& model) { return model.survival(renewal); }), 1e-6));
  }
}

TEST_CASE("the mean lifetime is infinite where alpha is 1 or less, and may be where its interval reaches 1",
          "[projection]") {
  const auto regular = cx::project_retention(cohort({1000, 631, 468, 382, 326, 289, 262, 241}));
  CHECK(regular.model().alpha() < 1);
  CHECK(std::isinf(regular.mean_lifetime().value));
  CHECK(regular.mean_lifetime().ci == cx::interval{0, std::numeric_limits<double>::infinity()});
  const auto high_end = cx::project_retention(cohort({1000, 869, 743, 653, 593}));
  CHECK(high_end.model().alpha() > 1);
  CHECK(std::isfinite(high_end.mean_lifetime().value));
  CHECK(std::isinf(high_end.mean_lifetime().ci.high));
}

TEST_CASE("what the data do not tell is not called identified", "[projection]") {
  CHECK_FALSE(cx::project_retention(cohort({100, 80})).fit().usable());
  CHECK_FALSE(cx::project_retention(cohort({100, 100, 100})).fit().usable());
  CHECK_FALSE(cx::project_retention(cohort({100, 0})).fit().usable());
  // The same risk at every renewal: no spread over customers.
  CHECK_FALSE(cx::project_retention(cohort({10000, 5000, 2500, 1250, 625})).fit().usable());
  // Nowhere is the likelihood greatest: it rises for ever.
  CHECK_FALSE(cx::project_retention(cohort({100, 100, 100})).fit().converged);
  CHECK_FALSE(cx::project_retention(cohort({10000, 5000, 2500, 1250, 625})).fit().converged);
  // There is a greatest one, but parameters of ten times as much are nearly as likely.
  const cx::model_fit few = cx::project_retention(cohort({100, 80, 65})).fit();
  CHECK(few.converged);
  CHECK(std::isfinite(few.parameters[0].standard_error));
  CHECK_FALSE(few.identified);
  CHECK(cx::project_retention(cohort({50, 30, 20, 14})).fit().usable());
  CHECK_THROWS_AS(cx::project_retention(cx::renewals{}), std::invalid_argument);
  CHECK_THROWS_AS(cx::project_retention(cohort({100})), std::invalid_argument);
  CHECK_THROWS_AS(cx::shifted_beta_geometric(0, 1), std::invalid_argument);
}

TEST_CASE("a residual lifetime has the interval of the parameters, and none where it is infinite",
          "[projection]") {
  const auto found = cx::project_retention(cohort({100000, 78000, 61500, 49000, 39500, 32000}));
  for (const double discount : {0.0, 0.1}) {
    const cx::estimate here = found.expected_residual_lifetime(2, discount);
    CHECK(here.value == found.model().expected_residual_lifetime(2, discount));
    CHECK(here.ci.low < here.value);
    CHECK(here.value < here.ci.high);
    CHECK(here.standard_error > 0);
  }
  // Right after joining, with the first renewal to come, it is the mean lifetime less the first period.
  const cx::estimate from_start = found.expected_residual_lifetime(0, 0);
  CHECK_THAT(from_start.value, WithinRel(found.mean_lifetime().value - 1, 1e-12));
  CHECK_THAT(from_start.standard_error, WithinRel(found.mean_lifetime().standard_error, 1e-9));
  // A discount that is next to none changes next to nothing, though it is computed by another way.
  const cx::estimate nearly = found.expected_residual_lifetime(2, 1e-9);
  CHECK_THAT(nearly.value, WithinRel(found.expected_residual_lifetime(2, 0).value, 1e-4));
  CHECK_THAT(nearly.standard_error, WithinRel(found.expected_residual_lifetime(2, 0).standard_error, 1e-3));

  const auto loyal = cx::project_retention(cohort({1000, 869, 743, 653, 593, 551, 517, 491}));
  CHECK(std::isinf(loyal.expected_residual_lifetime(7, 0).value));
  CHECK(std::isinf(loyal.expected_residual_lifetime(7, 0).ci.high));
  CHECK(std::isfinite(loyal.expected_residual_lifetime(7, 0.1).ci.high));
  CHECK_THROWS_AS(loyal.expected_residual_lifetime(7, -0.1), std::invalid_argument);
}

}  // namespace tests_of_projection
