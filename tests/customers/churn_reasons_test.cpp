// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>

#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_churn_reasons {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;
using cx::tests::contains;

namespace {

const std::vector<cx::period> months = cx::periods_of(cx::granularity::month, cx::year_of(2024y / 1 / 1));

cx::reasoned_spell spell(cx::day since, std::optional<cx::day> until, const char* reason = "") {
  return {cx::spell{since, until}, reason};
}

}  // namespace

// Known only of leavers: 10 customers, of whom 2 leave in January and 1 of the 8 that are left in February.
TEST_CASE("reasons are parts of one rate over the same base", "[churn_reasons]") {
  cx::churn_reasons reasons{months};
  reasons.record(spell(2023y / 12 / 1, 2024y / 1 / 15, "price"));
  reasons.record(spell(2023y / 12 / 1, 2024y / 2 / 20, "price"));
  reasons.record(spell(2023y / 12 / 1, 2024y / 1 / 20, "competitor"));
  for (int i = 0; i < 7; ++i) reasons.record(spell(2023y / 12 / 1, std::nullopt));
  const auto found = reasons.by_period();
  REQUIRE(found.size() == 12);
  CHECK(found[0].at_start == 10);
  CHECK(found[0].churned == 2);
  CHECK(cx::churn_for(found[0], "price").value == 10);
  CHECK(cx::churn_for(found[0], "price").n == 10);
  CHECK(cx::churn_for(found[0], "competitor").value == 10);
  CHECK(cx::churn_for(found[0], "weather").value == 0);
  CHECK(found[1].at_start == 8);
  CHECK(cx::churn_for(found[1], "price").value == 12.5);
  CHECK(cx::churn_for(found[1], "competitor").value == 0);
  CHECK(cx::churn_for(found[1], "price").better == cx::better::low);
  CHECK(found[2].at_start == 7);
}

TEST_CASE("who renews is not lost, and who leaves twice is lost for the later reason", "[churn_reasons]") {
  cx::churn_reasons reasons{months};
  reasons.record({spell(2023y / 12 / 1, 2024y / 2 / 5, "price"), spell(2024y / 2 / 5, std::nullopt)});
  reasons.record(
      {spell(2023y / 12 / 1, 2024y / 2 / 5, "price"), spell(2024y / 2 / 10, 2024y / 2 / 20, "support")});
  reasons.record(
      {spell(2023y / 12 / 1, 2024y / 2 / 5, "price"), spell(2024y / 2 / 10, 2024y / 3 / 20, "support")});
  const auto found = reasons.by_period();
  CHECK(found[1].at_start == 3);
  CHECK(found[1].churned == 1);
  CHECK(found[1].reasons.at("support") == 1);
  CHECK(found[1].reasons.count("price") == 0);
  CHECK(found[2].at_start == 2);
  CHECK(found[2].reasons.at("support") == 1);
  CHECK(found[3].at_start == 1);
}

TEST_CASE("of two ends on a day the one with a reason tells it, and an end after the period tells nothing",
          "[churn_reasons]") {
  cx::churn_reasons reasons{months};
  for (const bool reason_first : {true, false}) {
    std::vector<cx::reasoned_spell> both{spell(2023y / 12 / 1, 2024y / 1 / 15, "price"),
                                         spell(2024y / 1 / 2, 2024y / 1 / 15)};
    if (!reason_first) std::swap(both[0], both[1]);
    reasons.record(both);
  }
  // Back for no time on the day on which the next month opens.
  reasons.record(
      {spell(2023y / 12 / 1, 2024y / 1 / 15, "price"), spell(2024y / 2 / 1, 2024y / 2 / 1, "support")});
  CHECK(reasons.by_period()[0].churned == 3);
  CHECK(reasons.by_period()[0].reasons.at("price") == 3);
}

TEST_CASE("reasons add up to the churn of the start cohort", "[churn_reasons]") {
  check_law("reasons add up", [] {
    cx::churn_reasons reasons{months};
    cx::customer_ledger ledger{months};
    const int customers = *rc::gen::inRange(0, 40);
    for (int i = 0; i < customers; ++i) {
      std::vector<cx::reasoned_spell> all;
      std::vector<cx::spell> days;
      cx::day since = cx::day{2023y / 11 / 1} + std::chrono::days{*rc::gen::inRange(0, 300)};
      const int spells = *rc::gen::inRange(1, 4);
      for (int spell = 0; spell < spells; ++spell) {
        const cx::day until = since + std::chrono::days{*rc::gen::inRange(0, 90)};
        const bool open = *rc::gen::inRange(0, 4) == 0;
        const char* const why[] = {"", "price", "support"};
        all.push_back({cx::spell{since, open ? std::nullopt : std::optional(until)},
                       open ? "" : why[*rc::gen::inRange(0, 3)]});
        days.push_back(all.back().days);
        since = until + std::chrono::days{*rc::gen::inRange(0, 60)};
      }
      reasons.record(all);
      ledger.record(days);
    }
    const auto found = reasons.by_period();
    const auto flows = ledger.flows();
    for (std::size_t month = 0; month < months.size(); ++month) {
      RC_ASSERT(found[month].at_start == flows[month].at_start());
      RC_ASSERT(found[month].churned == flows[month].churned() - flows[month].returned());
      double sum = 0;
      for (const auto& [reason, count] : found[month].reasons)
        sum += cx::churn_for(found[month], reason).value;
      if (found[month].at_start > 0 && found[month].churned > 0) {
        RC_ASSERT(std::abs(sum - cx::churn_rate(flows[month]).value) < 1e-9);
      }
    }
  });
}

TEST_CASE("of nobody at the start no share is known", "[churn_reasons]") {
  const auto found = cx::churn_reasons{months}.by_period();
  CHECK(std::isnan(cx::churn_for(found[0], "price").value));
  CHECK(cx::churn_for(found[0], "price").n == 0);
  CHECK_THROWS_AS(cx::churn_reasons{std::vector<cx::period>{}}, std::invalid_argument);
  CHECK_THROWS_WITH((cx::churn_reasons{{months[0], months[2]}}), contains("2024-03"));
}

TEST_CASE("reasons in a period that is cut are kept so", "[churn_reasons]") {
  cx::churn_reasons reasons{cx::known_periods(months, 2024y / 3 / 10)};
  reasons.record(spell(2023y / 12 / 1, 2024y / 3 / 5, "price"));
  reasons.record(spell(2023y / 12 / 1, 2024y / 3 / 15, "price"));
  CHECK(reasons.periods().size() == 3);
  CHECK(reasons.by_period()[2].churned == 1);
  const cx::churn_reasons again = cx::churn_reasons::restore(reasons.snapshot());
  CHECK(again == reasons);
  CHECK(again.periods().back().is_partial());
  CHECK_FALSE(again == cx::churn_reasons{{months[0], months[1], months[2]}});
}

}  // namespace tests_of_churn_reasons
