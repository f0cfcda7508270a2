// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/laws.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/cohort.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_cohort {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::check_law;
using cx::tests::contains;
using cx::tests::golden;
using kind = cx::retention_kind;

namespace {

constexpr std::chrono::days one_day{1};
const std::vector<cx::period> months = cx::periods_of(cx::granularity::month, cx::year_of(2024y / 1 / 1));

using customer = std::vector<cx::spell>;

bool there(const customer& of, cx::day on) {
  return std::any_of(of.begin(), of.end(), [=](const cx::spell& each) {
    return each.since() <= on && on < each.until().value_or(cx::day::max());
  });
}

// The last day of an age of the calendar, by asking day by day.
std::optional<cx::day> end_of_age(const cx::period& joined, std::int64_t age) {
  cx::period at = joined;
  for (; age > 0; --age) at = cx::next(at);
  return at.last() - one_day;
}

std::vector<customer> any_customers() {
  std::vector<customer> result;
  const int count = *rc::gen::inRange(0, 30);
  for (int i = 0; i < count; ++i) {
    customer one;
    cx::day since = cx::day{2023y / 12 / 1} + std::chrono::days{*rc::gen::inRange(0, 300)};
    const int spells = *rc::gen::inRange(1, 4);
    for (int spell = 0; spell < spells; ++spell) {
      const cx::day until = since + std::chrono::days{*rc::gen::inRange(0, 120)};
      const bool open = *rc::gen::inRange(0, 5) == 0;
      one.push_back(cx::spell{since, open ? std::nullopt : std::optional(until)});
      since = until + std::chrono::days{*rc::gen::inRange(0, 60)};
    }
    result.push_back(one);
  }
  return result;
}

cx::customer_cohorts cohorts_of(const std::vector<customer>& all, cx::day as_of,
                                cx::cohort_age age = cx::cohort_age::calendar) {
  cx::customer_cohorts result{months, as_of, age};
  for (const customer& each : all) result.record(each);
  return result;
}

cx::day day_named(const std::string& text) {
  return std::chrono::year{std::stoi(text.substr(0, 4))} / std::stoi(text.substr(5, 2)) /
         std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8)))};
}

// Each cell counts whom asking every customer finds. An age of who joined on a day ends on `last_day(day, age)`.
template <class LastDay>
void require_cells(const cx::cohort& cohort, const std::vector<customer>& all, cx::day as_of, kind of,
                   LastDay last_day) {
  std::int64_t next_age = 0;
  for (const cx::cohort_cell& cell : cohort.cells) {
    RC_ASSERT(cell.age == next_age++);
    std::uint64_t joined = 0;
    std::uint64_t retained = 0;
    for (const customer& each : all) {
      const cx::day since = cx::joined(each).front().since();
      if (!cohort.joined.contains(since) || since > as_of) continue;
      ++joined;
      bool is_there = cell.age == 0;
      for (std::int64_t age = cell.age; !is_there && age < std::ssize(cohort.cells); ++age) {
        is_there = there(each, std::min(last_day(since, age), as_of));
        if (of == kind::classic) break;
      }
      if (is_there) ++retained;
    }
    RC_ASSERT(cell.customers == joined);
    RC_ASSERT(cell.retained == retained);
  }
}

}  // namespace

TEST_CASE("cohorts are those of asking every customer at the end of every period", "[cohort]") {
  check_law("the triangle is that of asking day by day", [] {
    const std::vector<customer> all = any_customers();
    const cx::day as_of = cx::day{2024y / 1 / 15} + std::chrono::days{*rc::gen::inRange(0, 340)};
    const cx::customer_cohorts cohorts = cohorts_of(all, as_of);
    std::size_t in_cohorts = 0;
    for (const kind of : {kind::classic, kind::unbounded}) {
      in_cohorts = 0;
      for (const cx::cohort& cohort : cohorts.cohorts(of)) {
        in_cohorts += cohort.customers;
        RC_ASSERT(cohort.customers > 0u);
        require_cells(cohort, all, as_of, of,
                      [&](cx::day, std::int64_t age) { return *end_of_age(cohort.joined, age); });
        for (const cx::cohort_cell& cell : cohort.cells)
          RC_ASSERT(cell.mature == (*end_of_age(cohort.joined, cell.age) <= as_of));
        // The last age is the one of which the last day is one.
        RC_ASSERT(*end_of_age(cohort.joined, std::ssize(cohort.cells) - 1) >=
                  std::min(as_of, months.back().last() - one_day));
      }
    }
    RC_ASSERT(in_cohorts + cohorts.outside() == all.size());
  });
}

TEST_CASE("months of one's own are those of asking every customer when each of their months is full",
          "[cohort]") {
  // The day that begins the month after so many: the same day, or the last one of a month that lacks it.
  const auto months_later = [](cx::day since, std::int64_t count) {
    const std::chrono::year_month_day date{since};
    const auto month = date.year() / date.month() + std::chrono::months{count};
    const unsigned last = static_cast<unsigned>((month / std::chrono::last).day());
    return cx::day{month / std::chrono::day{std::min(static_cast<unsigned>(date.day()), last)}};
  };
  check_law("the triangle is that of asking when each month is full", [&] {
    const std::vector<customer> all = any_customers();
    const cx::day as_of = cx::day{2024y / 1 / 15} + std::chrono::days{*rc::gen::inRange(0, 340)};
    const cx::customer_cohorts cohorts = cohorts_of(all, as_of, cx::cohort_age::own_months);
    for (const auto of : {kind::classic, kind::unbounded}) {
      for (const cx::cohort& cohort : cohorts.cohorts(of)) {
        const auto last_day = [&](cx::day since, std::int64_t age) {
          return months_later(since, age) - one_day;
        };
        require_cells(cohort, all, as_of, of, last_day);
        for (const cx::cohort_cell& cell : cohort.cells) {
          // Until who joined last has had it.
          RC_ASSERT(cell.mature == (last_day(cohort.joined.last() - one_day, cell.age) <= as_of));
        }
        // No age more than who joined first can have had, or is having.
        const std::int64_t last = std::ssize(cohort.cells) - 1;
        RC_ASSERT(months_later(cohort.joined.first(), last) <= as_of + one_day);
        RC_ASSERT(months_later(cohort.joined.first(), last + 1) > as_of + one_day);
      }
    }
  });
}

TEST_CASE("column 0 of a cohort is all of it, and nobody is retained twice", "[cohort]") {
  check_law("column 0 is all", [] {
    const std::vector<customer> all = any_customers();
    for (const auto age : {cx::cohort_age::calendar, cx::cohort_age::own_months}) {
      const cx::customer_cohorts cohorts = cohorts_of(all, 2024y / 11 / 11, age);
      const auto classic = cohorts.cohorts();
      const auto unbounded = cohorts.cohorts(kind::unbounded);
      for (std::size_t i = 0; i < classic.size(); ++i) {
        RC_ASSERT(classic[i].cells[0].retained == classic[i].customers);
        RC_ASSERT(classic[i].cells[0].customers == classic[i].customers);
        for (std::size_t at = 0; at < classic[i].cells.size(); ++at) {
          RC_ASSERT(classic[i].cells[at].retained <= unbounded[i].cells[at].retained);
          if (at > 0) RC_ASSERT(unbounded[i].cells[at].retained <= unbounded[i].cells[at - 1].retained);
        }
      }
    }
  });
}

TEST_CASE("a customer with one spell is the same by every way in", "[cohort]") {
  check_law("spells, lists and columns agree", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(0, 200);
    std::vector<std::int32_t> since;
    std::vector<std::int32_t> until;
    const auto first = static_cast<std::int32_t>(months.front().first().time_since_epoch().count());
    for (std::size_t row = 0; row < rows; ++row) {
      since.push_back(first + *rc::gen::inRange(-40, 420));
      until.push_back(*rc::gen::arbitrary<bool>() ? cx::spell_columns::no_end
                                                  : since.back() + *rc::gen::inRange(0, 200));
    }
    const cx::spell_columns columns{since, until};
    const cx::day as_of = months.front().first() + std::chrono::days{*rc::gen::inRange(0, 420)};
    for (const auto age : {cx::cohort_age::calendar, cx::cohort_age::own_months}) {
      cx::customer_cohorts by_spell{months, as_of, age};
      cx::customer_cohorts by_list = by_spell;
      cx::customer_cohorts by_column = by_spell;
      for (std::size_t row = 0; row < rows; ++row) {
        by_spell.record(columns[row]);
        // The same time in two spells that touch.
        const cx::day middle = columns[row].since();
        by_list.record(std::vector{cx::spell{middle, middle}, columns[row]});
      }
      by_column.record(columns, *rc::gen::inRange(1u, 4u));
      RC_ASSERT(by_spell == by_list);
      RC_ASSERT(by_spell == by_column);
    }
  });
}

TEST_CASE("many rows on several threads are the same cohorts", "[cohort]") {
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  const auto first = static_cast<std::int32_t>(months.front().first().time_since_epoch().count());
  for (std::int32_t row = 0; row < 100'000; ++row) {
    since.push_back(first + row % 400 - 10);
    until.push_back(row % 7 == 0 ? cx::spell_columns::no_end : since.back() + row % 211);
  }
  cx::customer_cohorts one{months, 2024y / 12 / 1};
  cx::customer_cohorts four = one;
  one.record(cx::spell_columns{since, until});
  four.record(cx::spell_columns{since, until}, 4);
  CHECK(one == four);
  until[99'999] = since[99'999] - 1;
  const cx::customer_cohorts before = four;
  CHECK_THROWS_AS(four.record(cx::spell_columns{since, until}, 4), std::invalid_argument);
  CHECK(four == before);
}

TEST_CASE("who leaves at once belongs to the cohort, and empty cohorts are left out", "[cohort]") {
  cx::customer_cohorts cohorts{months, 2024y / 3 / 15};
  cohorts.record(cx::spell{2024y / 1 / 5, 2024y / 1 / 5});
  cohorts.record(cx::spell{2024y / 1 / 5, 2024y / 2 / 29});
  cohorts.record(cx::spell{2024y / 3 / 16});
  cohorts.record(cx::spell{2023y / 12 / 31});
  CHECK(cohorts.outside() == 2);
  const auto found = cohorts.cohorts();
  REQUIRE(found.size() == 1);
  CHECK(found[0].joined == months[0]);
  using cell = cx::cohort_cell;
  CHECK(found[0].cells == std::vector{cell{0, 2, 2, true}, cell{1, 2, 0, true}, cell{2, 2, 0, false}});
}

TEST_CASE("months of one's own end on the day before the same day", "[cohort]") {
  cx::customer_cohorts cohorts{months, 2024y / 4 / 30, cx::cohort_age::own_months};
  // A day that February lacks is its last.
  cohorts.record(cx::spell{2024y / 1 / 31, 2024y / 2 / 28});
  cohorts.record(cx::spell{2024y / 1 / 31, 2024y / 2 / 29});
  cohorts.record(cx::spell{2024y / 1 / 1, 2024y / 3 / 31});
  const auto found = cohorts.cohorts();
  REQUIRE(found.size() == 1);
  using cell = cx::cohort_cell;
  CHECK(found[0].cells == std::vector{cell{0, 3, 3, true}, cell{1, 3, 2, true}, cell{2, 3, 1, true},
                                      cell{3, 3, 0, true}, cell{4, 3, 0, false}});
}

TEST_CASE("the cohorts of the RavenStack subscriptions are those of pandas", "[cohort][shared]") {
  const auto file = cx::tests::shared_data("ravenstack_subscriptions.csv");
  if (!file) return;
  const golden subscriptions{std::ifstream(*file)};
  const auto two_years = cx::periods_of(cx::granularity::month, cx::period{2023y / 1 / 1, 2025y / 1 / 1});
  cx::customer_cohorts cohorts{two_years, 2024y / 12 / 31, cx::cohort_age::own_months};
  for (const auto& row : subscriptions) {
    const std::string& end = row.text("end_date");
    cohorts.record(cx::spell{day_named(row.text("start_date")),
                             end.empty() ? std::nullopt : std::optional(day_named(end))});
  }
  std::map<std::pair<std::string, std::int64_t>, cx::cohort_cell> cells;
  for (const cx::cohort& cohort : cohorts.cohorts()) {
    for (const cx::cohort_cell& cell : cohort.cells) {
      if (cell.mature) cells[{to_string(cohort.joined), cell.age}] = cell;
    }
  }
  const golden expected("cohort_retention.csv");
  for (const auto& row : expected) {
    CAPTURE(row.text("cohort"), row.text("age_months"));
    const auto found = cells.find({row.text("cohort"), static_cast<std::int64_t>(row.count("age_months"))});
    REQUIRE(found != cells.end());
    CHECK(found->second.customers == row.count("size"));
    CHECK(found->second.retained == row.count("alive"));
  }
  CHECK(cells.size() == expected.size());
}

TEST_CASE("what cannot be cohorts is refused", "[cohort]") {
  CHECK_THROWS_AS((cx::customer_cohorts{{}, 2024y / 1 / 1}), std::invalid_argument);
  CHECK_THROWS_WITH((cx::customer_cohorts{{months[0], months[2]}, 2024y / 1 / 1}),
                    contains("2024-03") && contains("2024-01"));
  CHECK_THROWS_WITH((cx::customer_cohorts{months, 2023y / 12 / 31}), contains("2023-12-31"));
  const auto days = cx::periods_of(cx::granularity::day, cx::period{2000y / 1 / 1, 2020y / 1 / 1});
  CHECK_THROWS_AS((cx::customer_cohorts{days, 2024y / 1 / 1}), std::invalid_argument);
}

}  // namespace tests_of_cohort
