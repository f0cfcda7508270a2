// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/events.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace tests_of_events {
namespace cx = cxmetrics;
using cx::unit;
using method = cx::interval_method;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// So many events, each of them weighing as much.
cx::weighted_events events(double number, double weight) {
  return {.sum = number * weight, .variance = number * weight * weight, .greatest_weight = weight, .n = 50};
}

}  // namespace

TEST_CASE("a sum of events is an estimate with the gamma interval", "[events]") {
  const cx::estimate rate = cx::estimate_of(events(9, 2), {unit::percent, cx::better::low}, {.level = 0.9});
  CHECK(rate.value == 18);
  CHECK(rate.standard_error == 6);
  CHECK(rate.n == 50);
  CHECK(rate.level == 0.9);
  CHECK(rate.better == cx::better::low);
  CHECK(rate.method == method::gamma);
  CHECK(rate.ci == cx::gamma_interval(18, 36, 2, 0.9));
  CHECK(cx::interval_at(rate, 0.99) == cx::gamma_interval(18, 36, 2, 0.99));
  CHECK(cx::range_of(rate) == cx::interval{0, infinity});
}

TEST_CASE("an interval of events is Garwood's by name if so asked, and no other", "[events]") {
  CHECK(cx::estimate_of(events(9, 2), unit::percent, {.method = method::garwood}).method == method::garwood);
  CHECK_THROWS_WITH(cx::estimate_of(events(9, 2), unit::percent, {.method = method::wilson}),
                    "the interval Wilson does not fit; to events apply: gamma, Garwood");
}

TEST_CASE("where nobody was exposed, a rate can be everything", "[events]") {
  const cx::estimate unknown = cx::estimate_of(cx::weighted_events{}, unit::percent);
  CHECK(std::isnan(unknown.value));
  CHECK(std::isnan(unknown.standard_error));
  CHECK(unknown.n == 0);
  CHECK(unknown.ci == cx::interval{0, infinity});
  CHECK(cx::interval_at(unknown, 0.5) == cx::interval{0, infinity});
}

TEST_CASE("no event is no certainty", "[events]") {
  const cx::estimate none = cx::estimate_of(events(0, 2), unit::percent);
  CHECK(none.value == 0);
  CHECK(none.ci.low == 0);
  CHECK(none.ci.high > 0);
  CHECK(cx::compare(none, cx::estimate_of(events(30, 2), unit::percent)).significant());
}

}  // namespace tests_of_events
