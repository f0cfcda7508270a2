// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/category_test.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/permutation_test.hpp>
#include <cxmetrics/stats/proportion_test.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_comparison {
namespace cx = cxmetrics;
using cx::interval_method;
using cx::unit;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using method = cx::comparison_method;

namespace {

cx::distribution answers(std::initializer_list<std::pair<double, std::uint64_t>> worths) {
  cx::distribution result;
  for (const auto& [worth, count] : worths) result.add(worth, count);
  return result;
}
cx::estimate share(std::uint64_t successes, std::uint64_t n, const cx::estimate_options& options = {}) {
  return cx::estimate_of(answers({{0, n - successes}, {100, successes}}), unit::percent, options);
}
cx::estimate net(std::uint64_t low, std::uint64_t middle, std::uint64_t high,
                 const cx::estimate_options& options = {}) {
  return cx::estimate_of(answers({{-100, low}, {0, middle}, {100, high}}), unit::points, options);
}
cx::estimate mean(const std::array<std::uint64_t, 5>& counts, const cx::estimate_options& options = {}) {
  cx::distribution all;
  for (std::size_t i = 0; i < 5; ++i) all.add(static_cast<double>(i + 1), counts[i]);
  return cx::estimate_of(all, unit::score, options);
}

const std::vector<method> of_any{method::square_and_add, method::wald,        method::welch,
                                 method::student,        method::chi_squared, method::g};
const std::vector<method> of_nets{method::square_and_add, method::wald,        method::welch, method::student,
                                  method::adjusted_wald,  method::chi_squared, method::g};
const std::vector<method> of_shares{method::square_and_add,
                                    method::wald,
                                    method::welch,
                                    method::student,
                                    method::newcombe,
                                    method::agresti_caffo,
                                    method::two_proportion_z,
                                    method::chi_squared_yates,
                                    method::fisher_exact,
                                    method::chi_squared,
                                    method::g};

bool only_tests(method method) {
  return method == method::two_proportion_z || method == method::chi_squared_yates ||
         method == method::fisher_exact || method == method::chi_squared || method == method::g;
}

// Methods that see nothing but the spread within the groups.
bool by_spread(method method) {
  return method == cx::comparison_method::wald || method == cx::comparison_method::welch ||
         method == cx::comparison_method::student;
}

void check_laws(const cx::estimate& before, const cx::estimate& after, double widest,
                const std::vector<method>& methods) {
  for (const auto method : methods) {
    const auto change = cx::compare(before, after, method);
    const auto back = cx::compare(after, before, method);
    CAPTURE(cx::name_of(method), before.value, before.n, after.value, after.n, change.ci.low, change.ci.high,
            change.p_value);
    CHECK(change.method == method);
    CHECK(change.value == after.value - before.value);
    CHECK(change.value == -back.value);
    if (std::isnan(change.p_value)) {  // two groups that each agree, by a method that goes by their spread
      CHECK(before.standard_error == 0);
      CHECK(after.standard_error == 0);
      CHECK(by_spread(method));
      CHECK(std::isnan(back.p_value));
    } else {
      CHECK_THAT(back.p_value, WithinRel(change.p_value, 1e-9) || WithinAbs(change.p_value, 1e-300));
      CHECK(change.p_value >= 0);
      CHECK(change.p_value <= 1);
    }
    CHECK(change.significant() == (change.p_value < 1 - change.level));
    CHECK(change.ci.exists() == !only_tests(method));
    if (!change.ci.exists()) continue;
    const double digit = 1e-12 * widest;
    CHECK_THAT(back.ci.low, WithinAbs(-change.ci.high, digit));
    CHECK_THAT(back.ci.high, WithinAbs(-change.ci.low, digit));
    CHECK(change.ci.contains(change.value));
    CHECK(change.ci.low >= -widest * (1 + 1e-15));
    CHECK(change.ci.high <= widest * (1 + 1e-15));
    CHECK(change.significant() == !change.ci.contains(0));
  }
}

}  // namespace

TEST_CASE("a comparison turned round is the negative", "[comparison]") {
  const auto march = net(300, 360, 540);
  const auto april = net(324, 351, 675);
  const auto change = cx::compare(march, april);
  const auto back = cx::compare(april, march);
  CHECK(change.value == 6);
  CHECK(back.value == -6);
  CHECK(back.ci.low == -change.ci.high);
  CHECK(change.p_value == back.p_value);
  CHECK(change.p_value > 0.05);
  CHECK(change.p_value < 0.07);
  CHECK_FALSE(change.significant());
}

TEST_CASE("the laws of comparisons hold for random answers by every method", "[comparison]") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 150; ++round) {
    const auto some = [&] {
      return random() % 4 == 0 ? 0 : random() % (std::uint64_t{2} << (random() % 20));
    };
    const auto level = cx::confidence(std::array{0.5, 0.9, 0.95, 0.999}[random() % 4]);
    std::array<std::array<std::uint64_t, 5>, 2> counts;
    for (auto& side : counts) {
      for (auto& count : side) count = some();
      ++side[random() % 5];
    }
    const auto& [a, b] = counts;
    check_laws(share(a[0], a[0] + a[1] + 1, {.level = level}), share(b[0], b[0] + b[1] + 1, {.level = level}),
               100, of_shares);
    check_laws(net(a[0], a[1], a[2] + 1, {.level = level}), net(b[0], b[1], b[2] + 1, {.level = level}), 200,
               of_nets);
    check_laws(mean(a, {.level = level}), mean(b, {.level = level}), 4, of_any);
  }
}

TEST_CASE("p-value and interval agree where the interval just touches 0", "[comparison]") {
  std::mt19937_64 random(12);
  for (int round = 0; round < 100; ++round) {
    const auto some = [&] { return 1 + random() % 40; };
    const std::array<std::uint64_t, 6> c{some(), some(), some(), some(), some(), some()};
    for (const auto method : of_nets) {
      const double p = cx::compare(net(c[0], c[1], c[2]), net(c[3], c[4], c[5]), method).p_value;
      if (!(p > 0 && p < 1)) continue;
      for (const double tail :
           {p, std::nextafter(p, 0.0), std::nextafter(p, 1.0), p * (1 + 1e-13), p * (1 - 1e-13)}) {
        if (!(tail > 1e-12 && tail < 1)) continue;
        const cx::estimate_options options{.level = 1 - tail};
        const auto change =
            cx::compare(net(c[0], c[1], c[2], options), net(c[3], c[4], c[5], options), method);
        CAPTURE(cx::name_of(method), p, tail, change.p_value, change.ci.low, change.ci.high);
        CHECK_THAT(change.p_value, WithinRel(p, 1e-9));
        if (change.ci.exists()) CHECK(change.significant() == !change.ci.contains(0));
      }
    }
  }
}

TEST_CASE("Wald's and the adjusted Wald comparison of two NPS agree with R NPS", "[comparison]") {
  for (const auto& row : golden("nps_two_sample.csv")) {
    const cx::estimate_options options{.level = row.number("conf")};
    const auto a = net(row.count("a_detractors"), row.count("a_passives"), row.count("a_promoters"), options);
    const auto b = net(row.count("b_detractors"), row.count("b_passives"), row.count("b_promoters"), options);
    const bool adjusted = row.text("method") == "adjusted_wald";
    const auto change = cx::compare(a, b, adjusted ? method::adjusted_wald : method::wald);
    CAPTURE(row.text("a"), row.text("b"), row.text("method"), options.level.level());
    // Of two groups that each agree R is certain, as they show Wald's test no spread.
    if (std::isnan(change.p_value)) {
      CHECK(a.standard_error + b.standard_error == 0);
      CHECK_FALSE(adjusted);
      continue;
    }
    // R drops the sign of the difference, and does not cut its interval to what a difference of NPS can be,
    // nor stretch it to the difference itself where that is not adjusted.
    const bool turned = change.ci.low + change.ci.high < 0;
    const double value = std::abs(change.value);
    const double expected_low = std::clamp(row.number("lo"), -200.0, value);
    const double expected_high = std::clamp(row.number("hi"), value, 200.0);
    const double low = turned ? -change.ci.high : change.ci.low;
    const double high = turned ? -change.ci.low : change.ci.high;
    CHECK_THAT(low, WithinRel(expected_low, 1e-12) || WithinAbs(expected_low, 1e-12));
    CHECK_THAT(high, WithinRel(expected_high, 1e-12) || WithinAbs(expected_high, 1e-12));
    if (row.text("p_value").empty()) continue;
    // R computes 1 - (2 pnorm - 1), so that small ones are 0.
    CHECK_THAT(change.p_value, WithinAbs(row.number("p_value"), 1e-15));
  }
}

TEST_CASE("square-and-add of Wilson's intervals is Newcombe's", "[comparison]") {
  const auto by_intervals = cx::compare(share(15, 148), share(81, 263));
  const auto by_name = cx::compare(share(15, 148), share(81, 263), method::newcombe);
  const auto plain = cx::newcombe({81, 263}, {15, 148});
  CHECK_THAT(by_intervals.ci.low, WithinRel(100 * plain.low, 1e-13));
  CHECK_THAT(by_name.ci.high, WithinRel(by_intervals.ci.high, 1e-13));
  CHECK_THAT(by_name.p_value, WithinRel(by_intervals.p_value, 1e-9));
  const auto by_t = share(15, 148, {.method = interval_method::student_t});
  CHECK(cx::compare(by_t, share(81, 263, {.method = interval_method::student_t})).ci != by_intervals.ci);
  CHECK(cx::compare(by_t, share(81, 263), method::newcombe).ci == by_name.ci);
}

TEST_CASE("square-and-add of symmetric intervals is the z test", "[comparison]") {
  const cx::estimate_options by_wald{.method = interval_method::wald};
  const auto added = cx::compare(net(30, 20, 50, by_wald), net(20, 20, 80, by_wald));
  const auto z = cx::compare(net(30, 20, 50), net(20, 20, 80), method::wald);
  CHECK_THAT(added.ci.low, WithinRel(z.ci.low, 1e-12));
  CHECK_THAT(added.p_value, WithinRel(z.p_value, 1e-10));
}

TEST_CASE("the named tests of a metric are those of plain numbers", "[comparison]") {
  const auto before = share(8, 10);
  const auto after = share(3, 10);
  CHECK(cx::compare(before, after, method::fisher_exact).p_value ==
        cx::fisher_exact_test({3, 10}, {8, 10}).p_value);
  CHECK(cx::compare(before, after, method::two_proportion_z).p_value ==
        cx::two_proportion_z_test({3, 10}, {8, 10}).p_value);
  CHECK(cx::compare(before, after, method::chi_squared_yates).p_value ==
        cx::chi_squared_test_yates({3, 10}, {8, 10}).p_value);
  CHECK_THAT(cx::compare(before, after, method::chi_squared).p_value,
             WithinRel(cx::chi_squared_test({3, 10}, {8, 10}).p_value, 1e-13));
  CHECK_THAT(cx::compare(before, after, method::agresti_caffo).ci.low,
             WithinRel(100 * cx::agresti_caffo({3, 10}, {8, 10}).low, 1e-13));
  using counts = std::array<std::uint64_t, 3>;
  CHECK_THAT(cx::compare(net(20, 10, 70), net(30, 20, 50), method::g).p_value,
             WithinRel(cx::g_test(counts{20, 10, 70}, counts{30, 20, 50}).p_value, 1e-13));
  const auto welch = cx::compare(mean({1, 1, 1, 1, 1}), mean({0, 1, 0, 2, 3}), method::welch);
  const auto plain =
      cx::welch_test({4 + 1.0 / 6, std::sqrt((6.8333333333333333 / 5) / 6), 5}, {3, std::sqrt(2.5 / 5), 4});
  CHECK_THAT(welch.p_value, WithinRel(plain.p_value, 1e-12));
  CHECK_THAT(welch.ci.low, WithinRel(plain.ci.low, 1e-12));
}

TEST_CASE("a comparison that does not fit is refused with those that do", "[comparison]") {
  using Catch::Matchers::Message;
  CHECK_THROWS_MATCHES(
      cx::compare(net(1, 2, 3), net(3, 2, 1), method::fisher_exact), std::invalid_argument,
      Message("the comparison Fisher exact does not fit; here apply: square-and-add, Wald, Welch, Student, "
              "adjusted Wald, chi-squared, G"));
  CHECK_THROWS_AS(cx::compare(share(1, 3), share(2, 3), method::adjusted_wald), std::invalid_argument);
  cx::estimate other = share(1, 3);
  other.basis = {};
  CHECK_THROWS_MATCHES(cx::compare(other, share(2, 3), method::welch), std::invalid_argument,
                       Message("the comparison Welch does not fit; here apply: square-and-add, Wald"));
  CHECK(cx::compare(other, share(2, 3), method::wald).ci.exists());
  const cx::estimate_options few{.population = 1000};
  CHECK_THROWS_AS(cx::compare(share(1, 3, few), share(2, 3, few), method::fisher_exact),
                  std::invalid_argument);
  CHECK(cx::compare(share(1, 3, few), share(2, 3, few), method::welch).ci.exists());
  CHECK_THROWS_AS(cx::compare(share(1, 3), share(2, 3, {.level = 0.9})), std::invalid_argument);
  CHECK_THROWS_AS(cx::compare(share(1, 3), net(1, 2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(cx::compare(share(1, 3), net(1, 2, 3), method::wald), std::invalid_argument);
}

TEST_CASE("quantities that differ are not compared, and the message names both", "[comparison]") {
  const auto mean_of = [](int highest, cx::better better) {
    cx::distribution values;
    for (int value = 1; value <= highest; ++value) values.add(value, 5);
    return cx::estimate_of(values, {unit::score, better});
  };
  const cx::estimate ease = mean_of(7, cx::better::high);
  const cx::estimate effort = mean_of(5, cx::better::low);
  const std::string message =
      "estimates of different quantities cannot be compared: scale points from 1 to 7, high is good, and "
      "scale "
      "points from 1 to 5, low is good";
  for (const auto each : {method::standard, method::wald, method::welch}) {
    CHECK_THROWS_WITH(cx::compare(ease, effort, each), message);
  }
  CHECK_THROWS_AS(cx::compare(mean_of(5, cx::better::high), effort), std::invalid_argument);
  CHECK_THROWS_AS(cx::compare(ease, mean_of(5, cx::better::high)), std::invalid_argument);
  const std::array<cx::contrast_term, 2> terms{{{1, ease}, {-1, effort}}};
  CHECK_THROWS_WITH(cx::contrast(terms), message);
  CHECK(cx::compare(effort, effort).better == cx::better::low);
}

TEST_CASE("comparisons are found by their names", "[comparison]") {
  for (const auto each : of_shares) CHECK(cx::comparison_method_named(cx::name_of(each)) == each);
  CHECK(cx::comparison_method_named("fisher_exact") == method::fisher_exact);
  CHECK(cx::comparison_method_named("Square And Add") == method::square_and_add);
  CHECK_THROWS_AS(cx::comparison_method_named("t"), std::invalid_argument);
}

TEST_CASE("a comparison with nobody is unknown, and can be everything", "[comparison]") {
  for (const auto method : of_nets) {
    const auto change = cx::compare(net(0, 0, 0), net(3, 3, 3), method);
    CHECK(std::isnan(change.value));
    CHECK(std::isnan(change.p_value));
    CHECK_FALSE(change.significant());
    if (method == method::square_and_add) {
      CHECK(change.ci.contains(100));
    } else if (!only_tests(method)) {
      CHECK(change.ci == cx::interval{-200, 200});
    }
  }
  const auto without_interval = cx::compare(cx::estimate{}, cx::estimate{});
  CHECK_FALSE(without_interval.ci.exists());
  CHECK(std::isnan(without_interval.p_value));
}

TEST_CASE("answers that are unanimous on both sides differ by no spread that a test could go by",
          "[comparison]") {
  for (const auto method : of_nets) {
    CAPTURE(cx::name_of(method));
    const auto same = cx::compare(net(0, 0, 30), net(0, 0, 50), method);
    CHECK(same.value == 0);
    CHECK_FALSE(same.significant());
    const auto opposite = cx::compare(net(30, 0, 0), net(0, 0, 50), method);
    CHECK(opposite.value == 200);
    if (!by_spread(method)) {
      CHECK(same.p_value > 0.05);
      CHECK(opposite.significant());
    } else {
      CHECK(std::isnan(opposite.p_value));
      CHECK(opposite.ci == cx::interval{-200, 200});
    }
  }
}

TEST_CASE("a comparison of a quadrillion answers keeps its digits", "[comparison]") {
  const std::uint64_t half = 500'000'000'000'000;
  const auto change = cx::compare(share(half, 2 * half), share(half + 30'000'000, 2 * half));
  CHECK_THAT(change.value, WithinAbs(3e-6, 1e-13));
  const double z = 3e-8 / std::sqrt(0.5 / 1e15);
  CHECK_THAT(change.p_value, WithinRel(std::erfc(z / std::sqrt(2)), 1e-5));
}

TEST_CASE("an estimate against a target is as surprising as the target is far from its interval",
          "[comparison]") {
  const auto now = net(20, 30, 50);
  const auto above = cx::compare_with_target(now, 10);
  CHECK(above.value == 20);
  CHECK_THAT(above.ci.low, WithinRel(now.ci.low - 10, 1e-13));
  CHECK(above.significant());
  CHECK_FALSE(cx::compare_with_target(now, now.ci.low + 1e-9).significant());
  CHECK(cx::compare_with_target(now, now.ci.low - 1e-9).significant());
  CHECK(cx::compare_with_target(now, 30).p_value == 1);
  // For a share by Wilson the p-value is that of the score test: (60 - 50) / √(50 · 50 / 100).
  CHECK_THAT(cx::compare_with_target(share(60, 100), 50).p_value,
             WithinRel(std::erfc(2 / std::sqrt(2)), 1e-10));
}

TEST_CASE("a level that rounds to 1 can be compared at", "[comparison]") {
  const auto level = cx::confidence::of_tail(1e-20);
  const auto before = net(30, 60, 10, {.level = level});
  const auto after = net(10, 60, 30, {.level = level});
  const cx::difference change = cx::compare(before, after);
  CHECK(change.ci.contains(0));
  CHECK_FALSE(change.significant());
  const cx::difference leap = cx::compare(net(90, 9, 1, {.level = level}), net(1, 9, 90, {.level = level}));
  CHECK_FALSE(leap.ci.contains(0));
  CHECK(leap.significant());
  // The p-value does not depend on the level.
  CHECK_THAT(leap.p_value, WithinRel(cx::compare(net(90, 9, 1), net(1, 9, 90)).p_value, 1e-12));
  CHECK_THAT(change.p_value, WithinRel(cx::compare(net(30, 60, 10), net(10, 60, 30)).p_value, 1e-12));
  CHECK_THAT(cx::compare_with_target(before, 0.0).p_value,
             WithinRel(cx::compare_with_target(net(30, 60, 10), 0.0).p_value, 1e-12));
}

TEST_CASE("two pairs of answers, each unanimous, prove no difference of means", "[comparison]") {
  cx::distribution low;
  cx::distribution high;
  for (int score = 1; score <= 7; ++score) {
    low.add(score, score == 6 ? 2 : 0);
    high.add(score, score == 7 ? 2 : 0);
  }
  const cx::difference change =
      cx::compare(cx::estimate_of(low, unit::score), cx::estimate_of(high, unit::score));
  CHECK(change.value == 1);
  CHECK_FALSE(change.significant());
}

TEST_CASE("the difference of two weighted means is no wider than the scale", "[comparison]") {
  cx::sampled_mean mean;
  mean.value = 2;
  mean.variance = 4;
  mean.degrees_of_freedom = 2;
  mean.n = 3;
  mean.values.add(1, 2);
  mean.values.add(4, 1);
  mean.share = {2.0 / 3, 1.0 / 3};
  const cx::estimate one = cx::estimate_of(mean, unit::score);
  CHECK(cx::compare(one, one, method::wald).ci == cx::interval{-3, 3});
}

TEST_CASE("a mark goes by the interval or by the permutation test, whichever is more cautious",
          "[comparison]") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    std::array<std::array<double, 5>, 2> counts{};
    std::array<cx::distribution, 2> answers;
    for (std::size_t side = 0; side < 2; ++side) {
      for (std::size_t i = 0; i < 5; ++i) {
        const std::uint64_t count = random() % (4 * i + 2);
        counts[side][i] = static_cast<double>(count);
        answers[side].add(static_cast<double>(i + 1), count);
      }
      answers[side].add(5, 1);
      ++counts[side][4];
    }
    const auto before = cx::estimate_of(answers[0], unit::score);
    const auto after = cx::estimate_of(answers[1], unit::score);
    const cx::difference change = cx::compare(before, after);
    const double dealt =
        cx::permutation_test(std::array{1.0, 2.0, 3.0, 4.0, 5.0}, counts[0], counts[1]).p_value;
    CHECK(change.mark_p_value == std::max(change.p_value, dealt));
    CHECK(cx::compare(after, before).mark_p_value == std::max(cx::compare(after, before).p_value, dealt));
    if (change.mark_p_value < 0.05) CHECK(!change.ci.contains(0));
    const auto named = cx::compare(before, after, method::welch);
    CHECK(named.mark_p_value == named.p_value);
  }
}

TEST_CASE("groups that all agree show Wald's and Welch's tests no spread to go by", "[comparison]") {
  const auto none = share(0, 4);
  const auto all = share(5, 5);
  for (const auto each : {method::wald, method::welch}) {
    const cx::difference change = cx::compare(none, all, each);
    CHECK(std::isnan(change.p_value));
    CHECK(std::isnan(change.mark_p_value));
    CHECK(!change.significant());
    CHECK(change.ci == cx::interval{-100, 100});
  }
  // Where everybody answered, there is nothing else to know.
  const auto all_of_4 = share(0, 4, {.population = 4});
  const auto all_of_5 = share(5, 5, {.population = 5});
  CHECK(cx::compare(all_of_4, all_of_5, method::wald).p_value == 0);
  CHECK(cx::compare(all_of_4, all_of_5).mark_p_value == cx::compare(all_of_4, all_of_5).p_value);
}

}  // namespace tests_of_comparison
