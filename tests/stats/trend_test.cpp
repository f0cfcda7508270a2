// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/stats/trend.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tests_of_trend {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::net_of;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::silent_like;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("slopes, their intervals and the line are those of weighted least squares in R", "[trend]") {
  const auto series = cx::tests::golden_series();
  std::size_t compared = 0;
  for (const auto& row : golden("trend.csv")) {
    CAPTURE(row.text("case"));
    const cx::trend line = cx::trend_of(series.at(row.text("case")));
    CHECK_THAT(line.slope.value, WithinRel(row.number("slope"), 1e-9));
    CHECK_THAT(line.slope_error, WithinRel(row.number("se"), 1e-9));
    CHECK_THAT(line.slope_error * line.scatter, WithinRel(row.number("lm_se"), 1e-7));
    CHECK_THAT(line.unexplained, WithinRel(row.number("unexplained"), 1e-7));
    CHECK_THAT(line.scatter_p_value, WithinRel(row.number("scatter_p"), 1e-7));
    // The wider of the two intervals, and the greater of the two p-values.
    CHECK_THAT(line.slope.ci.low, WithinRel(std::min(row.number("lm_lo"), row.number("known_lo")), 1e-7));
    CHECK_THAT(line.slope.ci.high, WithinRel(std::max(row.number("lm_hi"), row.number("known_hi")), 1e-7));
    CHECK_THAT(line.slope.p_value, WithinRel(std::max(row.number("lm_p"), row.number("known_p")), 1e-7));

    const cx::estimate ahead = line.at(row.number("time"));
    CHECK_THAT(ahead.value, WithinRel(row.number("at"), 1e-9));
    const double known = 1.9599639845400542 * row.number("at_se");
    CHECK_THAT(ahead.ci.low,
               WithinRel(std::max(line.range.low, std::min(row.number("at_lm_lo"), row.number("at") - known)),
                         1e-7));
    CHECK_THAT(ahead.ci.high, WithinRel(std::min(line.range.high,
                                                 std::max(row.number("at_lm_hi"), row.number("at") + known)),
                                        1e-7));
    ++compared;
  }
  CHECK(compared == 10);
}

TEST_CASE("a trend found in a year is found by no pair of its months", "[trend]") {
  std::vector<cx::estimate> months;
  for (std::uint64_t month = 0; month < 12; ++month) months.push_back(net_of(40 - month, 60, 100 + month));
  CHECK(cx::trend_of(months).slope.significant());
  CHECK_THAT(cx::trend_of(months).slope.value, WithinAbs(1, 1e-9));
  for (std::size_t month = 1; month < months.size(); ++month) {
    CHECK_FALSE(cx::compare(months[month - 1], months[month]).significant());
  }
}

TEST_CASE("a share that turns all and one that turns none are not taken for certain", "[trend]") {
  // A month in which all 20 agree would else have the weight of infinitely many.
  const std::vector<cx::estimate> months{share_of(14, 20), share_of(20, 20), share_of(15, 20),
                                         share_of(16, 20), share_of(0, 0)};
  const cx::trend line = cx::trend_of(months);
  CHECK(line.periods == 4);
  CHECK(line.n == 80);
  CHECK_THAT(line.height, WithinAbs(100 * 65.0 / 80, 1e-9));  // the months weigh alike
  CHECK(line.at(100).ci.high <= 100);
  CHECK(line.at(100).value <= 100);
}

TEST_CASE("two periods give a line but no scatter, one or none gives no line", "[trend]") {
  const std::vector<cx::estimate> two{normal_of(10, 3), normal_of(14, 4)};
  const cx::trend line = cx::trend_of(two);
  CHECK_THAT(line.slope.value, WithinAbs(4, 1e-12));
  CHECK_THAT(line.slope_error, WithinAbs(5, 1e-12));
  CHECK_THAT(line.slope.p_value,
             WithinRel(cx::compare(two[0], two[1], cx::comparison_method::wald).p_value, 1e-9));
  CHECK(std::isnan(line.scatter_p_value));

  const cx::trend one = cx::trend_of(std::vector<cx::estimate>{normal_of(10, 3)});
  CHECK(std::isnan(one.slope.value));
  CHECK_FALSE(one.slope.significant());
  CHECK(std::isnan(one.at(1).value));
  CHECK(std::isnan(one.chance_above(1, 0)));
  const cx::trend none = cx::trend_of({});
  CHECK(none.periods == 0);
  CHECK(std::isnan(none.slope.value));
}

TEST_CASE("certain periods are judged by their scatter alone", "[trend]") {
  // R: summary(lm(c(1, 2, 4) ~ c(0, 1, 2))): slope 1.5, standard error 0.28867513, p 0.1210377.
  const std::vector<cx::estimate> certain{normal_of(1, 0), normal_of(2, 0), normal_of(4, 0)};
  const cx::trend line = cx::trend_of(certain);
  CHECK_THAT(line.slope.value, WithinAbs(1.5, 1e-12));
  CHECK_THAT(line.slope.p_value, WithinAbs(0.1210377, 1e-6));
  CHECK(std::isnan(line.unexplained));
  const cx::trend two = cx::trend_of(std::span(certain).first(2));
  CHECK(two.slope.value == 1);
  CHECK_FALSE(two.slope.significant());
}

TEST_CASE("turning the periods round turns the slope round", "[trend]") {
  for (const auto& [name, series] : cx::tests::golden_series()) {
    CAPTURE(name);
    std::vector<cx::estimate> turned = series;
    std::reverse(turned.begin(), turned.end());
    const cx::trend one = cx::trend_of(series);
    const cx::trend other = cx::trend_of(turned);
    CHECK_THAT(other.slope.value, WithinRel(-one.slope.value, 1e-9));
    CHECK_THAT(other.slope.ci.low, WithinRel(-one.slope.ci.high, 1e-9));
    CHECK_THAT(other.slope.p_value, WithinRel(one.slope.p_value, 1e-9));
  }
}

TEST_CASE("the chance to be above a value agrees with the interval of the line", "[trend]") {
  for (const auto& [name, series] : cx::tests::golden_series()) {
    CAPTURE(name);
    const cx::trend line = cx::trend_of(series);
    const double time = static_cast<double>(series.size()) + 2;
    const cx::estimate at = line.at(time);
    CHECK_THAT(line.chance_above(time, at.value), WithinAbs(0.5, 1e-9));
    if (at.ci.low > line.range.low) CHECK_THAT(line.chance_above(time, at.ci.low), WithinAbs(0.975, 1e-9));
    if (at.ci.high < line.range.high) CHECK_THAT(line.chance_above(time, at.ci.high), WithinAbs(0.025, 1e-9));
  }
}

TEST_CASE("the same month last year is compared with that month alone", "[trend]") {
  const std::vector<cx::estimate> months = cx::tests::golden_series().at("bank");
  const auto changes = cx::changes_since(months, 6);
  REQUIRE(changes.size() == 12);
  CHECK_FALSE(changes[5]);
  for (std::size_t month = 6; month < 12; ++month) {
    REQUIRE(changes[month]);
    CHECK(changes[month]->value == cx::compare(months[month - 6], months[month]).value);
    CHECK(changes[month]->mark_p_value == cx::compare(months[month - 6], months[month]).mark_p_value);
  }
  CHECK_THROWS_AS(cx::changes_since(months, 0), std::invalid_argument);
}

TEST_CASE("rolling windows are compared as what they share", "[trend]") {
  const std::vector<cx::estimate> months = cx::tests::golden_series().at("bank");
  const auto windows = cx::rolling(months, 3);
  REQUIRE(windows.size() == 10);
  CHECK(windows[0].last == 2);
  CHECK_FALSE(windows[0].change);
  for (std::size_t place = 1; place < windows.size(); ++place) {
    const auto& window = windows[place];
    CHECK(window.value.n == months[place].n + months[place + 1].n + months[place + 2].n);
    CHECK_THAT(window.change->value, WithinAbs(window.value.value - windows[place - 1].value.value, 1e-9));
    // Two of three months cancel, so the interval is narrower than that of windows of different people.
    CHECK(window.change->ci.width() < cx::compare(windows[place - 1].value, window.value).ci.width());
  }
  // Windows that share nothing are independent.
  const auto apart = cx::rolling(months, 3, 3);
  CHECK(apart[3].change->ci == cx::compare(apart[0].value, apart[3].value).ci);
  CHECK(cx::rolling(months, 13).empty());
  CHECK_THROWS_AS(cx::rolling(months, 0), std::invalid_argument);
  CHECK_THROWS_AS(cx::rolling(cx::tests::golden_series().at("rising"), 3), std::invalid_argument);
}

TEST_CASE("a rolling window without answers says nothing", "[trend]") {
  const cx::estimate some = share_of(3, 10);
  const std::vector<cx::estimate> months{some, silent_like(some), share_of(0, 0), some};
  CHECK_THROWS_AS(cx::rolling(std::vector{some, normal_of(1, 1)}, 2), std::invalid_argument);
  const auto windows = cx::rolling(std::vector{some, share_of(0, 0), share_of(0, 0), some}, 2);
  CHECK(windows[1].value.n == 0);
  CHECK(std::isnan(windows[1].change->value));
  CHECK(windows[2].value.n == 10);
}

TEST_CASE("different metrics have no trend together", "[trend]") {
  CHECK_THROWS_AS(cx::trend_of(std::vector{net_of(1, 2, 3), share_of(1, 3)}), std::invalid_argument);
}

}  // namespace tests_of_trend
