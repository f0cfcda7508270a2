// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>

#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_customer_ledger {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using customers = std::vector<std::vector<cx::spell>>;

namespace {

const cx::day start = 2024y / 1 / 1;
const std::vector<cx::period> months = cx::periods_of(cx::granularity::month, cx::year_of(start));

cx::customer_ledger ledger_of(const customers& all, const std::vector<cx::period>& periods = months) {
  cx::customer_ledger ledger{periods, cx::flow_detail::daily};
  for (const auto& spells : all) ledger.record(spells);
  return ledger;
}

// The same by the words of the definition: every customer is asked day by day.
cx::customer_flow asked_day_by_day(const customers& all, const cx::period& period) {
  cx::flow_counters counters;
  std::vector<cx::day_counters> daily(static_cast<std::size_t>(period.days()));
  for (const auto& unordered : all) {
    const std::vector<cx::spell> spells = cx::joined(unordered);
    const auto customer_before = [&](cx::day day) {
      for (const cx::spell& spell : spells) {
        if (spell.opens(day)) return true;
      }
      return false;
    };
    const bool at_start = customer_before(period.first());
    counters.at_start += at_start;
    bool churned = false;
    for (cx::day day = period.first(); day < period.last(); day += std::chrono::days{1}) {
      auto& today = daily[static_cast<std::size_t>((day - period.first()).count())];
      for (const cx::spell& spell : spells) {
        const bool came = spell.since() == day;
        const bool left = spell.until() == day;
        if (came) ++(spell == spells.front() ? counters.acquired : counters.reactivated);
        if (left) ++(at_start && spell.opens(period.first()) ? counters.churned : counters.churned_new);
        churned = churned || (left && spell.opens(period.first()));
        today.came += came && !left;
        today.left += left && !came;
      }
      counters.customer_days += customer_before(day + std::chrono::days{1});
    }
    counters.returned += churned && customer_before(period.last());
  }
  return {period, counters, daily};
}

// Up to four spells each, some of them empty, some touching, some before or after the year.
customers random_customers(unsigned seed, int count) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
  customers all(static_cast<std::size_t>(count));
  for (auto& spells : all) {
    for (int left = below(5); left > 0; --left) {
      const cx::day since = start + std::chrono::days{below(600) - 100};
      const auto length = below(4) == 0 ? 0 : below(90);
      spells.emplace_back(
          since, below(6) == 0 ? std::nullopt : std::optional<cx::day>{since + std::chrono::days{length}});
    }
  }
  return all;
}

}  // namespace

TEST_CASE("an empty ledger has empty flows", "[customer_ledger]") {
  const cx::customer_ledger ledger{months};
  CHECK(ledger.periods() == months);
  REQUIRE(ledger.flows().size() == 12);
  for (std::size_t month = 0; month < 12; ++month) {
    CHECK(ledger.flows()[month] == cx::customer_flow{months[month]});
  }
}

TEST_CASE("periods have to follow on one another", "[customer_ledger]") {
  CHECK_THROWS_AS(cx::customer_ledger{std::vector<cx::period>{}}, std::invalid_argument);
  CHECK_THROWS_WITH((cx::customer_ledger{{months[0], months[2]}}),
                    contains("2024-03") && contains("2024-01"));
  const std::vector<cx::period> uneven{months[0], {months[0].last(), months[3].last()}};
  CHECK(cx::customer_ledger{uneven}.periods() == uneven);
}

TEST_CASE("a ledger of all days there are is refused", "[customer_ledger]") {
  CHECK_THROWS_AS((cx::customer_ledger{{{start, cx::day::max()}}}), std::invalid_argument);
  CHECK_THROWS_AS((cx::customer_ledger{{{cx::day::min(), cx::day::max()}}}), std::invalid_argument);
}

TEST_CASE("a period opens with the customers of the day before", "[customer_ledger]") {
  const auto february = [](cx::day since, std::optional<cx::day> until) {
    cx::customer_ledger ledger{months};
    ledger.record(cx::spell{since, until});
    return ledger.flows()[1].counters();
  };
  const cx::day first = 2024y / 2 / 1;
  const cx::day last = 2024y / 3 / 1;
  const std::chrono::days day{1};
  using counters = cx::flow_counters;
  CHECK(february(first - day, std::nullopt) == counters{.at_start = 1, .customer_days = 29});
  CHECK(february(first - day, first - day) == counters{});
  CHECK(february(first - day, first) == counters{.at_start = 1, .churned = 1});
  CHECK(february(first - day, first + day) == counters{.at_start = 1, .churned = 1, .customer_days = 1});
  CHECK(february(first, first) == counters{.acquired = 1, .churned_new = 1});
  CHECK(february(first, std::nullopt) == counters{.acquired = 1, .customer_days = 29});
  CHECK(february(first, last - day) == counters{.acquired = 1, .churned_new = 1, .customer_days = 28});
  CHECK(february(first, last) == counters{.acquired = 1, .customer_days = 29});
  CHECK(february(last - day, last) == counters{.acquired = 1, .customer_days = 1});
  CHECK(february(last, std::nullopt) == counters{});
  CHECK(february(cx::day::min(), cx::day::max()) == counters{.at_start = 1, .customer_days = 29});
}

TEST_CASE("a customer who comes and goes is one customer", "[customer_ledger]") {
  const auto on = [](unsigned day) { return cx::day{2024y / 1 / std::chrono::day{day}}; };
  const auto before = start - std::chrono::days{40};
  const auto january = [](const std::vector<cx::spell>& spells) {
    return ledger_of({spells}).flows().front().counters();
  };
  using counters = cx::flow_counters;
  // Leaves, comes back, leaves again.
  CHECK(january({cx::spell{before, on(5)}, cx::spell{on(10), on(12)}}) ==
        counters{.at_start = 1, .reactivated = 1, .churned = 1, .churned_new = 1, .customer_days = 4 + 2});
  // ... and comes back once more: not lost to the start cohort.
  CHECK(january({cx::spell{before, on(5)}, cx::spell{on(10), on(12)}, cx::spell{on(31)}}) ==
        counters{.at_start = 1,
                 .reactivated = 2,
                 .churned = 1,
                 .churned_new = 1,
                 .returned = 1,
                 .customer_days = 4 + 2 + 1});
  // Ended before the period.
  CHECK(january({cx::spell{before, before + std::chrono::days{3}}, cx::spell{on(2)}}) ==
        counters{.reactivated = 1, .customer_days = 30});
  // Renewed without a gap.
  CHECK(january({cx::spell{before, on(5)}, cx::spell{on(5), on(20)}, cx::spell{on(20)}}) ==
        counters{.at_start = 1, .customer_days = 31});
  CHECK(january({}) == counters{});
}

TEST_CASE("flows are those of asking every customer every day", "[customer_ledger]") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const customers all = random_customers(seed, 30);
    const cx::customer_ledger ledger = ledger_of(all);
    const auto flows = ledger.flows();
    for (std::size_t month = 0; month < flows.size(); ++month) {
      CHECK(flows[month] == asked_day_by_day(all, months[month]));
      if (month > 0) CHECK(flows[month].at_start() == flows[month - 1].at_end());
    }
    CHECK(ledger_of(all, {cx::year_of(start)}).flows().front() == asked_day_by_day(all, cx::year_of(start)));
  }
}

TEST_CASE("the flows of days sum to that of their month", "[customer_ledger]") {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const customers all = random_customers(seed, 40);
    const auto by_month = ledger_of(all).flows();
    for (std::size_t month = 0; month < months.size(); ++month) {
      cx::flow_counters sum{.at_start = by_month[month].at_start()};
      std::uint64_t lost = 0;
      for (const cx::customer_flow& day :
           ledger_of(all, cx::periods_of(cx::granularity::day, months[month])).flows()) {
        sum.acquired += day.acquired();
        sum.reactivated += day.reactivated();
        sum.customer_days += day.customer_days();
        lost += day.lost();
      }
      CHECK(sum.acquired == by_month[month].acquired());
      CHECK(sum.reactivated == by_month[month].reactivated());
      CHECK(sum.customer_days == by_month[month].customer_days());
      CHECK(lost == by_month[month].lost());
    }
  }
}

TEST_CASE("ledgers of parts add up to the ledger of the whole", "[customer_ledger]") {
  const customers all = random_customers(1, 300);
  const customers one{all.begin(), all.begin() + 100};
  const customers other{all.begin() + 100, all.end()};
  const cx::customer_ledger whole = ledger_of(all);
  CHECK(ledger_of(one) + ledger_of(other) == whole);
  CHECK(ledger_of(other) + ledger_of(one) == whole);
  CHECK(ledger_of(one) + ledger_of({}) == ledger_of(one));
  CHECK(ledger_of({}) + ledger_of(one) == ledger_of(one));
  CHECK(ledger_of(one) != whole);
  cx::customer_ledger copy = whole;
  copy += ledger_of(one);
  CHECK(copy != whole);
}

TEST_CASE("ledgers of different periods or detail do not add up", "[customer_ledger]") {
  cx::customer_ledger ledger{months};
  ledger.record(cx::spell{start});
  const cx::customer_ledger before = ledger;
  CHECK_THROWS_AS(ledger += cx::customer_ledger{{months[0]}}, std::invalid_argument);
  CHECK_THROWS_AS((ledger += cx::customer_ledger{months, cx::flow_detail::daily}), std::invalid_argument);
  CHECK(ledger == before);
}

TEST_CASE("a ledger refuses more customers than it could count the days of", "[customer_ledger]") {
  cx::customer_ledger ledger{months};
  ledger.record(cx::spell{start});
  const auto doubled_for_ever = [&] {
    for (int times = 0; times < 64; ++times) ledger += cx::customer_ledger{ledger};
  };
  CHECK_THROWS_AS(doubled_for_ever(), std::invalid_argument);
  CHECK(ledger.flows().back().at_end() == std::uint64_t{1} << 55);
}

TEST_CASE("ledgers are the state of a breakdown", "[customer_ledger]") {
  const customers all = random_customers(2, 90);
  cx::breakdown<cx::customer_ledger, std::string> by{cx::customer_ledger{months, cx::flow_detail::daily}};
  for (std::size_t index = 0; index < all.size(); ++index) {
    by[index % 3 == 0 ? "Pro" : "Basic"].record(all[index]);
  }
  CHECK(by.size() == 2);
  CHECK(by.total() == ledger_of(all));
}

}  // namespace tests_of_customer_ledger
