// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Did NPS rise from March to April, or is the difference noise? And how many answers would have told?
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/sample_size.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cmath>

namespace cx = cxmetrics;

int main() {
  cx::tally march{cx::zero_to_ten};
  march.record(10, 540);
  march.record(7, 360);
  march.record(3, 300);
  cx::tally april{cx::zero_to_ten};
  april.record(10, 675);
  april.record(7, 351);
  april.record(3, 324);
  expect(fmt::format("March {}", cx::nps(march)), "March 20.0 [15.4, 24.5] (n = 1,200)");
  expect(fmt::format("April {}", cx::nps(april)), "April 26.0 [21.6, 30.3] (n = 1,350)");

  const cx::difference change = cx::compare(cx::nps(march), cx::nps(april));
  expect(fmt::format("{}", change), "+6.0 [-0.3, 12.3] (p = 0.064)");
  expect(change.significant() ? "NPS rose" : "perhaps nothing happened", "perhaps nothing happened");

  // The same at another level: those who accept to be wrong one time in ten.
  const cx::estimate_options lenient{.level = 0.90};
  expect(cx::compare(cx::nps(march, lenient), cx::nps(april, lenient)).significant() ? "NPS rose" : "perhaps",
         "NPS rose");

  // How many answers for an NPS known to within 3 points?
  const double deviation = std::sqrt(distribution_of(cx::nps, march).variance());
  expect(fmt::format("{} answers", cx::sample_size({.margin = 3, .standard_deviation = deviation})),
         "2818 answers");
}
