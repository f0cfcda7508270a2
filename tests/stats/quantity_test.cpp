// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/quantity.hpp>

#include <set>
#include <string_view>

namespace tests_of_quantity {
namespace cx = cxmetrics;
using cx::better;
using cx::unit;

TEST_CASE("every unit has a name of its own, and words", "[quantity]") {
  std::set<std::string_view> names;
  std::set<std::string_view> words;
  for (const unit each :
       {unit::points, unit::percent, unit::score, unit::count, unit::days, unit::money, unit::ratio}) {
    names.insert(cx::name_of(each));
    words.insert(cx::words_of(each));
  }
  CHECK(names.size() == 7);
  CHECK(words.size() == 7);
  CHECK(names.count("") + words.count("") == 0);
  CHECK(cx::name_of(unit::percent) == "percent");
  CHECK(cx::words_of(unit::percent) == "per cent");
}

TEST_CASE("of a unit alone, high is good", "[quantity]") {
  constexpr cx::quantity share = unit::percent;
  STATIC_REQUIRE(share == cx::quantity{unit::percent, better::high});
  STATIC_REQUIRE_FALSE(share == cx::quantity{unit::percent, better::low});
  CHECK(cx::name_of(better::high) == "high");
  CHECK(cx::name_of(better::low) == "low");
}

}  // namespace tests_of_quantity
