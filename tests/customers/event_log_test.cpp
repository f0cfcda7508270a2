// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/event_log.hpp>

#include <vector>

namespace tests_of_event_log {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

TEST_CASE("starts and ends make spells, in whatever order they come", "[event_log]") {
  const std::vector<cx::customer_event> events{{2024y / 5 / 1, false, "price"},
                                               {2024y / 1 / 1, true},
                                               {2024y / 6 / 1, true},
                                               {2024y / 2 / 1, true},
                                               {2024y / 5 / 9, false, "nobody's"}};
  const auto found = cx::spells_of(events);
  REQUIRE(found.size() == 2);
  CHECK(found[0].days == cx::spell{2024y / 1 / 1, 2024y / 5 / 1});
  CHECK(found[0].reason == "price");
  CHECK(found[1].days == cx::spell{2024y / 6 / 1});
  CHECK(found[1].reason.empty());
  CHECK(cx::spells_of(std::vector<cx::customer_event>{}).empty());
  CHECK(cx::spells_of(std::vector<cx::customer_event>{{2024y / 1 / 1, false}}).empty());
}

TEST_CASE("events of a day happen in their order", "[event_log]") {
  const std::vector<cx::customer_event> moved{
      {2024y / 1 / 1, true}, {2024y / 3 / 1, false}, {2024y / 3 / 1, true}};
  CHECK(cx::spells_of(moved).size() == 2);
  const std::vector<cx::customer_event> tried{{2024y / 3 / 1, true}, {2024y / 3 / 1, false}};
  REQUIRE(cx::spells_of(tried).size() == 1);
  CHECK(cx::spells_of(tried)[0].days == cx::spell{2024y / 3 / 1, 2024y / 3 / 1});
}

}  // namespace tests_of_event_log
