// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Seven touchpoints of an airport: what each does to satisfaction as a whole, and which to look at first.
#include "expect.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/journey/quadrant.hpp>
#include <cxmetrics/journey/touchpoints.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <map>
#include <string>
#include <vector>

namespace cx = cxmetrics;

int main() {
  const std::vector<std::string> names{"Q7ART",      "Q7FOOD",    "Q7STORE", "Q7SIGN",
                                       "Q7WALKWAYS", "Q7SCREENS", "Q7WIFI"};
  cx::sheet_columns columns;
  for (const std::string& name : names) columns.items.push_back({name, cx::one_to_five});
  cx::sheet_reader passengers{columns};
  cx::input file("airport.csv");
  cx::read_csv(file, passengers);

  // Each passenger scored several touchpoints, so they are compared as pairs.
  const cx::touchpoint_scores found = cx::touchpoints_of(cx::csat, passengers.sheets().total(), names);
  fmt::print("all {} by {} passengers\n", found.all, found.respondents);
  for (const cx::touchpoint_score& each : found.touchpoints)
    fmt::print("{:10} {}  impact {}{}\n", each.name, each.score, each.impact,
               each.is_pain_point() ? "  pain point" : "");
  expect(fmt::format("{} {}", found.touchpoints[0].name, found.touchpoints[0].impact),
         "Q7FOOD -2.5 pp [-2.8, -2.3] (p < 0.001)");

  // How important each is for NPS: the first question is now the outcome.
  columns.items.insert(columns.items.begin(), {"NETPRO", cx::zero_to_ten});
  cx::sheet_reader again{columns};
  cx::input same("airport.csv");
  cx::read_csv(same, again);
  const cx::driver_strengths drivers = cx::strengths_of(again.sheets().total(), cx::nps, names);
  for (const cx::quadrant_member& each : cx::quadrant_of(drivers, found).members)
    fmt::print("{:10} {}\n", each.name, cx::name_of(each.field));

  // Themes that answers mention, one, several or none: 50 promoters and 30 detractors, of whom 20 speak of the price.
  cx::tally all{cx::zero_to_ten};
  all.record(10, 50);
  all.record(2, 30);
  cx::tally price{cx::zero_to_ten};
  price.record(2, 20);
  const cx::touchpoint_scores themes = cx::touchpoints_of(cx::nps, all, {{"price", price}});
  expect(fmt::format("price: {:.1f} of {:.1f}", themes.touchpoints[0].impact.value, themes.all.value),
         "price: -41.7 of 25.0");
}
