// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/spell_columns.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace tests_of_spell_columns {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

using numbers = std::vector<std::int32_t>;
constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();

struct columns {
  numbers since;
  numbers until;
  cx::spell_columns spells() const { return {since, until}; }
};

// Days around the window, many of the same, some far away, some without an end or without a night.
columns random_columns(unsigned seed, std::size_t rows, const cx::period& window) {
  std::mt19937 random(seed);
  const auto first = static_cast<std::int32_t>(window.first().time_since_epoch().count());
  const auto days = static_cast<unsigned>(window.days());
  columns result;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto around = std::int64_t{first} - 20 + static_cast<std::int64_t>(random() % (days + 40));
    auto since = static_cast<std::int32_t>(std::clamp<std::int64_t>(around, least, most - 1));
    if (random() % 50 == 0) since = random() % 2 ? least : most - 1;
    std::int32_t until = since;
    const unsigned kind = random() % 8;
    if (kind < 2) until = cx::spell_columns::no_end;
    if (kind > 2) until = since > most - 100 ? most - 1 : since + static_cast<std::int32_t>(random() % 100);
    result.since.push_back(since);
    result.until.push_back(until);
  }
  return result;
}

cx::customer_ledger one_by_one(const std::vector<cx::period>& periods, const cx::spell_columns& spells) {
  cx::customer_ledger ledger{periods, cx::flow_detail::daily};
  for (std::size_t row = 0; row < spells.size(); ++row) ledger.record(spells[row]);
  return ledger;
}

cx::customer_ledger at_once(const std::vector<cx::period>& periods, const cx::spell_columns& spells,
                            unsigned threads = 1) {
  cx::customer_ledger ledger{periods, cx::flow_detail::daily};
  ledger.record(spells, threads);
  return ledger;
}

const std::vector<cx::period> sixty_months =
    cx::periods_of(cx::granularity::month, {2020y / 1 / 1, 2025y / 1 / 1});

}  // namespace

TEST_CASE("a row of columns is a spell", "[spell_columns]") {
  const columns some{{19'000, 19'001}, {19'005, cx::spell_columns::no_end}};
  const cx::spell_columns spells = some.spells();
  CHECK(spells.size() == 2);
  CHECK(spells[0] == cx::spell{2022y / 1 / 8, 2022y / 1 / 13});
  CHECK(spells[1] == cx::spell{2022y / 1 / 9});
  CHECK(spells.rows(1, 2)[0] == spells[1]);
  CHECK(spells.rows(1, 1).size() == 0);
}

TEST_CASE("columns of different length are refused", "[spell_columns]") {
  const columns some{{1, 2}, {3}};
  CHECK_THROWS_AS(some.spells(), std::invalid_argument);
}

TEST_CASE("columns are counted as their rows one by one, at any length", "[spell_columns]") {
  const std::vector<cx::period> weeks = cx::periods_of(cx::granularity::week, cx::month_of(2024y / 2 / 1));
  const columns all = random_columns(1, 300, {weeks.front().first(), weeks.back().last()});
  for (std::size_t rows = 0; rows <= 300; ++rows) {
    CHECK(at_once(weeks, all.spells().rows(0, rows)) == one_by_one(weeks, all.spells().rows(0, rows)));
    CHECK(at_once(weeks, all.spells().rows(300 - rows, 300)) ==
          one_by_one(weeks, all.spells().rows(300 - rows, 300)));
  }
}

TEST_CASE("columns are counted as their rows one by one, over any periods", "[spell_columns]") {
  const cx::period century{1930y / 1 / 1, 2030y / 1 / 1};
  const cx::period early{1890y / 1 / 1, 1891y / 1 / 1};
  const cx::period one_day = cx::day_of(2024y / 2 / 29);
  const std::vector<std::vector<cx::period>> all_periods{
      sixty_months,
      {one_day},
      {century},
      cx::periods_of(cx::granularity::year, century),
      cx::periods_of(cx::granularity::quarter, early),
      cx::periods_of(cx::granularity::day, {2024y / 1 / 1, 2024y / 9 / 11}),  // 254 periods
      cx::periods_of(cx::granularity::day, {2024y / 1 / 1, 2024y / 9 / 12}),  // 255
      cx::periods_of(cx::granularity::month, century),                        // 1200
      {{cx::day{std::chrono::days{most - 90}}, cx::day{std::chrono::days{most - 1}}}},
      {{cx::day{std::chrono::days{most - 90}}, cx::day{std::chrono::days{most}}}},
      {{cx::day{std::chrono::days{least}}, cx::day{std::chrono::days{least + 90}}}},
      {{cx::day{std::chrono::days{least + 1}}, cx::day{std::chrono::days{least + 90}}}}};
  unsigned seed = 2;
  for (const auto& periods : all_periods) {
    const cx::period window{periods.front().first(), periods.back().last()};
    const columns some = random_columns(seed++, 3000, window);
    CHECK(at_once(periods, some.spells()) == one_by_one(periods, some.spells()));
  }
}

TEST_CASE("columns in order, and all alike, are counted like others", "[spell_columns]") {
  columns alike{numbers(1000, 18'300), numbers(1000, 18'300)};
  CHECK(at_once(sixty_months, alike.spells()) == one_by_one(sixty_months, alike.spells()));
  alike.until.assign(1000, 18'400);
  CHECK(at_once(sixty_months, alike.spells()) == one_by_one(sixty_months, alike.spells()));
  columns ascending;
  for (std::int32_t row = 0; row < 5000; ++row) {
    ascending.since.push_back(18'000 + row / 2);
    ascending.until.push_back(18'000 + row);
  }
  CHECK(at_once(sixty_months, ascending.spells()) == one_by_one(sixty_months, ascending.spells()));
}

TEST_CASE("the number of threads leaves no trace", "[spell_columns]") {
  const columns some = random_columns(3, 100'000, {2020y / 1 / 1, 2025y / 1 / 1});
  const cx::customer_ledger one = at_once(sixty_months, some.spells());
  for (const unsigned threads : {0U, 2U, 3U, 5U}) CHECK(at_once(sixty_months, some.spells(), threads) == one);
  CHECK(one == one_by_one(sixty_months, some.spells()));
}

TEST_CASE("columns add to what was there, and totals need no days", "[spell_columns]") {
  const columns some = random_columns(4, 1000, {2020y / 1 / 1, 2025y / 1 / 1});
  cx::customer_ledger ledger{sixty_months};
  ledger.record(some.spells());
  ledger.record(some.spells(), 2);
  const auto flows = ledger.flows();
  const auto once = one_by_one(sixty_months, some.spells()).flows();
  for (std::size_t month = 0; month < flows.size(); ++month) {
    CHECK(flows[month].detail() == cx::flow_detail::totals);
    CHECK(flows[month].counters() == (once[month] + once[month]).counters());
  }
}

TEST_CASE("columns may be entered again and again, until there are too many", "[spell_columns]") {
  const columns one{{18'300}, {18'400}};
  cx::customer_ledger ledger{sixty_months};
  for (int times = 0; times < 100; ++times) ledger.record(one.spells());
  CHECK(ledger.flows()[1].acquired() == 100);
  const auto doubled_for_ever = [&] {
    for (int times = 0; times < 64; ++times) ledger += cx::customer_ledger{ledger};
  };
  CHECK_THROWS_AS(doubled_for_ever(), std::invalid_argument);
}

TEST_CASE("a row that ends before it begins is refused, and the ledger is unchanged", "[spell_columns]") {
  for (const std::size_t wrong : {0U, 63U, 64U, 99U, 40'000U}) {
    columns some = random_columns(5, 50'000, {2020y / 1 / 1, 2025y / 1 / 1});
    some.since[wrong] = 19'002;
    some.until[wrong] = 19'001;
    cx::customer_ledger ledger = at_once(sixty_months, some.spells().rows(0, wrong));
    const cx::customer_ledger before = ledger;
    for (const unsigned threads : {1U, 3U}) {
      CHECK_THROWS_WITH(ledger.record(some.spells(), threads), contains("2022-01-10"));
      CHECK(ledger == before);
    }
  }
}

TEST_CASE("flows of columns are those of records", "[spell_columns]") {
  const columns some = random_columns(6, 50'000, {2020y / 1 / 1, 2025y / 1 / 1});
  std::vector<cx::spell> records;
  for (std::size_t row = 0; row < some.spells().size(); ++row) records.push_back(some.spells()[row]);
  const auto since = [](const cx::spell& spell) { return spell.since(); };
  const auto until = [](const cx::spell& spell) { return spell.until(); };
  const auto expected = cx::flows_of(sixty_months, records, since, until);
  CHECK(cx::flows_of(sixty_months, some.spells()) == expected);
  CHECK(cx::flows_of(sixty_months, some.spells(), {.threads = 2}) == expected);
  CHECK(cx::flows_of(sixty_months, records, since, until, {.threads = 2}) == expected);
  CHECK(cx::flows_of(sixty_months, some.spells(), {.detail = cx::flow_detail::totals}).front().counters() ==
        expected.front().counters());
}

}  // namespace tests_of_spell_columns
