// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/revenue_ledger.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_revenue_ledger {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using customers = std::vector<std::vector<cx::subscription>>;

namespace {

const cx::day start = 2024y / 1 / 1;
const std::vector<cx::period> months = cx::periods_of(cx::granularity::month, cx::year_of(start));

cx::revenue_ledger ledger_of(const customers& all, const std::vector<cx::period>& periods = months) {
  cx::revenue_ledger ledger{periods};
  for (const auto& subscriptions : all) ledger.record(subscriptions);
  return ledger;
}

// Up to five subscriptions each, some of no night, some free, some before or after the year.
customers random_customers(unsigned seed, int count) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
  customers all(static_cast<std::size_t>(count));
  for (auto& subscriptions : all) {
    for (int left = below(6); left > 0; --left) {
      const cx::day since = start + std::chrono::days{below(600) - 150};
      const auto length = below(4) == 0 ? 0 : below(120);
      const cx::spell days{
          since, below(5) == 0 ? std::nullopt : std::optional<cx::day>{since + std::chrono::days{length}}};
      const auto interval = static_cast<cx::price_interval>(below(3));
      subscriptions.emplace_back(days, cx::recurring_price{below(4) * 100 + below(2), interval});
    }
  }
  return all;
}

// The same by the words of the definition: every customer is asked day by day.
cx::revenue_flow asked_day_by_day(const customers& all, const cx::period& period) {
  cx::revenue_counters of;
  using sum = cx::detail::wide_sum;
  for (const auto& subscriptions : all) {
    const auto paid_before = [&](cx::day day) {
      std::int64_t paid = 0;
      for (const cx::subscription& each : subscriptions) {
        if (each.days().opens(day)) paid += each.per_year();
      }
      return paid;
    };
    const auto ever_before = [&](cx::day day) {
      return std::any_of(subscriptions.begin(), subscriptions.end(), [&](const cx::subscription& each) {
        return each.per_year() > 0 && each.days().since() < day;
      });
    };
    const std::int64_t at_start = paid_before(period.first());
    const std::int64_t at_end = paid_before(period.last());
    std::int64_t gain = 0;
    std::int64_t loss = 0;
    of.start += at_start;
    of.customers_at_start += at_start > 0;
    for (cx::day day = period.first(); day < period.last(); day += std::chrono::days{1}) {
      const std::int64_t before = paid_before(day);
      const std::int64_t after = paid_before(day + std::chrono::days{1});
      std::int64_t passing = 0;
      for (const cx::subscription& each : subscriptions) {
        if (each.days().since() == day && each.days().until() == day) passing += each.per_year();
      }
      const std::int64_t comes = before > 0 ? 0 : after > 0 ? after : passing;
      const std::int64_t goes = after > 0 ? 0 : before > 0 ? before : passing;
      if (comes > 0) {
        (ever_before(day) ? of.reactivated : of.acquired) += comes;
        ++(ever_before(day) ? of.customers_reactivated : of.customers_acquired);
        gain += ever_before(day) ? 0 : comes;
      }
      of.churned += goes;
      of.customers_churned += goes > 0;
      loss += goes;
      if (before > 0 && after > before) of.expansion += after - before;
      if (before > 0 && after > before) gain += after - before;
      if (after > 0 && after < before) of.contraction += before - after;
      if (after > 0 && after < before) loss += before - after;
    }
    of.start_squared += sum::product(at_start, at_start);
    of.end_squared += sum::product(at_end, at_end);
    of.gain_squared += sum::product(gain, gain);
    of.loss_squared += sum::product(loss, loss);
    of.gain_by_loss += sum::product(gain, loss);
    of.customers_moved += gain > 0 || loss > 0;
    if (at_start == 0) continue;
    const std::int64_t lost = std::max<std::int64_t>(0, at_start - at_end);
    of.customers_lost_of_start += at_end == 0;
    of.lost_of_start += lost;
    of.change_of_start += at_end - at_start;
    of.lost_squared += sum::product(lost, lost);
    of.lost_by_start += sum::product(lost, at_start);
    of.change_squared += sum::product(at_end - at_start, at_end - at_start);
    of.change_by_start += sum::product(at_end - at_start, at_start);
  }
  return {period, of};
}

struct columns {
  std::vector<std::int64_t> customer;
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  std::vector<std::int64_t> price;

  cx::subscription_columns all() const {
    return {customer, cx::spell_columns{since, until}, price, cx::price_interval::year};
  }
};

std::int32_t number_of(cx::day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

columns columns_of(const customers& all) {
  columns result;
  for (std::size_t customer = 0; customer < all.size(); ++customer) {
    for (const cx::subscription& each : all[customer]) {
      const auto until = each.days().until();
      result.customer.push_back(static_cast<std::int64_t>(customer) * 1'000'003 - 500);
      result.since.push_back(number_of(each.days().since()));
      result.until.push_back(until ? number_of(*until) : cx::spell_columns::no_end);
      result.price.push_back(each.per_year());
    }
  }
  return result;
}

columns shuffled(const columns& from, unsigned seed) {
  std::vector<std::size_t> order(from.customer.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  std::shuffle(order.begin(), order.end(), std::mt19937(seed));
  columns result;
  for (const std::size_t at : order) {
    result.customer.push_back(from.customer[at]);
    result.since.push_back(from.since[at]);
    result.until.push_back(from.until[at]);
    result.price.push_back(from.price[at]);
  }
  return result;
}

}  // namespace

TEST_CASE("an empty ledger has empty flows of revenue", "[revenue_ledger]") {
  const cx::revenue_ledger ledger{months};
  CHECK(ledger.periods() == months);
  REQUIRE(ledger.flows().size() == 12);
  CHECK(ledger.flows()[3] == cx::revenue_flow{months[3]});
  CHECK_THROWS_AS(cx::revenue_ledger{std::vector<cx::period>{}}, std::invalid_argument);
  CHECK_THROWS_AS((cx::revenue_ledger{{months[0], months[2]}}), std::invalid_argument);
  CHECK_THROWS_AS((cx::revenue_ledger{{{cx::day::min(), cx::day::max()}}}), std::invalid_argument);
}

TEST_CASE("revenue of random histories is what asking day by day gives", "[revenue_ledger]") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const customers all = random_customers(seed, 60);
    const std::vector<cx::revenue_flow> flows = ledger_of(all).flows();
    for (std::size_t month = 0; month < months.size(); ++month)
      CHECK(flows[month] == asked_day_by_day(all, months[month]));
  }
}

TEST_CASE("the end of a period is the start of the next, and the balance is that of its movements",
          "[revenue_ledger]") {
  const std::vector<cx::revenue_flow> flows = ledger_of(random_customers(7, 500)).flows();
  for (std::size_t month = 0; month < flows.size(); ++month) {
    const cx::revenue_flow& flow = flows[month];
    CHECK(flow.start() + flow.acquired() + flow.reactivated() + flow.expansion() - flow.contraction() -
              flow.churned() ==
          flow.end());
    if (month == 0) continue;
    CHECK(flow.start() == flows[month - 1].end());
    CHECK(flow.customers_at_start() == flows[month - 1].customers_at_end());
    CHECK(flow.counters().start_squared == flows[month - 1].counters().end_squared);
  }
}

TEST_CASE("the movements of days add up to those of their month", "[revenue_ledger]") {
  const customers all = random_customers(8, 300);
  const std::vector<cx::period> days = cx::periods_of(cx::granularity::day, cx::year_of(start));
  const std::vector<cx::revenue_flow> daily = ledger_of(all, days).flows();
  for (const cx::revenue_flow& month : ledger_of(all).flows()) {
    cx::revenue_counters sum;
    for (const cx::revenue_flow& day : daily) {
      if (!month.period().contains(day.period().first())) continue;
      sum.acquired += day.counters().acquired;
      sum.reactivated += day.counters().reactivated;
      sum.expansion += day.counters().expansion;
      sum.contraction += day.counters().contraction;
      sum.churned += day.counters().churned;
      sum.customers_churned += day.counters().customers_churned;
    }
    CHECK(sum.acquired == month.counters().acquired);
    CHECK(sum.reactivated == month.counters().reactivated);
    CHECK(sum.expansion == month.counters().expansion);
    CHECK(sum.contraction == month.counters().contraction);
    CHECK(sum.churned == month.counters().churned);
    CHECK(sum.customers_churned == month.counters().customers_churned);
  }
}

TEST_CASE("any split of the customers, in any order, gives the same books", "[revenue_ledger]") {
  customers all = random_customers(9, 400);
  const cx::revenue_ledger whole = ledger_of(all);
  std::mt19937 random(10);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(all.begin(), all.end(), random);
    std::vector<cx::revenue_ledger> parts(1 + random() % 5, cx::revenue_ledger{months});
    for (const auto& customer : all) parts[random() % parts.size()].record(customer);
    cx::revenue_ledger sum{months};
    for (const cx::revenue_ledger& part : parts) sum += part;
    CHECK(sum == whole);
  }
}

TEST_CASE("columns give the same books, in whatever order and on any number of threads", "[revenue_ledger]") {
  for (const int count : {0, 1, 50, 30'000}) {
    const customers all = random_customers(11, count);
    const cx::revenue_ledger expected = ledger_of(all);
    const columns in_order = columns_of(all);
    const columns mixed = shuffled(in_order, 12);
    // Numbers of 32 bits take another way than those that are longer or below 0, even if these differ in a high bit alone.
    columns short_numbers = mixed;
    for (std::int64_t& customer : short_numbers.customer) customer = (customer + 500) / 1'000'003;
    columns alike_below = short_numbers;
    for (std::int64_t& customer : alike_below.customer)
      customer = customer / 2 + (customer % 2 == 0 ? 0 : std::int64_t{1} << 40);
    for (const unsigned threads : {1U, 3U}) {
      for (const columns& each : {in_order, mixed, short_numbers, alike_below}) {
        cx::revenue_ledger ledger{months};
        ledger.record(each.all(), threads);
        CHECK(ledger == expected);
      }
    }
  }
}

TEST_CASE("an equal price in place of another moves nothing, and so nobody", "[revenue_ledger]") {
  const cx::day change = 2024y / 3 / 10;
  const std::vector<cx::subscription> replaced{{cx::spell{start, change}, 500},
                                               {cx::spell{change}, {1500, cx::price_interval::quarter}}};
  const cx::revenue_flow flow = ledger_of({replaced}).flows()[2];
  cx::revenue_counters expected;
  expected.start = 6000;
  expected.customers_at_start = 1;
  expected.start_squared = expected.end_squared = cx::detail::wide_sum::product(6000, 6000);
  CHECK(flow == cx::revenue_flow{months[2], expected});
  cx::revenue_ledger of_columns{months};
  of_columns.record(columns_of({replaced}).all());
  CHECK(of_columns == ledger_of({replaced}));
}

TEST_CASE("a row that is no subscription is refused, and the books stay as they were", "[revenue_ledger]") {
  columns rows = columns_of(random_customers(13, 20));
  cx::revenue_ledger ledger = ledger_of(random_customers(14, 5));
  const cx::revenue_ledger before = ledger;
  columns negative = rows;
  negative.price[3] = -1;
  CHECK_THROWS_AS(ledger.record(negative.all()), std::invalid_argument);
  columns backwards = rows;
  backwards.until[2] = backwards.since[2] - 1;
  CHECK_THROWS_AS(ledger.record(backwards.all()), std::invalid_argument);
  columns too_much = rows;
  too_much.price[0] = too_much.price[1] = std::numeric_limits<std::int64_t>::max() / 2 + 1;
  CHECK_THROWS_AS(ledger.record(too_much.all()), std::invalid_argument);
  const cx::subscription dear{cx::spell{start},
                              {std::numeric_limits<std::int64_t>::max(), cx::price_interval::year}};
  CHECK_THROWS_AS(ledger.record(dear), std::invalid_argument);
  CHECK_THROWS_AS(ledger.record(std::vector{dear, dear}), std::invalid_argument);
  CHECK(ledger == before);
}

TEST_CASE("a customer with very many prices is followed through all of them", "[revenue_ledger]") {
  std::vector<cx::subscription> steps;
  for (int day = 300; day >= 0; --day) {
    const cx::day since = start + std::chrono::days{day};
    steps.emplace_back(cx::spell{since, since + std::chrono::days{1}}, 100 + day);
  }
  const std::vector<cx::revenue_flow> flows = ledger_of({steps}).flows();
  CHECK(flows.front().acquired() == 100);
  CHECK(flows.front().expansion() == 30);
  CHECK(flows[5].expansion() == 30);
  CHECK(flows[5].churned() == 0);
}

}  // namespace tests_of_revenue_ledger
