// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/purchase_history.hpp>

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_purchase_history {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

TEST_CASE("a log becomes repeats, recency, age and mean spend", "[purchase_history]") {
  const std::vector<cx::purchase> log{
      {2, 2024y / 1 / 15, 500},                             // the first
      {1, 2024y / 1 / 1, 900},                              //
      {1, 2024y / 1 / 8, 1000},  {1, 2024y / 1 / 8, 2000},  // one purchase of 30
      {1, 2024y / 1 / 22, 1000},                            //
      {1, 2024y / 2 / 20, 9999},                            // after the end
      {3, 2024y / 2 / 20, 9999},                            // who came after it
  };
  const auto found = cx::purchase_histories(log, 2024y / 1 / 29);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == cx::purchase_history{2, 3, 4, 20});
  CHECK(found[1] == cx::purchase_history{0, 0, 2, 0});
  CHECK(cx::purchase_histories(log, 2024y / 1 / 29, 1, 1)[0] == cx::purchase_history{2, 21, 28, 2000});
  CHECK(cx::purchase_histories({}, 2024y / 1 / 29).empty());
  CHECK_THROWS_AS(cx::purchase_histories(log, 2024y / 1 / 29, 0), std::invalid_argument);
}

TEST_CASE("repeats and spend are correlated over those who came again", "[purchase_history]") {
  const std::vector<cx::purchase_history> rising{{1, 1, 2, 10}, {2, 1, 2, 20}, {3, 1, 2, 30}, {0, 0, 2, 0}};
  CHECK_THAT(cx::correlation_of_repeats_and_spend(rising), WithinRel(1.0, 1e-14));
  CHECK(std::isnan(cx::correlation_of_repeats_and_spend(std::vector<cx::purchase_history>{{1, 1, 2, 10}})));
}

TEST_CASE("the histories of the CDNOW log are those of pandas", "[purchase_history][shared]") {
  const auto file = cx::tests::shared_data("cdnow_sample_log.txt");
  if (!file) return;
  std::vector<cx::purchase> log;
  std::ifstream in(*file);
  std::int64_t master = 0;
  std::int64_t customer = 0;
  int date = 0;
  int discs = 0;
  double amount = 0;
  while (in >> master >> customer >> date >> discs >> amount) {
    log.push_back({customer, std::chrono::year{date / 10000} / (date / 100 % 100) / (date % 100),
                   std::llround(100 * amount)});
  }
  for (const auto& row : cx::tests::golden{"clv_summary.csv"}) {
    const auto found = cx::purchase_histories(log, 1997y / 9 / 30);
    CHECK(found.size() == row.count("customers"));
    std::uint64_t repeats = 0;
    std::uint64_t one_timers = 0;
    double recency = 0;
    double age = 0;
    double spend = 0;
    for (const cx::purchase_history& each : found) {
      repeats += each.repeats;
      one_timers += each.repeats == 0;
      recency += 7 * each.recency;
      age += 7 * each.age;
      spend += each.mean_spend;
    }
    CHECK(repeats == row.count("sum_x"));
    CHECK(one_timers == row.count("zero_repeat"));
    CHECK_THAT(recency, WithinAbs(row.number("sum_tx_days"), 1e-6));
    CHECK_THAT(age, WithinAbs(row.number("sum_T_days"), 1e-6));
    CHECK_THAT(spend, WithinRel(row.number("sum_mean_repeat_spend"), 1e-12));
    CHECK_THAT(cx::correlation_of_repeats_and_spend(found), WithinAbs(0.114, 0.0005));
  }
}

}  // namespace tests_of_purchase_history
