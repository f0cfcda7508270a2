// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/lifetime_value.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tests_of_lifetime_value {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const cx::period july{2024y / 7 / 1, 2024y / 8 / 1};

}  // namespace

TEST_CASE("a simple value is the margin times the expected lifetime", "[lifetime_value]") {
  const cx::estimate churn = cx::churn_rate(cx::customer_flow{july, {.at_start = 1000, .churned = 50}});
  const cx::estimate value = cx::simple_lifetime_value(churn, 4000);
  CHECK_THAT(value.value, WithinRel(80000.0, 1e-13));
  CHECK_THAT(value.ci.low, WithinRel(4000 * 100 / churn.ci.high, 1e-13));
  CHECK_THAT(value.standard_error, WithinRel(4000 * cx::expected_lifetime(churn).standard_error, 1e-13));
  CHECK(value.unit == cx::unit::money);
  CHECK_THROWS_AS(cx::simple_lifetime_value(churn, -1), std::invalid_argument);
}

TEST_CASE("discounted values say when the first margin comes", "[lifetime_value]") {
  using cx::first_margin;
  CHECK_THAT(cx::discounted_lifetime_value(1, 0.8, 0.1, first_margin::after_one_period),
             WithinAbs(2.667, 5e-4));
  CHECK_THAT(cx::discounted_lifetime_value(1, 0.9, 0.12, first_margin::after_one_period),
             WithinAbs(4.091, 5e-4));
  for (const double retention : {0.0, 0.5, 0.9}) {
    // The first margin now is one more.
    CHECK_THAT(cx::discounted_lifetime_value(1, retention, 0.1, first_margin::now),
               WithinRel(1 + cx::discounted_lifetime_value(1, retention, 0.1, first_margin::after_one_period),
                         1e-13));
    // Without discount it is the simple one.
    CHECK_THAT(cx::discounted_lifetime_value(7, retention, 0, first_margin::now),
               WithinRel(7 / (1 - retention), 1e-13));
  }
  CHECK(cx::discounted_lifetime_value(1, 1, 0, first_margin::now) == infinity);
  CHECK(cx::discounted_lifetime_value(0, 1, 0, first_margin::now) == 0);
  CHECK_THROWS_AS(cx::discounted_lifetime_value(1, 1.1, 0.1, first_margin::now), std::invalid_argument);
  CHECK_THROWS_AS(cx::discounted_lifetime_value(1, 0.9, -0.1, first_margin::now), std::invalid_argument);
}

TEST_CASE("a customer's value is what they will buy, times what it is worth", "[lifetime_value]") {
  const cx::bg_nbd purchases{0.243, 4.414, 0.793, 2.426};
  const cx::gamma_gamma spend{6.25, 3.74, 15.44};
  const cx::purchase_history of{2, 30.43, 38.86, 22.35};
  const double whole = cx::lifetime_value(purchases, spend, of, {.periods = 52});
  CHECK_THAT(whole, WithinRel(purchases.expected_purchases(52, of) * spend.expected_spend(of), 1e-10));
  CHECK_THAT(cx::lifetime_value(purchases, spend, of, {.periods = 13, .length = 4, .margin = 0.3}),
             WithinRel(0.3 * whole, 1e-10));
  const double discounted = cx::lifetime_value(purchases, spend, of, {.periods = 52, .discount = 0.002});
  CHECK(discounted < whole);
  CHECK(discounted > whole / std::pow(1.002, 52));
  CHECK(cx::lifetime_value(purchases, spend, of, {.periods = 0}) == 0);
  CHECK_THROWS_AS(cx::lifetime_value(purchases, spend, of, {.discount = -1}), std::invalid_argument);
}

}  // namespace tests_of_lifetime_value
