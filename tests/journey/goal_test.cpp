// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/journey/goal.hpp>

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::net_of;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

// Months from January 2025 on.
std::vector<cx::dated_estimate> months_of(const std::vector<cx::estimate>& values) {
  std::vector<cx::dated_estimate> result;
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (const cx::estimate& value : values) {
    result.push_back({month, value});
    month = cx::next(month);
  }
  return result;
}

}  // namespace

TEST_CASE("a goal is met or not met where the interval tells, and else the answers cannot tell", "[goal]") {
  const cx::goal forty{.metric = "NPS", .target = 40};
  CHECK(cx::judge(forty, net_of(50, 100, 350)).status == cx::goal_status::met);
  CHECK(cx::judge(forty, net_of(200, 100, 200)).status == cx::goal_status::not_met);
  // 42, but of few.
  const auto few = cx::judge(forty, net_of(10, 9, 31));
  CHECK(few.status == cx::goal_status::cannot_tell);
  CHECK_THAT(few.from_target.value, WithinAbs(2, 1e-9));
  CHECK(few.from_target.ci.contains(0));
  CHECK(name_of(cx::goal_status::cannot_tell) == "cannot tell");

  // Nobody answered: nothing can be told, and no number of more answers can be.
  const auto nobody = cx::judge(forty, net_of(0, 0, 0));
  CHECK(nobody.status == cx::goal_status::cannot_tell);
  CHECK_FALSE(nobody.observations_to_tell);
}

TEST_CASE("low is good where the metric or the goal says so", "[goal]") {
  cx::estimate churn = share_of(10, 1000);
  churn.better = cx::better::low;
  CHECK(cx::judge({.target = 3}, churn).status == cx::goal_status::met);
  CHECK(cx::judge({.target = 0.2}, churn).status == cx::goal_status::not_met);
  // The share of detractors is to fall, though the share itself does not say which way is up.
  const cx::estimate detractors = share_of(100, 1000);
  CHECK(cx::judge({.target = 20, .direction = cx::better::low}, detractors).status == cx::goal_status::met);
  CHECK(cx::judge({.target = 20}, detractors).status == cx::goal_status::not_met);
}

TEST_CASE("a certain value that is the target has met it", "[goal]") {
  for (const auto way : {cx::better::high, cx::better::low}) {
    CHECK(cx::judge({.target = 5, .direction = way}, normal_of(5, 0)).status == cx::goal_status::met);
  }
  CHECK(cx::judge({.target = 5}, normal_of(4.999, 0)).status == cx::goal_status::not_met);
}

TEST_CASE("as many answers as it says would tell", "[goal]") {
  // 36 points with a standard deviation of 76.8: (1.96 + 0.8416)² × 76.84² / 4² = 2,897.
  const auto verdict = cx::judge({.target = 40}, net_of(36, 56, 108));
  REQUIRE(verdict.status == cx::goal_status::cannot_tell);
  REQUIRE(verdict.observations_to_tell);
  CHECK_THAT(static_cast<double>(*verdict.observations_to_tell), WithinRel(2897.0, 1e-3));
  const auto answers = [](std::uint64_t n) { return net_of(n * 36 / 200, n * 56 / 200, n * 108 / 200); };
  CHECK(cx::judge({.target = 40}, answers(*verdict.observations_to_tell)).status == cx::goal_status::not_met);
  // Half as many and a little less would not: the power counts for a factor of 2.04.
  CHECK(cx::judge({.target = 40}, answers(*verdict.observations_to_tell * 10 / 22)).status ==
        cx::goal_status::cannot_tell);
  // The same where all agree and no variance is seen.
  CHECK(cx::judge({.target = 95}, share_of(20, 20)).observations_to_tell);
  // No number tells of a value that is the target.
  CHECK_FALSE(cx::judge({.target = 36}, net_of(36, 56, 108)).observations_to_tell);
}

TEST_CASE("a target that the metric cannot have is refused", "[goal]") {
  CHECK_THROWS_AS(cx::judge({.target = 120}, net_of(1, 2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(cx::judge({.target = -1}, share_of(1, 3)), std::invalid_argument);
  CHECK_THROWS_AS(cx::judge({}, share_of(1, 3)), std::invalid_argument);
}

TEST_CASE("the pace that is needed leads to the target at the deadline", "[goal]") {
  // 20, 22, … 30 in June; 40 in December needs 10 points in 6 months.
  std::vector<cx::estimate> values;
  for (int month = 0; month < 6; ++month) values.push_back(normal_of(20 + 2 * month, 2, 100));
  const auto progress = cx::progress_of({.target = 40, .by = 2025y / 12 / 31}, months_of(values));
  CHECK(progress.judged == cx::month_of(2025y / 6 / 1));
  CHECK(progress.deadline == cx::month_of(2025y / 12 / 1));
  CHECK(progress.periods_left == 6);
  CHECK(progress.verdict.status == cx::goal_status::not_met);
  CHECK_THAT(progress.line.slope.value, WithinAbs(2, 1e-9));
  CHECK_THAT(progress.needed.value, WithinAbs(10.0 / 6, 1e-9));
  CHECK(progress.needed.ci.contains(10.0 / 6));
  CHECK_THAT(progress.at_deadline.value, WithinAbs(42, 1e-9));
  // At 42 with a standard error of √(4/6 + 4/17.5 × 8.5²) = 4.145 the chance is Φ(2 / 4.145) = 0.685.
  CHECK_THAT(progress.chance, WithinAbs(0.685, 0.001));
  CHECK_FALSE(progress.from_plan);

  // A day earlier, December is no longer whole.
  const auto earlier = cx::progress_of({.target = 40, .by = 2025y / 12 / 30}, months_of(values));
  CHECK(earlier.deadline == cx::month_of(2025y / 11 / 1));
  CHECK_THAT(earlier.needed.value, WithinAbs(2, 1e-9));
  CHECK_THAT(earlier.chance, WithinAbs(0.5, 1e-9));

  // For a metric that is to fall, the chance is the other side.
  const auto down =
      cx::progress_of({.target = 40, .direction = cx::better::low, .by = 2025y / 12 / 31}, months_of(values));
  CHECK_THAT(down.chance, WithinAbs(1 - progress.chance, 1e-12));
  CHECK(down.verdict.status == cx::goal_status::met);
}

TEST_CASE("a deadline that is over is judged by its own period", "[goal]") {
  const std::vector<cx::estimate> values{normal_of(30, 1), normal_of(45, 1), normal_of(30, 1)};
  const auto progress = cx::progress_of({.target = 40, .by = 2025y / 2 / 28}, months_of(values));
  CHECK(progress.judged == cx::month_of(2025y / 2 / 1));
  CHECK(progress.verdict.status == cx::goal_status::met);
  CHECK(progress.periods_left == 0);
  CHECK(std::isnan(progress.needed.value));
  CHECK(std::isnan(progress.chance));
}

TEST_CASE("a plan is the straight way from the start", "[goal]") {
  // From 20 in the middle of January to 40 in the middle of December; in the middle of June 151 of 334.5 days are gone.
  const cx::goal goal{.target = 40, .by = 2025y / 12 / 31, .start = cx::goal_start{2025y / 1 / 16, 20}};
  std::vector<cx::estimate> values(6, normal_of(25, 1));
  const auto progress = cx::progress_of(goal, months_of(values));
  REQUIRE(progress.from_plan);
  CHECK_THAT(progress.from_plan->value, WithinAbs(25 - (20 + 20 * 151.0 / 334.5), 1e-9));
  CHECK(progress.from_plan->significant());
  CHECK_THROWS_AS(
      cx::progress_of({.target = 40, .by = 2025y / 1 / 1, .start = cx::goal_start{2025y / 2 / 1, 20}},
                      months_of(values)),
      std::invalid_argument);
}

TEST_CASE("missing, cut and single periods are no trouble", "[goal]") {
  auto months = months_of({share_of(10, 20), share_of(12, 20), share_of(14, 20), share_of(3, 20)});
  months.erase(months.begin() + 1);
  months.back().during = months.back().during.to(2025y / 4 / 11);
  const auto progress = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, months);
  CHECK(progress.judged == cx::month_of(2025y / 3 / 1));
  CHECK(progress.periods_left == 3);
  CHECK_THAT(progress.line.slope.value, WithinAbs(10, 1e-9));

  const auto one = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, months_of({share_of(10, 20)}));
  CHECK(one.periods_left == 5);
  CHECK_THAT(one.needed.value, WithinAbs(8, 1e-9));
  CHECK(std::isnan(one.chance));
  CHECK(std::isnan(one.at_deadline.value));

  const auto none = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, {});
  CHECK_FALSE(none.judged);
  CHECK(none.verdict.status == cx::goal_status::cannot_tell);
  const auto timeless = cx::progress_of({.target = 90}, months);
  CHECK(timeless.judged);
  CHECK_FALSE(timeless.deadline);
}

TEST_CASE("periods of different kinds are refused", "[goal]") {
  std::vector<cx::dated_estimate> mixed = months_of({share_of(1, 2), share_of(1, 2)});
  mixed.push_back({cx::quarter_of(2025y / 4 / 1), share_of(1, 2)});
  CHECK_THROWS_AS(cx::progress_of({.target = 50}, mixed), std::invalid_argument);
  std::swap(mixed[0], mixed[1]);
  CHECK_THROWS_AS(cx::progress_of({.target = 50}, mixed), std::invalid_argument);
}

TEST_CASE("churn of customers has goals too", "[goal]") {
  std::vector<cx::dated_estimate> months;
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (std::uint64_t lost = 40; lost > 34; --lost) {
    cx::estimate churn = share_of(lost, 1000);
    churn.better = cx::better::low;
    months.push_back({month, churn});
    month = cx::next(month);
  }
  const auto progress = cx::progress_of({.metric = "churn", .target = 3, .by = 2025y / 12 / 31}, months);
  CHECK(progress.line.slope.value < 0);
  CHECK(progress.needed.value < 0);
  CHECK(progress.chance > 0.5);
}
