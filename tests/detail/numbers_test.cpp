// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/instruction_sets.hpp"

#include <cxmetrics/detail/numbers.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <cstdint>
#include <forward_list>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_numbers {
namespace cx = cxmetrics;
using cx::tests::under_every_instruction_set;

namespace {

// The plain loop that every kernel must agree with.
template <class Number>
cx::tally plain_tally(cx::scale scale, std::span<const Number> numbers, const cx::missing_codes& missing) {
  cx::tally result{scale};
  for (const Number number : numbers) {
    bool is_missing = false;
    for (const std::int64_t code : missing) is_missing = is_missing || std::cmp_equal(code, number);
    if (is_missing) {
      result.record_missing();
    } else if (std::cmp_less(number, scale.low()) || std::cmp_greater(number, scale.high())) {
      result.record_off_scale();
    } else {
      result.record(number);
    }
  }
  return result;
}

// Numbers of all kinds: most from the first bytes of the type, some from its ends.
template <class Number>
std::vector<Number> some_numbers(std::size_t size, int from, int to) {
  std::mt19937 random(20240305);
  std::uniform_int_distribution<int> near(from, to);
  std::vector<Number> result(size);
  for (Number& number : result) {
    number = static_cast<Number>(near(random));
    if (random() % 16 == 0) number = std::numeric_limits<Number>::max();
    if (random() % 16 == 0) number = std::numeric_limits<Number>::min();
    if (random() % 16 == 0) number = static_cast<Number>(std::uint64_t{random()} << 32 | random());
  }
  return result;
}

constexpr auto counted = cx::off_scale_answers::count;

}  // namespace

TEMPLATE_TEST_CASE("numbers in memory are counted as by a plain loop, whatever their length and place",
                   "[numbers]", std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::uint32_t,
                   std::int32_t, std::uint64_t, std::int64_t) {
  const auto all = some_numbers<TestType>(2500, -2, 14);
  const cx::missing_codes missing{11, 99, -1};
  under_every_instruction_set([&] {
    for (std::size_t length = 0; length <= 2400; ++length) {
      const auto part = std::span<const TestType>(all).subspan(length % 67, length);
      if (cx::tally_of(cx::zero_to_ten, part, {counted, missing}) !=
          plain_tally(cx::zero_to_ten, part, missing)) {
        FAIL_CHECK("length " << length << ", instruction set "
                             << static_cast<int>(cx::detail::instruction_set_in_use()));
      }
    }
    for (std::size_t first = 0; first < 64; ++first) {
      for (const std::size_t length : {512U, 513U, 1024U, 2100U}) {
        const auto part = std::span<const TestType>(all).subspan(first, length);
        if (cx::tally_of(cx::zero_to_ten, part, {counted, missing}) !=
            plain_tally(cx::zero_to_ten, part, missing)) {
          FAIL_CHECK("from " << first << ", length " << length);
        }
      }
    }
  });
}

TEMPLATE_TEST_CASE("numbers that fill several blocks are counted as by a plain loop", "[numbers]",
                   std::uint8_t, std::int16_t, std::uint32_t, std::int64_t) {
  const std::size_t block = (std::size_t{1} << 17) / sizeof(TestType);
  const auto all = some_numbers<TestType>(3 * block + 1000, 0, 11);
  const cx::missing_codes missing{99};
  under_every_instruction_set([&] {
    for (const std::size_t length : {block - 1, block, block + 1, 2 * block - 700, 3 * block + 1000}) {
      const auto part = std::span<const TestType>(all).first(length);
      CHECK(cx::tally_of(cx::zero_to_ten, part, {counted, missing}) ==
            plain_tally(cx::zero_to_ten, part, missing));
    }
  });
}

TEMPLATE_TEST_CASE("every scale and every missing code counts as in a plain loop", "[numbers]", std::uint8_t,
                   std::int8_t, std::uint16_t, std::int16_t, std::uint32_t, std::int32_t, std::uint64_t,
                   std::int64_t) {
  using limits = std::numeric_limits<TestType>;
  constexpr int lowest = std::numeric_limits<int>::min();
  constexpr int highest = std::numeric_limits<int>::max();
  const auto all = some_numbers<TestType>(1400, -140, 270);
  const std::vector<cx::scale> scales{{0, 10},
                                      {1, 5},
                                      {1, 7},
                                      {-5, 5},
                                      {-10, -1},
                                      {0, 1},
                                      {120, 130},
                                      {250, 260},
                                      {-1000, -990},
                                      {lowest, lowest + 10},
                                      {highest - 10, highest}};
  std::vector<cx::missing_codes> codes{
      {},
      {11, 12, 13, 14, 15, 16, 17, 99},
      {5, 5, 99, 99},
      {-1, 0, 255, 65'535, 4'294'967'295},
      {-128, -129, 127, 128},
      {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()},
      {static_cast<std::int64_t>(limits::max()), lowest, highest}};
  for (std::int64_t code = -135; code <= 265; code += 3) codes.push_back({code});
  under_every_instruction_set([&] {
    for (const cx::scale scale : scales) {
      for (const cx::missing_codes& missing : codes) {
        if (cx::tally_of(scale, all, {counted, missing}) != plain_tally<TestType>(scale, all, missing)) {
          FAIL_CHECK("scale " << scale.low() << " to " << scale.high() << ", first missing code "
                              << (missing.begin() == missing.end() ? 0 : *missing.begin()));
        }
      }
    }
  });
}

TEST_CASE("numbers all equal, or at the ends of the scale, are counted exactly", "[numbers]") {
  under_every_instruction_set([] {
    for (int score = 0; score <= 12; ++score) {
      const std::vector<std::uint8_t> equal(300'001, static_cast<std::uint8_t>(score));
      const auto tally = cx::tally_of(cx::zero_to_ten, equal, {counted, {12}});
      CHECK((score > 10 ? score == 11 ? tally.off_scale() : tally.missing() : tally.count(score)) == 300'001);
      CHECK(tally.asked() == 300'001);
    }
  });
}

TEST_CASE("the first number off the scale is the one that is thrown at", "[numbers]") {
  std::vector<std::int16_t> scores(400'000, 9);
  scores[123'456] = 31;
  scores[399'999] = -7;
  under_every_instruction_set([&] {
    for (const unsigned threads : {1U, 2U, 5U}) {
      CHECK_THROWS_AS(cx::tally_of(cx::zero_to_ten, scores, {.threads = threads}), std::out_of_range);
      CHECK_THROWS_WITH(cx::tally_of(cx::zero_to_ten, scores, {.threads = threads}),
                        Catch::Matchers::Contains("31"));
    }
    scores[123'456] = 3;
    CHECK_THROWS_WITH(cx::tally_of(cx::zero_to_ten, scores), Catch::Matchers::Contains("-7"));
    scores[123'456] = 31;
  });
}

TEST_CASE("any number of threads counts the same", "[numbers]") {
  const auto scores = some_numbers<std::uint8_t>(300'000, 0, 12);
  const auto one = cx::tally_of(cx::zero_to_ten, scores, {counted, {11, 200}});
  for (const unsigned threads : {0U, 2U, 3U, 7U, 64U}) {
    CHECK(cx::tally_of(cx::zero_to_ten, scores, {counted, {11, 200}, threads}) == one);
    const auto by_projection = cx::tally_of(cx::zero_to_ten, scores, [](std::uint8_t score) { return score; },
                                            {counted, {11, 200}, threads});
    CHECK(by_projection == one);
  }
}

TEST_CASE("ranges that are not in one piece, and constant expressions, are counted alike", "[numbers]") {
  const std::forward_list<int> list{10, 9, 3, 11};
  const std::vector<int> vector(list.begin(), list.end());
  const cx::tally_options options{.missing = {11}};
  CHECK(cx::tally_of(cx::zero_to_ten, list, options) == cx::tally_of(cx::zero_to_ten, vector, options));
  constexpr cx::tally constant = cx::tally_of(cx::zero_to_ten, std::array{10, 9, 3});
  CHECK(constant.count(9) == 1);
  CHECK(cx::tally_of(cx::zero_to_ten, std::array{10, 9, 3}) == constant);
  const int plain_array[] = {10, 9, 3};
  CHECK(cx::tally_of(cx::zero_to_ten, plain_array) == constant);
  CHECK(cx::tally_of(cx::zero_to_ten, std::vector<int>{}).asked() == 0);
}

}  // namespace tests_of_numbers
