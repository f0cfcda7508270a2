// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/spell_columns.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace tests_of_activity {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;

namespace {

constexpr cx::inactivity month{std::chrono::days{30}};

}  // namespace

TEST_CASE("a longer silence ends a spell so many days after the last act", "[activity]") {
  const std::vector<cx::day> acts{2011y / 3 / 3, 2010y / 12 / 1, 2011y / 1 / 10, 2011y / 2 / 2};
  const auto found = cx::spells_of(acts, month);
  CHECK(found ==
        std::vector{cx::spell{2010y / 12 / 1, 2010y / 12 / 31}, cx::spell{2011y / 1 / 10, 2011y / 4 / 2}});
  CHECK(cx::spells_of({}, month).empty());
  CHECK(cx::spells_of({2011y / 1 / 1, 2011y / 1 / 31}, month).size() == 1);
  CHECK(cx::spells_of({2011y / 1 / 1, 2011y / 2 / 1}, month).size() == 2);
  CHECK_THROWS_AS(cx::spells_of(acts, cx::inactivity{std::chrono::days{0}}), std::invalid_argument);
}

TEST_CASE("an endless window makes plain spells", "[activity]") {
  check_law("an endless window makes plain spells", [] {
    std::vector<cx::day> acts;
    const int count = *rc::gen::inRange(1, 20);
    for (int i = 0; i < count; ++i) acts.push_back(cx::day{std::chrono::days{*rc::gen::inRange(0, 4000)}});
    const auto found = cx::spells_of(acts, {});
    RC_ASSERT(found == std::vector{cx::spell{*std::min_element(acts.begin(), acts.end())}});
  });
}

TEST_CASE("an endless window is longer than any silence", "[activity]") {
  const std::vector<std::uint32_t> customers{7, 7, 7};
  const std::vector<std::int32_t> days{-2'147'483'647, -1, 2'147'483'646};
  const cx::activity_spells endless = cx::spells_of(customers, days, {});
  CHECK(endless.since == std::vector{days[0]});
  CHECK(endless.until == std::vector{cx::spell_columns::no_end});
  const cx::activity_spells long_window =
      cx::spells_of(customers, days, cx::inactivity{std::chrono::days{2'147'483'646}});
  CHECK(long_window.since == std::vector{days[0], days[2]});
  CHECK(long_window.until == std::vector{std::int32_t{2'147'483'645}, cx::spell_columns::no_end});
  std::vector<cx::day> acts;
  for (const std::int64_t day : {-3'000'000'000, 3'000'000'000}) acts.emplace_back(std::chrono::days{day});
  CHECK(cx::spells_of(acts, {}) == std::vector{cx::spell{acts[0]}});
  CHECK(cx::spells_of({}, cx::inactivity{}).empty());
}

TEST_CASE("a sorted log in columns has the spells of each customer", "[activity]") {
  check_law("columns are customers", [] {
    std::vector<std::uint32_t> customers;
    std::vector<std::int32_t> days;
    std::vector<cx::spell> expected;
    const cx::inactivity window = *rc::gen::inRange(0, 4) == 0
                                      ? cx::inactivity{}
                                      : cx::inactivity{std::chrono::days{*rc::gen::inRange(1, 50)}};
    const auto count = *rc::gen::inRange<std::uint32_t>(0, 12);
    for (std::uint32_t customer = 0; customer < count; ++customer) {
      std::vector<cx::day> acts;
      std::int32_t day = *rc::gen::inRange(-100, 100);
      for (int act = *rc::gen::inRange(1, 9); act > 0; --act) {
        customers.push_back(customer * 3);
        days.push_back(day);
        acts.push_back(cx::day{std::chrono::days{day}});
        day += *rc::gen::inRange(0, 90);
      }
      for (const cx::spell& each : cx::spells_of(acts, window)) expected.push_back(each);
    }
    const cx::activity_spells found = cx::spells_of(customers, days, window);
    std::vector<cx::spell> spells;
    for (std::size_t row = 0; row < found.since.size(); ++row) {
      spells.push_back(cx::spell_columns::spell_of(found.since[row], found.until[row]));
    }
    RC_ASSERT(spells == expected);
    RC_ASSERT(found.customer.size() == expected.size());
  });
}

TEST_CASE("a log in another order is refused", "[activity]") {
  const std::vector<std::uint32_t> customers{1, 1, 2};
  CHECK_THROWS_AS(cx::spells_of(customers, std::vector<std::int32_t>{5, 4, 1}, month), std::invalid_argument);
  CHECK_THROWS_AS(cx::spells_of(customers, std::vector<std::int32_t>{5, 4, 1}, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::spells_of(customers, std::vector<std::int32_t>{5, 6}, month), std::invalid_argument);
  const std::vector<std::uint32_t> back{1, 3, 2};
  CHECK_THROWS_AS(cx::spells_of(back, std::vector<std::int32_t>{5, 6, 7}, month), std::invalid_argument);
}

}  // namespace tests_of_activity
