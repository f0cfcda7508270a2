// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Why a bank's NPS changed between two quarters, and which of its markets is the best.
#include "expect.hpp"

#include <cxmetrics/journey/what_changed.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/stats/league.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string>
#include <vector>

namespace cx = cxmetrics;

cx::estimate net(std::uint64_t detractors, std::uint64_t passives, std::uint64_t promoters) {
  cx::tally answers{cx::zero_to_ten};
  answers.record(0, detractors);
  answers.record(7, passives);
  answers.record(10, promoters);
  return cx::nps(answers);
}

cx::estimate share(std::uint64_t satisfied, std::uint64_t asked) {
  cx::tally answers{cx::one_to_five};
  answers.record(5, satisfied);
  answers.record(1, asked - satisfied);
  return cx::csat(answers);
}

int main() {
  // Answers to a bank's survey, first and last quarter of 2021, as published.
  const std::vector<cx::segment_in_time> markets{{"MEX", net(136, 82, 188), net(113, 72, 202)},
                                                 {"UK", net(127, 85, 193), net(137, 85, 195)},
                                                 {"US", net(150, 65, 206), net(173, 66, 169)}};
  const cx::what_changed found = cx::what_changed_between(markets);
  expect(fmt::format("NPS {}", found.change), "NPS -2.3 [-9.4, 4.7] (p = 0.520)");
  expect(fmt::format("by changes within the markets {}", found.rate),
         "by changes within the markets -2.3 [-9.4, 4.7] (p = 0.516)");
  expect(fmt::format("by their shares {}", found.mix), "by their shares 0.0 [-0.4, 0.4] (p = 0.937)");
  for (const cx::segment_effect& market : found.segments) {
    fmt::print("{}: itself {}{}, of the whole {:+.1f} by rate and {:+.1f} by mix\n", market.name,
               market.change, market.significant ? " *" : "", market.rate.value, market.mix.value);
  }

  // Both channels are better than before, and all together are worse: more people call.
  const cx::what_changed reversal = cx::what_changed_between(std::vector<cx::segment_in_time>{
      {"phone", share(100, 200), share(560, 1000)}, {"shop", share(800, 1000), share(170, 200)}});
  expect(fmt::format("CSAT {:+.1f}: rate {:+.1f}, mix {:+.1f}{}", reversal.change.value, reversal.rate.value,
                     reversal.mix.value, reversal.reversed ? ", a reversal" : ""),
         "CSAT -14.2: rate +5.5, mix -19.7, a reversal");

  // Eight shops: the one on top has ten answers.
  const std::vector<cx::estimate> shops{share(10, 10),   share(450, 500), share(430, 500), share(160, 200),
                                        share(390, 500), share(40, 60),   share(330, 500), share(3, 8)};
  const cx::league league = cx::league_of(shops);
  expect(
      fmt::format("first by share: {}, drawn to {:.1f}, rank {} to {}", shops[0],
                  league.entries[0].shrunk.value, league.entries[0].best_rank, league.entries[0].worst_rank),
      "first by share: 100.0 % [72.2, 100.0] (n = 10), drawn to 93.4, rank 1 to 5");
  expect(fmt::format("second: {}, drawn to {:.1f}, rank {} to {}", shops[1], league.entries[1].shrunk.value,
                     league.entries[1].best_rank, league.entries[1].worst_rank),
         "second: 90.0 % [87.1, 92.3] (n = 500), drawn to 89.9, rank 1 to 3");
}
