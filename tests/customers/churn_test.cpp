// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_churn {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using definition = cx::churn_definition;

namespace {

const cx::period july = cx::month_of(2014y / 7 / 1);
constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr definition all_definitions[] = {definition::start_cohort, definition::naive,
                                          definition::at_risk,      definition::mid_period,
                                          definition::daily,        definition::customer_day};

// The published example tells the totals only: 1,000 at the start, 500 join, 50 of the old and 12 of the new
// leave. Its daily figures come of spreading all of them evenly over the month and counting each day as it
// opens.
cx::customer_flow recurly_july(bool counted_as_days_open) {
  std::vector<cx::day_counters> daily(31);
  std::uint64_t customers = 1000;
  std::uint64_t opening_days = 0;
  std::uint64_t closing_days = 0;
  for (std::uint64_t day = 0; day < 31; ++day) {
    daily[day] = {500 * (day + 1) / 31 - 500 * day / 31, 2};
    opening_days += customers;
    customers += daily[day].came - daily[day].left;
    closing_days += customers;
  }
  cx::flow_counters counters{.at_start = 1000, .acquired = 500, .churned = 50, .churned_new = 12};
  counters.customer_days = counted_as_days_open ? opening_days : closing_days;
  if (counted_as_days_open) return {july, counters};
  return {july, counters, daily};
}

cx::day day_named(const std::string& text) {
  return std::chrono::year{std::stoi(text.substr(0, 4))} / std::stoi(text.substr(5, 2)) /
         std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8)))};
}

cx::period period_of_row(const cx::tests::golden::row& row) {
  return {day_named(row.text("first_day")), day_named(row.text("next_first_day"))};
}

void check_rate(const cx::estimate& rate, double expected_share) {
  if (std::isnan(expected_share)) {
    CHECK(std::isnan(rate.value));
  } else {
    CHECK_THAT(rate.value, WithinRel(100 * expected_share, 1e-12));
  }
}

// The rates of a flow are those of the reference.
void check_rates(const cx::customer_flow& flow, const cx::tests::golden::row& row) {
  check_rate(cx::churn_rate(flow), row.number("churn_of_start"));
  check_rate(cx::churn_rate(flow, definition::naive), row.number("churn_lost_over_start"));
  check_rate(cx::churn_rate(flow, definition::mid_period), row.number("churn_lost_over_mean"));
  check_rate(cx::churn_rate(flow, definition::customer_day),
             row.number("churn_per_day") * static_cast<double>(flow.period().days()));
}

struct subscription {
  cx::day since;
  std::optional<cx::day> until;
  std::string segment;
};

}  // namespace

TEST_CASE("one month has six churn rates", "[churn]") {
  const cx::customer_flow flow = recurly_july(false);
  CHECK(flow.at_end() == 1438);
  CHECK_THAT(cx::churn_rate(flow).value, WithinAbs(5.00, 1e-12));
  CHECK_THAT(cx::churn_rate(flow, definition::naive).value, WithinAbs(6.20, 1e-12));
  CHECK_THAT(cx::churn_rate(flow, definition::at_risk).value, WithinAbs(4.13, 0.005));
  CHECK_THAT(cx::churn_rate(flow, definition::mid_period).value, WithinAbs(5.09, 0.005));
  CHECK_THAT(cx::churn_rate(flow, definition::daily).value, WithinAbs(5.17, 0.005));
  CHECK_THAT(cx::churn_rate(recurly_july(true), definition::customer_day).value, WithinAbs(5.12, 0.005));
  // An arrival counts from the day it happens, so that a day has the customers with whom it closes.
  CHECK_THAT(cx::churn_rate(flow, definition::customer_day).value, WithinAbs(5.06, 0.005));
}

TEST_CASE("published examples come out", "[churn]") {
  // August of the same business: 5 % of 1,438 leave, and 12 of the new.
  const cx::customer_flow august{cx::next(july),
                                 {.at_start = 1438, .acquired = 500, .churned = 72, .churned_new = 12}};
  CHECK_THAT(cx::churn_rate(august, definition::naive).value, WithinRel(100 * 84.0 / 1438, 1e-14));
  // ChartMogul: 12 of 100 churned, one of them came back; one more joined and left.
  const cx::customer_flow chartmogul{
      july,
      {.at_start = 100, .acquired = 1, .reactivated = 1, .churned = 11, .churned_new = 1, .returned = 1}};
  CHECK_THAT(cx::churn_rate(chartmogul).value, WithinAbs(10, 1e-12));
  CHECK_THAT(cx::churn_rate(chartmogul, definition::naive).value, WithinAbs(12, 1e-12));
  CHECK_THAT(cx::retention_rate(chartmogul).value, WithinAbs(90, 1e-12));
  CHECK_THAT(cx::churn_rate(cx::customer_flow{july, {.at_start = 100, .churned = 20}}).value,
             WithinAbs(20, 1e-12));
  CHECK_THAT(cx::churn_rate(cx::customer_flow{july, {.at_start = 2000, .churned = 300}}).value,
             WithinAbs(15, 1e-12));
  const cx::customer_flow kept{july, {.at_start = 100, .acquired = 20, .churned = 10}};
  CHECK(kept.at_end() == 110);
  CHECK_THAT(cx::retention_rate(kept).value, WithinAbs(90, 1e-12));
}

TEST_CASE("each definition has the interval that fits it, or none", "[churn]") {
  const cx::customer_flow flow = recurly_july(false);
  const cx::interval wilson = cx::wilson(50, 1000);
  CHECK_THAT(cx::churn_rate(flow).ci.low, WithinRel(100 * wilson.low, 1e-14));
  CHECK_THAT(cx::churn_rate(flow).ci.high, WithinRel(100 * wilson.high, 1e-14));
  CHECK(cx::churn_rate(flow).n == 1000);
  CHECK(cx::churn_rate(flow, definition::at_risk).method == cx::interval_method::wilson);
  CHECK(cx::churn_rate(flow, definition::at_risk).n == 1500);
  for (const definition none : {definition::naive, definition::mid_period}) {
    CHECK(cx::churn_rate(flow, none).method == cx::interval_method::none);
    CHECK_FALSE(cx::churn_rate(flow, none).ci.exists());
    CHECK(std::isnan(cx::churn_rate(flow, none).standard_error));
  }
  const cx::estimate daily = cx::churn_rate(flow, definition::daily);
  CHECK(daily.method == cx::interval_method::gamma);
  CHECK(daily.ci.contains(daily.value));
  // With the same weight on every day the sum of daily rates would be Poisson; here weights lie in 1/1438 to
  // 1/1000, so the relative width lies near that of 62 events.
  const cx::interval events = cx::garwood(62);
  CHECK_THAT(daily.ci.low / daily.value, WithinAbs(events.low / 62, 0.01));
  CHECK_THAT(daily.ci.high / daily.value, WithinAbs(events.high / 62, 0.02));
  const cx::estimate by_day = cx::churn_rate(flow, definition::customer_day);
  CHECK(by_day.method == cx::interval_method::garwood);
  CHECK_THAT(by_day.ci.low / by_day.value, WithinRel(events.low / 62, 1e-12));
  CHECK_THAT(by_day.ci.high / by_day.value, WithinRel(events.high / 62, 1e-12));
  for (const definition each : all_definitions) {
    CHECK(cx::churn_rate(flow, each).unit == cx::unit::percent);
    CHECK(cx::churn_rate(flow, each, {.level = 0.9}).level == 0.9);
  }
}

TEST_CASE("equal bases every day make the sum of daily rates a Poisson rate", "[churn]") {
  std::vector<cx::day_counters> daily(31, {1, 1});
  const cx::customer_flow flow{
      july,
      {.at_start = 50, .acquired = 31, .churned = 20, .churned_new = 11, .customer_days = 50 * 31},
      daily};
  const cx::estimate rate = cx::churn_rate(flow, definition::daily);
  CHECK_THAT(rate.value, WithinRel(62.0, 1e-13));
  CHECK_THAT(rate.ci.low, WithinRel(cx::garwood(31).low * 2, 1e-12));
  CHECK_THAT(rate.ci.high, WithinRel(cx::garwood(31).high * 2, 1e-12));
  CHECK_THAT(rate.standard_error, WithinRel(2 * std::sqrt(31.0), 1e-13));
  const cx::estimate by_day = cx::churn_rate(flow, definition::customer_day);
  CHECK_THAT(by_day.value, WithinRel(rate.value, 1e-13));
  CHECK_THAT(by_day.ci.high, WithinRel(rate.ci.high, 1e-12));
}

TEST_CASE("the sum of daily rates weighs each event by the day it happened on", "[churn]") {
  // 5 of 10, then 4 of 20.
  const cx::customer_flow flow{{2024y / 3 / 1, 2024y / 3 / 3},
                               {.at_start = 10, .acquired = 15, .churned = 9, .customer_days = 20 + 16},
                               {{15, 5}, {0, 4}}};
  const cx::estimate rate = cx::churn_rate(flow, definition::daily);
  CHECK_THAT(rate.value, WithinRel(5 * 10.0 + 4 * 5.0, 1e-13));
  CHECK_THAT(rate.standard_error, WithinRel(std::sqrt(5 * 100.0 + 4 * 25.0), 1e-13));
  const cx::interval expected = cx::gamma_interval(70, 600, 10);
  CHECK_THAT(rate.ci.low, WithinRel(expected.low, 1e-12));
  CHECK_THAT(rate.ci.high, WithinRel(expected.high, 1e-12));
}

TEST_CASE("without customers there is no churn rate, and its interval is everything", "[churn]") {
  const cx::customer_flow nobody{july, cx::flow_detail::daily};
  for (const definition each : all_definitions) {
    const cx::estimate rate = cx::churn_rate(nobody, each);
    CHECK(std::isnan(rate.value));
    CHECK(rate.n == 0);
  }
  CHECK(cx::churn_rate(nobody).ci == cx::interval{0, 100});
  CHECK(cx::churn_rate(nobody, definition::at_risk).ci == cx::interval{0, 100});
  CHECK(cx::churn_rate(nobody, definition::daily).ci == cx::interval{0, infinity});
  CHECK(cx::churn_rate(nobody, definition::customer_day).ci == cx::interval{0, infinity});
  CHECK(cx::retention_rate(nobody).ci == cx::interval{0, 100});
  // Newcomers alone are a base for some definitions only.
  const cx::customer_flow newcomers{july, {.acquired = 5, .churned_new = 5}};
  CHECK(cx::churn_rate(newcomers).n == 0);
  CHECK(cx::churn_rate(newcomers, definition::mid_period).n == 0);
  CHECK(cx::churn_rate(newcomers, definition::at_risk).value == 100);
}

TEST_CASE("no churn and nothing but churn are rates like others", "[churn]") {
  const cx::customer_flow loyal{july, {.at_start = 40, .customer_days = 40 * 31}};
  CHECK(cx::churn_rate(loyal).value == 0);
  CHECK(cx::churn_rate(loyal).n == 40);
  CHECK(cx::churn_rate(loyal, definition::customer_day).value == 0);
  CHECK_THAT(cx::churn_rate(loyal, definition::customer_day).ci.high,
             WithinRel(100 * cx::garwood(0).high / 40, 1e-12));
  CHECK(cx::retention_rate(loyal).value == 100);
  const cx::customer_flow gone{july, {.at_start = 40, .churned = 40}};
  CHECK(cx::churn_rate(gone).value == 100);
  CHECK(cx::churn_rate(gone).ci.high == 100);
  CHECK(cx::retention_rate(gone).value == 0);
}

TEST_CASE("daily churn asks for daily detail", "[churn]") {
  CHECK_THROWS_AS(cx::churn_rate(recurly_july(true), definition::daily), std::invalid_argument);
  CHECK_THROWS_WITH(cx::churn_rate(recurly_july(true), definition::daily), cx::tests::contains("2014-07"));
}

TEST_CASE("an interval method that does not fit is refused", "[churn]") {
  const cx::customer_flow flow = recurly_july(false);
  CHECK(cx::churn_rate(flow, definition::start_cohort, {.method = cx::interval_method::student_t}).n == 1000);
  CHECK_THROWS_AS(cx::churn_rate(flow, definition::start_cohort, {.method = cx::interval_method::garwood}),
                  std::invalid_argument);
  for (const definition each :
       {definition::naive, definition::mid_period, definition::daily, definition::customer_day}) {
    CHECK_THROWS_AS(cx::churn_rate(flow, each, {.method = cx::interval_method::wilson}),
                    std::invalid_argument);
    CHECK_NOTHROW(cx::churn_rate(flow, each, {.method = cx::churn_rate(flow, each).method}));
  }
}

TEST_CASE("churn of two months is compared", "[churn]") {
  const cx::customer_flow before{july, {.at_start = 1000, .churned = 50, .customer_days = 30000}};
  const cx::customer_flow after{july, {.at_start = 1000, .churned = 100, .customer_days = 29000}};
  for (const definition each : {definition::start_cohort, definition::at_risk, definition::customer_day}) {
    const cx::difference change = cx::compare(cx::churn_rate(before, each), cx::churn_rate(after, each));
    CHECK(change.significant());
    CHECK(change.p_value < 0.001);
    CHECK(change.value > 4.9);
  }
  const cx::difference unknown =
      cx::compare(cx::churn_rate(before, definition::naive), cx::churn_rate(after, definition::naive));
  CHECK_THAT(unknown.value, WithinAbs(5, 1e-12));
  CHECK_FALSE(unknown.significant());
  CHECK(std::isnan(unknown.p_value));
}

TEST_CASE("churn definitions are known by name", "[churn]") {
  for (const definition each : all_definitions) CHECK(cx::churn_definition_named(cx::name_of(each)) == each);
  CHECK(cx::churn_definition_named("Customer Day") == definition::customer_day);
  CHECK_THROWS_WITH(cx::churn_definition_named("start"),
                    cx::tests::contains("start") && cx::tests::contains("mid-period"));
}

TEST_CASE("a monthly rate compounds to a year", "[churn]") {
  const cx::estimate monthly = cx::churn_rate(cx::customer_flow{july, {.at_start = 1000, .churned = 50}});
  const cx::estimate yearly = cx::annualised(monthly);
  CHECK_THAT(yearly.value, WithinAbs(45.96, 0.005));
  CHECK_THAT(yearly.ci.low, WithinRel(100 * (1 - std::pow(1 - monthly.ci.low / 100, 12)), 1e-12));
  CHECK_THAT(yearly.ci.high, WithinRel(100 * (1 - std::pow(1 - monthly.ci.high / 100, 12)), 1e-12));
  CHECK_THAT(yearly.standard_error, WithinRel(12 * std::pow(0.95, 11) * monthly.standard_error, 1e-12));
  const cx::estimate three = cx::churn_rate(cx::customer_flow{july, {.at_start = 100, .churned = 3}});
  CHECK_THAT(cx::annualised(three, 12).value, WithinAbs(100 - 69.38, 0.005));
  CHECK_THAT(cx::annualised(cx::annualised(three, 12), 1.0 / 12).value, WithinRel(3.0, 1e-12));
  CHECK_THAT(cx::annualised(three, 1).ci.low, WithinRel(three.ci.low, 1e-12));
}

TEST_CASE("the mean lifetime is the reciprocal of churn, its bounds exchanged", "[churn]") {
  const cx::estimate monthly = cx::churn_rate(cx::customer_flow{july, {.at_start = 1000, .churned = 50}});
  const cx::estimate months = cx::expected_lifetime(monthly);
  CHECK_THAT(months.value, WithinRel(20.0, 1e-13));
  CHECK_THAT(months.ci.low, WithinRel(100 / monthly.ci.high, 1e-13));
  CHECK_THAT(months.ci.high, WithinRel(100 / monthly.ci.low, 1e-13));
  CHECK_THAT(months.standard_error, WithinRel(monthly.standard_error * 4, 1e-12));
  const cx::estimate loyal = cx::expected_lifetime(cx::churn_rate(cx::customer_flow{july, {.at_start = 40}}));
  CHECK(loyal.value == infinity);
  CHECK(loyal.ci.high == infinity);
  CHECK(loyal.ci.low > 5);
  const cx::estimate unknown = cx::expected_lifetime(cx::churn_rate(cx::customer_flow{july}));
  CHECK(std::isnan(unknown.value));
  CHECK(unknown.ci == cx::interval{1, infinity});
}

TEST_CASE("only a churn rate can be carried over periods", "[churn]") {
  const cx::estimate months = cx::expected_lifetime(cx::churn_rate(cx::customer_flow{july, {.at_start = 4}}));
  CHECK_THROWS_AS(cx::annualised(months), std::invalid_argument);
  const cx::customer_flow boom{july, {.at_start = 1, .acquired = 9, .churned = 1, .churned_new = 9}};
  const cx::estimate above_100 = cx::churn_rate(boom, definition::naive);
  CHECK(above_100.value == 1000);
  CHECK_THROWS_AS(cx::annualised(above_100), std::invalid_argument);
  CHECK_THROWS_AS(cx::expected_lifetime(above_100), std::invalid_argument);
  CHECK_THROWS_AS(cx::annualised(cx::churn_rate(boom), 0), std::invalid_argument);
  CHECK_THROWS_AS(cx::annualised(cx::churn_rate(boom), infinity), std::invalid_argument);
}

TEST_CASE("churn of real subscriptions is that of pandas", "[churn]") {
  const cx::tests::golden expected{"churn_monthly.csv"};
  for (const auto& row : expected) {
    const std::uint64_t churned = row.count("lost_of_start");
    const cx::customer_flow flow{period_of_row(row),
                                 {.at_start = row.count("start"),
                                  .acquired = row.count("new"),
                                  .churned = churned,
                                  .churned_new = row.count("lost") - churned,
                                  .customer_days = row.count("exposure_days")}};
    CHECK(flow.at_end() == row.count("end"));
    check_rates(flow, row);
  }
  CHECK(expected.size() == 104);
}

TEST_CASE("flows of real subscriptions are those of pandas", "[churn][shared]") {
  const auto file = cx::tests::shared_data("ravenstack_subscriptions.csv");
  if (!file) return;
  std::vector<subscription> subscriptions;
  for (const auto& row : cx::tests::golden{std::ifstream(*file)}) {
    const std::string& end = row.text("end_date");
    subscriptions.push_back({day_named(row.text("start_date")),
                             end.empty() ? std::nullopt : std::optional<cx::day>{day_named(end)},
                             "plan_tier=" + row.text("plan_tier")});
  }
  CHECK(subscriptions.size() == 5000);
  for (const auto& row : cx::tests::golden{"churn_monthly.csv"}) {
    std::vector<subscription> segment;
    for (const subscription& each : subscriptions) {
      if (row.text("segment") == "all" || row.text("segment") == each.segment) segment.push_back(each);
    }
    const cx::customer_flow flow =
        cx::flow_of(period_of_row(row), segment, &subscription::since, &subscription::until);
    CHECK(flow.at_start() == row.count("start"));
    CHECK(flow.acquired() == row.count("new"));
    CHECK(flow.lost() == row.count("lost"));
    CHECK(flow.churned() == row.count("lost_of_start"));
    CHECK(flow.at_end() == row.count("end"));
    CHECK(flow.customer_days() == row.count("exposure_days"));
    check_rates(flow, row);
  }
}

TEST_CASE("churn per customer-day and its bounds are those of R", "[churn]") {
  for (const auto& row : cx::tests::golden{"churn_rate_exposure.csv"}) {
    // One period as long as all exposure together, so that it holds whatever that is.
    const auto days = row.count("exposure");
    const cx::day first{};
    const cx::customer_flow flow{
        {first, first + std::chrono::days{static_cast<int>(days)}},
        {.at_start = row.count("n"), .churned = row.count("events"), .customer_days = days}};
    const cx::estimate rate = cx::churn_rate(flow, definition::customer_day, {.level = row.number("conf")});
    const double per_day = 100 * static_cast<double>(days);
    CHECK_THAT(rate.value / per_day, WithinRel(row.number("rate"), 1e-10));
    CHECK_THAT(rate.ci.low / per_day, WithinRel(row.number("lo_exact_poisson"), 1e-10));
    CHECK_THAT(rate.ci.high / per_day, WithinRel(row.number("hi_exact_poisson"), 1e-10));
  }
}

TEST_CASE("a rate over a longer time is that of the same risk on every day", "[churn]") {
  const cx::period february = cx::month_of(2023y / 2 / 1);
  const cx::customer_flow flow{february, {.at_start = 1000, .churned = 100, .customer_days = 26600}};
  const cx::estimate lost = cx::churn_rate(flow);
  const cx::estimate twice = cx::over_time(lost, 2);
  CHECK_THAT(twice.value, WithinAbs(19, 1e-9));  // 0.9 * 0.9 stay
  CHECK_THAT(twice.ci.low, WithinAbs(100 - (100 - lost.ci.low) * (100 - lost.ci.low) / 100, 1e-9));
  CHECK_THAT(twice.ci.high, WithinAbs(100 - (100 - lost.ci.high) * (100 - lost.ci.high) / 100, 1e-9));
  CHECK_THAT(twice.standard_error, WithinAbs(2 * 0.9 * lost.standard_error, 1e-9));
  CHECK(twice.n == 1000);
  CHECK_THAT(cx::over_time(cx::over_time(lost, 2), 0.5).value, WithinAbs(10, 1e-9));
  const cx::estimate kept = cx::over_time(cx::retention_rate(flow), 2);
  CHECK_THAT(kept.value, WithinAbs(81, 1e-9));
  CHECK_THAT(kept.ci.low, WithinAbs(100 - twice.ci.high, 1e-9));
  const cx::estimate per_day = cx::churn_rate(flow, definition::customer_day);
  CHECK_THAT(cx::over_time(per_day, 2).value, WithinAbs(2 * per_day.value, 1e-9));
  CHECK_THAT(cx::over_time(per_day, 2).ci.high, WithinAbs(2 * per_day.ci.high, 1e-9));
  const cx::estimate naive = cx::over_time(cx::churn_rate(flow, definition::naive), 2);
  CHECK_THAT(naive.value, WithinAbs(20, 1e-9));
  CHECK_FALSE(naive.ci.exists());
  const cx::interval wider = interval_at(twice, 0.99);
  const cx::interval before = interval_at(lost, 0.99);
  CHECK_THAT(wider.high, WithinAbs(100 - (100 - before.high) * (100 - before.high) / 100, 1e-9));
}

TEST_CASE("a rate over a longer time keeps all, none and nobody", "[churn]") {
  const cx::period month = cx::month_of(2023y / 2 / 1);
  const auto rate = [&](std::uint64_t at_start, std::uint64_t churned) {
    return cx::over_time(cx::churn_rate(cx::customer_flow{month, {.at_start = at_start, .churned = churned}}),
                         1.5);
  };
  CHECK(rate(10, 0).value == 0);
  CHECK(rate(10, 10).value == 100);
  CHECK(std::isnan(rate(0, 0).value));
  CHECK(rate(0, 0).ci.high == 100);
  const cx::estimate some = cx::churn_rate(cx::customer_flow{month, {.at_start = 10, .churned = 1}});
  CHECK_THROWS_AS(cx::over_time(some, 0), std::invalid_argument);
  CHECK_THROWS_AS(cx::over_time(some, infinity), std::invalid_argument);
  CHECK_THROWS_AS(cx::over_time(cx::expected_lifetime(some), 2), std::invalid_argument);
}

TEST_CASE("months of different length are compared at the daily risk without false alarms",
          "[churn][simulation]") {
  // Constant risk, 50,000 customers at the start of each month of 1,000 years.
  constexpr int years = 1000;
  std::mt19937_64 random(2);
  int marked_as_they_are = 0;
  int marked_at_daily_risk = 0;
  for (int year = 0; year < years; ++year) {
    std::vector<double> as_they_are;
    std::vector<double> at_daily_risk;
    std::optional<cx::estimate> before;
    double days_before = 0;
    for (unsigned month = 1; month <= 12; ++month) {
      const cx::period when = cx::month_of(2023y / static_cast<int>(month) / 1);
      const auto days = static_cast<double>(when.days());
      std::binomial_distribution<std::uint64_t> leave(50000, 1 - std::pow(0.999, days));
      const cx::customer_flow flow{when, {.at_start = 50000, .churned = leave(random)}};
      const cx::estimate rate = cx::churn_rate(flow);
      if (before) {
        as_they_are.push_back(cx::compare(*before, rate).p_value);
        at_daily_risk.push_back(cx::compare(cx::over_time(*before, days / days_before), rate).p_value);
      }
      before = rate;
      days_before = days;
    }
    const auto marks = [](const std::vector<double>& p_values) {
      const std::vector<double> raised = cx::adjusted(p_values, cx::adjustment::holm);
      return *std::min_element(raised.begin(), raised.end()) < 0.05;
    };
    marked_as_they_are += marks(as_they_are);
    marked_at_daily_risk += marks(at_daily_risk);
  }
  CHECK(marked_as_they_are > years / 2);
  CHECK(marked_at_daily_risk <= years * 6 / 100);
}

}  // namespace tests_of_churn
