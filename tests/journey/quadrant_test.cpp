// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/journey/quadrant.hpp>
#include <cxmetrics/survey/csat.hpp>

#include <limits>
#include <stdexcept>
#include <string>

namespace tests_of_quadrant {
namespace cx = cxmetrics;

namespace {

cx::driver_strength importance(const std::string& item, double value, double low, double high) {
  cx::driver_strength result{.item = item};
  result.importance.value = value;
  result.importance.ci = {low, high};
  return result;
}

cx::touchpoint_score performance(const std::string& name, double impact, bool significant,
                                 cx::better better = cx::better::high) {
  cx::touchpoint_score result{.name = name};
  result.score.value = 3 + impact;
  result.impact.value = impact;
  result.impact.better = better;
  result.significant = significant;
  return result;
}

cx::quadrant_field field_of(const cx::quadrant& all, const std::string& name) {
  for (const cx::quadrant_member& each : all.members) {
    if (each.name == name) return each.field;
  }
  throw std::logic_error("no member " + name);
}

}  // namespace

TEST_CASE("a touchpoint stands in a field only where both sides of it are more than noise", "[quadrant]") {
  cx::driver_strengths drivers;
  drivers.items = {importance("bad", 40, 30, 50),   importance("good", 35, 26, 44),
                   importance("trifle", 5, 2, 8),   importance("nicety", 6, 3, 9),
                   importance("unsure", 14, 6, 30), importance("average", 0, 0, 10)};
  cx::touchpoint_scores scores;
  scores.all.value = 3;
  scores.touchpoints = {performance("bad", -1, true),     performance("good", 1, true),
                        performance("trifle", -1, true),  performance("nicety", 1, true),
                        performance("unsure", -1, true),  performance("average", -1, false),
                        performance("no driver", 1, true)};
  const cx::quadrant found = cx::quadrant_of(drivers, scores);
  CHECK(found.importance_cut == Approx(100.0 / 6));
  CHECK(found.performance_cut.value == 3);
  REQUIRE(found.members.size() == 6);
  CHECK(found.members.front().name == "bad");
  CHECK(found.members.back().name == "average");
  CHECK(field_of(found, "bad") == cx::quadrant_field::fix_first);
  CHECK(field_of(found, "good") == cx::quadrant_field::keep_up);
  CHECK(field_of(found, "trifle") == cx::quadrant_field::low_priority);
  CHECK(field_of(found, "nicety") == cx::quadrant_field::enough);
  CHECK(field_of(found, "unsure") == cx::quadrant_field::uncertain);
  CHECK(field_of(found, "average") == cx::quadrant_field::uncertain);
}

TEST_CASE("of a metric of which low is good, what pulls it up is worse", "[quadrant]") {
  cx::driver_strengths drivers;
  drivers.items = {importance("hard", 80, 70, 90), importance("easy", 20, 10, 30)};
  cx::touchpoint_scores scores;
  scores.touchpoints = {performance("hard", 1, true, cx::better::low),
                        performance("easy", -1, true, cx::better::low)};
  const cx::quadrant found = cx::quadrant_of(drivers, scores);
  CHECK(field_of(found, "hard") == cx::quadrant_field::fix_first);
  CHECK(field_of(found, "easy") == cx::quadrant_field::enough);
}

TEST_CASE("importance that is unknown is uncertain, and an item that is no touchpoint is refused",
          "[quadrant]") {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  cx::driver_strengths drivers;
  drivers.items = {importance("one", unknown, 0, 100), importance("other", 50, 0, 100)};
  cx::touchpoint_scores scores;
  scores.touchpoints = {performance("one", -1, true), performance("other", 1, true)};
  const cx::quadrant found = cx::quadrant_of(drivers, scores);
  CHECK(field_of(found, "one") == cx::quadrant_field::uncertain);
  CHECK(field_of(found, "other") == cx::quadrant_field::uncertain);
  scores.touchpoints.pop_back();
  CHECK_THROWS_AS(cx::quadrant_of(drivers, scores), std::invalid_argument);
}

TEST_CASE("fields of a quadrant have names", "[quadrant]") {
  CHECK(cx::name_of(cx::quadrant_field::fix_first) == "fix first");
  CHECK(cx::name_of(cx::quadrant_field::keep_up) == "keep up");
  CHECK(cx::name_of(cx::quadrant_field::low_priority) == "low priority");
  CHECK(cx::name_of(cx::quadrant_field::enough) == "enough");
  CHECK(cx::name_of(cx::quadrant_field::uncertain) == "uncertain");
}

}  // namespace tests_of_quadrant
