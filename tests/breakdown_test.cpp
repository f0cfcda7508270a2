// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace tests_of_breakdown {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;

namespace {

using by_segment = cx::breakdown<cx::tally, std::string>;
using by_segment_and_store = cx::breakdown<cx::tally, std::string, int>;
using sums = cx::breakdown<int, int, int, int>;

by_segment sample() {
  by_segment by{cx::tally{cx::one_to_five}};
  by["retail"].record(5);
  by["business"].record(4, 3);
  return by;
}

sums any_sums() {
  sums result{0};
  const int cells = *rc::gen::inRange(0, 30);
  for (int cell = 0; cell < cells; ++cell) {
    const int a = *rc::gen::inRange(0, 4);
    const int b = *rc::gen::inRange(0, 3);
    const int c = *rc::gen::inRange(0, 3);
    result[{a, b, c}] += *rc::gen::inRange(-1000, 1000);
  }
  return result;
}

}  // namespace

TEST_CASE("a new breakdown has no cells and an empty total", "[breakdown]") {
  const by_segment by{cx::tally{cx::one_to_five}};
  CHECK(by.size() == 0);
  CHECK(by.begin() == by.end());
  CHECK(by.find("retail") == nullptr);
  CHECK(by.total() == cx::tally{cx::one_to_five});
  CHECK(by.empty_state() == cx::tally{cx::one_to_five});
}

TEST_CASE("a cell comes into being empty when it is first asked for", "[breakdown]") {
  by_segment by{cx::tally{cx::one_to_five}};
  CHECK(by["retail"] == cx::tally{cx::one_to_five});
  CHECK(by.size() == 1);
  by["retail"].record(5);
  by["retail"].record(4);
  CHECK(by.size() == 1);
  REQUIRE(by.find("retail") != nullptr);
  CHECK(by.find("retail")->answered() == 2);
}

TEST_CASE("looking for a cell does not make it", "[breakdown]") {
  const by_segment by = sample();
  CHECK(by.find("wholesale") == nullptr);
  CHECK(by.size() == 2);
}

TEST_CASE("texts of a key are looked up without a string of them", "[breakdown]") {
  const by_segment by = sample();
  CHECK(by.find(std::string_view("retail")) == by.find("retail"));
  CHECK(by.find(std::string("retail")) == by.find("retail"));
  CHECK(by.find(std::string_view("retai")) == nullptr);
  by_segment_and_store stores{cx::tally{cx::one_to_five}};
  stores[{"retail", 2}].record(5);
  REQUIRE(stores.find(std::string_view("retail"), 2) != nullptr);
  CHECK(stores.find("retail", 2) == stores.find({"retail", 2}));
  CHECK(stores.find("retail", 1) == nullptr);
  CHECK(stores.find("wholesale", 2) == nullptr);
}

TEST_CASE("cells come in the order of their keys", "[breakdown]") {
  std::vector<std::string> keys;
  for (const auto& [key, tally] : sample()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"business", "retail"});
}

TEST_CASE("a key of several parts is ordered by the first, then by the next", "[breakdown]") {
  by_segment_and_store by{cx::tally{cx::one_to_five}};
  by[{"retail", 2}].record(5);
  by[{"business", 7}].record(5);
  by[{"retail", 1}].record(5);
  std::vector<std::tuple<std::string, int>> keys;
  for (const auto& cell : by) keys.push_back(cell.first);
  CHECK(keys == std::vector<std::tuple<std::string, int>>{{"business", 7}, {"retail", 1}, {"retail", 2}});
}

TEST_CASE("a period is a key like any other", "[breakdown]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::one_to_five}};
  by[cx::month_of(2024y / 4 / 1)].record(5);
  by[cx::month_of(2024y / 3 / 31)].record(5);
  by[cx::month_of(2024y / 3 / 1)].record(4);
  REQUIRE(by.size() == 2);
  CHECK(by.begin()->first == cx::month_of(2024y / 3 / 15));
  CHECK(by.begin()->second.answered() == 2);
}

TEST_CASE("merging adds cell by cell and takes over what is new", "[breakdown]") {
  by_segment other{cx::tally{cx::one_to_five}};
  other["retail"].record(1);
  other["wholesale"].record(3);
  const by_segment both = sample() + other;
  CHECK(both.size() == 3);
  CHECK(both.find("retail")->answered() == 2);
  CHECK(both.find("business")->answered() == 3);
  CHECK(both.find("wholesale")->answered() == 1);
  CHECK(other + sample() == both);
}

TEST_CASE("merging with nothing changes nothing", "[breakdown]") {
  const by_segment nothing{cx::tally{cx::one_to_five}};
  CHECK(sample() + nothing == sample());
  CHECK(nothing + sample() == sample());
}

TEST_CASE("a breakdown adds to itself", "[breakdown]") {
  by_segment by = sample();
  by += by;
  CHECK(by == sample() + sample());
}

TEST_CASE("breakdowns of states that do not mix do not merge", "[breakdown]") {
  by_segment by = sample();
  by_segment other{cx::tally{cx::one_to_seven}};
  other["retail"].record(7);
  CHECK_THROWS_AS(by += other, std::invalid_argument);
  CHECK(by == sample());
}

TEST_CASE("a copy of a breakdown counts on its own", "[breakdown]") {
  const by_segment by = sample();
  by_segment copy = by;
  CHECK(copy == by);
  copy["retail"].record(5);
  CHECK(copy != by);
  CHECK(by == sample());
}

TEST_CASE("rolling up pools the parts of the key that are not kept", "[breakdown]") {
  by_segment_and_store by{cx::tally{cx::one_to_five}};
  by[{"retail", 1}].record(5, 2);
  by[{"retail", 2}].record(4, 3);
  by[{"business", 1}].record(1, 4);
  const by_segment segments = by.rollup<0>();
  REQUIRE(segments.size() == 2);
  CHECK(segments.find("retail")->answered() == 5);
  CHECK(segments.find("business")->answered() == 4);
  const cx::breakdown<cx::tally, int> stores = by.rollup<1>();
  REQUIRE(stores.size() == 2);
  CHECK(stores.find(1)->answered() == 6);
  const cx::breakdown<cx::tally, int, std::string> turned = by.rollup<1, 0>();
  REQUIRE(turned.size() == 3);
  CHECK(turned.find({1, "retail"})->count(5) == 2);
  CHECK(by.rollup<0, 1>() == by);
  CHECK(segments.rollup<0>() == segments);
}

TEST_CASE("breakdowns merge as a commutative monoid", "[breakdown][law]") {
  check_law("associative, commutative, with an identity", [] {
    const sums a = any_sums();
    const sums b = any_sums();
    const sums c = any_sums();
    RC_ASSERT(a + b == b + a);
    RC_ASSERT((a + b) + c == a + (b + c));
    RC_ASSERT(a + sums{0} == a);
  });
}

TEST_CASE("a rollup keeps the total, and follows from a rollup less far", "[breakdown][law]") {
  check_law("rollup preserves total; rollups compose; rollup of a merge is the merge of rollups", [] {
    const sums a = any_sums();
    const sums b = any_sums();
    RC_ASSERT(a.rollup<0>().total() == a.total());
    RC_ASSERT((a.rollup<2, 1>().total() == a.total()));
    RC_ASSERT((a.rollup<0, 2>().rollup<1>() == a.rollup<2>()));
    RC_ASSERT((a + b).rollup<1>() == a.rollup<1>() + b.rollup<1>());
    RC_ASSERT((a + b).total() == a.total() + b.total());
  });
}

}  // namespace tests_of_breakdown
