// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/competing_risks.hpp>
#include <cxmetrics/customers/survival.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace tests_of_competing_risks {
namespace cx = cxmetrics;
using cx::tests::check_law;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

constexpr std::size_t causes = 3;

std::map<std::string, cx::lifetimes> cases() {
  std::map<std::string, cx::lifetimes> result;
  for (const auto& row : golden("competing_risks_data.csv")) {
    cx::lifetimes& into =
        result.try_emplace(row.text("case"), cx::lifetimes{cx::granularity::day, causes}).first->second;
    const auto time = static_cast<std::int64_t>(row.count("time"));
    row.count("cause") == 0 ? into.record_present(time) : into.record_left(time, row.count("cause") - 1);
  }
  return result;
}

}  // namespace

TEST_CASE("what was left for is that of R's survfit with states", "[competing_risks]") {
  std::map<std::string, std::vector<cx::curve>> curves;
  std::map<std::string, cx::curve> stay;
  for (const auto& [name, of] : cases()) {
    curves.emplace(name, cx::aalen_johansen(of));
    stay.emplace(name, cx::kaplan_meier(of));
  }
  for (const auto& row : golden("competing_risks.csv")) {
    const auto time = static_cast<std::int64_t>(row.count("time"));
    CAPTURE(row.text("case"), time, row.text("cause"));
    const cx::curve& curve = curves.at(row.text("case"))[row.count("cause") - 1];
    const cx::estimate at = curve.at(time);
    CHECK(at.n == row.count("at_risk"));
    CHECK_THAT(at.value / 100, WithinRel(row.number("cumulative_incidence"), 1e-12) || WithinAbs(0, 1e-15));
    CHECK_THAT(at.standard_error / 100, WithinAbs(row.number("standard_error"), 1e-9));
    CHECK_THAT(stay.at(row.text("case")).at(time).value / 100,
               WithinRel(row.number("still_there"), 1e-12) || WithinAbs(0, 1e-14));
  }
}

TEST_CASE("causes and those still there add up to all", "[competing_risks]") {
  check_law("causes add up", [] {
    cx::lifetimes lifetimes{cx::granularity::day, causes};
    const bool late = *rc::gen::arbitrary<bool>();
    const int customers = *rc::gen::inRange(1, 60);
    for (int i = 0; i < customers; ++i) {
      const std::int64_t from = late ? *rc::gen::inRange(0, 10) : 0;
      const std::int64_t duration = from + *rc::gen::inRange(0, 20);
      const auto cause = *rc::gen::inRange<std::size_t>(0, causes + 1);
      cause == causes ? lifetimes.record_present(duration, from)
                      : lifetimes.record_left(duration, cause, from);
    }
    const auto curves = cx::aalen_johansen(lifetimes);
    const cx::curve stay = cx::kaplan_meier(lifetimes);
    for (std::size_t step = 0; step < stay.steps().size(); ++step) {
      double sum = stay.steps()[step].value.value;
      for (const cx::curve& curve : curves) {
        const cx::estimate& value = curve.steps()[step].value;
        sum += value.value;
        RC_ASSERT(value.ci.exists());
        RC_ASSERT(value.ci.low <= value.value + 1e-9 && value.value <= value.ci.high + 1e-9);
        RC_ASSERT(value.standard_error >= 0);
      }
      RC_ASSERT(std::abs(sum - 100) < 1e-9);
    }
  });
}

// The two ways to a standard error are close where both exist: a customer first seen late and gone at once changes
// nothing but which of them is taken.
TEST_CASE("standard errors with late entries are close to those without", "[competing_risks]") {
  cx::lifetimes large = cases().at("large");
  const auto exact = cx::aalen_johansen(large);
  const std::int64_t last = exact[0].last();
  large.record_present(last, last);
  const auto close = cx::aalen_johansen(large);
  for (std::size_t cause = 0; cause < causes; ++cause) {
    for (std::size_t step = 3; step + 1 < exact[cause].steps().size(); ++step) {
      CHECK_THAT(close[cause].steps()[step].value.standard_error,
                 WithinRel(exact[cause].steps()[step].value.standard_error, 0.02));
    }
  }
}

TEST_CASE("one cause is what Kaplan and Meier leave", "[competing_risks]") {
  cx::lifetimes lifetimes;
  for (std::int64_t day = 1; day < 20; ++day) {
    lifetimes.record_left(day);
    lifetimes.record_present(day);
  }
  const auto left = cx::aalen_johansen(lifetimes);
  const cx::curve stay = cx::kaplan_meier(lifetimes);
  REQUIRE(left.size() == 1);
  for (std::int64_t day = 0; day < 20; ++day) {
    CHECK_THAT(left[0].at(day).value, WithinAbs(100 - stay.at(day).value, 1e-12));
    CHECK_THAT(left[0].at(day).standard_error, WithinAbs(stay.at(day).standard_error, 0.5));
  }
  CHECK(std::isnan(cx::aalen_johansen(cx::lifetimes{})[0].at(3).value));
}

}  // namespace tests_of_competing_risks
