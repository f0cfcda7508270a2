// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Where people got less than they expected, and which of it matters most.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/answer_sheets_of.hpp>
#include <cxmetrics/survey/expectation_gap.hpp>

#include <vector>

namespace cx = cxmetrics;

struct visitor {
  int speed;
  int kindness;
  int expected_speed;
  int expected_kindness;
};

int main() {
  std::vector<visitor> visitors(20, {3, 6, 6, 5});
  visitors.insert(visitors.end(), 20, {5, 5, 5, 6});
  visitors.insert(visitors.end(), 10, {6, 7, 7, 6});
  const cx::answer_sheets sheets =
      cx::answer_sheets_of(std::vector<cx::scale>(4, cx::one_to_seven), visitors, &visitor::speed,
                           &visitor::kindness, &visitor::expected_speed, &visitor::expected_kindness);

  // Speed is the first question, and what was expected of it the third.
  const std::vector<cx::gap_item> items{
      {.name = "speed", .perception = 0, .expectation = 2, .importance = 0.7},
      {.name = "kindness", .perception = 1, .expectation = 3, .importance = 0.3}};
  const cx::expectation_gaps gaps = cx::gaps_of(items, sheets);
  for (const cx::gap& gap : gaps.items)
    fmt::print("{}: got {:.1f} where {:.1f} was expected\n", gap.name, gap.perception.value,
               gap.expectation.value);
  const cx::difference& speed = gaps.items[0].value;
  expect(fmt::format("speed {:+.2f} [{:.2f}, {:.2f}], {}", speed.value, speed.ci.low, speed.ci.high,
                     speed.significant() ? "more than noise" : "may be noise"),
         "speed -1.40 [-1.79, -1.01], more than noise");
  const cx::difference& kindness = gaps.items[1].value;
  expect(fmt::format("kindness {:+.2f}, {}", kindness.value,
                     kindness.significant() ? "more than noise" : "may be noise"),
         "kindness +0.20, may be noise");
  expect(fmt::format("all {:+.2f}, of {} people", gaps.total.value.value, gaps.total.people),
         "all -0.92, of 50 people");
  expect(fmt::format("pain point: {}", gaps.items[*gaps.pain_point].name), "pain point: speed");
}
