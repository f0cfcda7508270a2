// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Two threads count half of the answers each. The merged tally is that of all answers, to the last one.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cstdint>
#include <span>
#include <thread>
#include <vector>

namespace cx = cxmetrics;

int main() {
  std::vector<std::int8_t> scores;
  for (int answer = 0; answer < 1'000'000; ++answer) scores.push_back(static_cast<std::int8_t>(answer % 11));

  cx::tally north{cx::zero_to_ten};
  cx::tally south{cx::zero_to_ten};
  {
    const std::span all(scores);
    const std::jthread first([&] { north = cx::tally_of(cx::zero_to_ten, all.first(400'000)); });
    const std::jthread second([&] { south = cx::tally_of(cx::zero_to_ten, all.subspan(400'000)); });
  }
  const cx::tally all = north + south;
  expect(fmt::format("{} + {} = {} answers", north.answered(), south.answered(), all.answered()),
         "400000 + 600000 = 1000000 answers");
  expect(all == cx::tally_of(cx::zero_to_ten, scores) ? "the same as counted by one" : "different",
         "the same as counted by one");
  expect(fmt::format("NPS {}", cx::nps(all)), "NPS -45.5 [-45.6, -45.3] (n = 1,000,000)");

  // What has been counted can be taken out again, as from a rolling window.
  expect(all - north == south ? "south remains" : "different", "south remains");
}
