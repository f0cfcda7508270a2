// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/in_range.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/response.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace tests_of_response {
namespace cx = cxmetrics;

namespace {

using answers = std::vector<std::optional<int>>;

cx::answer_sheets sheets(const std::vector<answers>& people) {
  cx::answer_sheets result{std::vector<cx::scale>(people.at(0).size(), cx::one_to_five)};
  for (const answers& each : people) result.record(each);
  return result;
}

}  // namespace

TEST_CASE("the response rate is the share of who was asked, with Wilson's interval", "[response]") {
  cx::tally scores{cx::zero_to_ten};
  scores.record(9, 40);
  scores.record_missing(55);
  scores.record_off_scale(5);
  const cx::response_share rate = cx::answered_of(scores);
  CHECK(rate.count == 40);
  CHECK(rate.share.n == 100);
  CHECK(rate.share.value == 40);
  const cx::interval wilson = cx::wilson(40, 100);
  CHECK(rate.share.ci.low == Approx(100 * wilson.low).epsilon(1e-12));
  CHECK(rate.share.ci.high == Approx(100 * wilson.high).epsilon(1e-12));

  const std::optional<int> none;
  const cx::answer_sheets people =
      sheets({{1, 2}, {3, none}, {none, none}, {none, cx::answer_sheets::off_scale}});
  CHECK(cx::answered_of(people).count == 2);
  CHECK(cx::completed_of(people).count == 1);
  CHECK(cx::completed_of(people).share.value == 25);
  CHECK(std::isnan(cx::answered_of(cx::tally{cx::zero_to_ten}).share.value));
}

TEST_CASE("straight-lining is the same answer to every question", "[response]") {
  const std::optional<int> none;
  const auto found =
      cx::straight_lining_in(sheets({{3, 3, 3}, {1, 1, 1}, {3, 3, 4}, {2, none, 2}, {5, 4, 5}}));
  REQUIRE(found);
  CHECK(found->count == 2);
  CHECK(found->share.n == 4);
  CHECK(found->share.better == cx::better::low);
  CHECK_FALSE(cx::straight_lining_in(sheets({{3, 3}})));
  CHECK_FALSE(
      cx::straight_lining_in(cx::answer_sheets{{cx::one_to_five, cx::one_to_five, cx::one_to_seven}}));
}

TEST_CASE("who is much faster than the median speeds", "[response]") {
  cx::response_log log;
  CHECK(std::isnan(cx::median_duration(log)));
  for (const unsigned seconds : {20U, 29U, 100U, 90U, 110U, 120U}) log.record_duration(seconds);
  CHECK(cx::median_duration(log) == 95);
  log.record_duration(60);
  CHECK(cx::median_duration(log) == 90);
  const cx::response_share fast = cx::speeding_in(log, cx::median_duration(log) / 3);
  CHECK(fast.count == 2);
  CHECK(fast.share.n == 7);
  log.record_duration(30);  // not below the limit
  CHECK(cx::speeding_in(log, 30).count == 2);
}

TEST_CASE("texts and people that come again are counted", "[response]") {
  cx::response_log log;
  log.record_text("The queue was far too long");
  log.record_text(" the queue was FAR too long ");
  log.record_text("Nothing to complain about at all");
  log.record_text("good", 3);
  log.record_text("  ");
  const cx::response_share texts = cx::repeated_texts_in(log);
  CHECK(texts.count == 2);
  CHECK(texts.share.n == 3);
  CHECK(texts.share.value == Approx(200.0 / 3));
  CHECK_FALSE(texts.share.ci.exists());
  CHECK(cx::repeated_texts_in(log, 1).count == 5);
  for (const char* who : {"R1", "R2", "R1", " R1", "r1", ""}) log.record_respondent(who);
  const cx::response_share people = cx::repeated_respondents_in(log);
  CHECK(people.count == 2);
  CHECK(people.share.n == 5);
  CHECK(std::isnan(cx::repeated_respondents_in({}).share.value));
}

TEST_CASE("a log that is full takes no more", "[response]") {
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  cx::response_log log;
  log.record_duration(5, most);
  CHECK_THROWS_AS(log.record_duration(6), std::invalid_argument);
  log.record_text("something", most);
  CHECK_THROWS_AS(log.record_text("else"), std::invalid_argument);
  log.record_respondent("R1", most);
  CHECK_THROWS_AS(log.record_respondent("R2"), std::invalid_argument);
  CHECK(log.durations().size() == 1);
}

TEST_CASE("the silent could have said the worst or the best, and nothing beyond", "[response]") {
  cx::tally scores{cx::zero_to_ten};
  scores.record(10, 30);
  scores.record(0, 10);
  scores.record_missing(50);
  scores.record_off_scale(10);
  const cx::silent_bounds bounds = cx::bounds_of(cx::nps, scores);
  CHECK(bounds.answered.value == 50);
  CHECK(bounds.lowest.value == Approx(20 - 60));
  CHECK(bounds.highest.value == Approx(20 + 60));
  CHECK(bounds.lowest.n == 100);
  CHECK_THROWS_AS(cx::bounds_of(cx::nps, cx::tally{cx::one_to_five}), std::invalid_argument);

  cx::tests::check_law("bounds", [] {
    const cx::scale scale = *cx::tests::any_scale();
    cx::tally all{scale};
    for (int score = scale.low(); score <= scale.high(); ++score)
      all.record(score, cx::tests::in_range<std::uint64_t>(0, 50));
    cx::tally answered = all;
    std::uint64_t silent = 0;
    for (int score = scale.low(); score <= scale.high(); ++score) {
      const auto away = cx::tests::in_range<std::uint64_t>(0, all.count(score) + 1);
      cx::tally part{scale};
      part.record(score, away);
      answered -= part;
      silent += away;
    }
    answered.record_missing(silent);
    const cx::metric mean = cx::mean_score(scale);
    const cx::silent_bounds bounds = cx::bounds_of(mean, answered);
    if (all.answered() == 0) return;
    // Whatever they would have said.
    const double truth = mean(all).value;
    RC_ASSERT(bounds.lowest.value <= truth + 1e-12 * std::abs(truth));
    RC_ASSERT(bounds.highest.value >= truth - 1e-12 * std::abs(truth));
    const double share = static_cast<double>(silent) / static_cast<double>(all.answered());
    RC_ASSERT(std::abs(bounds.highest.value - bounds.lowest.value - share * (scale.high() - scale.low())) <
              1e-9);
  });
}

}  // namespace tests_of_response
