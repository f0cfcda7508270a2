// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/detail/placed_states.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <tuple>

namespace tests_of_placed_states {

namespace detail = cxmetrics::detail;

namespace {

// Counts keys around the ends of what is small, as a map does, and tells how many were not small.
template <class... Keys, class Draw>
int count_as_a_map_does(Draw draw) {
  detail::placed_states<int, Keys...> groups{0};
  std::map<detail::key_of<Keys...>, int> map;
  int others = 0;
  const auto find = groups.find_many();
  for (int row = 0; row < 50'000; ++row) {
    const std::tuple<Keys...> key{static_cast<Keys>(draw(Keys{}))...};
    int* const state = std::apply(find, key);
    if (state == nullptr) {
      ++others;
      continue;
    }
    ++*state;
    ++map[std::make_from_tuple<detail::key_of<Keys...>>(key)];
  }
  std::map<detail::key_of<Keys...>, int> counted;
  groups.for_each([&](const auto& key, int state) { CHECK(counted.emplace(key, state).second); });
  CHECK(counted == map);
  return others;
}

}  // namespace

TEST_CASE("small, large and negative numbers are told apart by small groups", "[placed_states]") {
  std::mt19937_64 random(8);
  const auto number = [&random](int from, int to) {
    return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
  };
  CHECK(count_as_a_map_does<std::int64_t>([&](std::int64_t) { return number(-100, 8000); }) > 20'000);
  CHECK(count_as_a_map_does<std::uint8_t>([&](std::uint8_t) { return number(0, 255); }) == 0);
  CHECK(count_as_a_map_does<std::uint8_t, std::int16_t>([&](auto) { return number(0, 80); }) > 10'000);
  CHECK(count_as_a_map_does<std::int8_t, int>([&](auto) { return number(-10, 63); }) > 5'000);
  CHECK(count_as_a_map_does<bool, int, std::int8_t>([&](auto) { return number(0, 20); }) > 5'000);
}

TEST_CASE("small groups are for whole numbers and for states that can be laid out", "[placed_states]") {
  STATIC_REQUIRE(detail::placed_states<int, bool, std::uint64_t>::possible);
  STATIC_REQUIRE_FALSE(detail::placed_states<int, std::string>::possible);
  STATIC_REQUIRE_FALSE(detail::placed_states<int, int, double>::possible);
  STATIC_REQUIRE_FALSE(detail::placed_states<std::string, int>::possible);
}

}  // namespace tests_of_placed_states
