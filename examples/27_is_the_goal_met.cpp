// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A bank wants an NPS of 15 by the middle of 2022: is it met, and is it on the way there?
#include "expect.hpp"

#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/goal_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <chrono>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

// Answers to a bank's survey of 2021, by quarter, as published.
cx::estimate quarter(std::uint64_t detractors, std::uint64_t passives, std::uint64_t promoters) {
  cx::tally answers{cx::zero_to_ten};
  answers.record(0, detractors);
  answers.record(7, passives);
  answers.record(10, promoters);
  return cx::nps(answers);
}

int main() {
  std::vector<cx::dated_estimate> quarters{{cx::quarter_of(2021y / 1 / 1), quarter(413, 232, 587)},
                                           {cx::quarter_of(2021y / 4 / 1), quarter(422, 247, 564)},
                                           {cx::quarter_of(2021y / 7 / 1), quarter(461, 270, 592)},
                                           {cx::quarter_of(2021y / 10 / 1), quarter(423, 223, 566)}};
  const cx::goal goal{.metric = "NPS", .target = 15, .by = 2022y / 6 / 30};
  const cx::goal_progress progress = cx::progress_of(goal, quarters);
  expect(fmt::format("{}", cx::name_of(progress.verdict.status)), "cannot tell");
  expect(fmt::format("{} answers would tell", *progress.verdict.observations_to_tell),
         "6143 answers would tell");
  expect(fmt::format("{:+.1f} a quarter now, {:+.1f} needed for each of {}", progress.line.slope.value,
                     progress.needed.value, progress.periods_left),
         "-0.9 a quarter now, +2.3 needed for each of 2");
  expect(fmt::format("chance if it goes on like this: {:.0f} %", 100 * progress.chance),
         "chance if it goes on like this: 7 %");
  expect(cx::sentence_of(goal, progress),
         "NPS of at least 15.0 by 2022-06-30: cannot tell. 2021-Q4 has 11.8 [6.7, 16.8] (n = 1,212); about "
         "6,143 would tell. It changes by -0.88 [-4.08, 2.33] a quarter and needs +2.26 for each of 2 "
         "quarters left; if it goes on in a straight line, the chance to be there is 7 %.");

  // Low is good: the share of detractors is to fall to 30 %.
  const cx::metric detractors = cx::bottom_box(cx::zero_to_ten, 7).named("detractors");
  cx::tally last{cx::zero_to_ten};
  last.record(0, 423);
  last.record(10, 223 + 566);
  const cx::goal fewer{.metric = "the share of detractors", .target = 30, .direction = cx::better::low};
  expect(cx::sentence_of(fewer, cx::judge(fewer, detractors(last)), detractors(last)),
         "the share of detractors of at most 30.0 %: not met. It is 34.9 % [32.3, 37.6] (n = 1,212).");
}
