// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/journey/funnel_steps.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_funnel_steps {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using Catch::Detail::Approx;

namespace {

// So many customers who reached each step, a minute apart.
cx::funnel funnel_of(const std::vector<int>& furthest, cx::funnel_rules rules = {}) {
  rules.steps = {"visit", "cart", "pay"};
  cx::funnel result{std::move(rules)};
  for (std::size_t step = 0; step < furthest.size(); ++step) {
    std::vector<cx::funnel_event> events;
    for (std::uint32_t event = 0; event <= step; ++event)
      events.push_back({cx::day{2024y / 3 / 1} + std::chrono::minutes{event}, event});
    for (int i = 0; i < furthest[step]; ++i) result.record(events);
  }
  return result;
}

}  // namespace

TEST_CASE("conversion is of the step before and of the first, with Wilson's interval", "[funnel_steps]") {
  const std::vector<cx::funnel_step> steps = cx::steps_of(funnel_of({50, 30, 20}));
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].name == "visit");
  CHECK(steps[0].reached == 100);
  CHECK(steps[0].conversion.value == 100);
  CHECK(steps[0].dropped_off == 50);
  CHECK(steps[1].conversion.value == 50);
  CHECK(steps[2].conversion.value == 40);
  CHECK(steps[2].conversion.n == 50);
  CHECK(steps[2].conversion_from_start.value == 20);
  CHECK(steps[2].conversion_from_start.n == 100);
  // R: prop.test(20, 100, correct = FALSE)$conf.int
  CHECK(steps[2].conversion_from_start.ci.low == Approx(13.3367).margin(1e-4));
  CHECK(steps[2].conversion_from_start.ci.high == Approx(28.8830).margin(1e-4));
  CHECK(steps[1].drop_off.value == 60);
  CHECK(steps[1].drop_off.better == cx::better::low);
  CHECK(steps[2].drop_off.n == 0);
  CHECK(std::isnan(steps[2].drop_off.value));
}

TEST_CASE("a funnel of nobody has steps without values", "[funnel_steps]") {
  for (const cx::funnel_step& step : cx::steps_of(funnel_of({}))) {
    CHECK(step.reached == 0);
    CHECK(step.conversion.n == 0);
    CHECK(std::isnan(step.conversion.value));
  }
  CHECK(std::isnan(cx::time_to(funnel_of({}), 1).median.value));
}

TEST_CASE("steps of any order are those of nobody in particular", "[funnel_steps]") {
  const cx::funnel any = funnel_of({1, 1}, {.order = cx::funnel_order::any_order});
  CHECK(cx::steps_of(any)[1].name == "any 2");
}

TEST_CASE("an event that is several steps gives each a name of its own", "[funnel_steps]") {
  const cx::funnel twice{{.steps = {"visit", "visit", "pay", "visit 2", "visit"}}};
  std::vector<std::string> names;
  for (const cx::funnel_step& step : cx::steps_of(twice)) names.push_back(step.name);
  CHECK(names == std::vector<std::string>{"visit", "visit 3", "pay", "visit 2", "visit 4"});
}

TEST_CASE("two funnels are compared step by step, adjusted", "[funnel_steps]") {
  const cx::funnel before = funnel_of({80, 10, 10});
  const cx::funnel after = funnel_of({50, 25, 25});
  const std::vector<cx::step_comparison> found = cx::compare_steps(before, after);
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "cart");
  CHECK(found[0].conversion.value == 30);
  CHECK(found[0].significant);
  CHECK(found[0].adjusted_p_value == Approx(2 * found[0].conversion.mark_p_value));
  CHECK(found[1].conversion.value == 0);
  CHECK_FALSE(found[1].significant);
  CHECK(cx::compare_steps(after, before)[0].conversion.value == -30);
  CHECK_THROWS_AS(cx::compare_steps(before, cx::funnel{{.steps = {"visit", "cart"}}}), std::invalid_argument);
}

TEST_CASE("the time to a step counts who has not got there for as long as they were watched",
          "[funnel_steps]") {
  // Of four watched an hour, two bought, after one and two minutes: half at two minutes.
  const cx::funnel half = funnel_of({2, 2}, {.within = 1h});
  const cx::time_to_step time = cx::time_to(half, 1);
  CHECK(time.median.value == (60 + 3600) / 2.0);
  CHECK(time.waiting.at(60).value == 50);
  CHECK(std::isinf(cx::time_to(funnel_of({3, 2}, {.within = 1h}), 1).median.value));
  CHECK(cx::time_to(funnel_of({1, 2}, {.within = 1h}), 1).median.value == 60);
  // However long they were watched, to the second.
  CHECK(cx::time_to(funnel_of({2, 2}, {.within = 24h * 365}), 1).median.value == (60 + 365 * 86400) / 2.0);
  CHECK(cx::time_to(funnel_of({2, 2}, {.within = std::chrono::seconds::max()}), 1).median.value > 1e18);
  CHECK_THROWS_AS(cx::time_to(half, 0), std::out_of_range);
}

}  // namespace tests_of_funnel_steps
