// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Guests of six hotels, asked where it was easy to ask them: weights and the design set that right.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <string>
#include <vector>

namespace cx = cxmetrics;

struct guest {
  std::string region, hotel, trip;
  int score;
  double stands_for;  // guests of the hotel / guests asked there
  double spent;
};

const std::vector<guest> guests{
    {"city", "Adler", "work", 9, 40, 900},     {"city", "Adler", "work", 6, 40, 2400},
    {"city", "Adler", "leisure", 10, 40, 300}, {"city", "Bristol", "work", 7, 90, 700},
    {"city", "Bristol", "work", 3, 90, 800},   {"city", "Bristol", "leisure", 8, 90, 250},
    {"city", "Carlton", "work", 9, 60, 650},   {"city", "Carlton", "leisure", 10, 60, 400},
    {"coast", "Dune", "leisure", 10, 15, 520}, {"coast", "Dune", "leisure", 9, 15, 480},
    {"coast", "Elm", "leisure", 10, 20, 610},  {"coast", "Elm", "work", 9, 20, 330},
    {"coast", "Ferry", "leisure", 4, 10, 450}, {"coast", "Ferry", "leisure", 8, 10, 390}};

int main() {
  expect(fmt::format("each answer once     {}", cx::nps(guests, &guest::score)),
         "each answer once     35.7 [-10.8, 68.6] (n = 14)");

  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, guests, &guest::score, &guest::stands_for);
  expect(fmt::format("each guest once      {}", cx::nps(tally)),
         "each guest once      21.7 [-37.0, 67.0] (n = 14)");
  expect(fmt::format("as good as {:.1f} of {} answers", cx::effective_sample_size(tally), tally.answered()),
         "as good as 9.5 of 14 answers");

  const auto spent = [](const guest& g) { return cx::importance_weight{g.spent}; };
  const auto revenue = cx::weighted_tally_of(cx::zero_to_ten, guests, &guest::score, spent);
  expect(fmt::format("each dollar once     {}", cx::nps(revenue)),
         "each dollar once     5.9 [-59.9, 66.8] (n = 14)");

  const auto by = cx::break_down(cx::zero_to_ten, guests, cx::weighted(&guest::score, &guest::stands_for),
                                 &guest::region, &guest::hotel, &guest::trip);
  const auto design = cx::design_of(by).strata<0>().clusters<1>();
  expect(fmt::format("hotels in regions    {}", cx::nps(design)),
         "hotels in regions    21.7 [-63.5, 82.0] (n = 14)");
  expect(fmt::format("leisure only         {}", cx::nps(design.only<2>("leisure"))),
         "leisure only         53.8 [-55.6, 93.5] (n = 8)");
  expect(fmt::format("leisure against work {}",
                     cx::compare(cx::nps, design.only<2>("work"), design.only<2>("leisure"))),
         "leisure against work +56.8 [-200.0, 200.0] (p = 0.274)");
  const auto booked = design.margin<2>({{"work", 250}, {"leisure", 350}});
  expect(fmt::format("trips as booked      {}", cx::nps(booked)),
         "trips as booked      30.2 [-55.6, 83.5] (n = 14)");
}
