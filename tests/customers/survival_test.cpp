// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_survival {
namespace cx = cxmetrics;
using cx::tests::check_law;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using method = cx::interval_method;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

cx::lifetimes in_months() {
  return cx::lifetimes{cx::granularity::month};
}

// The lifetimes behind each curve of R, from the events and censorings that it lists.
std::map<std::string, cx::lifetimes> lifetimes_of(const golden& curves) {
  std::map<std::string, cx::lifetimes> result;
  for (const auto& row : curves) {
    if (row.text("conf_type") != "log-log" || row.number("conf") != 0.95) continue;
    cx::lifetimes& into =
        result.try_emplace(row.text("dataset") + "," + row.text("group"), in_months()).first->second;
    const auto time = static_cast<std::int64_t>(row.number("time"));
    into.record_left(time, 0, 0, row.count("n_event"));
    into.record_present(time, 0, row.count("n_censor"));
  }
  return result;
}

// Within R's figures, in its unit; an unknown one is unknown.
void check_same(double ours, double golden, double tolerance) {
  if (std::isnan(golden)) {
    CHECK(std::isnan(ours));
  } else {
    CHECK_THAT(ours, WithinRel(golden, tolerance) || WithinAbs(golden, 1e-14));
  }
}

// Without a bound there is none for R, which we call infinite.
void check_time(double ours, double golden) {
  if (std::isnan(golden)) {
    CHECK(ours == infinity);
  } else {
    CHECK_THAT(ours, WithinAbs(golden, 1e-9));
  }
}

cx::lifetimes random_lifetimes(bool censored) {
  cx::lifetimes result;
  const int customers = *rc::gen::inRange(1, 40);
  for (int i = 0; i < customers; ++i) {
    const std::int64_t duration = *rc::gen::inRange(0, 20);
    if (censored && *rc::gen::arbitrary<bool>()) {
      result.record_present(duration);
    } else {
      result.record_left(duration);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("Kaplan and Meier's curve is that of R's survfit", "[survival]") {
  const golden curves("km_curve.csv");
  const auto lifetimes = lifetimes_of(curves);
  std::map<std::string, cx::curve> known;
  for (const auto& row : curves) {
    const std::string group = row.text("dataset") + "," + row.text("group");
    const std::string key = group + row.text("conf_type") + row.text("conf");
    auto found = known.find(key);
    if (found == known.end()) {
      const cx::estimate_options options{.level = row.number("conf"),
                                         .method = cx::interval_method_named(row.text("conf_type"))};
      found = known.emplace(key, cx::kaplan_meier(lifetimes.at(group), options)).first;
    }
    const auto time = static_cast<std::int64_t>(row.number("time"));
    CAPTURE(key, time);
    const cx::estimate at = found->second.at(time);
    CHECK(at.n == row.count("n_risk"));
    CHECK(found->second.at_risk(time) == row.count("n_risk"));
    CHECK_THAT(at.value / 100, WithinRel(row.number("survival"), 1e-12) || WithinAbs(0, 1e-15));
    check_same(at.standard_error / 100, row.number("se_greenwood"), 1e-12);
    const bool bounded = !std::isnan(row.number("lo"));
    CHECK(at.ci.exists() == bounded);
    if (!bounded) continue;
    check_same(at.ci.low / 100, row.number("lo"), 1e-12);
    check_same(at.ci.high / 100, row.number("hi"), 1e-12);
  }
}

TEST_CASE("the cumulative hazard is that of R's survfit", "[survival]") {
  const golden curves("km_curve.csv");
  const auto lifetimes = lifetimes_of(curves);
  for (const auto& [group, of] : lifetimes) {
    const cx::curve hazard = cx::nelson_aalen(of);
    for (const auto& row : curves) {
      if (row.text("dataset") + "," + row.text("group") != group) continue;
      const cx::estimate at = hazard.at(static_cast<std::int64_t>(row.number("time")));
      check_same(at.value, row.number("nelson_aalen"), 1e-12);
      check_same(at.standard_error, row.number("se_nelson_aalen"), 1e-12);
      CHECK(at.ci.contains(at.value));
    }
  }
}

// Ten of a hundred: Garwood's bounds of ten events, by qchisq(0.025, 20) / 2 and qchisq(0.975, 22) / 2.
TEST_CASE("the interval of a hazard is that of its events", "[survival]") {
  cx::lifetimes some;
  some.record_left(3, 0, 0, 10);
  some.record_present(7, 0, 90);
  const cx::estimate at = cx::nelson_aalen(some).at(3);
  CHECK(at.method == method::gamma);
  CHECK_THAT(at.value, WithinRel(0.1, 1e-12));
  CHECK_THAT(at.ci.low, WithinRel(0.04795389, 1e-6));
  CHECK_THAT(at.ci.high, WithinRel(0.18390356, 1e-6));
}

TEST_CASE("quantiles of survival are those of R", "[survival]") {
  const auto lifetimes = lifetimes_of(golden("km_curve.csv"));
  for (const auto& row : golden("km_quantile.csv")) {
    const std::string group = row.text("dataset") + "," + row.text("group");
    CAPTURE(group, row.text("conf_type"), row.text("conf"), row.text("probability_gone"));
    const cx::estimate_options options{.level = row.number("conf"),
                                       .method = cx::interval_method_named(row.text("conf_type"))};
    const cx::estimate found = cx::time_until_gone(cx::kaplan_meier(lifetimes.at(group), options),
                                                   100 * row.number("probability_gone"));
    check_time(found.value, row.number("time"));
    check_time(found.ci.low, row.number("lo"));
    check_time(found.ci.high, row.number("hi"));
  }
}

TEST_CASE("restricted means are those of R", "[survival]") {
  const auto lifetimes = lifetimes_of(golden("km_curve.csv"));
  for (const auto& row : golden("km_rmst.csv")) {
    const std::string group = row.text("dataset") + "," + row.text("group");
    CAPTURE(group, row.text("horizon"));
    const cx::estimate found = cx::restricted_mean(cx::kaplan_meier(lifetimes.at(group)),
                                                   static_cast<std::int64_t>(row.number("horizon")));
    check_same(found.value, row.number("rmst"), 1e-10);
    check_same(found.standard_error, row.number("se"), 1e-10);
    CHECK(found.ci.contains(found.value));
  }
}

// From the tests of lifelines.
TEST_CASE("who was first seen late is at risk from then on", "[survival]") {
  cx::lifetimes lifetimes;
  const std::pair<int, int> customers[] = {{1, 2}, {2, 10}, {4, 5}, {0, 4}, {0, 3}};
  for (const auto& [entry, left] : customers) lifetimes.record_left(left, 0, entry == 0 ? 0 : entry + 1);
  const cx::curve stay = cx::kaplan_meier(lifetimes);
  CHECK_THAT(stay.at(2).value, WithinRel(200.0 / 3, 1e-12));
  CHECK_THAT(stay.at(3).value, WithinRel(400.0 / 9, 1e-12));
  CHECK_THAT(stay.at(4).value, WithinRel(200.0 / 9, 1e-12));
  CHECK_THAT(stay.at(5).value, WithinRel(100.0 / 9, 1e-12));
  CHECK(stay.at(10).value == 0);
}

TEST_CASE("survival of complete data is the share that is still there", "[survival]") {
  check_law("survival of complete data is the share alive", [] {
    const cx::lifetimes lifetimes = random_lifetimes(false);
    const cx::curve stay = cx::kaplan_meier(lifetimes);
    for (std::int64_t time = 0; time < 25; ++time) {
      std::uint64_t gone = 0;
      for (std::int64_t duration = 0; duration <= time; ++duration) gone += lifetimes.left(duration, 0);
      const double alive = 100 * (1 - static_cast<double>(gone) / static_cast<double>(lifetimes.customers()));
      RC_ASSERT(std::abs(stay.at(time).value - alive) < 1e-9);
    }
  });
}

TEST_CASE("survival falls, within its interval, and within 0 to 100", "[survival]") {
  check_law("curves fall within their bands", [] {
    const cx::lifetimes lifetimes = random_lifetimes(true);
    for (const method by : {method::standard, method::log_log, method::log, method::wald}) {
      const cx::curve stay = cx::kaplan_meier(lifetimes, {.method = by});
      double before = 100;
      for (const cx::curve_step& step : stay.steps()) {
        RC_ASSERT(step.value.value <= before);
        before = step.value.value;
        if (by == method::standard) RC_ASSERT(step.value.ci.exists());
        if (!step.value.ci.exists()) continue;
        RC_ASSERT(step.value.ci.contains(step.value.value));
        RC_ASSERT(step.value.ci.low >= 0 && step.value.ci.high <= 100);
      }
    }
  });
}

TEST_CASE("of nobody nothing is known, and after the last day of somebody neither", "[survival]") {
  const cx::curve none = cx::kaplan_meier(cx::lifetimes{});
  CHECK(none.at(0).n == 0);
  CHECK(std::isnan(none.at(5).value));
  CHECK(none.at(5).ci == cx::interval{0, 100});
  CHECK(std::isnan(cx::time_until_gone(none).value));
  CHECK(std::isnan(cx::restricted_mean(none, 5).value));

  cx::lifetimes some;
  some.record_left(3);
  some.record_present(7);
  const cx::curve stay = cx::kaplan_meier(some);
  CHECK(stay.at(2).value == 100);
  CHECK(stay.at(7).value == 50);
  CHECK(stay.at(7).n == 1);
  CHECK(stay.at(8).n == 0);
  CHECK(std::isnan(stay.at(8).value));
  CHECK(std::isnan(cx::restricted_mean(stay, 8).value));
  CHECK(cx::restricted_mean(stay, 7).value == 5);
  CHECK_THROWS_AS(stay.at(-1), std::invalid_argument);
  CHECK_THROWS_AS(cx::restricted_mean(stay, 0), std::invalid_argument);
  CHECK_THROWS_AS(cx::time_until_gone(stay, 100), std::invalid_argument);

  some.record_left(9);
  some.record_left(9);
  const cx::curve gone = cx::kaplan_meier(some);
  CHECK(gone.at(1000).value == 0);
  CHECK(cx::restricted_mean(gone, 1000).value > 7);
}

TEST_CASE("what nobody reached is not reached", "[survival]") {
  cx::lifetimes some;
  some.record_left(3);
  some.record_present(7, 0, 9);
  CHECK(cx::time_until_gone(cx::kaplan_meier(some)).value == infinity);
  CHECK(cx::time_until_gone(cx::kaplan_meier(some), 5).value == 3);
}

TEST_CASE("the standard interval says something also where nobody left yet", "[survival]") {
  cx::lifetimes some;
  some.record_present(7, 0, 20);
  const cx::estimate all = cx::kaplan_meier(some).at(7);
  CHECK(all.value == 100);
  CHECK(all.method == method::wilson);
  CHECK(all.ci.low > 80);
  CHECK(all.ci.low < 90);
  CHECK(all.ci.high == 100);
  const cx::estimate named = cx::kaplan_meier(some, {.method = method::log_log}).at(7);
  CHECK_FALSE(named.ci.exists());
  CHECK(named.method == method::none);
  CHECK_THROWS_AS(cx::kaplan_meier(some, {.method = method::jeffreys}), std::invalid_argument);
  CHECK_THROWS_AS(cx::kaplan_meier(some, {.population = 100}), std::invalid_argument);
}

TEST_CASE("survival after so long is compared as any estimates are", "[survival]") {
  cx::lifetimes one;
  one.record_left(3, 0, 0, 10);
  one.record_present(7, 0, 90);
  cx::lifetimes other;
  other.record_left(3, 0, 0, 40);
  other.record_present(7, 0, 60);
  const cx::difference found = cx::compare(cx::kaplan_meier(one).at(5), cx::kaplan_meier(other).at(5));
  CHECK_THAT(found.value, WithinAbs(-30, 1e-9));
  CHECK(found.significant());
}

TEST_CASE("where a curve stays at a half, the median is the middle of that time", "[survival]") {
  cx::lifetimes two;
  two.record_left(1);
  two.record_left(3);
  CHECK(cx::time_until_gone(cx::kaplan_meier(two)).value == 2);
}

}  // namespace tests_of_survival
