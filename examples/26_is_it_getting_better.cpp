// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A year of a bank's NPS: is it rising, is a month unusual, did the level change?
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/stats/control_chart.hpp>
#include <cxmetrics/stats/level_shift.hpp>
#include <cxmetrics/stats/trend.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

struct month {
  std::uint64_t detractors, passives, promoters;
};

// Answers to a bank's survey of 2021, January to December, as published.
const std::vector<month> year{{141, 91, 198}, {142, 74, 182}, {130, 67, 207},  {136, 82, 173},
                              {148, 75, 218}, {138, 90, 173}, {161, 105, 207}, {150, 89, 191},
                              {150, 76, 194}, {139, 85, 172}, {148, 70, 198},  {136, 68, 196}};

int main() {
  std::vector<cx::estimate> months;
  for (const month& of : year) {
    cx::tally answers{cx::zero_to_ten};
    answers.record(0, of.detractors);
    answers.record(7, of.passives);
    answers.record(10, of.promoters);
    months.push_back(cx::nps(answers));
  }

  int steps = 0;
  for (std::size_t i = 1; i < months.size(); ++i)
    steps += cx::compare(months[i - 1], months[i]).significant();
  expect(fmt::format("significant steps from month to month: {} of 11", steps),
         "significant steps from month to month: 0 of 11");

  const cx::trend line = cx::trend_of(months);
  expect(fmt::format("change per month: {}", line.slope), "change per month: -0.2 [-0.9, 0.5] (p = 0.608)");
  expect(fmt::format("the line in December: {}", line.at(11)),
         "the line in December: 10.8 [6.1, 15.4] (n = 5,000)");

  const auto half_a_year = cx::changes_since(months, 6);
  expect(fmt::format("December against June: {}", *half_a_year[11]),
         "December against June: +6.3 [-6.0, 18.5] (p = 0.318)");
  const auto quarters = cx::rolling(months, 3);
  expect(fmt::format("October to December against September to November: {}", *quarters.back().change),
         "October to December against September to November: +1.5 [-2.6, 5.6] (p = 0.479)");

  const cx::control_chart chart = cx::control_chart_of(months);
  int unusual = 0;
  for (const cx::control_point& point : chart.points) unusual += point.unusual || point.average_unusual;
  expect(fmt::format("centre {:.1f}, March between {}: {} unusual months", chart.centre,
                     chart.points[2].limits, unusual),
         "centre 11.8, March between [-0.9, 24.5]: 0 unusual months");

  const auto shift = cx::level_shift_of(months);
  expect(fmt::format("greatest step, with month {}: {}", shift->first + 1, shift->change),
         "greatest step, with month 6: -3.1 [-8.1, 1.9] (p = 0.781)");
}
