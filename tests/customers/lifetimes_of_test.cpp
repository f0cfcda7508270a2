// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/lifetimes_of.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_lifetimes_of {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

struct customer {
  cx::day since;
  std::optional<cx::day> until;
};

const std::vector<customer> customers{
    {2024y / 1 / 5, 2024y / 1 / 15}, {2024y / 1 / 5, std::nullopt}, {2024y / 2 / 1, 2024y / 2 / 11}};

}  // namespace

TEST_CASE("records have the lifetimes of their days", "[lifetimes_of]") {
  const cx::observation observed{.as_of = cx::day{2024y / 2 / 5}};
  const cx::lifetimes found = cx::lifetimes_of(customers, &customer::since, &customer::until, observed);
  cx::lifetimes expected;
  expected.record_left(10);
  expected.record_present(32);
  expected.record_present(5);
  CHECK(found == expected);
  CHECK(cx::lifetimes_of(customers, &customer::since, &customer::until, observed, 2) == expected);
}

TEST_CASE("columns have the same lifetimes", "[lifetimes_of]") {
  const cx::observation observed{.as_of = cx::day{2024y / 2 / 5}};
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  const auto number = [](cx::day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); };
  for (const customer& each : customers) {
    since.push_back(number(each.since));
    until.push_back(each.until ? number(*each.until) : cx::spell_columns::no_end);
  }
  CHECK(cx::lifetimes_of(cx::spell_columns{since, until}, observed) ==
        cx::lifetimes_of(customers, &customer::since, &customer::until, observed));
}

TEST_CASE("a record of a lifetime that ends before it begins is refused", "[lifetimes_of]") {
  const std::vector<customer> wrong{{2024y / 1 / 5, 2024y / 1 / 4}};
  CHECK_THROWS_AS(cx::lifetimes_of(wrong, &customer::since, &customer::until, {.as_of = 2024y / 2 / 5}),
                  std::invalid_argument);
}

}  // namespace tests_of_lifetimes_of
