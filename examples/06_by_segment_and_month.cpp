// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// CSAT by segment and month: a tally for each group, pooled wherever a coarser view is wanted.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/csat.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct answer {
  std::string segment;
  cx::day on;
  std::optional<int> score;
};

const std::vector<answer> answers{{"retail", 2024y / 3 / 4, 5},    {"retail", 2024y / 3 / 31, 4},
                                  {"retail", 2024y / 4 / 1, 2},    {"retail", 2024y / 4 / 9, 5},
                                  {"business", 2024y / 3 / 8, 5},  {"business", 2024y / 3 / 8, std::nullopt},
                                  {"business", 2024y / 4 / 15, 3}, {"business", 2024y / 4 / 20, 4}};

int main() {
  const auto by = cx::break_down(cx::one_to_five, answers, &answer::score, &answer::segment,
                                 [](const answer& a) { return cx::month_of(a.on); });
  for (const auto& [key, tally] : by) {
    const auto& [segment, month] = key;
    fmt::print("{} {}: {}\n", segment, month, cx::csat(tally));
  }
  expect(fmt::format("{}", cx::csat(*by.find({"retail", cx::month_of(2024y / 4 / 1)}))),
         "50.0 % [9.5, 90.5] (n = 2)");

  // Groups are pooled, never averaged.
  const auto by_segment = by.rollup<0>();
  expect(fmt::format("business {}", cx::csat(*by_segment.find("business"))),
         "business 66.7 % [20.8, 93.9] (n = 3)");
  expect(fmt::format("all {}", cx::csat(by.total())), "all 71.4 % [35.9, 91.8] (n = 7)");

  fmt::print("{}", cx::to_text(cx::make_table(cx::csat, by, {"segment", "month"})));
}
