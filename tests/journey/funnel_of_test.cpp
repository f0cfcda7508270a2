// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/journey/funnel_of.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace tests_of_funnel_of {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

TEST_CASE("the events of records are those of their customers", "[funnel_of]") {
  struct click {
    std::string who;
    std::chrono::system_clock::time_point at;
    std::string what;
  };
  const cx::day day{2024y / 3 / 1};
  const std::vector<click> clicks{{"Ann", day + 2h, "cart"},
                                  {"Ben", day + 1h, "visit"},
                                  {"Ann", day + 1h, "visit"},
                                  {"Cat", day + 1h, "cart"},
                                  {"Ann", day + 1h + 300ms, "help"}};
  const cx::funnel_rules rules{.steps = {"visit", "cart"}, .within = 1h};
  const cx::funnel funnel = cx::funnel_of(rules, clicks, &click::who, &click::at, &click::what);
  CHECK(funnel.reached(0) == 2);
  CHECK(funnel.reached(1) == 1);
  CHECK(funnel.not_entered() == 1);
}

}  // namespace tests_of_funnel_of
