// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// How far customers come in a shop, where they stop, and whether a new basket changed anything.
#include "expect.hpp"

#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel_of.hpp>
#include <cxmetrics/journey/funnel_steps.hpp>
#include <cxmetrics/report/format.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct click {
  int customer;
  std::chrono::sys_seconds at;
  std::string what;
};

// So many customers who came to the first, second and third step, an hour apart.
std::vector<click> clicks_of(int visits, int carts, int payments) {
  const cx::day monday = 2024y / 3 / 4;
  std::vector<click> clicks;
  for (int customer = 0; customer < visits; ++customer) {
    clicks.push_back({customer, monday + 9h, "visit"});
    if (customer < carts) clicks.push_back({customer, monday + 10h, "cart"});
    if (customer < payments) clicks.push_back({customer, monday + 11h, "pay"});
  }
  return clicks;
}

int main() {
  const cx::funnel_rules rules{.steps = {"visit", "cart", "pay"}, .within = 24h};
  const cx::funnel before =
      cx::funnel_of(rules, clicks_of(400, 240, 80), &click::customer, &click::at, &click::what);
  for (const cx::funnel_step& step : cx::steps_of(before))
    fmt::print("{:6} {:4}  {}\n", step.name, step.reached, step.conversion);
  expect(fmt::format("{}", cx::steps_of(before)[2].conversion_from_start), "20.0 % [16.4, 24.2] (n = 400)");
  expect(fmt::format("{} stopped at the cart", cx::steps_of(before)[1].dropped_off),
         "160 stopped at the cart");
  expect(fmt::format("half had a cart after {:.0f} s", cx::time_to(before, 1).median.value),
         "half had a cart after 3600 s");

  const cx::funnel after =
      cx::funnel_of(rules, clicks_of(400, 244, 130), &click::customer, &click::at, &click::what);
  const std::vector<cx::step_comparison> changes = cx::compare_steps(before, after);
  expect(fmt::format("cart {:+.1f} points, {}", changes[0].conversion.value,
                     changes[0].significant ? "more than noise" : "may be noise"),
         "cart +1.0 points, may be noise");
  expect(fmt::format("pay {:+.1f} points, {}", changes[1].conversion.value,
                     changes[1].significant ? "more than noise" : "may be noise"),
         "pay +19.9 points, more than noise");

  cx::drop_off why{rules.steps};
  why.record(1, cx::reasons_in("slow; price"));
  why.record(1, cx::reasons_in("price"));
  why.record(1, {});
  expect(fmt::format("price: {}", cx::shares_of(why.at(1))[0].share), "price: 66.7 % [20.8, 93.9] (n = 3)");

  // Many events, in columns as a database gives them.
  cx::funnel log{rules};
  const std::vector<std::uint32_t> customers{7, 7, 9};
  const std::vector<std::int64_t> seconds{1'709'542'800, 1'709'546'400, 1'709'542'800};
  const std::vector<std::uint32_t> events{log.number_of("visit"), log.number_of("cart"),
                                          log.number_of("visit")};
  log.record(customers, seconds, events);
  expect(fmt::format("{} of {} had a cart", log.reached(1), log.reached(0)), "1 of 2 had a cart");
}
