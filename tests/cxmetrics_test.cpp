// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/cxmetrics.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

TEST_CASE("one header is enough to compute every metric", "[cxmetrics]") {
  struct answer {
    std::string segment;
    cx::day on;
    std::optional<int> score;
  };
  const std::vector<answer> answers{
      {"a", 2024y / 3 / 1, 10}, {"a", 2024y / 4 / 1, 4}, {"b", 2024y / 4 / 2, 7}};
  const auto by = cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment,
                                 [](const answer& a) { return cx::month_of(a.on); });
  CHECK(by.size() == 3);
  CHECK(cx::nps(by.total()).value == 0);

  struct customer {
    cx::day since;
    std::optional<cx::day> until;
  };
  const std::vector<customer> customers{{2024y / 1 / 1, 2024y / 3 / 9}, {2024y / 1 / 1, std::nullopt}};
  const auto flow = cx::flow_of(cx::month_of(2024y / 3 / 1), customers, &customer::since, &customer::until);
  CHECK(cx::churn_rate(flow).value == 50);

  const cx::difference change =
      cx::compare(cx::csat(std::vector<int>{5, 5}), cx::csat(std::vector<int>{1, 5}));
  CHECK(change.value == -50);
}
