// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/cohorts_of.hpp>

#include <optional>
#include <vector>

namespace tests_of_cohorts_of {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

struct customer {
  cx::day since;
  std::optional<cx::day> until;
};

}  // namespace

// Customers by month of joining, with the answers of people who did it by hand.
TEST_CASE("records have the cohorts of their days", "[cohorts_of]") {
  const std::vector<customer> customers{
      {2024y / 1 / 5, 2024y / 2 / 20}, {2024y / 1 / 6, 2024y / 3 / 10}, {2024y / 1 / 7, std::nullopt},
      {2024y / 1 / 20, std::nullopt},  {2024y / 2 / 2, 2024y / 2 / 25}, {2024y / 2 / 10, 2024y / 4 / 1},
      {2024y / 2 / 15, std::nullopt},  {2024y / 3 / 3, std::nullopt},   {2024y / 3 / 9, 2024y / 4 / 20}};
  const auto months = cx::periods_of(cx::granularity::month, cx::period{2024y / 1 / 1, 2024y / 5 / 1});
  const cx::day as_of = 2024y / 4 / 30;
  const auto cohorts = cx::cohorts_of(months, customers, &customer::since, &customer::until, as_of);
  const auto found = cohorts.cohorts();
  REQUIRE(found.size() == 3);
  using cell = cx::cohort_cell;
  CHECK(found[0].cells ==
        std::vector{cell{0, 4, 4, true}, cell{1, 4, 3, true}, cell{2, 4, 2, true}, cell{3, 4, 2, true}});
  CHECK(found[1].cells == std::vector{cell{0, 3, 3, true}, cell{1, 3, 2, true}, cell{2, 3, 1, true}});
  CHECK(found[2].cells == std::vector{cell{0, 2, 2, true}, cell{1, 2, 1, true}});
  CHECK(cx::cohorts_of(months, customers, &customer::since, &customer::until, as_of, cx::cohort_age::calendar,
                       2) == cohorts);

  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  const auto number = [](cx::day day) { return static_cast<std::int32_t>(day.time_since_epoch().count()); };
  for (const customer& each : customers) {
    since.push_back(number(each.since));
    until.push_back(each.until ? number(*each.until) : cx::spell_columns::no_end);
  }
  CHECK(cx::cohorts_of(months, cx::spell_columns{since, until}, as_of) == cohorts);
}

}  // namespace tests_of_cohorts_of
