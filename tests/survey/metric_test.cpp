// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/survey/metric.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_metric {
namespace cx = cxmetrics;

// A state of another library, which only says what a metric of it is.
namespace elsewhere {

struct happy_people {
  std::uint64_t number;
};

cx::estimate estimate_of(const cx::metric& metric, const happy_people& people,
                         const cx::estimate_options& options) {
  cx::tally answers{metric.scale()};
  answers.record(metric.scale().high(), people.number);
  return metric(answers, options);
}

}  // namespace elsewhere

using cx::tests::any_scale;
using cx::tests::any_tally_on;
using cx::tests::check_law;
using cx::tests::WithinRel;

namespace {

constexpr cx::scale stars{1, 4};
constexpr cx::metric graded{stars, [](int score) { return score == 4 ? 100.0 : score == 3 ? 50.0 : 0.0; }};

// One of the kinds of metrics that a scale can have.
cx::metric any_metric_on(cx::scale scale) {
  const int boxes = *rc::gen::inRange(1, scale.points());
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return cx::top_box(scale, boxes);
    case 1:
      return cx::bottom_box(scale, boxes);
    case 2:
      return cx::mean_score(scale);
    case 3:
      return cx::percent_of_maximum(scale);
    case 4: {
      const int low_to = *rc::gen::inRange(scale.low(), scale.high());
      return cx::net_score(scale, low_to, *rc::gen::inRange(low_to + 1, scale.high() + 1));
    }
    default: {
      const auto worths = *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(scale.points()),
                                                                rc::gen::inRange(-1000, 1001));
      return cx::metric{scale,
                        [&](int score) { return worths[static_cast<std::size_t>(score - scale.low())]; }};
    }
  }
}

double tolerance(const cx::metric& metric) {
  return 1e-12 * std::max(std::abs(metric.lowest()), std::abs(metric.highest()));
}

}  // namespace

TEST_CASE("a metric says what each score is worth", "[metric]") {
  STATIC_REQUIRE(graded.worth(4) == 100);
  STATIC_REQUIRE(graded.worth(3) == 50);
  STATIC_REQUIRE(graded.worth(1) == 0);
  STATIC_REQUIRE(graded.lowest() == 0);
  STATIC_REQUIRE(graded.highest() == 100);
  STATIC_REQUIRE(graded.scale() == stars);
  CHECK_THROWS_AS(graded.worth(0), std::out_of_range);
  CHECK_THROWS_AS(graded.worth(5), std::out_of_range);
}

TEST_CASE("the value of a metric is the mean worth of the answers", "[metric]") {
  const cx::estimate estimate = graded(std::vector<int>{4, 4, 3, 1});
  CHECK(estimate.value == 62.5);
  CHECK(estimate.n == 4);
  CHECK(graded(std::vector<int>{3}).value == 50);
  CHECK(graded(std::vector<int>{4, 4, 4}).value == 100);
}

TEST_CASE("without answers a metric is unknown and can be anything it can be", "[metric]") {
  const cx::metric balance{stars, [](int score) { return score - 3; }};
  const cx::estimate estimate = balance(cx::tally{stars});
  CHECK(estimate.n == 0);
  CHECK(std::isnan(estimate.value));
  CHECK(std::isnan(estimate.standard_error));
  CHECK(estimate.ci == cx::interval{-2, 1});
}

TEST_CASE("those who did not answer are not in the base", "[metric]") {
  cx::tally tally{stars};
  tally.record(4);
  tally.record_missing(1000);
  tally.record_off_scale(1000);
  CHECK(graded(tally).n == 1);
  CHECK(graded(tally).value == 100);
}

TEST_CASE("the unit follows from the worths, or is stated", "[metric]") {
  STATIC_REQUIRE(cx::top_box(stars).unit() == cx::unit::percent);
  STATIC_REQUIRE(cx::net_score(stars, 1, 4).unit() == cx::unit::points);
  STATIC_REQUIRE(graded.unit() == cx::unit::score);
  STATIC_REQUIRE(graded.in(cx::unit::percent).unit() == cx::unit::percent);
  STATIC_REQUIRE(cx::mean_score(stars).unit() == cx::unit::score);
  STATIC_REQUIRE(cx::percent_of_maximum(cx::scale{0, 1}).unit() == cx::unit::percent);
  STATIC_REQUIRE(cx::mean_score(cx::scale{0, 1}).unit() == cx::unit::score);
}

TEST_CASE("a metric is known by its name", "[metric]") {
  STATIC_REQUIRE(graded.title() == "metric");
  STATIC_REQUIRE(graded.id() == "metric");
  STATIC_REQUIRE(graded.named("graded stars").title() == "graded stars");
  STATIC_REQUIRE(graded.named("graded stars").id() == "graded-stars");
  STATIC_REQUIRE(graded.named("Stars (1 to 4)").id() == "stars-1-to-4");
  STATIC_REQUIRE(graded.named("Graded stars", "stars").id() == "stars");
  STATIC_REQUIRE(cx::top_box(stars, 2).id() == "top-box:2");
  STATIC_REQUIRE(cx::bottom_box(stars).id() == "bottom-box:1");
  STATIC_REQUIRE(cx::net_score(cx::scale{-5, 5}, -1, 3).id() == "net:-1,3");
  STATIC_REQUIRE(cx::mean_score(stars).id() == "mean");
  STATIC_REQUIRE(graded.named("graded stars").worth(3) == 50);
}

TEST_CASE("a metric keeps its name, whatever becomes of the text", "[metric]") {
  std::string name = "a name too long for the small string optimisation";
  const cx::metric named = graded.named(name);
  name.assign(name.size(), '?');
  CHECK(named.title() == "a name too long for the small string optimisation");
  CHECK(named.id() == "a-name-too-long-for-the-small-string-optimisation");
  CHECK(graded.named(std::string(63, 'x')).title() == std::string(63, 'x'));
  CHECK_THROWS_AS(graded.named(std::string(64, 'x')), std::invalid_argument);
}

TEST_CASE("a metric is called with a state that it does not know", "[metric]") {
  const cx::estimate all_happy = graded(elsewhere::happy_people{12});
  CHECK(all_happy.value == 100);
  CHECK(all_happy.n == 12);
  CHECK(graded(elsewhere::happy_people{12}, {.level = 0.5}).level == 0.5);
}

TEST_CASE("an estimate of a metric has its unit and its polarity", "[metric]") {
  const cx::estimate worst = cx::bottom_box(stars)(std::vector<int>{1, 2});
  CHECK(worst.unit == cx::unit::percent);
  CHECK(worst.better == cx::better::low);
  CHECK(graded(std::vector<int>{1, 2}).better == cx::better::high);
}

TEST_CASE("a metric knows which way is up", "[metric]") {
  STATIC_REQUIRE(graded.better() == cx::better::high);
  STATIC_REQUIRE(cx::top_box(stars).better() == cx::better::high);
  STATIC_REQUIRE(cx::bottom_box(stars).better() == cx::better::low);
  STATIC_REQUIRE(cx::mean_score(stars, cx::better::low).better() == cx::better::low);
}

TEST_CASE("a worth is finite", "[metric]") {
  CHECK_THROWS_WITH(cx::metric(stars, [](int score) { return score == 3 ? std::nan("") : 0.0; }),
                    "the worth nan of score 3 is not finite");
  CHECK_THROWS_AS(cx::metric(stars, [](int) { return std::numeric_limits<double>::infinity(); }),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::metric(stars, [](int) { return -std::numeric_limits<double>::infinity(); }),
                  std::invalid_argument);
  CHECK_NOTHROW(cx::metric(stars, [](int) { return std::numeric_limits<double>::max(); }));
}

TEST_CASE("a metric refuses a tally of another scale", "[metric]") {
  CHECK_THROWS_AS(graded(cx::tally{cx::one_to_five}), std::invalid_argument);
  CHECK_THROWS_WITH(graded.named("stars")(cx::tally{cx::one_to_five}),
                    "stars is defined on the scale 1 to 4, not 1 to 5");
}

TEST_CASE("a metric refuses a score off its scale", "[metric]") {
  CHECK_THROWS_AS(graded(std::vector<int>{4, 5}), std::out_of_range);
  CHECK_THROWS_AS(graded(std::vector<std::optional<int>>{0}), std::out_of_range);
}

TEST_CASE("a metric of records looks at the score they hold", "[metric]") {
  struct visit {
    std::optional<int> stars;
    int minutes;
  };
  const std::vector<visit> visits{{4, 10}, {std::nullopt, 20}, {1, 30}};
  CHECK(graded(visits, &visit::stars).value == 50);
  CHECK(graded(visits, &visit::stars).n == 2);
  CHECK(graded(visits, &visit::stars, {.level = 0.8}).level == 0.8);
}

TEST_CASE("a scale at the end of the integers has metrics too", "[metric]") {
  constexpr int greatest = std::numeric_limits<int>::max();
  constexpr cx::scale high{greatest - 1, greatest};
  constexpr cx::metric top = cx::top_box(high);
  STATIC_REQUIRE(top.worth(greatest) == 100);
  CHECK(top(std::vector<int>{greatest, greatest - 1}).value == 50);
}

TEST_CASE("boxes and cut points divide the scale", "[metric]") {
  CHECK_THROWS_AS(cx::top_box(cx::one_to_five, 0), std::invalid_argument);
  CHECK_THROWS_AS(cx::top_box(cx::one_to_five, 5), std::invalid_argument);
  CHECK_THROWS_AS(cx::bottom_box(cx::one_to_five, -1), std::invalid_argument);
  CHECK_THROWS_AS(cx::bottom_box(cx::one_to_five, 5), std::invalid_argument);
  CHECK_THROWS_AS(cx::net_score(cx::zero_to_ten, 9, 6), std::invalid_argument);
  CHECK_THROWS_AS(cx::net_score(cx::zero_to_ten, 6, 6), std::invalid_argument);
  CHECK_THROWS_AS(cx::net_score(cx::zero_to_ten, -1, 9), std::invalid_argument);
  CHECK_THROWS_AS(cx::net_score(cx::zero_to_ten, 6, 11), std::invalid_argument);
  CHECK_NOTHROW(cx::net_score(cx::zero_to_ten, 0, 10));
  CHECK_NOTHROW(cx::net_score(cx::zero_to_ten, 6, 7));
}

TEST_CASE("a net score is a top box less a bottom box", "[metric][law]") {
  check_law("net_score == top_box - bottom_box", [] {
    const cx::scale scale = *any_scale();
    const int low_to = *rc::gen::inRange(scale.low(), scale.high());
    const int high_from = *rc::gen::inRange(low_to + 1, scale.high() + 1);
    const cx::tally tally = any_tally_on(scale);
    RC_PRE(tally.answered() > 0);
    const double net = cx::net_score(scale, low_to, high_from)(tally).value;
    const double top = cx::top_box(scale, scale.high() - high_from + 1)(tally).value;
    const double bottom = cx::bottom_box(scale, low_to - scale.low() + 1)(tally).value;
    RC_ASSERT(std::abs(net - (top - bottom)) <= 1e-12 * 100);
  });
}

TEST_CASE("all boxes together are everybody", "[metric][law]") {
  check_law("top_box(k) + bottom_box(points - k) == 100", [] {
    const cx::scale scale = *any_scale();
    const int boxes = *rc::gen::inRange(1, scale.points());
    const cx::tally tally = any_tally_on(scale);
    RC_PRE(tally.answered() > 0);
    const double top = cx::top_box(scale, boxes)(tally).value;
    const double rest = cx::bottom_box(scale, scale.points() - boxes)(tally).value;
    RC_ASSERT(std::abs(top + rest - 100) <= 1e-12 * 100);
  });
}

TEST_CASE("every interval contains its estimate and keeps to what the metric can be", "[metric][law]") {
  check_law("lowest <= low <= value <= high <= highest", [] {
    const cx::scale scale = *any_scale();
    const cx::metric metric = any_metric_on(scale);
    const cx::tally tally = any_tally_on(scale);
    const double tail = *rc::gen::element(0.5, 0.1, 0.05, 0.01, 1e-6);
    const cx::estimate estimate = metric(tally, {.level = 1 - tail});
    RC_ASSERT(estimate.n == tally.answered());
    RC_ASSERT(metric.lowest() <= estimate.ci.low);
    RC_ASSERT(estimate.ci.high <= metric.highest());
    if (estimate.n == 0) {
      RC_ASSERT(std::isnan(estimate.value));
      RC_ASSERT((estimate.ci == cx::interval{metric.lowest(), metric.highest()}));
    } else {
      RC_ASSERT(estimate.ci.contains(estimate.value));
    }
  });
}

TEST_CASE("the metric of merged data lies between those of its parts", "[metric][law]") {
  check_law("min(parts) <= whole <= max(parts)", [] {
    const cx::scale scale = *any_scale();
    const cx::metric metric = any_metric_on(scale);
    const cx::tally a = any_tally_on(scale);
    const cx::tally b = any_tally_on(scale);
    RC_PRE(a.answered() > 0 && b.answered() > 0);
    const double of_a = metric(a).value;
    const double of_b = metric(b).value;
    const double whole = metric(a + b).value;
    RC_ASSERT(whole >= std::min(of_a, of_b) - tolerance(metric));
    RC_ASSERT(whole <= std::max(of_a, of_b) + tolerance(metric));
  });
}

TEST_CASE("a metric does not depend on the order of merging, to the last bit", "[metric][law]") {
  check_law("metric(a + b + c) is the same in any order", [] {
    const cx::scale scale = *any_scale();
    const cx::metric metric = any_metric_on(scale);
    const cx::tally a = any_tally_on(scale);
    const cx::tally b = any_tally_on(scale);
    const cx::tally c = any_tally_on(scale);
    RC_PRE((a + b + c).answered() > 1);
    const cx::estimate one = metric(a + b + c);
    const cx::estimate other = metric(c + (b + a));
    RC_ASSERT(one.value == other.value);
    RC_ASSERT(one.standard_error == other.standard_error);
    RC_ASSERT(one.ci == other.ci);
  });
}

TEST_CASE("turning a metric round turns its value and interval round", "[metric][law]") {
  check_law("the metric worth -w has the value -v and the interval -ci", [] {
    const cx::scale scale = *any_scale();
    const int low_to = *rc::gen::inRange(scale.low(), scale.high());
    const cx::metric metric =
        *rc::gen::element(cx::net_score(scale, low_to, low_to + 1), cx::mean_score(scale));
    const cx::metric turned{scale, [&](int score) { return -metric.worth(scale.reversed(score)); }};
    const cx::tally tally = any_tally_on(scale);
    RC_PRE(tally.answered() > 0);
    cx::tally reversed{scale};
    for (int score = scale.low(); score <= scale.high(); ++score) {
      reversed.record(scale.reversed(score), tally.count(score));
    }
    const cx::estimate one = metric(tally);
    const cx::estimate other = turned(reversed);
    RC_ASSERT(one.value == -other.value);
    RC_ASSERT(std::abs(one.ci.low + other.ci.high) <= tolerance(metric));
    RC_ASSERT(std::abs(one.ci.high + other.ci.low) <= tolerance(metric));
  });
}

TEST_CASE("the percentage of the maximum is the mean on another ruler", "[metric][law]") {
  check_law("value, error and interval follow the same straight line", [] {
    const cx::scale scale = *any_scale();
    const cx::tally tally = any_tally_on(scale);
    RC_PRE(tally.answered() > 1);
    RC_PRE(scale.points() > 2);
    const cx::estimate mean = cx::mean_score(scale)(tally);
    const cx::estimate percent = cx::percent_of_maximum(scale)(tally);
    const auto line = [&](double score) { return 100 * (score - scale.low()) / (scale.points() - 1); };
    RC_ASSERT(std::abs(percent.value - line(mean.value)) <= 1e-10);
    RC_ASSERT(std::abs(percent.ci.low - line(mean.ci.low)) <= 1e-10);
    RC_ASSERT(std::abs(percent.ci.high - line(mean.ci.high)) <= 1e-10);
  });
}

TEST_CASE("a higher level gives an interval around the one of a lower level", "[metric][law]") {
  check_law("level 0.99 around 0.95 around 0.5", [] {
    const cx::scale scale = *any_scale();
    const cx::metric metric = any_metric_on(scale);
    const cx::tally tally = any_tally_on(scale);
    const cx::interval wide = metric(tally, {.level = 0.99}).ci;
    const cx::interval usual = metric(tally).ci;
    const cx::interval narrow = metric(tally, {.level = 0.5}).ci;
    RC_ASSERT(wide.low <= usual.low && usual.low <= narrow.low);
    RC_ASSERT(narrow.high <= usual.high && usual.high <= wide.high);
  });
}

}  // namespace tests_of_metric
