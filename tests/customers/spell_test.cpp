// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/spell.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_spell {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {
cx::day march(unsigned day) {
  return 2024y / 3 / std::chrono::day{day};
}
cx::spell from(unsigned since, unsigned until) {
  return cx::spell{march(since), march(until)};
}
using spells = std::vector<cx::spell>;
}  // namespace

TEST_CASE("a spell without an end lasts for ever", "[spell]") {
  const cx::spell spell{march(5)};
  CHECK(spell.until() == std::nullopt);
  CHECK(spell == cx::spell{march(5), std::nullopt});
  CHECK(spell.opens(2999y / 1 / 1));
}

TEST_CASE("a spell that ends on the last of all days has not ended", "[spell]") {
  CHECK(cx::spell{march(5), cx::day::max()}.until() == std::nullopt);
  CHECK(cx::spell{march(5), march(6)}.until() == march(6));
}

TEST_CASE("a moment is taken as its day in UTC", "[spell]") {
  using std::chrono::sys_seconds;
  const sys_seconds late = march(5) + 23h + 59min + 59s;
  CHECK(cx::spell{late} == cx::spell{march(5)});
  CHECK(cx::spell{late, march(7) + 1h} == cx::spell{march(5), march(7)});
  CHECK(cx::spell{late, std::optional<sys_seconds>{}} == cx::spell{march(5)});
  CHECK(cx::spell{march(5), std::optional<sys_seconds>{march(7) + 0s}} == cx::spell{march(5), march(7)});
  CHECK(cx::spell{cx::day{} - 1s} == cx::spell{cx::day{} - std::chrono::days{1}});
}

TEST_CASE("a spell that ends before it begins is refused by name", "[spell]") {
  CHECK_THROWS_AS(from(5, 4), std::invalid_argument);
  CHECK_THROWS_WITH(from(5, 4), cx::tests::contains("2024-03-05") && cx::tests::contains("2024-03-04"));
}

TEST_CASE("a spell opens the days after its first up to the one it ends on", "[spell]") {
  CHECK_FALSE(from(5, 7).opens(march(5)));
  CHECK(from(5, 7).opens(march(6)));
  CHECK(from(5, 7).opens(march(7)));
  CHECK_FALSE(from(5, 7).opens(march(8)));
  CHECK_FALSE(from(5, 5).opens(march(5)));
}

TEST_CASE("spells that overlap or touch become one, others stay apart", "[spell]") {
  CHECK(cx::joined({}).empty());
  CHECK(cx::joined({from(1, 3)}) == spells{from(1, 3)});
  CHECK(cx::joined({from(3, 5), from(1, 3)}) == spells{from(1, 5)});
  CHECK(cx::joined({from(1, 9), from(2, 4), from(8, 10)}) == spells{from(1, 10)});
  CHECK(cx::joined({from(4, 5), from(1, 3)}) == spells{from(1, 3), from(4, 5)});
  CHECK(cx::joined({from(1, 3), cx::spell{march(2)}}) == spells{cx::spell{march(1)}});
  CHECK(cx::joined({from(1, 3), from(1, 3)}) == spells{from(1, 3)});
}

TEST_CASE("an empty spell vanishes in one it touches and stands alone elsewhere", "[spell]") {
  CHECK(cx::joined({from(2, 2), from(1, 3)}) == spells{from(1, 3)});
  CHECK(cx::joined({from(3, 3), from(1, 3)}) == spells{from(1, 3)});
  CHECK(cx::joined({from(1, 1), from(1, 3)}) == spells{from(1, 3)});
  CHECK(cx::joined({from(5, 5), from(5, 5), from(1, 3)}) == spells{from(1, 3), from(5, 5)});
}

TEST_CASE("spells that are no further apart than the grace are one", "[spell]") {
  const std::vector<cx::spell> spells{cx::spell{2024y / 3 / 15}, cx::spell{2024y / 1 / 1, 2024y / 3 / 8}};
  CHECK(cx::joined(spells, std::chrono::days{7}) == std::vector{cx::spell{2024y / 1 / 1}});
  CHECK(cx::joined(spells, std::chrono::days{6}).size() == 2);
  CHECK(cx::joined(spells, std::chrono::days{0}) == cx::joined(spells));
  CHECK_THROWS_AS(cx::joined(spells, std::chrono::days{-1}), std::invalid_argument);
}

}  // namespace tests_of_spell
