// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/design_of_respondents.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/paired_tally_of.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace tests_of_design_of_respondents {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;

namespace {

struct answer {
  int who;
  int wave;
  int score;
};

auto design_of(const std::vector<answer>& answers) {
  return cx::design_of_respondents(cx::zero_to_ten, answers, &answer::score, &answer::who, &answer::wave);
}

cx::difference change(const std::vector<answer>& answers) {
  const auto design = design_of(answers);
  return cx::compare(cx::nps, design.only<0>(1), design.only<0>(2));
}

// People who answer alike both times, and some who answer once.
std::vector<answer> panel(int in_both, int in_one) {
  std::mt19937 random(7);
  std::vector<answer> answers;
  for (int who = 0; who < in_both; ++who) {
    const int score = static_cast<int>(random() % 11);
    answers.push_back({who, 1, score});
    answers.push_back({who, 2, std::min(10, score + static_cast<int>(random() % 3))});
  }
  for (int who = in_both; who < in_both + in_one; ++who) {
    answers.push_back({who, 1 + who % 2, static_cast<int>(random() % 11)});
  }
  return answers;
}

}  // namespace

TEST_CASE("where everybody answered twice, a change is that of the paired t test",
          "[design_of_respondents]") {
  const std::vector<answer> answers = panel(40, 0);
  std::vector<answer> before;
  std::vector<answer> after;
  for (const answer& each : answers) (each.wave == 1 ? before : after).push_back(each);
  const auto pairs = cx::paired_tally_of(cx::zero_to_ten, before, after, &answer::who, &answer::score);
  const cx::difference paired = cx::compare(cx::nps, pairs, {.method = cx::interval_method::student_t});
  const cx::difference found = change(answers);
  CHECK_THAT(found.value, WithinAbs(paired.value, 1e-9));
  CHECK_THAT(found.ci.low, WithinAbs(paired.ci.low, 1e-9));
  CHECK_THAT(found.ci.high, WithinAbs(paired.ci.high, 1e-9));
  CHECK_THAT(found.p_value, WithinAbs(paired.p_value, 1e-9));
}

TEST_CASE("people who answered in both waves make a change more certain", "[design_of_respondents]") {
  std::vector<answer> answers = panel(40, 30);
  const cx::difference paired = change(answers);
  int next = 1000;
  for (answer& each : answers) each.who = next++;
  const cx::difference strangers = change(answers);
  CHECK(paired.value == strangers.value);
  CHECK(paired.ci.high - paired.ci.low < strangers.ci.high - strangers.ci.low);
}

TEST_CASE("several answers of one person count as one person", "[design_of_respondents]") {
  // Worked by hand: three people, of whom the first gives three 10s, the second a 0, the third an 8. NPS 40 of 5 answers;
  // each person moves it by the sum of (worth - 40) / 5: 36, -28 and -8. Variance 3/2 * (36² + 28² + 8²) = 3216.
  const auto design = design_of({{1, 1, 10}, {1, 1, 10}, {1, 1, 10}, {2, 1, 0}, {3, 1, 8}});
  const cx::estimate found = cx::nps(design);
  CHECK_THAT(found.value, WithinAbs(40, 1e-12));
  CHECK_THAT(found.standard_error * found.standard_error, WithinAbs(3216, 1e-9));
  CHECK(found.n == 5);
}

TEST_CASE("the order of the answers changes no respondents", "[design_of_respondents]") {
  std::vector<answer> answers = panel(25, 20);
  answers.push_back({3, 1, 0});
  const cx::difference found = change(answers);
  std::shuffle(answers.begin(), answers.end(), std::mt19937(11));
  const cx::difference again = change(answers);
  CHECK(found.value == again.value);
  CHECK(found.ci == again.ci);
  CHECK(found.p_value == again.p_value);
}

TEST_CASE("people who answered once each are as good as answers", "[design_of_respondents]") {
  const std::vector<answer> answers = panel(0, 60);
  const auto people = design_of(answers);
  const auto plain = cx::design_of(cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::wave));
  CHECK_THAT(cx::nps(people).standard_error, WithinAbs(cx::nps(plain).standard_error, 1e-9));
  CHECK_THAT(cx::nps(people).ci.low, WithinAbs(cx::nps(plain).ci.low, 1e-9));
  const cx::difference found = change(answers);
  const cx::difference expected = cx::compare(cx::nps, plain.only<0>(1), plain.only<0>(2));
  CHECK_THAT(found.p_value, WithinAbs(expected.p_value, 1e-9));
}

}  // namespace tests_of_design_of_respondents
