// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <set>
#include <stdexcept>
#include <string_view>

namespace tests_of_catalog {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

constexpr cx::scale stars{1, 4};

void check_same(const cx::metric& one, const cx::metric& other) {
  CHECK(one.scale() == other.scale());
  CHECK(one.id() == other.id());
  CHECK(one.title() == other.title());
  CHECK(one.quantity() == other.quantity());
  for (int score = one.scale().low(); score <= one.scale().high(); ++score) {
    CHECK(one.worth(score) == other.worth(score));
  }
}

}  // namespace

TEST_CASE("metrics on a scale of their own are found by name", "[catalog]") {
  check_same(cx::metric_named("nps"), cx::nps);
  check_same(cx::metric_named("eNPS"), cx::enps);
  check_same(cx::metric_named("CSAT"), cx::csat);
  check_same(cx::metric_named("ces"), cx::ces);
  check_same(cx::metric_named("ces-easy"), cx::ces_percent_easy);
  check_same(cx::metric_named("ces_effort"), cx::ces_effort);
  check_same(cx::metric_named("nps", cx::zero_to_ten), cx::nps);
}

TEST_CASE("metrics of any scale are found by name and scale", "[catalog]") {
  check_same(cx::metric_named("mean", stars), cx::mean_score(stars));
  check_same(cx::metric_named("percent-of-maximum", stars), cx::percent_of_maximum(stars));
  check_same(cx::metric_named("top-box:2", stars), cx::top_box(stars, 2));
  check_same(cx::metric_named("Bottom-Box:1", stars), cx::bottom_box(stars, 1));
  check_same(cx::metric_named("net:2,4", stars), cx::net_score(stars, 2, 4));
  check_same(cx::metric_named("net:-2,3", cx::scale{-5, 5}), cx::net_score(cx::scale{-5, 5}, -2, 3));
}

TEST_CASE("every metric of the catalogue is found by its id, and ids differ", "[catalog]") {
  std::set<std::string_view> ids;
  for (const cx::metric* each : cx::catalog()) {
    check_same(cx::metric_named(each->id()), *each);
    ids.insert(each->id());
  }
  CHECK(ids.size() == cx::catalog().size());
  for (const cx::metric& each : {cx::mean_score(stars), cx::percent_of_maximum(stars), cx::top_box(stars, 3),
                                 cx::bottom_box(stars, 2), cx::net_score(stars, 1, 3)}) {
    check_same(cx::metric_named(each.id(), stars), each);
  }
}

TEST_CASE("an unknown name is nothing, or an error that lists the names", "[catalog]") {
  for (const char* name : {"", "nsp", "mean:2", "top-box", "net", "nps:3", ":"}) {
    CAPTURE(name);
    CHECK_FALSE(cx::find_metric(name, stars));
    CHECK_THROWS_WITH(cx::metric_named(name, stars),
                      contains("there is no metric") && contains("net:LOW,HIGH"));
  }
}

TEST_CASE("a scale that is missing or another one is refused", "[catalog]") {
  CHECK_THROWS_WITH(cx::metric_named("mean"), "mean needs a scale, its lowest and its highest score");
  CHECK_THROWS_WITH(cx::metric_named("nps", stars), contains("nps is defined on 0:10, not 1:4"));
}

TEST_CASE("numbers that a metric cannot have are refused", "[catalog]") {
  CHECK_THROWS_WITH(cx::metric_named("top-box:two", stars), "'two' is not a whole number");
  CHECK_THROWS_WITH(cx::metric_named("top-box:", stars), "'' is not a whole number");
  CHECK_THROWS_WITH(cx::metric_named("net:2", stars), contains("net:LOW,HIGH"));
  CHECK_THROWS_AS(cx::metric_named("net:2,", stars), std::invalid_argument);
  CHECK_THROWS_AS(cx::metric_named("top-box:4", stars), std::invalid_argument);
  CHECK_THROWS_AS(cx::metric_named("net:4,2", stars), std::invalid_argument);
}

}  // namespace tests_of_catalog
