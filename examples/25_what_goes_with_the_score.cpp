// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What goes with the NPS of an airport: which of seven touchpoints, how closely, and how sure that is.
#include "expect.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/sheet_reader.hpp>
#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string>
#include <vector>

namespace cx = cxmetrics;

int main() {
  const std::vector<std::string> items{"Q7ART",      "Q7FOOD",    "Q7STORE", "Q7SIGN",
                                       "Q7WALKWAYS", "Q7SCREENS", "Q7WIFI"};
  cx::sheet_columns columns{.items = {{"NETPRO", cx::zero_to_ten}}};
  for (const std::string& item : items) columns.items.push_back({item, cx::one_to_five});
  cx::sheet_reader passengers{columns};
  cx::input file("airport.csv");
  cx::read_csv(file, passengers);

  // Who gave which answers, all together; the first one is the outcome.
  const cx::answer_sheets sheets = passengers.sheets().total();
  const cx::driver_strengths found = cx::strengths_of(sheets, cx::nps, items);
  for (const cx::driver_strength& each : found.items)
    fmt::print("{:10} {}  r = {}\n", each.item, each.johnson, each.correlation);
  for (const std::string& remark : found.remarks()) fmt::print("{}\n", remark);
  expect(fmt::format("all seven: {}", found.r_squared), "all seven: 27.1 % [23.5, 31.5] (n = 1,551)");
  expect(fmt::format("{}: {}", found.items[5].item, found.items[5].johnson),
         "Q7SCREENS: 4.6 % [3.4, 6.1] (n = 1,551)");

  // The sums alone add up over files and machines, and tell all but the intervals.
  const cx::drivers sums = cx::drivers_of(sheets, cx::nps, items, cx::driver_base::pairwise);
  const cx::driver_strengths of_more = cx::strengths_of(sums);
  expect(fmt::format("pairwise, {} or more: {:.1f} %", of_more.n, of_more.r_squared.value),
         "pairwise, 1818 or more: 25.5 %");
}
