// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/nps.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using cx::tests::WithinAbs;

TEST_CASE("NPS is the share of promoters less the share of detractors", "[nps]") {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  const cx::estimate nps = cx::nps(scores);
  CHECK(nps.value == 25);
  CHECK(nps.n == 8);
  CHECK(nps.unit == cx::unit::points);
  CHECK(nps.method == cx::interval_method::score);
  CHECK_THAT(nps.ci.low, WithinAbs(-32.8, 0.05));
  CHECK_THAT(nps.ci.high, WithinAbs(68.3, 0.05));
}

TEST_CASE("NPS of records counts those who did not answer", "[nps]") {
  struct answer {
    std::string segment;
    std::optional<int> score;
  };
  const std::vector<answer> answers{{"a", 10}, {"b", std::nullopt}, {"a", 0}};
  const cx::tally tally = cx::tally_of(cx::zero_to_ten, answers, &answer::score);
  CHECK(tally.missing() == 1);
  CHECK(cx::nps(tally, {.level = 0.90}).level == 0.90);
  CHECK(cx::nps(answers, &answer::score).value == 0);
  CHECK(cx::nps(answers, &answer::score, {.level = 0.5}).level == 0.5);
}

TEST_CASE("without answers NPS is unknown and its interval is everything", "[nps]") {
  const cx::estimate nps = cx::nps(std::vector<int>{});
  CHECK(nps.n == 0);
  CHECK(std::isnan(nps.value));
  CHECK(nps.ci == cx::interval{-100, 100});
}
