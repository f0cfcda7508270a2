// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/instruction_sets.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/lifetimes.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_lifetimes {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;
using cx::tests::contains;

namespace {

constexpr cx::day start = 2024y / 1 / 1;

cx::day after(int days) {
  return start + std::chrono::days{days};
}

bool same(const cx::lifetimes::moment& one, const cx::lifetimes::moment& other) {
  return one.duration == other.duration && one.at_risk == other.at_risk && one.left == other.left &&
         one.last_seen == other.last_seen && one.first_seen == other.first_seen;
}

}  // namespace

TEST_CASE("lifetimes last to the day somebody left, or to the last day that is known", "[lifetimes]") {
  const cx::observation observed{.as_of = after(100)};
  const auto recorded = [&](int since, std::optional<int> until, const cx::observation& by) {
    cx::lifetimes result;
    result.record(cx::spell{after(since), until ? std::optional(after(*until)) : std::nullopt}, by);
    return result.moments();
  };
  using moment = cx::lifetimes::moment;
  REQUIRE(recorded(10, 30, observed).size() == 1);
  CHECK(same(recorded(10, 30, observed)[0], moment{20, 1, 1, 0, 0}));
  CHECK(same(recorded(10, 10, observed)[0], moment{0, 1, 1, 0, 0}));
  // Of an end on the day after the last one nothing is known yet.
  CHECK(same(recorded(10, 100, observed)[0], moment{90, 1, 1, 0, 0}));
  CHECK(same(recorded(10, 101, observed)[0], moment{91, 1, 0, 1, 0}));
  CHECK(same(recorded(10, std::nullopt, observed)[0], moment{91, 1, 0, 1, 0}));
  CHECK(same(recorded(100, std::nullopt, observed)[0], moment{1, 1, 0, 1, 0}));
  CHECK(recorded(101, std::nullopt, observed).empty());

  // Who was there the day before is at risk on the first day that is observed.
  const cx::observation late{.as_of = after(100), .since = after(50)};
  CHECK(recorded(10, 49, late).empty());
  CHECK(same(recorded(10, 50, late)[0], moment{40, 1, 1, 0, 1}));
  REQUIRE(recorded(10, 60, late).size() == 2);
  CHECK(same(recorded(10, 60, late)[0], moment{40, 1, 0, 0, 1}));
  CHECK(same(recorded(10, 60, late)[1], moment{50, 1, 1, 0, 0}));
  CHECK(same(recorded(50, 60, late)[0], moment{10, 1, 1, 0, 0}));
}

TEST_CASE("what is no lifetime is refused, and nothing recorded", "[lifetimes]") {
  cx::lifetimes lifetimes{cx::granularity::month, 2};
  const cx::lifetimes empty = lifetimes;
  CHECK_THROWS_AS(lifetimes.record_left(-1), std::invalid_argument);
  CHECK_THROWS_AS(lifetimes.record_left(3, 2), std::invalid_argument);
  CHECK_THROWS_AS(lifetimes.record_left(3, 0, 4), std::invalid_argument);
  CHECK_THROWS_AS(lifetimes.record_present(3, -1), std::invalid_argument);
  CHECK_THROWS_WITH(lifetimes.record_present(cx::lifetimes::longest + 1), contains("1048576"));
  CHECK_THROWS_AS(lifetimes.record(cx::spell{start}, {.as_of = after(3)}), std::invalid_argument);
  CHECK(lifetimes == empty);
  CHECK_THROWS_AS((cx::lifetimes{cx::granularity::day, 0}), std::invalid_argument);
  CHECK_THROWS_AS((cx::lifetimes{cx::granularity::day, 1001}), std::invalid_argument);
  lifetimes.record_left(1, 0, 0, std::numeric_limits<std::uint64_t>::max());
  CHECK_THROWS_AS(lifetimes.record_left(1), std::invalid_argument);
}

TEST_CASE("lifetimes are counted by cause", "[lifetimes]") {
  cx::lifetimes lifetimes{cx::granularity::month, 3};
  lifetimes.record_left(4, 0);
  lifetimes.record_left(4, 2, 0, 5);
  lifetimes.record_present(9);
  CHECK(lifetimes.customers() == 7);
  CHECK(lifetimes.left() == 6);
  CHECK(lifetimes.left(4, 0) == 1);
  CHECK(lifetimes.left(4, 1) == 0);
  CHECK(lifetimes.left(4, 2) == 5);
  CHECK(lifetimes.left(4, 3) == 0);
  CHECK(lifetimes.left(99, 0) == 0);
  CHECK(lifetimes.left(-1, 0) == 0);
}

TEST_CASE("columns give the lifetimes of their rows, on any number of threads", "[lifetimes]") {
  check_law("columns are rows", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(0, 300);
    std::vector<std::int32_t> since;
    std::vector<std::int32_t> until;
    for (std::size_t row = 0; row < rows; ++row) {
      since.push_back(*rc::gen::inRange(-200, 800));
      until.push_back(*rc::gen::arbitrary<bool>() ? cx::spell_columns::no_end
                                                  : since.back() + *rc::gen::inRange(0, 500));
    }
    const cx::spell_columns columns{since, until};
    std::optional<cx::day> from;
    if (*rc::gen::arbitrary<bool>()) from = cx::day{std::chrono::days{*rc::gen::inRange(0, 400)}};
    const cx::observation observed{.as_of = cx::day{std::chrono::days{600}}, .since = from};
    cx::lifetimes by_row;
    for (std::size_t row = 0; row < rows; ++row) by_row.record(columns[row], observed);
    const unsigned threads = *rc::gen::inRange(1u, 4u);
    cx::tests::under_every_instruction_set([&] {
      cx::lifetimes at_once;
      at_once.record(columns, observed, threads);
      RC_ASSERT(at_once == by_row);
    });
  });
}

TEST_CASE("many rows on several threads have the same bits", "[lifetimes]") {
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  for (std::int32_t row = 0; row < 100'000; ++row) {
    since.push_back(row % 1500);
    until.push_back(row % 7 == 0 ? cx::spell_columns::no_end : row % 1500 + row % 911);
  }
  const cx::observation observed{.as_of = cx::day{std::chrono::days{1400}}};
  cx::lifetimes one;
  one.record(cx::spell_columns{since, until}, observed);
  cx::lifetimes four;
  four.record(cx::spell_columns{since, until}, observed, 4);
  CHECK(one == four);
}

TEST_CASE("durations of decades and of centuries are counted alike", "[lifetimes]") {
  for (const std::int32_t duration : {16'382, 16'383, 16'384, 40'000}) {
    CAPTURE(duration);
    const std::vector<std::int32_t> since{3, 0, 7, 0};
    const std::vector<std::int32_t> until{5, duration, cx::spell_columns::no_end, duration + 1};
    const cx::observation observed{.as_of = cx::day{std::chrono::days{duration}}};
    cx::lifetimes lifetimes;
    lifetimes.record(cx::spell_columns{since, until}, observed);
    CHECK(lifetimes.left() == 2);
    CHECK(lifetimes.left(duration, 0) == 1);
    CHECK(lifetimes.left(2, 0) == 1);
    const auto moments = lifetimes.moments();
    CHECK(moments.back().duration == duration + 1);
    CHECK(moments.back().last_seen == 1);
  }
}

TEST_CASE("a column with a bad row is refused as a whole", "[lifetimes]") {
  std::vector<std::int32_t> since{1, 5, 3};
  std::vector<std::int32_t> until{2, 4, 9};
  const cx::observation observed{.as_of = cx::day{std::chrono::days{1400}}};
  cx::lifetimes lifetimes;
  CHECK_THROWS_AS(lifetimes.record(cx::spell_columns{since, until}, observed), std::invalid_argument);
  CHECK(lifetimes == cx::lifetimes{});
  since = {-2'000'000, 5, 3};
  until = {2, 6, 9};
  CHECK_THROWS_WITH(lifetimes.record(cx::spell_columns{since, until}, observed), contains("2000002"));
  CHECK(lifetimes == cx::lifetimes{});
}

}  // namespace tests_of_lifetimes
