// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/detail/hashed_states.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tuple>

namespace tests_of_hashed_states {
namespace cx = cxmetrics;
namespace detail = cxmetrics::detail;
using namespace std::chrono_literals;

namespace {

// A key that has an order and no hash.
struct version {
  int number;
  friend auto operator<=>(const version&, const version&) = default;
};

template <class Key, class Table>
std::map<Key, int> as_map(const Table& table) {
  std::map<Key, int> result;
  table.for_each([&](const auto& key, int state) { result[key] += state; });
  return result;
}

}  // namespace

TEST_CASE("a group table counts as a map does", "[hashed_states]") {
  std::mt19937_64 random(7);
  for (const std::uint64_t groups : {1U, 2U, 300U, 20'000U}) {
    detail::hashed_states<int, std::int64_t> table{0};
    std::map<std::int64_t, int> map;
    for (int row = 0; row < 50'000; ++row) {
      const auto key = static_cast<std::int64_t>(random() % groups) * 1'000'003 - 5'000;
      ++table(key);
      ++map[key];
    }
    CHECK(as_map<std::int64_t>(table) == map);
  }
}

TEST_CASE("small and large, negative and repeated numbers are told apart", "[hashed_states]") {
  std::mt19937_64 random(8);
  detail::hashed_states<int, std::int64_t> one{0};
  detail::hashed_states<int, std::uint8_t, std::int16_t> two{0};
  detail::hashed_states<int, bool, int, std::int8_t> three{0};
  std::map<std::int64_t, int> of_one;
  std::map<std::tuple<std::uint8_t, std::int16_t>, int> of_two;
  std::map<std::tuple<bool, int, std::int8_t>, int> of_three;
  for (int row = 0; row < 100'000; ++row) {
    // Around the ends of what is small for one, two and three parts.
    const auto large = static_cast<std::int64_t>(random() % 200'000) - 50'000;
    const auto code = static_cast<std::uint8_t>(random() % 256);
    const auto month = static_cast<std::int16_t>(static_cast<int>(random() % 160) - 40);
    const auto rank = static_cast<std::int8_t>(static_cast<int>(random() % 40) - 10);
    ++one(large), ++of_one[large];
    ++two(code, month), ++of_two[{code, month}];
    ++three(code % 2 == 0, int{month}, rank), ++of_three[{code % 2 == 0, month, rank}];
  }
  CHECK(as_map<std::int64_t>(one) == of_one);
  CHECK((as_map<std::tuple<std::uint8_t, std::int16_t>>(two) == of_two));
  CHECK((as_map<std::tuple<bool, int, std::int8_t>>(three) == of_three));
}

TEST_CASE("keys of several parts and of text are looked up without being copied", "[hashed_states]") {
  detail::hashed_states<int, std::string, int> table{0};
  std::map<std::tuple<std::string, int>, int> map;
  for (int row = 0; row < 3'000; ++row) {
    const std::string text(static_cast<std::size_t>(row % 40), static_cast<char>('a' + row % 3));
    ++table(std::string_view(text), row % 7);
    ++map[{text, row % 7}];
  }
  CHECK(as_map<std::tuple<std::string, int>>(table) == map);
}

TEST_CASE("new groups begin as a copy of what is empty", "[hashed_states]") {
  detail::hashed_states<int, int> table{40};
  CHECK(table(1) == 40);
  table(1) += 2;
  CHECK(table(1) == 42);
  CHECK(as_map<int>(table) == std::map<int, int>{{1, 42}});
  CHECK(as_map<int>(detail::hashed_states<int, int>{0}).empty());
}

TEST_CASE("keys that cannot be hashed are grouped all the same", "[hashed_states]") {
  STATIC_REQUIRE_FALSE(detail::hashable_key<version>);
  STATIC_REQUIRE_FALSE(detail::hashable_key<double>);
  detail::hashed_states<int, version> versions{0};
  for (int row = 0; row < 10; ++row) ++versions(version{row % 3});
  CHECK(as_map<version>(versions) == std::map<version, int>{{{0}, 4}, {{1}, 3}, {{2}, 3}});
  detail::hashed_states<int, double, int> pairs{0};
  ++pairs(0.5, 1);
  ++pairs(0.5, 1);
  CHECK(as_map<std::tuple<double, int>>(pairs) == std::map<std::tuple<double, int>, int>{{{0.5, 1}, 2}});
}

TEST_CASE("days, periods, text and whole numbers can be hashed", "[hashed_states]") {
  STATIC_REQUIRE(detail::hashable_key<cx::day>);
  STATIC_REQUIRE(detail::hashable_key<cx::period>);
  STATIC_REQUIRE(detail::hashable_key<std::string>);
  STATIC_REQUIRE(detail::hashable_key<std::optional<int>>);
  STATIC_REQUIRE(detail::hashable_key<bool>);
  const cx::period march = cx::month_of(2024y / 3 / 5);
  CHECK(detail::hash_of(march) == detail::hash_of(cx::month_of(2024y / 3 / 31)));
  CHECK(detail::hash_of(march) != detail::hash_of(cx::month_of(2024y / 4 / 1)));
}

TEST_CASE("text that differs in one place or in length has another hash", "[hashed_states]") {
  for (std::size_t length = 1; length <= 40; ++length) {
    const std::string text(length, 'x');
    const std::uint64_t hash = detail::hash_of(std::string_view(text));
    CHECK(hash == detail::hash_of(std::string_view(std::string(text))));
    CHECK(hash != detail::hash_of(std::string_view(text).substr(1)));
    for (std::size_t place = 0; place < length; ++place) {
      std::string other = text;
      other[place] = 'y';
      if (detail::hash_of(std::string_view(other)) == hash) FAIL_CHECK(length << ' ' << place);
    }
  }
}

}  // namespace tests_of_hashed_states
