// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/comparison.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <random>

namespace tests_of_contrast {
namespace cx = cxmetrics;
using cx::unit;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

using counts = std::array<std::uint64_t, 3>;

cx::estimate net(const counts& counts, const cx::estimate_options& options = {}) {
  cx::distribution answers;
  answers.add(-100, counts[0]);
  answers.add(0, counts[1]);
  answers.add(100, counts[2]);
  return cx::estimate_of(answers, unit::points, options);
}
counts operator+(const counts& a, const counts& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

}  // namespace

TEST_CASE("a part is compared with the rest, not with the whole that contains it", "[comparison]") {
  const counts part{10, 20, 70};
  const counts rest{60, 50, 90};
  const auto with_rest = cx::compare_with_rest(net(part), net(part + rest));
  const auto independent = cx::compare(net(rest), net(part));
  CHECK(with_rest.value == 45);
  CHECK(with_rest.ci == independent.ci);
  CHECK(with_rest.p_value == independent.p_value);
  const auto by_welch = cx::compare_with_rest(net(part), net(part + rest), cx::comparison_method::welch);
  CHECK(by_welch.p_value == cx::compare(net(rest), net(part), cx::comparison_method::welch).p_value);

  const auto with_whole = cx::compare_with_whole(net(part), net(part + rest));
  CHECK_THAT(with_whole.value, WithinRel(net(part).value - net(part + rest).value, 1e-14));
  CHECK_THAT(with_whole.ci.low, WithinRel(2.0 / 3 * with_rest.ci.low, 1e-13));
  CHECK_THAT(with_whole.ci.high, WithinRel(2.0 / 3 * with_rest.ci.high, 1e-13));
  CHECK_THAT(with_whole.p_value, WithinRel(with_rest.p_value, 1e-9));
}

TEST_CASE("a part that is everything does not differ from the whole", "[comparison]") {
  const auto all = net({1, 2, 3});
  const auto with_whole = cx::compare_with_whole(all, all);
  CHECK(with_whole.value == 0);
  CHECK(with_whole.ci == cx::interval{0, 0});
  CHECK(with_whole.p_value == 1);
  const auto with_rest = cx::compare_with_rest(all, all);
  CHECK(std::isnan(with_rest.value));
  CHECK(with_rest.ci.exists());
  CHECK(std::isnan(cx::compare_with_whole(net({0, 0, 0}), all).value));
  CHECK(std::isnan(cx::compare_with_whole(net({0, 0, 0}), net({0, 0, 0})).value));
}

TEST_CASE("windows that overlap differ by what they do not share", "[comparison]") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 50; ++round) {
    const auto some = [&] { return counts{random() % 50, random() % 50, 1 + random() % 50}; };
    const counts only_before = some();
    const counts only_after = some();
    const counts both = some();
    const auto before = net(only_before + both);
    const auto after = net(only_after + both);
    const auto change = cx::compare_overlapping(before, after, net(both));
    const auto back = cx::compare_overlapping(after, before, net(both));
    CAPTURE(only_before, both, only_after, change.value, change.ci.low, change.ci.high);
    CHECK_THAT(change.value, WithinAbs(after.value - before.value, 1e-12));
    CHECK_THAT(back.ci.low, WithinAbs(-change.ci.high, 1e-11));
    CHECK_THAT(back.p_value, WithinRel(change.p_value, 1e-8));
    CHECK(change.significant() == !change.ci.contains(0));
    CHECK(change.ci.contains(change.value));
    // Treated as independent they would seem to differ less surely.
    CHECK(change.ci.width() < cx::compare(before, after).ci.width());
  }
}

TEST_CASE("windows without overlap are independent, and equal ones do not differ", "[comparison]") {
  const auto before = net({10, 20, 30});
  const auto after = net({10, 10, 40});
  const auto nothing = net({0, 0, 0});
  const auto apart = cx::compare_overlapping(before, after, nothing);
  CHECK_THAT(apart.ci.low, WithinRel(cx::compare(before, after).ci.low, 1e-12));
  const auto same = cx::compare_overlapping(before, before, before);
  CHECK(same.value == 0);
  CHECK(same.ci == cx::interval{0, 0});
  CHECK(same.p_value == 1);
  // A window that only grew: the old one is a part of the new one.
  const auto grown = net({20, 30, 70});
  CHECK_THAT(cx::compare_overlapping(before, grown, before).ci.low,
             WithinRel(-cx::compare_with_whole(before, grown).ci.high, 1e-12));
}

TEST_CASE("a part must be a part", "[comparison]") {
  CHECK_THROWS_AS(cx::compare_with_rest(net({2, 0, 0}), net({1, 5, 5})), std::invalid_argument);
  CHECK_THROWS_AS(cx::compare_with_whole(net({1, 0, 0}, {.level = 0.9}), net({1, 5, 5})),
                  std::invalid_argument);
  cx::distribution other;
  other.add(50, 1);
  CHECK_THROWS_AS(cx::compare_with_rest(cx::estimate_of(other, unit::points), net({1, 5, 5})),
                  std::invalid_argument);
  auto without_answers = net({1, 0, 0});
  without_answers.basis = {};
  CHECK_THROWS_AS(cx::compare_with_rest(without_answers, net({1, 5, 5})), std::invalid_argument);
}

TEST_CASE("the rest of a population is what the part leaves of it", "[comparison]") {
  const counts part{10, 20, 30};
  const counts rest{20, 20, 20};
  const auto known =
      cx::compare_with_rest(net(part, {.population = 100}), net(part + rest, {.population = 180}));
  const auto direct = cx::compare(net(rest, {.population = 80}), net(part, {.population = 100}));
  CHECK(known.ci == direct.ci);
  CHECK_THROWS_AS(cx::compare_with_rest(net(part, {.population = 100}), net(part + rest)),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::compare_with_rest(net(part), net(part + rest, {.population = 100'000})),
                  std::invalid_argument);
  CHECK_THROWS_AS(
      cx::compare_with_rest(net(part, {.population = 200}), net(part + rest, {.population = 180})),
      std::invalid_argument);
}

TEST_CASE("a contrast of contrasts tells whether one change exceeds another", "[comparison]") {
  const auto here_before = net({30, 30, 40});
  const auto here_after = net({20, 30, 50});
  const auto there_before = net({30, 40, 30});
  const auto there_after = net({30, 30, 40});
  const std::array<cx::contrast_term, 4> terms{
      {{1, here_after}, {-1, here_before}, {-1, there_after}, {1, there_before}}};
  const auto more = cx::contrast(terms);
  CHECK_THAT(more.value, WithinAbs(10, 1e-12));
  CHECK(more.ci.contains(more.value));
  const double here = cx::compare(here_before, here_after).ci.width();
  const double there = cx::compare(there_before, there_after).ci.width();
  CHECK_THAT(more.ci.width(), WithinRel(std::hypot(here, there), 0.01));
  CHECK(more.p_value > 0.3);
  CHECK_THROWS_AS(cx::contrast({}), std::invalid_argument);
  const std::array<cx::contrast_term, 1> half{{{-0.5, here_before}}};
  CHECK(cx::contrast(half).value == -5);
  CHECK_THAT(cx::contrast(half).ci.low, WithinRel(-0.5 * here_before.ci.high, 1e-13));
}

}  // namespace tests_of_contrast
