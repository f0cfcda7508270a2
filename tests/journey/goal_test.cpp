// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/lifetime_value.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/journey/funnel_steps.hpp>
#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/stats/control_chart.hpp>
#include <cxmetrics/stats/level_shift.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/composite.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/response.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_goal {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::net_of;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

// Months from January 2025 on.
std::vector<cx::dated_estimate> months_of(const std::vector<cx::estimate>& values) {
  std::vector<cx::dated_estimate> result;
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (const cx::estimate& value : values) {
    result.push_back({month, value});
    month = cx::next(month);
  }
  return result;
}

// So many who are content, neither, and not, of 100; the more the later the month.
struct crowd {
  std::uint64_t content;
  std::uint64_t neither = 20;
  std::uint64_t others() const { return 100 - content - neither; }
};

cx::tally tally_of(cx::scale scale, const crowd& of) {
  cx::tally result{scale};
  result.record(scale.high(), of.content);
  result.record(scale.high() - 2, of.neither);
  result.record(scale.low() + 1, of.others());
  return result;
}

cx::customer_flow flow_of(const crowd& of) {
  return {cx::month_of(2025y / 4 / 1), {.at_start = 100, .churned = of.others(), .customer_days = 2800}};
}

cx::revenue_flow revenue_of(const crowd& of) {
  cx::revenue_ledger ledger{{cx::month_of(2025y / 4 / 1)}};
  const cx::day left = 2025y / 4 / 15;
  for (std::uint64_t at = 0; at < 100; ++at) {
    const auto price = 30'00 - 10 * static_cast<std::int64_t>(at);  // who leave pay most
    if (at < of.others()) {
      ledger.record(cx::subscription{cx::spell{2024y / 1 / 1, left}, price});
    } else if (at < of.others() + of.neither) {
      ledger.record(std::vector{cx::subscription{cx::spell{2024y / 1 / 1, left}, price},
                                cx::subscription{cx::spell{left}, price + 5'00}});
    } else {
      ledger.record(cx::subscription{cx::spell{2024y / 1 / 1}, price});
    }
  }
  return ledger.flows().front();
}

cx::answer_sheets sheets_of(const crowd& of) {
  cx::answer_sheets result{{cx::one_to_five, cx::one_to_five}};
  result.record(std::vector<std::optional<int>>{5, 4}, of.content);
  result.record(std::vector<std::optional<int>>{3, 4}, of.neither);
  result.record(std::vector<std::optional<int>>{1, 2}, of.others() / 2);
  result.record(std::vector<std::optional<int>>{std::nullopt, std::nullopt}, of.others() - of.others() / 2);
  return result;
}

cx::curve stay_of(const crowd& of) {
  cx::lifetimes result;
  result.record_left(30, 0, 0, of.others());
  result.record_left(90, 0, 0, of.neither);
  result.record_present(200, 0, of.content);
  return cx::kaplan_meier(result);
}

cx::estimate conversion_of(const crowd& of) {
  cx::funnel result{{.steps = {"visit", "pay"}}};
  for (std::uint64_t at = 0; at < 100; ++at) {
    std::vector<cx::funnel_event> events{{cx::day{2025y / 4 / 1}, 0}};
    if (at < of.content) events.push_back({cx::day{2025y / 4 / 2}, 1});
    result.record(events);
  }
  return cx::steps_of(result).back().conversion_from_start;
}

cx::estimate weighted_nps_of(const crowd& of) {
  cx::weighted_tally result{cx::zero_to_ten};
  for (std::uint64_t at = 0; at < 100; ++at) {
    const int score = at < of.content ? 10 : at < of.content + of.neither ? 8 : 2;
    result.record(score, cx::sampling_weight{at % 3 == 0 ? 2.0 : 0.5});
  }
  return cx::nps(result);
}

struct kind_of_estimate {
  std::string name;
  std::function<cx::estimate(const crowd&)> of;
};

const std::vector<kind_of_estimate>& kinds() {
  using definition = cx::churn_definition;
  const auto churn = [](definition by) {
    return [by](const crowd& of) { return cx::churn_rate(flow_of(of), by); };
  };
  static const std::vector<kind_of_estimate> all{
      {"net score", [](const crowd& of) { return cx::nps(tally_of(cx::zero_to_ten, of)); }},
      {"share", [](const crowd& of) { return cx::csat(tally_of(cx::one_to_five, of)); }},
      {"mean", [](const crowd& of) { return cx::ces(tally_of(cx::one_to_seven, of)); }},
      {"share of detractors",
       [](const crowd& of) {
         return cx::estimate_of(cx::bottom_box(cx::zero_to_ten, 7), tally_of(cx::zero_to_ten, of));
       }},
      {"weighted net score", weighted_nps_of},
      {"churn of the start", churn(definition::start_cohort)},
      {"churn of all at risk", churn(definition::at_risk)},
      {"churn a day", churn(definition::customer_day)},
      {"retention", [](const crowd& of) { return cx::retention_rate(flow_of(of)); }},
      {"net revenue retention", [](const crowd& of) { return cx::net_revenue_retention(revenue_of(of)); }},
      {"gross revenue churn", [](const crowd& of) { return cx::gross_revenue_churn(revenue_of(of)); }},
      {"revenue per customer", [](const crowd& of) { return cx::revenue_per_customer(revenue_of(of)); }},
      {"survival", [](const crowd& of) { return stay_of(of).at(120); }},
      {"days as a customer", [](const crowd& of) { return cx::restricted_mean(stay_of(of), 120); }},
      {"lifetime value",
       [](const crowd& of) { return cx::simple_lifetime_value(cx::churn_rate(flow_of(of)), 40'00); }},
      {"index",
       [](const crowd& of) {
         const cx::composite index =
             cx::equally_weighted({"one", "other"}, cx::percent_of_maximum(cx::one_to_five));
         return cx::index_of(index, sheets_of(of)).value;
       }},
      {"response rate", [](const crowd& of) { return cx::answered_of(sheets_of(of)).share; }},
      {"conversion of a funnel", conversion_of}};
  return all;
}

}  // namespace

TEST_CASE("every kind of estimate has a goal, and so has its way there", "[goal]") {
  for (const kind_of_estimate& kind : kinds()) {
    CAPTURE(kind.name);
    std::vector<cx::estimate> values;
    for (std::uint64_t month = 0; month < 6; ++month) values.push_back(kind.of({40 + 3 * month}));
    const cx::estimate& now = values.back();
    CAPTURE(now.value, now.ci.low, now.ci.high);
    REQUIRE(now.n > 0);
    REQUIRE(now.ci.low < now.value);
    REQUIRE(now.value < now.ci.high);
    const bool up = now.better == cx::better::high;
    const double easy = up ? now.ci.low : now.ci.high;
    const double hard = up ? now.ci.high : now.ci.low;
    // Somewhat within what the metric can be.
    const double beyond = hard + (up ? 1 : -1) * 0.01 * now.ci.width();
    CHECK(cx::judge({.target = easy}, now).status == cx::goal_status::met);
    CHECK(cx::judge({.target = now.value}, now).status == cx::goal_status::cannot_tell);
    const auto verdict = cx::judge({.target = (now.value + hard) / 2}, now);
    CHECK(verdict.status == cx::goal_status::cannot_tell);
    CHECK(verdict.observations_to_tell.value_or(0) > now.n);
    if (cx::range_of(now).contains(beyond))
      CHECK(cx::judge({.target = beyond}, now).status == cx::goal_status::not_met);
    const cx::better other_way = up ? cx::better::low : cx::better::high;
    CHECK(cx::judge({.target = hard, .direction = other_way}, now).status == cx::goal_status::met);

    const auto progress = cx::progress_of({.target = hard, .by = 2025y / 12 / 31}, months_of(values));
    CHECK(progress.line.periods == 6);
    // More are content from month to month, so each of these gets better.
    CHECK((up ? 1 : -1) * progress.line.slope.value > 0);
    CHECK(progress.line.slope.ci.contains(progress.line.slope.value));
    CHECK(progress.periods_left == 6);
    CHECK(std::isfinite(progress.needed.value));
    CHECK(progress.chance >= 0);
    CHECK(progress.chance <= 1);
    CHECK(cx::range_of(now).contains(progress.at_deadline.value));
    const cx::control_chart chart = cx::control_chart_of(values);
    for (const cx::control_point& point : chart.points) CHECK(point.limits.contains(chart.centre));
    REQUIRE(cx::level_shift_of(values, {.replicates = 200}));
    CHECK((up ? 1 : -1) * cx::level_shift_of(values, {.replicates = 200})->change.value > 0);
  }
}

TEST_CASE("a goal is met or not met where the interval tells, and else the answers cannot tell", "[goal]") {
  const cx::goal forty{.metric = "NPS", .target = 40};
  CHECK(cx::judge(forty, net_of(50, 100, 350)).status == cx::goal_status::met);
  CHECK(cx::judge(forty, net_of(200, 100, 200)).status == cx::goal_status::not_met);
  // 42, but of few.
  const auto few = cx::judge(forty, net_of(10, 9, 31));
  CHECK(few.status == cx::goal_status::cannot_tell);
  CHECK_THAT(few.from_target.value, WithinAbs(2, 1e-9));
  CHECK(few.from_target.ci.contains(0));
  CHECK(name_of(cx::goal_status::cannot_tell) == "cannot tell");

  // Nobody answered: nothing can be told, and no number of more answers can be.
  const auto nobody = cx::judge(forty, net_of(0, 0, 0));
  CHECK(nobody.status == cx::goal_status::cannot_tell);
  CHECK_FALSE(nobody.observations_to_tell);
}

TEST_CASE("low is good where the metric or the goal says so", "[goal]") {
  cx::estimate churn = share_of(10, 1000);
  churn.better = cx::better::low;
  CHECK(cx::judge({.target = 3}, churn).status == cx::goal_status::met);
  CHECK(cx::judge({.target = 0.2}, churn).status == cx::goal_status::not_met);
  // The share of detractors is to fall, though the share itself does not say which way is up.
  const cx::estimate detractors = share_of(100, 1000);
  CHECK(cx::judge({.target = 20, .direction = cx::better::low}, detractors).status == cx::goal_status::met);
  CHECK(cx::judge({.target = 20}, detractors).status == cx::goal_status::not_met);
}

TEST_CASE("a certain value that is the target has met it", "[goal]") {
  for (const auto way : {cx::better::high, cx::better::low}) {
    CHECK(cx::judge({.target = 5, .direction = way}, normal_of(5, 0)).status == cx::goal_status::met);
  }
  CHECK(cx::judge({.target = 5}, normal_of(4.999, 0)).status == cx::goal_status::not_met);
}

TEST_CASE("as many answers as it says would tell", "[goal]") {
  // 36 points with a standard deviation of 76.8: (1.96 + 0.8416)² × 76.84² / 4² = 2,897.
  const auto verdict = cx::judge({.target = 40}, net_of(36, 56, 108));
  REQUIRE(verdict.status == cx::goal_status::cannot_tell);
  REQUIRE(verdict.observations_to_tell);
  CHECK_THAT(static_cast<double>(*verdict.observations_to_tell), WithinRel(2897.0, 1e-3));
  const auto answers = [](std::uint64_t n) { return net_of(n * 36 / 200, n * 56 / 200, n * 108 / 200); };
  CHECK(cx::judge({.target = 40}, answers(*verdict.observations_to_tell)).status == cx::goal_status::not_met);
  // Half as many and a little less would not: the power counts for a factor of 2.04.
  CHECK(cx::judge({.target = 40}, answers(*verdict.observations_to_tell * 10 / 22)).status ==
        cx::goal_status::cannot_tell);
  // The same where all agree and no variance is seen.
  CHECK(cx::judge({.target = 95}, share_of(20, 20)).observations_to_tell);
  // No number tells of a value that is the target.
  CHECK_FALSE(cx::judge({.target = 36}, net_of(36, 56, 108)).observations_to_tell);
}

TEST_CASE("a target that the metric cannot have is refused", "[goal]") {
  CHECK_THROWS_AS(cx::judge({.target = 120}, net_of(1, 2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(cx::judge({.target = -1}, share_of(1, 3)), std::invalid_argument);
  CHECK_THROWS_AS(cx::judge({}, share_of(1, 3)), std::invalid_argument);
}

TEST_CASE("the pace that is needed leads to the target at the deadline", "[goal]") {
  // 20, 22, … 30 in June; 40 in December needs 10 points in 6 months.
  std::vector<cx::estimate> values;
  for (int month = 0; month < 6; ++month) values.push_back(normal_of(20 + 2 * month, 2, 100));
  const auto progress = cx::progress_of({.target = 40, .by = 2025y / 12 / 31}, months_of(values));
  CHECK(progress.judged == cx::month_of(2025y / 6 / 1));
  CHECK(progress.deadline == cx::month_of(2025y / 12 / 1));
  CHECK(progress.periods_left == 6);
  CHECK(progress.verdict.status == cx::goal_status::not_met);
  CHECK_THAT(progress.line.slope.value, WithinAbs(2, 1e-9));
  CHECK_THAT(progress.needed.value, WithinAbs(10.0 / 6, 1e-9));
  CHECK(progress.needed.ci.contains(10.0 / 6));
  CHECK_THAT(progress.at_deadline.value, WithinAbs(42, 1e-9));
  // At 42 with a standard error of √(4/6 + 4/17.5 × 8.5²) = 4.145 the chance is Φ(2 / 4.145) = 0.685.
  CHECK_THAT(progress.chance, WithinAbs(0.685, 0.001));
  CHECK_FALSE(progress.from_plan);

  // The way begins on the line, not at the last month: of 20, 20, 20, 20, 20, 26 the line ends at 21 + 2.5 × 15 / 17.5.
  std::vector<cx::estimate> jump(5, normal_of(20, 2, 100));
  jump.push_back(normal_of(26, 2, 100));
  const auto from_line = cx::progress_of({.target = 40, .by = 2025y / 12 / 31}, months_of(jump));
  CHECK_THAT(from_line.needed.value, WithinAbs((40 - 21 - 2.5 * 15 / 17.5) / 6, 1e-9));

  // A day earlier, December is no longer whole.
  const auto earlier = cx::progress_of({.target = 40, .by = 2025y / 12 / 30}, months_of(values));
  CHECK(earlier.deadline == cx::month_of(2025y / 11 / 1));
  CHECK_THAT(earlier.needed.value, WithinAbs(2, 1e-9));
  CHECK_THAT(earlier.chance, WithinAbs(0.5, 1e-9));

  // For a metric that is to fall, the chance is the other side.
  const auto down =
      cx::progress_of({.target = 40, .direction = cx::better::low, .by = 2025y / 12 / 31}, months_of(values));
  CHECK_THAT(down.chance, WithinAbs(1 - progress.chance, 1e-12));
  CHECK(down.verdict.status == cx::goal_status::met);
}

TEST_CASE("a deadline that is over is judged by its own period", "[goal]") {
  const std::vector<cx::estimate> values{normal_of(30, 1), normal_of(45, 1), normal_of(30, 1)};
  const auto progress = cx::progress_of({.target = 40, .by = 2025y / 2 / 28}, months_of(values));
  CHECK(progress.judged == cx::month_of(2025y / 2 / 1));
  CHECK(progress.verdict.status == cx::goal_status::met);
  CHECK(progress.periods_left == 0);
  CHECK(std::isnan(progress.needed.value));
  CHECK(std::isnan(progress.chance));
}

TEST_CASE("a deadline before all periods judges none of them", "[goal]") {
  std::vector<cx::estimate> churn{share_of(30, 1000), share_of(20, 1000)};
  for (cx::estimate& each : churn) each.better = cx::better::low;
  for (const cx::day by : {cx::day{2024y / 12 / 31}, cx::day{2025y / 1 / 30}}) {
    const auto progress = cx::progress_of({.target = 5, .by = by}, months_of(churn));
    CHECK_FALSE(progress.judged);
    CHECK(progress.verdict.status == cx::goal_status::cannot_tell);
    CHECK(progress.now.n == 0);
    CHECK(progress.now.better == cx::better::low);
    CHECK(progress.periods_left == 0);
  }
}

TEST_CASE("a start is a value that the metric can have", "[goal]") {
  const std::vector<cx::estimate> values(3, share_of(30, 100));
  for (const double start : {-1.0, 101.0, std::nan("")}) {
    const cx::goal goal{.target = 40, .by = 2025y / 12 / 31, .start = cx::goal_start{2025y / 1 / 1, start}};
    CHECK_THROWS_AS(cx::progress_of(goal, months_of(values)), std::invalid_argument);
  }
}

TEST_CASE("a plan is the straight way from the start", "[goal]") {
  // From 20 in the middle of January to 40 in the middle of December; in the middle of June 151 of 334.5 days are gone.
  const cx::goal goal{.target = 40, .by = 2025y / 12 / 31, .start = cx::goal_start{2025y / 1 / 16, 20}};
  std::vector<cx::estimate> values(6, normal_of(25, 1));
  const auto progress = cx::progress_of(goal, months_of(values));
  REQUIRE(progress.from_plan);
  CHECK_THAT(progress.from_plan->value, WithinAbs(25 - (20 + 20 * 151.0 / 334.5), 1e-9));
  CHECK(progress.from_plan->significant());
  CHECK_THROWS_AS(
      cx::progress_of({.target = 40, .by = 2025y / 1 / 1, .start = cx::goal_start{2025y / 2 / 1, 20}},
                      months_of(values)),
      std::invalid_argument);
}

TEST_CASE("missing, cut and single periods are no trouble", "[goal]") {
  auto months = months_of({share_of(10, 20), share_of(12, 20), share_of(14, 20), share_of(3, 20)});
  months.erase(months.begin() + 1);
  months.back().during = months.back().during.to(2025y / 4 / 11);
  const auto progress = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, months);
  CHECK(progress.judged == cx::month_of(2025y / 3 / 1));
  CHECK(progress.periods_left == 3);
  CHECK_THAT(progress.line.slope.value, WithinAbs(10, 1e-9));

  const auto one = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, months_of({share_of(10, 20)}));
  CHECK(one.periods_left == 5);
  CHECK_THAT(one.needed.value, WithinAbs(8, 1e-9));
  CHECK(std::isnan(one.chance));
  CHECK(std::isnan(one.at_deadline.value));

  const auto none = cx::progress_of({.target = 90, .by = 2025y / 6 / 30}, {});
  CHECK_FALSE(none.judged);
  CHECK(none.verdict.status == cx::goal_status::cannot_tell);
  const auto timeless = cx::progress_of({.target = 90}, months);
  CHECK(timeless.judged);
  CHECK_FALSE(timeless.deadline);
}

TEST_CASE("periods of different kinds are refused", "[goal]") {
  std::vector<cx::dated_estimate> mixed = months_of({share_of(1, 2), share_of(1, 2)});
  mixed.push_back({cx::quarter_of(2025y / 4 / 1), share_of(1, 2)});
  CHECK_THROWS_AS(cx::progress_of({.target = 50}, mixed), std::invalid_argument);
  std::swap(mixed[0], mixed[1]);
  CHECK_THROWS_AS(cx::progress_of({.target = 50}, mixed), std::invalid_argument);
}

TEST_CASE("churn of customers has goals too", "[goal]") {
  std::vector<cx::dated_estimate> months;
  cx::period month = cx::month_of(2025y / 1 / 1);
  for (std::uint64_t lost = 40; lost > 34; --lost) {
    cx::estimate churn = share_of(lost, 1000);
    churn.better = cx::better::low;
    months.push_back({month, churn});
    month = cx::next(month);
  }
  const auto progress = cx::progress_of({.metric = "churn", .target = 3, .by = 2025y / 12 / 31}, months);
  CHECK(progress.line.slope.value < 0);
  CHECK(progress.needed.value < 0);
  CHECK(progress.chance > 0.5);
}

}  // namespace tests_of_goal
