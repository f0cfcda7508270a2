// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace tests_of_cohort_retention {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::WithinAbs;

namespace {

cx::period month(unsigned number) {
  return cx::month_of(2024y / std::chrono::month{number} / 1);
}

// Sizes and what they retain at ages 0, 1, …, of which the last is not mature.
cx::cohort cohort(unsigned joined, std::uint64_t customers, const std::vector<std::uint64_t>& retained) {
  cx::cohort result{month(joined), customers, {}};
  for (const std::uint64_t each : retained) {
    const auto age = std::ssize(result.cells);
    result.cells.push_back({age, customers, each, age + 1 < std::ssize(retained)});
  }
  return result;
}

}  // namespace

TEST_CASE("a cell has the share of the whole cohort, by Wilson's interval", "[cohort_retention]") {
  const cx::estimate cell = cx::retention_of({2, 40, 30, true});
  CHECK(cell.value == 75);
  CHECK(cell.n == 40);
  const cx::interval wilson = cx::wilson(30, 40);
  CHECK_THAT(cell.ci.low, WithinAbs(100 * wilson.low, 1e-9));
  CHECK_THAT(cell.ci.high, WithinAbs(100 * wilson.high, 1e-9));
  CHECK(cell.better == cx::better::high);
}

TEST_CASE("a true zero is zero, and one that may not stay is unknown", "[cohort_retention]") {
  CHECK(cx::retention_of({2, 40, 0, true}).value == 0);
  const cx::estimate open = cx::retention_of({2, 40, 0, false});
  CHECK(std::isnan(open.value));
  CHECK(open.n == 0);
  CHECK(open.ci == cx::interval{0, 100});
  CHECK(cx::retention_of({2, 40, 4, false}).value == 10);
}

// PostHog counted cohorts too young to be seen as lost.
TEST_CASE("the pooled curve knows only cohorts that are old enough", "[cohort_retention]") {
  const std::vector<cx::cohort> cohorts{cohort(1, 100, {100, 50, 40, 30}), cohort(2, 300, {300, 90, 80}),
                                        cohort(3, 50, {50, 20}), cohort(4, 10, {10})};
  const cx::curve pooled = cx::pooled_retention(cohorts);
  REQUIRE(pooled.steps().size() == 3);
  CHECK(pooled.at(0).value == 100);
  CHECK(pooled.at(0).n == 450);
  CHECK(pooled.at(1).value == 35);
  CHECK(pooled.at(1).n == 400);
  CHECK(pooled.at(2).value == 40);
  CHECK(pooled.at(2).n == 100);
  CHECK(pooled.at(3).n == 0);
  CHECK(std::isnan(pooled.at(3).value));
  CHECK(cx::pooled_retention({}).at(0).n == 0);
}

TEST_CASE("cohorts are pooled by customers, not by their shares", "[cohort_retention]") {
  const std::vector<cx::cohort> cohorts{cohort(1, 10, {10, 2, 2}), cohort(2, 100, {100, 0, 0})};
  CHECK_THAT(cx::pooled_retention(cohorts).at(1).value, WithinAbs(100 * 2.0 / 110, 1e-9));
}

TEST_CASE("cohorts are compared in pairs, and only where both are old enough", "[cohort_retention]") {
  const std::vector<cx::cohort> cohorts{cohort(1, 1000, {1000, 500, 400}), cohort(2, 1000, {1000, 510, 500}),
                                        cohort(3, 1000, {1000, 800, 800}), cohort(4, 1000, {1000, 10})};
  const auto pairs = cx::compare_cohorts(cohorts, 1);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].before == month(1));
  CHECK(pairs[0].after == month(2));
  CHECK_THAT(pairs[0].found.value, WithinAbs(1, 1e-9));
  CHECK(pairs[0].adjusted_p_value > 0.05);
  CHECK(pairs[1].adjusted_p_value < 0.001);
  CHECK(cx::compare_cohorts(cohorts, 9).empty());
  // The pairs are adjusted together: three times each by Bonferroni, and by Holm the least three times, the next twice.
  const auto plain = cx::compare_cohorts(cohorts, 1, cx::adjustment::none);
  const auto bonferroni = cx::compare_cohorts(cohorts, 1, cx::adjustment::bonferroni);
  for (std::size_t pair = 0; pair < 3; ++pair) {
    const double p = plain[pair].adjusted_p_value;
    CHECK(p == plain[pair].found.mark_p_value);
    CHECK_THAT(bonferroni[pair].adjusted_p_value, WithinAbs(std::min(1.0, 3 * p), 1e-12));
  }
  CHECK(plain[0].adjusted_p_value > 0.4);
  CHECK_THAT(pairs[0].adjusted_p_value, WithinAbs(plain[0].adjusted_p_value, 1e-12));
}

TEST_CASE("cohorts are renewals: each age that is over is one, and who comes back had not left",
          "[cohort_retention]") {
  cx::customer_cohorts cohorts{{month(1), month(2), month(3)}, cx::day{2024y / 4 / 15}};
  const auto joins = [](unsigned in, std::optional<cx::day> until) {
    return cx::spell{cx::day{2024y / std::chrono::month{in} / 5}, until};
  };
  cohorts.record(joins(1, std::nullopt));             // there at ages 1 and 2; April is not over
  cohorts.record(joins(1, cx::day{2024y / 1 / 20}));  // left within the month of joining
  cohorts.record(joins(1, cx::day{2024y / 3 / 10}));  // there at age 1
  cohorts.record({joins(1, cx::day{2024y / 2 / 3}), cx::spell{cx::day{2024y / 3 / 1}}});  // back at age 2
  cohorts.record(joins(2, cx::day{2024y / 3 / 1}));
  cohorts.record(joins(3, std::nullopt));  // no age is over
  const cx::renewals found = cx::renewals_of(cohorts);
  CHECK(found.customers() == 6);
  CHECK(found.left(1) == 2);
  CHECK(found.left(2) == 1);
  CHECK(found.present(2) == 2);
  CHECK(found.present(0) == 1);
  CHECK(found.at_risk(1) == 5);
  CHECK(found.at_risk(2) == 3);
  CHECK(cx::renewals_of(cx::customer_cohorts{{month(1)}, cx::day{2024y / 4 / 15}}) == cx::renewals{});
}

TEST_CASE("customers whose first age is not over count in a projection", "[cohort_retention]") {
  cx::customer_cohorts cohorts{cx::periods_of(cx::granularity::month, {2024y / 1 / 1, 2024y / 3 / 1}),
                               2024y / 2 / 10};
  cohorts.record(cx::spell{2024y / 1 / 5});
  cohorts.record(cx::spell{2024y / 2 / 5});
  CHECK(cx::renewals_of(cohorts).customers() == 2);
}

}  // namespace tests_of_cohort_retention
