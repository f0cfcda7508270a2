// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/break_down.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/journey/drivers.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/response.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
constexpr auto january = [] { return cx::period{2024y / 1 / 1, 2024y / 2 / 1}; };

// What the ladder needs of each state: an empty one, some that hold something, the fullest one, and those that one parameter
// keeps from being merged.
template <class State>
struct steps;

template <>
struct steps<cx::tally> {
  static cx::tally empty() { return cx::tally{cx::zero_to_ten}; }
  static cx::tally one() { return many(1); }
  static cx::tally many(int count) {
    cx::tally result = empty();
    for (int i = 0; i < count; ++i) result.record((i * 7 + 9) % 11);
    result.record_missing(3);
    return result;
  }
  static cx::tally alike(int count) {
    cx::tally result = empty();
    result.record(10, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::tally full() {
    cx::tally result = empty();
    result.record_off_scale(most);
    return result;
  }
  static std::vector<cx::tally> of_other_parameters() {
    return {cx::tally{cx::scale{0, 9}}, cx::tally{cx::scale{1, 10}}, cx::tally{cx::one_to_five}};
  }
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 13;
};

template <class Weight>
struct steps<cx::basic_weighted_tally<Weight>> {
  using state = cx::basic_weighted_tally<Weight>;
  static state empty() { return state{cx::one_to_five}; }
  static state one() { return many(1); }
  static state many(int count) {
    state result = empty();
    for (int i = 0; i < count; ++i) result.record(1 + i % 5, Weight{0.1 * i + 0x1p-12});
    result.record_off_scale(2);
    return result;
  }
  static state alike(int count) {
    state result = empty();
    for (int i = 0; i < count; ++i) result.record(3, Weight{0x1p32});
    return result;
  }
  static state full() {
    cx::tally answers{cx::one_to_five};
    answers.record(5, most);
    return state{answers};
  }
  static std::vector<state> of_other_parameters() {
    return {state{cx::scale{1, 4}}, state{cx::scale{0, 5}}, state{cx::zero_to_ten}};
  }
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 7 * 5 + 3;
};

template <>
struct steps<cx::paired_tally> {
  static cx::paired_tally empty() { return cx::paired_tally{cx::one_to_five}; }
  static cx::paired_tally one() { return many(1); }
  static cx::paired_tally many(int count) {
    cx::paired_tally result = empty();
    for (int i = 0; i < count; ++i) result.record(1 + i % 5, 1 + i * 3 % 5);
    result.record_incomplete(4);
    result.record_only_before(2);
    result.record_only_after(1);
    return result;
  }
  static cx::paired_tally alike(int count) {
    cx::paired_tally result = empty();
    result.record(5, 1, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::paired_tally full() {
    cx::paired_tally result = empty();
    result.record(1, 5, most);
    return result;
  }
  static std::vector<cx::paired_tally> of_other_parameters() {
    return {cx::paired_tally{cx::scale{1, 4}}, cx::paired_tally{cx::scale{0, 5}}};
  }
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 28;
};

template <>
struct steps<cx::customer_ledger> {
  static std::vector<cx::period> quarter() {
    return {january(), cx::month_of(2024y / 2 / 1), cx::month_of(2024y / 3 / 1)};
  }
  static cx::customer_ledger empty(cx::flow_detail detail = cx::flow_detail::daily) {
    return cx::customer_ledger{quarter(), detail};
  }
  static cx::customer_ledger one() { return many(1); }
  static cx::customer_ledger many(int count) {
    cx::customer_ledger result = empty();
    for (int i = 0; i < count; ++i) {
      const cx::day since = cx::day{2023y / 12 / 20} + std::chrono::days{i * 5 % 60};
      const cx::day until = since + std::chrono::days{i * 11 % 70};
      if (i % 3 == 0) {
        result.record(cx::spell{since});
      } else if (i % 3 == 1) {
        result.record(cx::spell{since, until});
      } else {
        result.record(std::vector{cx::spell{since, until}, cx::spell{until + std::chrono::days{3}}});
      }
    }
    return result;
  }
  static cx::customer_ledger alike(int count) {
    cx::customer_ledger result = empty();
    for (int i = 0; i < count; ++i) result.record(cx::spell{2024y / 1 / 15, 2024y / 2 / 15});
    return result;
  }
  // As many customers as 91 days can have, none of them in these periods.
  static cx::customer_ledger full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[0] = most / 91;
    return cx::customer_ledger::restore(stored);
  }
  static std::vector<cx::customer_ledger> of_other_parameters() {
    const auto months = quarter();
    return {cx::customer_ledger{{months[0], months[1]}, cx::flow_detail::daily},
            cx::customer_ledger{{months[1], months[2]}, cx::flow_detail::daily},
            cx::customer_ledger{{cx::period{months[0].first(), months[2].last()}}, cx::flow_detail::daily},
            empty(cx::flow_detail::totals), partial()};
  }
  static cx::customer_ledger partial() {
    cx::customer_ledger result{cx::known_periods(quarter(), 2024y / 3 / 6), cx::flow_detail::daily};
    for (int day = 0; day < 20; ++day) {
      const cx::day since = cx::day{2023y / 12 / 30} + std::chrono::days{day * 7};
      result.record(cx::spell{since, since + std::chrono::days{day * 3}});
    }
    return result;
  }
  static constexpr std::uint32_t newest_layout = 2;
  static constexpr std::size_t parameters = 5;
  static constexpr std::size_t words = 1 + 3 * 7 + 2 * 91;
};

template <>
struct steps<cx::customer_flow> {
  static cx::customer_flow empty() { return cx::customer_flow{january(), cx::flow_detail::daily}; }
  static cx::customer_flow one() { return many(1); }
  static cx::customer_flow many(int count) { return steps<cx::customer_ledger>::many(count).flows().front(); }
  static cx::customer_flow alike(int count) {
    return steps<cx::customer_ledger>::alike(count).flows().front();
  }
  static cx::customer_flow full() {
    const std::uint64_t customers = most / 31;
    return {january(),
            {.at_start = customers, .customer_days = 31 * customers},
            std::vector<cx::day_counters>(31)};
  }
  static std::vector<cx::customer_flow> of_other_parameters() {
    return {cx::customer_flow{{january().first(), january().last() + std::chrono::days{1}},
                              cx::flow_detail::daily},
            cx::customer_flow{{january().first() - std::chrono::days{1}, january().last()},
                              cx::flow_detail::daily},
            cx::customer_flow{january(), cx::flow_detail::totals}, partial()};
  }
  static cx::customer_flow partial() { return steps<cx::customer_ledger>::partial().flows().back(); }
  static constexpr std::uint32_t newest_layout = 2;
  static constexpr std::size_t parameters = 3;
  static constexpr std::size_t words = 7 + 2 * 31;
};

template <>
struct steps<cx::customer_cohorts> {
  static std::vector<cx::period> months() {
    return {january(), cx::month_of(2024y / 2 / 1), cx::month_of(2024y / 3 / 1)};
  }
  static constexpr cx::day as_of = 2024y / 3 / 20;
  static cx::customer_cohorts empty() { return cx::customer_cohorts{months(), as_of}; }
  static cx::customer_cohorts one() { return many(1); }
  static cx::customer_cohorts many(int count) {
    cx::customer_cohorts result = empty();
    for (int i = 0; i < count; ++i) {
      const cx::day since = cx::day{2023y / 12 / 20} + std::chrono::days{i * 5 % 100};
      const cx::day until = since + std::chrono::days{i * 11 % 70};
      if (i % 3 == 2) {
        result.record(std::vector{cx::spell{since, until}, cx::spell{until + std::chrono::days{30}}});
      } else {
        result.record(cx::spell{since, until});
      }
    }
    return result;
  }
  static cx::customer_cohorts alike(int count) {
    cx::customer_cohorts result = empty();
    for (int i = 0; i < count; ++i) result.record(cx::spell{2024y / 1 / 15, 2024y / 2 / 15});
    return result;
  }
  static cx::customer_cohorts full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[0] = most;
    return cx::customer_cohorts::restore(stored);
  }
  static std::vector<cx::customer_cohorts> of_other_parameters() {
    const auto all = months();
    return {cx::customer_cohorts{{all[0], all[1]}, as_of}, cx::customer_cohorts{{all[1], all[2]}, as_of},
            cx::customer_cohorts{all, as_of + std::chrono::days{1}},
            cx::customer_cohorts{all, as_of, cx::cohort_age::own_months}};
  }
  static constexpr std::size_t parameters = 2 + 4;
  static constexpr std::size_t words = 1 + 3 + 3 * (3 + 2 + 1);
};

template <>
struct steps<cx::churn_reasons> {
  static std::vector<cx::period> months() { return {january(), cx::month_of(2024y / 2 / 1)}; }
  static cx::churn_reasons empty() { return cx::churn_reasons{months()}; }
  static cx::churn_reasons one() { return many(1); }
  static cx::churn_reasons many(int count) {
    cx::churn_reasons result = empty();
    for (int i = 0; i < count; ++i) {
      const cx::day since = cx::day{2023y / 12 / 20} + std::chrono::days{i * 5 % 40};
      result.record(
          {cx::spell{since, since + std::chrono::days{20 + i * 11 % 50}}, i % 3 == 2 ? "" : "price"});
    }
    return result;
  }
  static cx::churn_reasons alike(int count) {
    cx::churn_reasons result = empty();
    for (int i = 0; i < count; ++i) result.record({cx::spell{2023y / 12 / 1, 2024y / 1 / 2}, "weather"});
    return result;
  }
  static cx::churn_reasons full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[0] = most;
    return cx::churn_reasons::restore(stored);
  }
  static std::vector<cx::churn_reasons> of_other_parameters() {
    return {cx::churn_reasons{{january()}}, cx::churn_reasons{{months()[1]}},
            cx::churn_reasons{{cx::period{january().first(), months()[1].last()}}}};
  }
  static constexpr std::uint32_t newest_layout = 2;
  static constexpr std::size_t parameters = 3;
  static constexpr std::size_t words = 1 + 2 + 1 + 2 + 2;
};

template <>
struct steps<cx::lifetimes> {
  static cx::lifetimes empty() { return cx::lifetimes{cx::granularity::day, 2}; }
  static cx::lifetimes one() { return many(1); }
  static cx::lifetimes many(int count) {
    cx::lifetimes result = empty();
    for (int i = 0; i < count; ++i) {
      const std::int64_t duration = 3 + i * 7 % 40;
      if (i % 3 == 2) {
        result.record_present(duration, i % 4);
      } else {
        result.record_left(duration, static_cast<std::size_t>(i % 3), i % 4);
      }
    }
    return result;
  }
  static cx::lifetimes alike(int count) {
    cx::lifetimes result = empty();
    result.record_left(5, 1, 0, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::lifetimes full() {
    cx::lifetimes result = empty();
    result.record_present(1, 0, most);
    return result;
  }
  static std::vector<cx::lifetimes> of_other_parameters() {
    return {cx::lifetimes{cx::granularity::day, 1}, cx::lifetimes{cx::granularity::day, 3},
            cx::lifetimes{cx::granularity::month, 2}};
  }
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 1 + 4 * 4;
};

template <>
struct steps<cx::renewals> {
  static cx::renewals empty() { return {}; }
  static cx::renewals one() { return many(1); }
  static cx::renewals many(int count) {
    cx::renewals result;
    for (int i = 0; i < count; ++i) {
      result.record_left(static_cast<std::size_t>(1 + i * 7 % 4));
      result.record_present(static_cast<std::size_t>(i % 3));
    }
    return result;
  }
  static cx::renewals alike(int count) {
    cx::renewals result;
    result.record_present(5, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::renewals full() {
    cx::renewals result;
    result.record_left(1, most);
    return result;
  }
  static std::vector<cx::renewals> of_other_parameters() { return {}; }
  static constexpr std::size_t parameters = 0;
  static constexpr std::size_t words = 2 + 2 + 1;
};

template <>
struct steps<cx::revenue_ledger> {
  static std::vector<cx::period> quarter() { return steps<cx::customer_ledger>::quarter(); }
  static cx::revenue_ledger empty() { return cx::revenue_ledger{quarter()}; }
  static cx::revenue_ledger one() { return many(1); }
  static cx::revenue_ledger many(int count) {
    cx::revenue_ledger result = empty();
    for (int i = 0; i < count; ++i) {
      const cx::day since = cx::day{2023y / 12 / 20} + std::chrono::days{i * 5 % 60};
      const cx::day until = since + std::chrono::days{(20 + i * 11) % 70};
      result.record(std::vector{cx::subscription{cx::spell{since, until}, 100 + i},
                                cx::subscription{cx::spell{until}, {i * 7 % 3, cx::price_interval::year}}});
    }
    return result;
  }
  static cx::revenue_ledger alike(int count) {
    cx::revenue_ledger result = empty();
    for (int i = 0; i < count; ++i)
      result.record(cx::subscription{cx::spell{2024y / 1 / 15, 2024y / 2 / 15}, 1000});
    return result;
  }
  static cx::revenue_ledger full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[0] = most / 2;
    return cx::revenue_ledger::restore(stored);
  }
  static std::vector<cx::revenue_ledger> of_other_parameters() {
    const auto months = quarter();
    return {cx::revenue_ledger{{months[0], months[1]}}, cx::revenue_ledger{{months[1], months[2]}},
            cx::revenue_ledger{{cx::period{months[0].first(), months[2].last()}}}, partial()};
  }
  static cx::revenue_ledger partial() {
    return cx::revenue_ledger{steps<cx::customer_ledger>::partial().periods()};
  }
  static constexpr std::uint32_t newest_layout = 2;
  static constexpr std::size_t parameters = 4;
  static constexpr std::size_t words = 1 + 3 * 32;
};

template <>
struct steps<cx::revenue_flow> {
  static cx::revenue_flow empty() { return cx::revenue_flow{january()}; }
  static cx::revenue_flow one() { return many(1); }
  static cx::revenue_flow many(int count) { return steps<cx::revenue_ledger>::many(count).flows().front(); }
  static cx::revenue_flow alike(int count) { return steps<cx::revenue_ledger>::alike(count).flows().front(); }
  static cx::revenue_flow full() { return {january(), {.start = std::numeric_limits<std::int64_t>::max()}}; }
  static std::vector<cx::revenue_flow> of_other_parameters() {
    return {cx::revenue_flow{{january().first(), january().last() + std::chrono::days{1}}},
            cx::revenue_flow{{january().first() - std::chrono::days{1}, january().last()}}, partial()};
  }
  static cx::revenue_flow partial() { return steps<cx::revenue_ledger>::partial().flows().back(); }
  static constexpr std::uint32_t newest_layout = 2;
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 32;
};

template <>
struct steps<cx::funnel> {
  static cx::funnel_rules rules() {
    return {.steps = {"visit", "cart", "pay"},
            .within = std::chrono::seconds{1000},
            .exclusions = {"error"},
            .as_of = cx::day{2024y / 1 / 1}};
  }
  static cx::funnel empty() { return cx::funnel{rules()}; }
  static cx::funnel one() { return many(1); }
  static cx::funnel many(int count) {
    cx::funnel result = empty();
    for (int i = 0; i < count; ++i) {
      const std::chrono::sys_seconds start =
          cx::day{2024y / 1 / 1} + std::chrono::seconds{i % 4 == 3 ? 86000 : i};
      std::vector<cx::funnel_event> events{{start, i % 5 == 4 ? 3U : 0U}};
      for (int more = 1; more <= i % 3; ++more)
        events.push_back(
            {start + std::chrono::seconds{more * (i * 7 % 50)}, static_cast<std::uint32_t>(more)});
      result.record(events);
    }
    return result;
  }
  static cx::funnel alike(int count) {
    cx::funnel result = empty();
    const std::chrono::sys_seconds start = cx::day{2024y / 1 / 1};
    for (int i = 0; i < count; ++i)
      result.record(std::vector<cx::funnel_event>{{start, 0}, {start + std::chrono::seconds{99}, 1}});
    return result;
  }
  static cx::funnel full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[8] = most;
    return cx::funnel::restore(stored);
  }
  static std::vector<cx::funnel> of_other_parameters() {
    std::vector<cx::funnel_rules> other(8, rules());
    other[0].steps[1] = "basket";
    other[1].steps.pop_back();
    other[2].order = cx::funnel_order::strict;
    other[3].within.reset();
    other[4].within = std::chrono::seconds{1001};
    other[5].exclusions = {};
    other[6].entry = january();
    other[7].as_of.reset();
    return {other.begin(), other.end()};
  }
  static constexpr std::size_t parameters = 9;
  static constexpr std::size_t words = 4 * 2 + 2 + 3 + 2 * (1 + 3);
};

template <>
struct steps<cx::drop_off> {
  static cx::drop_off empty() { return cx::drop_off{{"visit", "cart", "pay"}}; }
  static cx::drop_off one() { return many(1); }
  static cx::drop_off many(int count) {
    cx::drop_off result = empty();
    for (int i = 0; i < count; ++i) {
      std::set<std::string> reasons;
      if (i % 3 != 2) reasons.insert("price");
      if (i % 4 == 1) reasons.insert("slow");
      result.record(static_cast<std::size_t>(i % 2), reasons);
    }
    return result;
  }
  static cx::drop_off alike(int count) {
    cx::drop_off result = empty();
    for (int i = 0; i < count; ++i) result.record(0, {"weather"});
    return result;
  }
  static cx::drop_off full() {
    cx::snapshot stored = empty().snapshot();
    stored.words[6] = stored.words[7] = most;
    return cx::drop_off::restore(stored);
  }
  static std::vector<cx::drop_off> of_other_parameters() {
    return {cx::drop_off{{"visit", "cart"}}, cx::drop_off{{"visit", "cart", "done"}}};
  }
  static constexpr std::size_t parameters = 1;
  static constexpr std::size_t words = 3 * 2 + 2 * 3 + 3;
};

template <>
struct steps<cx::answer_sheets> {
  static cx::answer_sheets of(std::vector<cx::scale> items) { return cx::answer_sheets{std::move(items)}; }
  static cx::answer_sheets empty() { return of({cx::one_to_five, cx::zero_to_ten}); }
  static cx::answer_sheets one() { return many(1); }
  static cx::answer_sheets many(int count) {
    cx::answer_sheets result = empty();
    for (int i = 0; i < count; ++i) {
      std::vector<std::optional<int>> answers{1 + i % 5, i * 7 % 11};
      if (i % 4 == 1) answers[0].reset();
      if (i % 4 == 2) answers[1] = cx::answer_sheets::off_scale;
      result.record(answers);
    }
    return result;
  }
  static cx::answer_sheets alike(int count) {
    cx::answer_sheets result = empty();
    result.record(std::vector<std::optional<int>>{5, 9}, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::answer_sheets full() {
    cx::answer_sheets result = empty();
    result.record(std::vector<std::optional<int>>{5, 10}, most);
    return result;
  }
  static std::vector<cx::answer_sheets> of_other_parameters() {
    return {of({cx::one_to_five}), of({cx::scale{1, 4}, cx::zero_to_ten}),
            of({cx::zero_to_ten, cx::one_to_five})};
  }
  static constexpr std::size_t parameters = 4;
  static constexpr std::size_t words = 1 + 2;
};

template <>
struct steps<cx::response_log> {
  static cx::response_log empty() { return {}; }
  static cx::response_log one() { return many(1); }
  static cx::response_log many(int count) {
    cx::response_log result;
    for (int i = 0; i < count; ++i) {
      if (i % 3 != 2) result.record_duration(static_cast<std::uint64_t>(30 + i * 7 % 90));
      result.record_text(std::string(static_cast<std::size_t>(i % 11), 'x'));
      result.record_respondent("R" + std::to_string(i % 7));
    }
    return result;
  }
  static cx::response_log alike(int count) {
    cx::response_log result;
    result.record_duration(600, static_cast<std::uint64_t>(count));
    result.record_text("eight by", static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::response_log full() {
    cx::response_log result;
    result.record_duration(600, most);
    result.record_text("eight by", most);
    return result;
  }
  static std::vector<cx::response_log> of_other_parameters() { return {}; }
  static constexpr std::size_t parameters = 0;
  static constexpr std::size_t words = 1 + 2 + 1 + 1 + 3;
};

template <>
struct steps<cx::drivers> {
  static cx::drivers empty() { return cx::drivers{{"signs", "food"}, cx::driver_base::pairwise}; }
  static cx::drivers one() { return many(1); }
  static cx::drivers many(int count) {
    cx::drivers result = empty();
    for (int i = 0; i < count; ++i) {
      std::optional<int> food = -5 + i * 3 % 11;
      if (i % 4 == 1) food.reset();
      result.record(i * 7 % 11, {1 + i % 5, food});
    }
    return result;
  }
  static cx::drivers alike(int count) {
    cx::drivers result = empty();
    result.record(100, {4, std::nullopt}, static_cast<std::uint64_t>(count));
    return result;
  }
  static cx::drivers full() {
    cx::drivers result = empty();
    result.record(-1000, {1000, 1000}, cx::drivers::most_respondents);
    return result;
  }
  static std::vector<cx::drivers> of_other_parameters() {
    return {cx::drivers{{"signs", "food"}}, cx::drivers{{"signs", "way"}, cx::driver_base::pairwise},
            cx::drivers{{"signs"}, cx::driver_base::pairwise}};
  }
  static constexpr std::size_t parameters = 2;
  static constexpr std::size_t words = 2 + 2 + 2 + 2 * 6 + 2 * 9;
};

template <>
struct steps<cx::breakdown<cx::tally, std::string, cx::period>> {
  using state = cx::breakdown<cx::tally, std::string, cx::period>;
  static state empty() { return state{cx::tally{cx::zero_to_ten}}; }
  static state one() { return many(1); }
  static state many(int count) {
    state result = empty();
    for (int i = 0; i < count; ++i) {
      result[{std::string(static_cast<std::size_t>(i % 20), 'x'),
              cx::month_of(cx::day{} + std::chrono::days{i * 9})}]
          .record(i % 11);
    }
    return result;
  }
  static state alike(int count) {
    state result = empty();
    for (int i = 0; i < count; ++i) result[{"eight by", january()}].record(10);
    return result;
  }
  static state full() {
    state result = empty();
    result[{"z", january()}].record(0, most);
    result[{"eight by", january()}].record(0, most);
    return result;
  }
  static std::vector<state> of_other_parameters() { return {state{cx::tally{cx::scale{0, 9}}}}; }
  static constexpr std::size_t parameters = 3;
  static constexpr std::size_t words = 2 + 13 + 1 * (1 + 0 + 2 + 13);
};

// The merge leaves both sides as they were.
template <class State>
void check_refused(const State& one, const State& other) {
  State into = one;
  State copy_of_other = other;
  CHECK_THROWS_AS(into += copy_of_other, std::invalid_argument);
  CHECK(into == one);
  CHECK(copy_of_other == other);
  if constexpr (cx::divisible<State>) {
    CHECK_THROWS_AS(into -= copy_of_other, std::invalid_argument);
    CHECK(into == one);
    CHECK(copy_of_other == other);
  }
}

template <class State>
void check_not_restored(const cx::snapshot& stored, const std::string& reason) {
  CHECK_THROWS_AS(State::restore(stored), cx::snapshot_error);
  CHECK_THROWS_WITH(State::restore(stored), cx::tests::contains(reason));
}

std::string hexadecimal(const std::vector<std::byte>& bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const std::byte each : bytes) {
    text += digits[std::to_integer<unsigned>(each >> 4)];
    text += digits[std::to_integer<unsigned>(each & std::byte{15})];
  }
  return text;
}

std::vector<std::byte> bytes_of_hexadecimal(const std::string& text) {
  std::vector<std::byte> bytes;
  for (std::size_t at = 0; at < text.size(); at += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(text.substr(at, 2), nullptr, 16)));
  return bytes;
}

using breakdown_of_tallies = cx::breakdown<cx::tally, std::string, cx::period>;
static_assert(cx::state<breakdown_of_tallies>);
static_assert(cx::state<cx::breakdown<cx::customer_ledger, int>>);
static_assert(!cx::state<cx::breakdown<cx::tally, double>>);

}  // namespace

#define CXMETRICS_STATES                                                                             \
  cx::tally, cx::weighted_tally, cx::importance_tally, cx::paired_tally, cx::customer_flow,          \
      cx::customer_ledger, cx::lifetimes, cx::customer_cohorts, cx::churn_reasons, cx::revenue_flow, \
      cx::revenue_ledger, cx::renewals, cx::funnel, cx::drop_off, cx::answer_sheets, cx::drivers,    \
      cx::response_log, breakdown_of_tallies

TEMPLATE_TEST_CASE("a state adds up exactly, in any order", "[state]", CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  const TestType empty = steps::empty();
  std::vector<TestType> states{empty, steps::one(), steps::many(5), steps::many(200), steps::alike(50)};
  for (const TestType& a : states) {
    TestType sum = a;
    sum += empty;
    CHECK(sum == a);
    sum = empty;
    sum += a;
    CHECK(sum == a);
    for (const TestType& b : states) {
      TestType a_and_b = a;
      a_and_b += b;
      TestType b_and_a = b;
      b_and_a += a;
      CHECK(a_and_b == b_and_a);
      CHECK((a_and_b == a) == (b == empty));
      if constexpr (cx::divisible<TestType>) {
        a_and_b -= b;
        CHECK(a_and_b == a);
      }
    }
  }
  TestType forwards = empty;
  TestType backwards = empty;
  for (std::size_t i = 0; i < states.size(); ++i) {
    forwards += states[i];
    backwards += states[states.size() - 1 - i];
  }
  CHECK(forwards == backwards);
}

TEMPLATE_TEST_CASE("a state adds to itself, and a copy of it is a state of its own", "[state]",
                   CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  const TestType once = steps::many(7);
  TestType twice = once;
  twice += twice;
  TestType sum = once;
  sum += once;
  CHECK(twice == sum);
  CHECK(once == steps::many(7));
  CHECK_FALSE(once == twice);
  CHECK_FALSE(steps::empty() == steps::one());
}

TEMPLATE_TEST_CASE("a full state takes no more, and is left as it was", "[state]", CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  const TestType full = steps::full();
  for (const TestType& more : {full, steps::alike(50)}) {
    TestType sum = full;
    CHECK_THROWS_AS(sum += more, std::invalid_argument);
    CHECK(sum == full);
  }
  TestType sum = full;
  sum += steps::empty();
  CHECK(sum == full);
}

TEMPLATE_TEST_CASE("states that one parameter tells apart do not add up", "[state]", CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  for (const TestType& other : steps::of_other_parameters()) {
    CHECK_FALSE(other == steps::empty());
    check_refused(steps::empty(), other);
    check_refused(steps::many(9), other);
    check_refused(other, steps::many(9));
  }
}

TEMPLATE_TEST_CASE("what was no part of a state is not taken out of it", "[state]", cx::tally,
                   cx::weighted_tally, cx::importance_tally, cx::paired_tally, cx::customer_flow,
                   cx::customer_ledger, cx::lifetimes, cx::customer_cohorts, cx::churn_reasons,
                   cx::revenue_flow, cx::revenue_ledger, cx::funnel, cx::drop_off, cx::answer_sheets,
                   cx::drivers) {
  using steps = ::steps<TestType>;
  for (const TestType& whole : {steps::empty(), steps::many(20)}) {
    TestType rest = whole;
    CHECK_THROWS_AS(rest -= steps::alike(50), std::invalid_argument);
    CHECK(rest == whole);
  }
}

TEMPLATE_TEST_CASE("a state goes out in numbers and comes in again", "[state]", CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  std::vector<TestType> states{steps::empty(),   steps::one(),     steps::many(5),
                               steps::many(200), steps::alike(50), steps::full()};
  for (const TestType& other : steps::of_other_parameters()) states.push_back(other);
  for (const TestType& state : states) {
    const cx::snapshot stored = state.snapshot();
    const TestType again = TestType::restore(stored);
    CHECK(again == state);
    CHECK(again.snapshot() == stored);
    TestType sum = again;
    if (!(state == steps::full())) {
      sum += state;
      CHECK(sum.snapshot().type == stored.type);
    }
  }
  const cx::snapshot stored = steps::one().snapshot();
  CHECK(stored.layout == 1);
  CHECK(stored.parameters.size() == steps::parameters);
  CHECK(stored.words.size() == steps::words);
}

TEMPLATE_TEST_CASE("a state is read from the bytes that were written of it in any version", "[state]",
                   CXMETRICS_STATES) {
  const TestType state = steps<TestType>::many(5);
  const cx::snapshot stored = state.snapshot();
  const std::string newest = hexadecimal(cx::bytes_of(state));
  bool is_pinned = false;
  for (const auto& row : cx::tests::golden("state_bytes.csv")) {
    if (row.text("type") != stored.type) continue;
    CHECK(cx::state_of_bytes<TestType>(bytes_of_hexadecimal(row.text("bytes"))) == state);
    if (row.count("layout") != stored.layout) continue;
    is_pinned = true;
    CHECK(row.text("bytes") == newest);
  }
  INFO("a line for tests/data/state_bytes.csv: \"" << stored.type << "\"," << stored.layout << ',' << newest);
  CHECK(is_pinned);
  CHECK(cx::state_of_json<TestType>(cx::json_of(state)) == state);
}

TEMPLATE_TEST_CASE("a snapshot of another type, layout or size is refused with the reason", "[state]",
                   CXMETRICS_STATES) {
  using steps = ::steps<TestType>;
  const cx::snapshot good = steps::many(30).snapshot();
  cx::snapshot stored = good;
  stored.type += "x";
  check_not_restored<TestType>(stored, "is not one of a");
  stored.type = "";
  check_not_restored<TestType>(stored, "is not one of a");
  std::uint32_t newest = 1;
  if constexpr (requires { steps::newest_layout; }) newest = steps::newest_layout;
  for (const std::uint32_t layout : {0U, newest + 1, std::numeric_limits<std::uint32_t>::max()}) {
    stored = good;
    stored.layout = layout;
    check_not_restored<TestType>(stored, "layout " + std::to_string(layout));
  }
  for (std::size_t size = 0; size < good.words.size(); ++size) {
    stored = good;
    stored.words.resize(size);
    CHECK_THROWS_AS(TestType::restore(stored), cx::snapshot_error);
  }
  stored = good;
  stored.words.push_back(0);
  check_not_restored<TestType>(stored, "words");
  for (std::size_t size = 0; size < good.parameters.size(); ++size) {
    stored = good;
    stored.parameters.resize(size);
    CHECK_THROWS_AS(TestType::restore(stored), cx::snapshot_error);
  }
  stored = good;
  stored.parameters.push_back(1);
  CHECK_THROWS_AS(TestType::restore(stored), cx::snapshot_error);
}

namespace {

template <class State>
void check_altered(const State& state) {
  const cx::snapshot good = state.snapshot();
  const auto check = [&](const cx::snapshot& altered) {
    try {
      const State again = State::restore(altered);
      CHECK_FALSE(again == state);
      CHECK(again.snapshot() == altered);
    } catch (const std::invalid_argument& refused) {
      CHECK_FALSE(std::string(refused.what()).empty());
    }
  };
  for (std::size_t at = 0; at < good.words.size(); ++at) {
    for (const std::uint64_t change : {std::uint64_t{1}, most, std::uint64_t{1} << 63}) {
      cx::snapshot altered = good;
      altered.words[at] += change;
      check(altered);
    }
  }
  for (std::size_t at = 0; at < good.parameters.size(); ++at) {
    for (const std::int64_t value :
         {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{7},
          good.parameters[at] - 1, good.parameters[at] + 1, std::numeric_limits<std::int64_t>::max()}) {
      cx::snapshot altered = good;
      altered.parameters[at] = value;
      if (altered == good) continue;
      check(altered);
    }
  }
}

}  // namespace

TEMPLATE_TEST_CASE("an altered snapshot is refused or is another state that keeps all its promises",
                   "[state]", CXMETRICS_STATES) {
  check_altered(steps<TestType>::many(12));
}

TEMPLATE_TEST_CASE("a state of periods that are not over keeps what they are parts of", "[state]",
                   cx::customer_ledger, cx::customer_flow) {
  const TestType state = steps<TestType>::partial();
  const cx::snapshot stored = state.snapshot();
  CHECK(stored.layout == 2);
  CHECK(TestType::restore(stored) == state);
  check_altered(state);
  for (const std::uint32_t layout : {1U, 3U}) {
    cx::snapshot altered = stored;
    altered.layout = layout;
    CHECK_THROWS_AS(TestType::restore(altered), std::invalid_argument);
  }
  for (std::size_t size = 0; size < stored.parameters.size(); ++size) {
    cx::snapshot altered = stored;
    altered.parameters.resize(size);
    CHECK_THROWS_AS(TestType::restore(altered), std::invalid_argument);
  }
}

TEST_CASE("a breakdown by periods that are not over comes back with them", "[state]") {
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  const cx::period march = cx::month_of(2024y / 3 / 1);
  for (const cx::period& each : {march, march.to(2024y / 3 / 6), march.from(2024y / 3 / 5),
                                 cx::period{2024y / 3 / 1, 2024y / 3 / 7}}) {
    by[each].record(9);
  }
  CHECK(by.size() == 4);
  const cx::snapshot stored = by.snapshot();
  const auto again = cx::breakdown<cx::tally, cx::period>::restore(stored);
  CHECK(again.snapshot() == stored);
  CHECK(again.find(march.to(2024y / 3 / 6)) != nullptr);
  for (std::size_t at = 0; at < stored.words.size(); ++at) {
    cx::snapshot altered = stored;
    altered.words[at] ^= 1;
    try {
      const auto other = cx::breakdown<cx::tally, cx::period>::restore(altered);
      CHECK(other.snapshot() == altered);
    } catch (const std::invalid_argument&) {
    }
  }
}

TEST_CASE("the words of a tally are its counts, lowest score first, then missing and off scale", "[state]") {
  cx::tally tally{cx::scale{-1, 1}};
  tally.record(-1, 7);
  tally.record(1, 5);
  tally.record_missing(3);
  tally.record_off_scale(2);
  const cx::snapshot stored = tally.snapshot();
  CHECK(stored == cx::snapshot{"tally", 1, {-1, 1}, {7, 0, 5, 3, 2}});
}

TEST_CASE("the words of a weighted tally are fixed-point numbers, the least significant word first",
          "[state]") {
  cx::weighted_tally tally{cx::scale{0, 1}};
  tally.record(1, cx::sampling_weight{2.5});
  const std::uint64_t half = std::uint64_t{1} << 63;
  CHECK(tally.snapshot() ==
        cx::snapshot{
            "weighted_tally", 1, {0, 1}, {0, 0, 0, 0, 0, 0, 0, 1, half, 2, 0, half / 2, 6, 0, 0, 0, 0}});
  CHECK_THROWS_WITH(cx::importance_tally::restore(tally.snapshot()),
                    "a snapshot of a weighted_tally is not one of a importance_tally");
}

TEST_CASE("counters that contradict each other are refused with the reason", "[state]") {
  check_not_restored<cx::tally>({"tally", 1, {0, 1}, {most, 0, 1, 0}}, "more answers than 64 bits can count");
  check_not_restored<cx::tally>({"tally", 1, {0, 11}, {0}}, "a scale has 2 to 11 points");
  check_not_restored<cx::tally>({"tally", 1, {0, 5'000'000'000}, {0}}, "on a scale from 0 to 5000000000");
  cx::snapshot weighted = cx::weighted_tally{cx::one_to_five}.snapshot();
  weighted.words[1] = 1;
  check_not_restored<cx::weighted_tally>(weighted, "a weight for score 1, which nobody gave");
  cx::snapshot flow = cx::customer_flow{january()}.snapshot();
  flow.words[3] = 1;
  check_not_restored<cx::customer_flow>(flow, "1 churned customers, but only 0 at start");
  cx::snapshot ledger = steps<cx::customer_ledger>::many(4).snapshot();
  ledger.words[0] = 0;
  check_not_restored<cx::customer_ledger>(ledger, "more customers in the periods than the 0 entered");
  ledger = steps<cx::customer_ledger>::many(4).snapshot();
  ledger.words[1 + 7] = 1;
  check_not_restored<cx::customer_ledger>(ledger,
                                          "1 customers at the start of a period other than the first");
  ledger.parameters[0] = 2;
  check_not_restored<cx::customer_ledger>(ledger, "daily detail 2");
}

TEST_CASE("a breakdown goes out with keys of every kind and comes in again", "[state]") {
  enum class plan { basic, gold };
  cx::breakdown<cx::tally, plan, cx::day, std::int8_t> by{cx::tally{cx::one_to_five}};
  by[{plan::gold, 2024y / 2 / 29, std::int8_t{-5}}].record(5);
  by[{plan::basic, cx::day::min(), std::int8_t{127}}].record_missing();
  const cx::snapshot stored = by.snapshot();
  CHECK(stored.type == "breakdown of tally by number, day, number");
  CHECK(decltype(by)::restore(stored) == by);

  cx::breakdown<cx::tally, std::string> texts{cx::tally{cx::one_to_five}};
  for (const std::string text : {"", "1234567", "12345678", "123456789", "\xc3\xbc\x80\xff"})
    texts[text].record(1);
  texts[std::string("\0a", 2)].record(2);
  CHECK(decltype(texts)::restore(texts.snapshot()) == texts);
  cx::snapshot swapped = texts.snapshot();
  swapped.type = "breakdown of tally by number";
  check_not_restored<decltype(texts)>(swapped, "is not one of a breakdown by text");
}

TEST_CASE("a breakdown whose last cell does not fit is left as it was", "[state]") {
  cx::breakdown<cx::tally, int> by{cx::tally{cx::one_to_five}};
  by[1].record(1);
  by[2].record(1, most);
  cx::breakdown<cx::tally, int> other{cx::tally{cx::one_to_five}};
  other[0].record(5);
  other[1].record(5);
  other[2].record(5);
  check_refused(by, other);
}
