// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/stats/control_chart.hpp>

#include <cmath>
#include <stdexcept>

namespace tests_of_control_chart {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

double half_of(const cx::interval& limits) {
  return limits.width() / 2;
}

}  // namespace

TEST_CASE("centres, limits and moving averages are those of R", "[control_chart]") {
  const auto series = cx::tests::golden_series();
  std::size_t compared = 0;
  for (const auto& row : golden("control_chart.csv")) {
    CAPTURE(row.text("case"), row.text("baseline"), row.text("place"));
    const auto chart = cx::control_chart_of(series.at(row.text("case")), {.baseline = row.count("baseline")});
    const cx::control_point& point = chart.points[row.count("place")];
    CHECK_THAT(chart.centre, WithinRel(row.number("centre"), 1e-9));
    CHECK_THAT(half_of(point.limits), WithinRel(3 * row.number("deviation"), 1e-9));
    CHECK_THAT(point.average, WithinRel(row.number("average"), 1e-9));
    CHECK_THAT(half_of(point.average_limits), WithinRel(2.86 * row.number("average_deviation"), 1e-7));
    CHECK(point.unusual == !point.limits.contains(point.value));
    CHECK(point.average_unusual == !point.average_limits.contains(point.average));
    ++compared;
  }
  CHECK(compared == 230);
}

TEST_CASE("the limits of a p-chart are three binomial standard errors", "[control_chart]") {
  // Montgomery, Introduction to Statistical Quality Control, 7th ed., example 7.1: 30 samples of 50 cans with 347
  // nonconforming: centre 0.2313, limits 0.0524 and 0.4102. A 31st sample of 50 cans, judged by the 30 before.
  std::vector<cx::estimate> samples;
  for (int i = 0; i < 30; ++i) samples.push_back(share_of(i < 17 ? 12 : 11, 50));
  samples.push_back(share_of(22, 50));
  const auto chart = cx::control_chart_of(samples, {.baseline = 30});
  CHECK_THAT(chart.centre, WithinAbs(23.13, 0.005));
  // The textbook's limits, widened for a centre that rests on 1,500 cans.
  const double wider = std::sqrt(1 + 50.0 / 1500);
  CHECK_THAT(chart.points[30].limits.low, WithinAbs(23.13 - (23.13 - 5.24) * wider, 0.02));
  CHECK_THAT(chart.points[30].limits.high, WithinAbs(23.13 + (41.02 - 23.13) * wider, 0.02));
  CHECK(chart.points[30].unusual);
  CHECK_FALSE(chart.points[29].unusual);
}

TEST_CASE("limits end where the metric does", "[control_chart]") {
  const auto chart = cx::control_chart_of(std::vector{share_of(0, 20), share_of(2, 20), share_of(1, 20)});
  for (const auto& point : chart.points) {
    CHECK(point.limits.low == 0);
    CHECK_FALSE(point.unusual);
  }
  // All alike is nothing unusual either.
  for (const auto& point : cx::control_chart_of(std::vector{share_of(20, 20), share_of(9, 9)}).points) {
    CHECK_FALSE(point.unusual);
    CHECK_FALSE(point.average_unusual);
  }
}

TEST_CASE("a small lasting change shows in the average before it shows in a period", "[control_chart]") {
  std::vector<cx::estimate> months(24, share_of(100, 400));
  for (std::size_t month = 12; month < 24; ++month) months[month] = share_of(122, 400);
  const auto chart = cx::control_chart_of(months, {.baseline = 12});
  bool average = false;
  for (const auto& point : chart.points) {
    CHECK_FALSE(point.unusual);
    average = average || point.average_unusual;
  }
  CHECK(average);
  CHECK_FALSE(chart.points[12].average_unusual);
}

TEST_CASE("a period without answers is neither usual nor unusual", "[control_chart]") {
  const std::vector<cx::estimate> months{share_of(5, 20), share_of(0, 0), share_of(8, 20)};
  const auto chart = cx::control_chart_of(months);
  CHECK(std::isnan(chart.points[1].value));
  CHECK(std::isnan(chart.points[1].average));
  CHECK_FALSE(chart.points[1].unusual);
  CHECK(chart.points[2].average == cx::control_chart_of(std::vector{months[0], months[2]}).points[1].average);
  CHECK(std::isnan(cx::control_chart_of(std::vector{share_of(0, 0)}).centre));
  CHECK(cx::control_chart_of({}).points.empty());
}

TEST_CASE("certain periods are judged by how they differ", "[control_chart]") {
  // Deviations of -1, 1, -1, 1 with variance 4/3; the variance of one of four less the centre is three quarters of it.
  const std::vector<cx::estimate> certain{normal_of(1, 0), normal_of(3, 0), normal_of(1, 0), normal_of(3, 0)};
  const auto chart = cx::control_chart_of(certain);
  CHECK(chart.centre == 2);
  CHECK_THAT(half_of(chart.points[0].limits), WithinRel(3.0, 1e-12));
}

TEST_CASE("impossible limits are refused", "[control_chart]") {
  const std::vector<cx::estimate> some{share_of(1, 2)};
  CHECK_THROWS_AS(cx::control_chart_of(some, {.width = 0}), std::invalid_argument);
  CHECK_THROWS_AS(cx::control_chart_of(some, {.weight = 0}), std::invalid_argument);
  CHECK_THROWS_AS(cx::control_chart_of(some, {.weight = 1.5}), std::invalid_argument);
  CHECK_THROWS_AS(cx::control_chart_of(some, {.average_width = -1}), std::invalid_argument);
}

}  // namespace tests_of_control_chart
