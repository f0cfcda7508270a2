// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/ces.hpp>

#include <vector>

namespace tests_of_ces {
namespace cx = cxmetrics;
using cx::tests::WithinRel;

TEST_CASE("CES is the mean on 1 to 7, and high is good", "[ces]") {
  const cx::estimate ces = cx::ces(std::vector<int>{7, 6, 6, 5, 4, 2});
  CHECK(ces.value == 5);
  CHECK(ces.unit == cx::unit::score);
  CHECK(ces.method == cx::interval_method::score);
  STATIC_REQUIRE(cx::ces.scale() == cx::one_to_seven);
  STATIC_REQUIRE(cx::ces.better() == cx::better::high);
}

TEST_CASE("effort in its older form is the mean on 1 to 5, and low is good", "[ces]") {
  CHECK(cx::ces_effort(std::vector<int>{1, 2, 3}).value == 2);
  STATIC_REQUIRE(cx::ces_effort.scale() == cx::one_to_five);
  STATIC_REQUIRE(cx::ces_effort.better() == cx::better::low);
  STATIC_REQUIRE(cx::ces_effort.title() == "CES effort");
}

TEST_CASE("easy is 5 to 7 and hard is 1 to 3", "[ces]") {
  cx::tally tally{cx::one_to_seven};
  for (int score = 1; score <= 7; ++score) tally.record(score, static_cast<std::uint64_t>(score));
  CHECK_THAT(cx::ces_percent_easy(tally).value, WithinRel(100 * 18.0 / 28, 1e-15));
  CHECK_THAT(cx::ces_net_easy(tally).value, WithinRel(100 * (18.0 - 6.0) / 28, 1e-15));
  CHECK(cx::ces_percent_easy(tally).unit == cx::unit::percent);
  CHECK(cx::ces_net_easy(tally).unit == cx::unit::points);
}

TEST_CASE("a neutral answer is neither easy nor hard", "[ces]") {
  const std::vector<int> neutral{4, 4};
  CHECK(cx::ces_percent_easy(neutral).value == 0);
  CHECK(cx::ces_net_easy(neutral).value == 0);
  CHECK(cx::ces(neutral).value == 4);
}

TEST_CASE("answers on the older scale are not taken for the newer ones", "[ces]") {
  CHECK_THROWS_AS(cx::ces(cx::tally{cx::one_to_five}), std::invalid_argument);
  CHECK_THROWS_AS(cx::ces_effort(cx::tally{cx::one_to_seven}), std::invalid_argument);
}

TEST_CASE("CES of the Trello survey agrees with pandas", "[ces][golden]") {
  // EE4, "I would find Trello easy to use", 1 to 7, of 216 people.
  cx::tally tally{cx::one_to_seven};
  const int counts[] = {0, 2, 3, 10, 41, 99, 61};
  for (int score = 1; score <= 7; ++score) tally.record(score, static_cast<std::uint64_t>(counts[score - 1]));
  REQUIRE(tally.answered() == 216);
  CHECK_THAT(cx::ces(tally).value, WithinRel(5.9212962962962967, 1e-12));
  CHECK_THAT(cx::top_box(cx::one_to_seven, 2)(tally).value, WithinRel(74.074074074074076, 1e-12));
  CHECK_THAT(cx::ces_percent_easy(tally).value, WithinRel(93.055555555555557, 1e-12));
}

}  // namespace tests_of_ces
