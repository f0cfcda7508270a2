// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The Net Promoter Score of a few answers, and who gave them.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

int main() {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  fmt::print("NPS {}\n", cx::nps(scores));
  expect(fmt::format("NPS {}", cx::nps(scores)), "NPS 25.0 [-32.8, 68.3] (n = 8)");

  // The estimate holds more than it prints.
  const cx::estimate nps = cx::nps(scores);
  expect(fmt::format("{} ± {:.1f}, by the method {}", nps.value, nps.standard_error, name_of(nps.method)),
         "25 ± 29.3, by the method score");

  // At another level, and with more decimals.
  expect(fmt::format("{:.2}", cx::nps(scores, {.level = 0.80})), "25.00 [-14.17, 56.84] (n = 8)");

  const cx::tally tally = cx::tally_of(cx::zero_to_ten, scores);
  const cx::promoter_counts people = cx::promoters_of(tally);
  expect(fmt::format("{} promoters ({:.1f} %), {} passives, {} detractors", people.promoters,
                     people.promoter_share(), people.passives, people.detractors),
         "4 promoters (50.0 %), 2 passives, 2 detractors");

  // Nobody asked: nothing is known, and that is not a score of 0.
  expect(fmt::format("{}", cx::nps(std::vector<int>{})), "n/a (n = 0)");
}
