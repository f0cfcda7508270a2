// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/time_zone.hpp>

#include <optional>
#include <stdexcept>

namespace tests_of_time_zone {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

TEST_CASE("a zone has summer time", "[time_zone]") {
  if (!cx::time_zone::available()) return;
  const cx::time_zone berlin{"Europe/Berlin"};
  CHECK(berlin.name() == "Europe/Berlin");
  const std::chrono::sys_seconds spring = cx::day{2024y / 3 / 31} + 1h;
  CHECK(berlin.offset_at(spring - 1s) == 1h);
  CHECK(berlin.offset_at(spring) == 2h);
  const std::chrono::sys_seconds autumn = cx::day{2024y / 10 / 27} + 1h;
  CHECK(berlin.offset_at(autumn - 1s) == 2h);
  CHECK(berlin.offset_at(autumn) == 1h);
  CHECK(cx::time_zone{"Asia/Ho_Chi_Minh"}.offset_at(spring) == 7h);
  CHECK(cx::time_zone{"Asia/Kolkata"}.offset_at(spring) == 330min);
  CHECK(cx::time_zone{"America/New_York"}.offset_at(cx::day{2024y / 7 / 1}) == -4h);
  CHECK(berlin.offset_at(cx::day{1500y / 1 / 1}) == berlin.offset_at(cx::day{1900y / 1 / 1}));
  CHECK(berlin.offset_at(cx::day{2300y / 1 / 1}) == 1h);
}

TEST_CASE("zones are equal by name, and an unknown one is refused", "[time_zone]") {
  CHECK_THROWS_AS(cx::time_zone{"Europe/Atlantis"}, std::invalid_argument);
  CHECK_THROWS_AS(cx::time_zone{""}, std::invalid_argument);
  if (!cx::time_zone::available()) return;
  CHECK(cx::time_zone{"Europe/Berlin"} == cx::time_zone{"Europe/Berlin"});
  CHECK_FALSE(cx::time_zone{"Europe/Berlin"} == cx::time_zone{"Europe/Paris"});
}

TEST_CASE("a timestamp with a zone counts on the day of the zone's clock", "[time_zone]") {
  if (!cx::time_zone::available()) return;
  const cx::date_reader berlin{{.time_zone = cx::time_zone{"Europe/Berlin"}}};
  CHECK(berlin.read("2024-03-31T22:30:00Z") == cx::day{2024y / 4 / 1});
  CHECK(berlin.read("2024-03-31T21:30:00Z") == cx::day{2024y / 3 / 31});
  CHECK(berlin.read("2024-12-31T23:30:00Z") == cx::day{2025y / 1 / 1});
  CHECK(berlin.read("2024-12-31T22:30:00Z") == cx::day{2024y / 12 / 31});
  CHECK(berlin.read("2024-03-31T23:59:00") == cx::day{2024y / 3 / 31});
  const cx::date_reader new_york{{.time_zone = cx::time_zone{"America/New_York"}}};
  CHECK(new_york.read("2024-07-01T03:30:00Z") == cx::day{2024y / 6 / 30});
  CHECK(new_york.read("2024-07-01T04:30:00Z") == cx::day{2024y / 7 / 1});
  CHECK(new_york.read("2024-01-01T04:30:00Z") == cx::day{2023y / 12 / 31});
  CHECK_THROWS_AS((cx::date_reader{{.utc_offset = 1h, .time_zone = cx::time_zone{"Europe/Berlin"}}}),
                  std::invalid_argument);
}

}  // namespace tests_of_time_zone
