// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A metric says what each score on a scale is worth; its value is the mean worth of the answers.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <vector>

namespace cx = cxmetrics;

constexpr cx::scale stars{1, 4};

// The usual ones, on a scale that is not.
constexpr cx::metric happy = cx::top_box(stars, 2);
constexpr cx::metric balance = cx::net_score(stars, 1, 4);

// One that nobody else has: 4 stars are worth 100, 3 are worth 50, fewer are worth nothing.
constexpr cx::metric graded{stars, [](int s) { return s == 4 ? 100.0 : s == 3 ? 50.0 : 0.0; }};

// A wrong one does not compile: cx::top_box(stars, 4) would be everybody.

int main() {
  const std::vector<int> answers{4, 4, 4, 3, 3, 2, 1, 4, 3, 4};
  expect(fmt::format("happy    {}", happy(answers)), "happy    80.0 % [49.0, 94.3] (n = 10)");
  expect(fmt::format("balance  {}", balance(answers)), "balance  40.0 [-8.7, 72.0] (n = 10)");
  expect(fmt::format("graded   {}", graded.in(cx::unit::percent)(answers)),
         "graded   65.0 % [39.2, 83.8] (n = 10)");

  expect(fmt::format("{} from {} to {}", happy.title(), happy.lowest(), happy.highest()),
         "top box from 0 to 100");
}
