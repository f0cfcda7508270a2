// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What customers who never say goodbye are still worth.
#include "expect.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/report/format.hpp>

#include <chrono>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

int main() {
  // From a log of purchases: repeats, and the ages in weeks at the last one and now.
  const std::vector<cx::purchase> log{{7, 2024y / 1 / 1, 30'00},
                                      {7, 2024y / 2 / 5, 20'00},
                                      {7, 2024y / 2 / 5, 5'00},  // on the same day: one purchase
                                      {7, 2024y / 3 / 4, 15'00},
                                      {8, 2024y / 1 / 15, 99'00}};
  const auto histories = cx::purchase_histories(log, 2024y / 4 / 1);
  expect(fmt::format("{} repeats of {:.2f}, the last after {} of {} weeks", histories[0].repeats,
                     histories[0].mean_spend, histories[0].recency, histories[0].age),
         "2 repeats of 20.00, the last after 9 of 13 weeks");

  // Models fitted to the CDNOW customers; `fit_bg_nbd(histories)` and `fit_gamma_gamma(histories)` fit your own.
  const cx::bg_nbd purchases{0.243, 4.414, 0.793, 2.426};
  const cx::gamma_gamma spend{6.25, 3.74, 15.44};
  const cx::purchase_history regular{2, 30.43, 38.86, 22.35};
  expect(fmt::format("still a customer: {:.2f}", purchases.probability_alive(regular)),
         "still a customer: 0.73");
  expect(fmt::format("in 39 weeks {:.3f} purchases of {:.2f}", purchases.expected_purchases(39, regular),
                     spend.expected_spend(regular)),
         "in 39 weeks 1.226 purchases of 24.66");
  expect(fmt::format("worth {:.2f}", cx::lifetime_value(purchases, spend, regular,
                                                        {.periods = 39, .discount = 0.002, .margin = 0.4})),
         "worth 11.65");

  // Who bought once cannot have left in BG/NBD; in MBG/NBD they can.
  const cx::purchase_history one_timer{0, 0, 38.86, 0};
  expect(fmt::format("{} and {:.2f}", purchases.probability_alive(one_timer),
                     cx::mbg_nbd(0.525, 6.183, 0.891, 1.614).probability_alive(one_timer)),
         "1 and 0.39");

  // By a formula: 5 % churn a month and a margin of 40.00.
  const cx::period july = cx::month_of(2024y / 7 / 1);
  const cx::estimate churn = cx::churn_rate(cx::customer_flow{july, {.at_start = 1000, .churned = 50}});
  const cx::estimate value = cx::simple_lifetime_value(churn, 40'00);
  expect(fmt::format("{:.0f} cents [{:.0f}, {:.0f}]", value.value, value.ci.low, value.ci.high),
         "80000 cents [61243, 104904]");
  expect(fmt::format("{:.0f} discounted, the first margin a month ahead",
                     cx::discounted_lifetime_value(40'00, 0.95, 0.01, cx::first_margin::after_one_period)),
         "63333 discounted, the first margin a month ahead");
}
