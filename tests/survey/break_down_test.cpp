// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/break_down.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {
struct answer {
  std::string segment;
  cx::day on;
  std::optional<int> score;
};
const std::vector<answer> answers{{"retail", 2024y / 3 / 1, 10},
                                  {"retail", 2024y / 3 / 31, 0},
                                  {"retail", 2024y / 4 / 1, 9},
                                  {"business", 2024y / 3 / 5, std::nullopt}};
}  // namespace

TEST_CASE("a breakdown counts each group of a key of two parts", "[breakdown]") {
  const auto by = cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment,
                                 [](const answer& a) { return cx::month_of(a.on); });
  REQUIRE(by.size() == 3);
  const auto& [key, tally] = *by.begin();
  CHECK(std::get<0>(key) == "business");
  CHECK(tally.missing() == 1);
  CHECK(by.total() == cx::tally_of(cx::zero_to_ten, answers, &answer::score));
  CHECK(by.rollup<0>().size() == 2);
  CHECK(by.rollup<0>().find("retail")->answered() == 3);
  CHECK(by.rollup<1>().total() == by.total());
}
