// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/tally_of.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <ranges>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tests_of_tally_of {
namespace cx = cxmetrics;
using cx::tests::check_law;

namespace {

struct answer {
  std::string segment;
  std::optional<int> score;
  int effort() const { return 3; }
};

cx::tally fives_and_ones(std::uint64_t fives, std::uint64_t ones) {
  cx::tally result{cx::one_to_five};
  result.record(5, fives);
  result.record(1, ones);
  return result;
}

constexpr cx::tally_options counting{.off_scale = cx::off_scale_answers::count};

}  // namespace

TEST_CASE("a range without answers gives an empty tally", "[tally_of]") {
  CHECK(cx::tally_of(cx::one_to_five, std::vector<int>{}) == cx::tally{cx::one_to_five});
  CHECK(cx::tally_of(cx::one_to_five, std::vector<answer>{}, &answer::score) == cx::tally{cx::one_to_five});
}

TEST_CASE("any range of whole numbers can be counted", "[tally_of]") {
  const cx::tally expected = fives_and_ones(2, 1);
  CHECK(cx::tally_of(cx::one_to_five, std::vector<int>{5, 1, 5}) == expected);
  CHECK(cx::tally_of(cx::one_to_five, std::list<long>{5, 1, 5}) == expected);
  CHECK(cx::tally_of(cx::one_to_five, std::deque<unsigned short>{5, 1, 5}) == expected);
  CHECK(cx::tally_of(cx::one_to_five, std::array<std::int8_t, 3>{5, 1, 5}) == expected);
  const std::vector<std::uint8_t> bytes{5, 1, 5};
  CHECK(cx::tally_of(cx::one_to_five, std::span(bytes)) == expected);
  const int plain[] = {5, 1, 5};
  CHECK(cx::tally_of(cx::one_to_five, plain) == expected);
}

TEST_CASE("a range that can be walked only once can be counted", "[tally_of]") {
  std::istringstream text("5 1 5");
  CHECK(cx::tally_of(cx::one_to_five, std::ranges::istream_view<int>(text)) == fives_and_ones(2, 1));
}

TEST_CASE("a view can be counted, also one that is not const", "[tally_of]") {
  const std::vector<int> scores{5, 3, 1, 3, 5};
  CHECK(cx::tally_of(cx::one_to_five, scores | std::views::filter([](int s) { return s != 3; })) ==
        fives_and_ones(2, 1));
}

TEST_CASE("records of one's own are counted through a projection", "[tally_of]") {
  const std::vector<answer> answers{{"a", 5}, {"b", std::nullopt}, {"a", 1}, {"b", 5}};
  cx::tally expected = fives_and_ones(2, 1);
  expected.record_missing();
  CHECK(cx::tally_of(cx::one_to_five, answers, &answer::score) == expected);
  CHECK(cx::tally_of(cx::one_to_five, answers, [](const answer& a) { return a.score; }) == expected);
  CHECK(cx::tally_of(cx::one_to_five, answers,
                     [](const answer& a) -> const std::optional<int>& { return a.score; }) == expected);
  CHECK(cx::tally_of(cx::one_to_five, answers, &answer::effort).count(3) == 4);
}

TEST_CASE("a projection may keep a state of its own", "[tally_of]") {
  const std::vector<int> scores{1, 1, 1, 1};
  int calls = 0;
  const cx::tally tally = cx::tally_of(cx::one_to_five, scores, [&calls](int) { return ++calls; });
  CHECK(calls == 4);
  CHECK(tally.count(1, 4) == 4);
}

TEST_CASE("an optional answer that is absent was asked for all the same", "[tally_of]") {
  const std::vector<std::optional<int>> scores{5, std::nullopt, 1, std::nullopt};
  const cx::tally tally = cx::tally_of(cx::one_to_five, scores);
  CHECK(tally.answered() == 2);
  CHECK(tally.missing() == 2);
}

TEST_CASE("an answer off the scale is refused unless it is to be counted", "[tally_of]") {
  const std::vector<int> scores{5, 6, 0, 1};
  CHECK_THROWS_AS(cx::tally_of(cx::one_to_five, scores), std::out_of_range);
  CHECK_THROWS_WITH(cx::tally_of(cx::one_to_five, scores), "score 6 is off the scale 1 to 5");
  const cx::tally tally = cx::tally_of(cx::one_to_five, scores, counting);
  CHECK(tally.off_scale() == 2);
  CHECK(tally.answered() == 2);
  CHECK(tally.missing() == 0);
}

TEST_CASE("answers far off the scale are not taken for near ones", "[tally_of]") {
  const std::vector<std::uint64_t> high{std::uint64_t{1} << 32 | 5, ~std::uint64_t{0}};
  CHECK(cx::tally_of(cx::one_to_five, high, counting).off_scale() == 2);
  const std::vector<std::int64_t> low{-(std::int64_t{1} << 32) + 5};
  CHECK(cx::tally_of(cx::one_to_five, low, counting).off_scale() == 1);
}

TEST_CASE("declared codes are missing answers, off the scale or on it", "[tally_of]") {
  const std::vector<int> scores{5, 99, -1, 1, 5};
  const cx::tally tally = cx::tally_of(cx::one_to_five, scores, {.missing = {99, -1}});
  CHECK(tally.missing() == 2);
  CHECK(tally.answered() == 3);
  CHECK(cx::tally_of(cx::one_to_five, scores, {.missing = {99, -1, 1}}).missing() == 3);
  CHECK_THROWS_AS(cx::tally_of(cx::one_to_five, scores, {.missing = {99}}), std::out_of_range);
}

TEST_CASE("a code is compared by value, whatever the types", "[tally_of]") {
  constexpr cx::missing_codes codes{-1, 11};
  STATIC_REQUIRE(codes.contains(-1));
  STATIC_REQUIRE(codes.contains(std::uint8_t{11}));
  STATIC_REQUIRE(!codes.contains(std::uint8_t{255}));
  STATIC_REQUIRE(!codes.contains(~std::uint64_t{0}));
  STATIC_REQUIRE(!cx::missing_codes{}.contains(0));
}

TEST_CASE("there may be eight codes and no more", "[tally_of]") {
  cx::missing_codes codes{1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(std::vector<std::int64_t>(codes.begin(), codes.end()) ==
        std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK_THROWS_AS(codes.add(9), std::invalid_argument);
  CHECK_THROWS_AS((cx::missing_codes{1, 2, 3, 4, 5, 6, 7, 8, 9}), std::invalid_argument);
}

TEST_CASE("answers are counted in constant expressions", "[tally_of]") {
  constexpr cx::tally tally = cx::tally_of(cx::one_to_five, std::array{5, 1, 5, 9}, {.missing = {9}});
  STATIC_REQUIRE(tally.count(5) == 2);
  STATIC_REQUIRE(tally.missing() == 1);
}

TEST_CASE("the tally of a whole is the merge of its parts, in any order", "[tally_of][law]") {
  check_law("however the answers are cut and shuffled", [] {
    const cx::scale scale = *cx::tests::any_scale();
    const auto scores = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-40, 41));
    const auto cut = scores.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(scores) + 1);
    const cx::tally whole = cx::tally_of(scale, scores, counting);
    const cx::tally front = cx::tally_of(scale, std::vector<int>(scores.begin(), cut), counting);
    const cx::tally back = cx::tally_of(scale, std::vector<int>(cut, scores.end()), counting);
    RC_ASSERT(front + back == whole);
    RC_ASSERT(back + front == whole);
    RC_ASSERT(whole.asked() == scores.size());
    auto sorted = scores;
    std::sort(sorted.begin(), sorted.end());
    RC_ASSERT(cx::tally_of(scale, sorted, counting) == whole);
  });
}

TEST_CASE("any number of threads count the same", "[tally_of][law]") {
  std::vector<std::optional<std::int8_t>> scores(10007);
  for (std::size_t index = 0; index < scores.size(); ++index) {
    const std::size_t score = index * index % 13;
    if (score != 12) scores[index] = static_cast<std::int8_t>(score);
  }
  const cx::tally whole = cx::tally_of(cx::zero_to_ten, scores, counting);
  for (const std::size_t threads : {1u, 2u, 3u, 8u, 16u}) {
    std::vector<cx::tally> parts(threads, cx::tally{cx::zero_to_ten});
    {
      std::vector<std::jthread> workers;
      for (std::size_t part = 0; part < threads; ++part) {
        workers.emplace_back([&scores, &parts, part, threads] {
          const std::size_t first = scores.size() * part / threads;
          const std::size_t last = scores.size() * (part + 1) / threads;
          parts[part] =
              cx::tally_of(cx::zero_to_ten, std::span(scores).subspan(first, last - first), counting);
        });
      }
    }
    cx::tally merged{cx::zero_to_ten};
    for (const cx::tally& part : parts) merged += part;
    CHECK(merged == whole);
  }
}

}  // namespace tests_of_tally_of
