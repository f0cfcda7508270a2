// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The same answers read in different ways: customer satisfaction (CSAT) and customer effort (CES).
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>

namespace cx = cxmetrics;

int main() {
  // "How satisfied were you with your purchase?", from 1, very dissatisfied, to 5, very satisfied
  cx::tally satisfaction{cx::one_to_five};
  satisfaction.record(5, 42);
  satisfaction.record(4, 31);
  satisfaction.record(3, 15);
  satisfaction.record(2, 8);
  satisfaction.record(1, 4);
  expect(fmt::format("CSAT                   {}", cx::csat(satisfaction)),
         "CSAT                   73.0 % [63.6, 80.7] (n = 100)");
  expect(fmt::format("very satisfied only    {}", cx::top_box(cx::one_to_five)(satisfaction)),
         "very satisfied only    42.0 % [32.8, 51.8] (n = 100)");
  expect(fmt::format("net satisfaction       {}", cx::net_satisfaction(satisfaction)),
         "net satisfaction       61.0 [45.5, 72.6] (n = 100)");
  expect(fmt::format("mean                   {}", cx::csat_mean(satisfaction)),
         "mean                   3.99 [3.75, 4.19] (n = 100)");
  expect(fmt::format("percent of maximum     {}", cx::csat_percent_of_maximum(satisfaction)),
         "percent of maximum     74.8 % [68.7, 79.7] (n = 100)");

  // "They made it easy for me to handle my issue", from 1, strongly disagree, to 7, strongly agree
  cx::tally effort{cx::one_to_seven};
  const int answers[] = {2, 3, 5, 10, 20, 35, 25};  // of 1 to 7
  for (int score = 1; score <= 7; ++score) effort.record(score, static_cast<unsigned>(answers[score - 1]));
  expect(fmt::format("CES                    {}", cx::ces(effort)),
         "CES                    5.48 [5.16, 5.73] (n = 100)");
  expect(fmt::format("easy (5 to 7)          {}", cx::ces_percent_easy(effort)),
         "easy (5 to 7)          80.0 % [71.1, 86.7] (n = 100)");
  expect(fmt::format("net easy               {}", cx::ces_net_easy(effort)),
         "net easy               70.0 [55.1, 80.3] (n = 100)");

  // The older question asks for the effort itself, on 1 to 5, and low is good. It has a name of its own.
  expect(cx::ces_effort.better() == cx::better::low ? "low is good" : "high is good", "low is good");
}
