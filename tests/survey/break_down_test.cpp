// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/paired_tally_of.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <forward_list>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tests_of_break_down {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {
struct answer {
  std::string segment;
  cx::day on;
  std::optional<int> score;
};
const std::vector<answer> answers{{"retail", 2024y / 3 / 1, 10},
                                  {"retail", 2024y / 3 / 31, 0},
                                  {"retail", 2024y / 4 / 1, 9},
                                  {"business", 2024y / 3 / 5, std::nullopt}};
}  // namespace

TEST_CASE("a breakdown counts each group of a key of two parts", "[breakdown]") {
  const auto by = cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment,
                                 [](const answer& a) { return cx::month_of(a.on); });
  REQUIRE(by.size() == 3);
  const auto& [key, tally] = *by.begin();
  CHECK(std::get<0>(key) == "business");
  CHECK(tally.missing() == 1);
  CHECK(by.total() == cx::tally_of(cx::zero_to_ten, answers, &answer::score));
  CHECK(by.rollup<0>().size() == 2);
  CHECK(by.rollup<0>().find("retail")->answered() == 3);
  CHECK(by.rollup<1>().total() == by.total());
}

namespace {

// What a breakdown must agree with: a map and a plain loop.
template <class Key, class Score>
std::map<Key, cx::tally> plain_breakdown(const std::vector<Score>& scores, const std::vector<Key>& groups,
                                         const cx::missing_codes& missing) {
  std::map<Key, cx::tally> result;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    cx::tally& cell = result.try_emplace(groups[row], cx::tally{cx::zero_to_ten}).first->second;
    if (missing.contains(scores[row])) {
      cell.record_missing();
    } else if (std::cmp_less(scores[row], 0) || std::cmp_greater(scores[row], 10)) {
      cell.record_off_scale();
    } else {
      cell.record(scores[row]);
    }
  }
  return result;
}

template <class Key, class Score>
void check_columns(const std::vector<Score>& scores, const std::vector<Key>& groups) {
  const cx::missing_codes missing{11, 99};
  const auto expected = plain_breakdown(scores, groups, missing);
  for (const unsigned threads : {1U, 3U}) {
    const auto by = cx::break_down(cx::zero_to_ten, scores, cx::by(groups),
                                   {cx::off_scale_answers::count, missing, threads});
    CHECK(std::equal(by.begin(), by.end(), expected.begin(), expected.end()));
  }
}

// A range that can be gone through once, as what comes from outside.
struct read_once {
  std::shared_ptr<std::istringstream> text = std::make_shared<std::istringstream>("10 9 3");
  std::istream_iterator<int> begin() const { return std::istream_iterator<int>(*text); }
  std::istream_iterator<int> end() const { return {}; }
};

std::vector<std::int16_t> some_scores(std::size_t rows) {
  std::mt19937 random(11);
  std::vector<std::int16_t> scores(rows);
  for (auto& score : scores) score = static_cast<std::int16_t>(random() % 14);
  if (rows > 10) scores[10] = 99;
  return scores;
}

}  // namespace

TEMPLATE_TEST_CASE("columns of scores and of group numbers of any type are counted as by a plain loop",
                   "[breakdown]", std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::uint32_t,
                   std::int32_t, std::uint64_t, std::int64_t) {
  std::mt19937 random(12);
  for (const std::size_t rows : {0U, 1U, 63U, 64U, 1023U, 1024U, 1025U, 60'001U}) {
    std::vector<TestType> groups(rows);
    for (auto& group : groups) group = static_cast<TestType>(random() % 100);
    check_columns(some_scores(rows), groups);
  }
}

TEMPLATE_TEST_CASE("scores of any type, scale and missing code are broken down as counted group by group",
                   "[breakdown]", std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::uint32_t,
                   std::int32_t, std::uint64_t, std::int64_t) {
  using limits = std::numeric_limits<TestType>;
  std::mt19937_64 random(14);
  std::vector<TestType> scores(3'000, limits::min());
  for (std::size_t row = 1; row < scores.size(); ++row) {
    scores[row] = static_cast<TestType>(row % 3 == 0 ? random() : random() % 24 - 12);
  }
  scores.back() = limits::max();
  std::vector<std::uint8_t> groups(scores.size());
  std::vector<std::vector<TestType>> of_group(3);
  for (std::size_t row = 0; row < scores.size(); ++row) {
    groups[row] = static_cast<std::uint8_t>(random() % of_group.size());
    of_group[groups[row]].push_back(scores[row]);
  }
  const std::vector<cx::missing_codes> codes{{},
                                             {11, 99},
                                             {-1, 0, 255, 65'535, 4'294'967'295},
                                             {limits::min(), static_cast<std::int64_t>(limits::max())}};
  for (const cx::scale scale :
       {cx::scale{0, 10}, cx::scale{1, 5}, cx::scale{-5, 5}, cx::scale{-10, -1}, cx::scale{250, 260}}) {
    for (const cx::missing_codes& missing : codes) {
      const cx::tally_options options{cx::off_scale_answers::count, missing};
      const auto by = cx::break_down(scale, scores, cx::by(groups), options);
      CHECK(by.size() == of_group.size());
      for (std::size_t group = 0; group < of_group.size(); ++group) {
        CHECK(*by.find(static_cast<std::uint8_t>(group)) == cx::tally_of(scale, of_group[group], options));
      }
    }
  }
}

TEST_CASE("rows of small groups and of group -1 are counted exactly", "[breakdown]") {
  const auto scores = some_scores(10'000);
  std::vector<std::int32_t> groups(scores.size(), -1);
  check_columns(scores, groups);
  for (std::size_t row = 0; row < groups.size(); row += 2)
    groups[row] = static_cast<std::int32_t>(row % 1'000);
  check_columns(scores, groups);
  check_columns(scores, std::vector<std::int16_t>(groups.begin(), groups.end()));
  check_columns(scores, std::vector<std::int64_t>(groups.begin(), groups.end()));
  // The same id as another block has in a table of far ones.
  groups[5'000] = 1'000'000'000;
  check_columns(scores, groups);
  check_columns(scores, std::vector<std::uint32_t>(groups.begin(), groups.end()));
}

TEST_CASE("groups are counted alike whether few, many, far apart or below zero", "[breakdown]") {
  std::mt19937_64 random(13);
  const auto scores = some_scores(40'000);
  std::vector<std::int64_t> groups(scores.size());
  for (const std::int64_t spread : {1L, 1'000L, 20'000L, 2'000'000L, 5'000'000'000L}) {
    for (auto& group : groups) group = static_cast<std::int64_t>(random() % 1'000'000) % spread * 7;
    check_columns(scores, groups);
    for (std::size_t row = 0; row < groups.size(); row += 3'000) groups[row] = -1;
    check_columns(scores, groups);
  }
  // Near numbers first and far ones later, so that both ways of counting meet the same group.
  for (std::size_t row = 0; row < groups.size(); ++row) {
    groups[row] = row % 2'048 < 1'024 ? 5 : static_cast<std::int64_t>(row % 3) * 5'000'000;
    if (row % 2'048 == 1'500) groups[row] = 5;
  }
  check_columns(scores, groups);
}

TEST_CASE("sorted and one-sided groups count more answers than a small counter holds", "[breakdown]") {
  const std::vector<std::uint8_t> scores(200'003, 9);
  check_columns(scores, std::vector<std::uint32_t>(scores.size(), 3));
  std::vector<std::uint32_t> sorted(scores.size());
  for (std::size_t row = 0; row < sorted.size(); ++row)
    sorted[row] = static_cast<std::uint32_t>(row / 70'000);
  check_columns(scores, sorted);
  for (std::size_t row = 0; row < sorted.size(); ++row) sorted[row] = row % 10 == 0 ? 5'000 : 2;
  check_columns(scores, sorted);
}

TEST_CASE("columns of text, periods and optional scores count as records with the same keys", "[breakdown]") {
  std::vector<std::optional<int>> scores;
  std::vector<std::string> segments;
  std::vector<cx::period> months;
  for (const answer& each : answers) {
    scores.push_back(each.score);
    segments.push_back(each.segment);
    months.push_back(cx::month_of(each.on));
  }
  const auto by_record = cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment,
                                        [](const answer& a) { return cx::month_of(a.on); });
  CHECK(cx::break_down(cx::zero_to_ten, scores, segments, months) == by_record);
  const std::vector<std::string_view> views(segments.begin(), segments.end());
  CHECK(cx::break_down(cx::zero_to_ten, scores, views) == by_record.rollup<0>());
  const std::vector<const char*> pointers{"retail", "retail", "retail", "business"};
  CHECK(cx::break_down(cx::zero_to_ten, scores, pointers) == by_record.rollup<0>());
}

TEST_CASE("columns of truths and of fractions are keys as well", "[breakdown]") {
  const std::vector<int> scores{10, 0, 9};
  const auto by_truth = cx::break_down(cx::zero_to_ten, scores, std::vector<bool>{true, false, true});
  CHECK(by_truth.find(true)->answered() == 2);
  const auto by_fraction = cx::break_down(cx::zero_to_ten, scores, std::vector<double>{0.5, 0.25, 0.5});
  CHECK(by_fraction.begin()->first == 0.25);
  CHECK(by_fraction.find(0.5)->count(9) == 1);
}

TEST_CASE("scores and groups of different number are refused", "[breakdown]") {
  const std::vector<int> scores{10, 9};
  CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, scores, std::vector<int>{1}), std::invalid_argument);
  CHECK_THROWS_WITH(cx::break_down(cx::zero_to_ten, scores, std::vector<std::string>{"a"}),
                    "a column of 2 rows does not go with one of 1");
}

TEST_CASE("an answer off the scale is thrown at unless it is to be counted", "[breakdown]") {
  std::vector<int> scores(40'000, 9);
  const std::vector<std::uint32_t> groups(scores.size(), 4);
  scores[30'000] = 17;
  scores[39'000] = -3;
  for (const unsigned threads : {1U, 2U}) {
    CHECK_THROWS_WITH(cx::break_down(cx::zero_to_ten, scores, cx::by(groups), {.threads = threads}),
                      "score 17 is off the scale 0 to 10");
    CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, scores, std::identity{}, cx::by([](int) { return 1; }),
                                   {.threads = threads}),
                    std::out_of_range);
    const auto by = cx::break_down(cx::zero_to_ten, scores, cx::by(groups),
                                   {.off_scale = cx::off_scale_answers::count, .threads = threads});
    CHECK(by.find(4)->off_scale() == 2);
  }
}

TEST_CASE("records are counted alike by any number of threads and from any kind of range", "[breakdown]") {
  const auto scores = some_scores(120'000);
  const cx::tally_options options{cx::off_scale_answers::count, {11, 99}};
  const auto third = [](std::int16_t score) { return score % 3; };
  const auto one = cx::break_down(cx::zero_to_ten, scores, std::identity{}, cx::by(third), options);
  CHECK(one.total().asked() == scores.size());
  for (const unsigned threads : {0U, 2U, 7U}) {
    cx::tally_options parallel = options;
    parallel.threads = threads;
    CHECK(cx::break_down(cx::zero_to_ten, scores, std::identity{}, cx::by(third), parallel) == one);
  }
  const std::forward_list<std::int16_t> list(scores.begin(), scores.end());
  CHECK(cx::break_down(cx::zero_to_ten, list, std::identity{}, cx::by(third), options) == one);
  const auto from_stream =
      cx::break_down(cx::zero_to_ten, read_once{}, std::identity{}, [](int score) { return score > 8; });
  CHECK(from_stream.find(true)->answered() == 2);
}

TEST_CASE("records by small and by other whole numbers are counted as by a map", "[breakdown]") {
  struct given {
    std::uint8_t segment;
    std::int16_t month;
    std::optional<int> score;
  };
  std::mt19937 random(3);
  std::vector<given> many;
  std::map<std::tuple<std::uint8_t, std::int16_t>, cx::tally> expected;
  for (int row = 0; row < 30'000; ++row) {
    // Around 0 and 64, beyond which keys of two parts are not small.
    given each{static_cast<std::uint8_t>(random() % 80),
               static_cast<std::int16_t>(static_cast<int>(random() % 80) - 5),
               static_cast<int>(random() % 14) - 1};
    if (row % 10 == 0) each.score = std::nullopt;
    many.push_back(each);
    cx::tally& tally = expected.try_emplace({each.segment, each.month}, cx::zero_to_ten).first->second;
    if (!each.score || *each.score == 11) {
      tally.record_missing();
    } else if (each.score < 0 || each.score > 10) {
      tally.record_off_scale();
    } else {
      tally.record(*each.score);
    }
  }
  const cx::tally_options options{.off_scale = cx::off_scale_answers::count, .missing = {11}};
  const auto check = [&](const auto& by) {
    REQUIRE(by.size() == expected.size());
    for (const auto& [key, tally] : expected) {
      const cx::tally* const counted = by.find(key);
      REQUIRE(counted != nullptr);
      CHECK(*counted == tally);
    }
  };
  check(
      cx::break_down(cx::zero_to_ten, many, &given::score, cx::by(&given::segment, &given::month), options));
  // One whose size is not known beforehand.
  auto all = std::views::filter(many, [](const given&) { return true; });
  check(cx::break_down(cx::zero_to_ten, all, &given::score, cx::by(&given::segment, &given::month), options));

  std::vector<std::optional<int>> scores;
  std::vector<std::uint8_t> segments;
  std::vector<std::int16_t> months;
  for (const given& each : many) {
    scores.push_back(each.score);
    segments.push_back(each.segment);
    months.push_back(each.month);
  }
  check(cx::break_down(cx::zero_to_ten, scores, cx::by(segments, months), options));

  // Each projection is called once for each record.
  std::size_t calls = 0;
  const auto next_score = [&calls, &many](const given&) { return many.at(calls++).score; };
  check(cx::break_down(cx::zero_to_ten, many, next_score, cx::by(&given::segment, &given::month), options));
  CHECK(calls == many.size());

  // Off the scale in a small group and in another one.
  for (const std::uint8_t segment : {std::uint8_t{1}, std::uint8_t{200}}) {
    std::vector<given> one_off(20'000, given{segment, 1, 5});
    one_off.back().score = 12;
    CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, one_off, &given::score, &given::segment, &given::month),
                    std::out_of_range);
  }
}

TEST_CASE("any state is counted by groups, of records or of columns, on any number of threads",
          "[break_down]") {
  struct purchase {
    std::string shop;
    int score;
    unsigned times;
  };
  std::vector<purchase> purchases;
  std::vector<std::string> shops;
  std::vector<int> scores;
  std::vector<unsigned> times;
  std::map<std::string, cx::tally> expected;
  for (unsigned row = 0; row < 60'000; ++row) {
    purchases.push_back(
        {std::string(1, static_cast<char>('a' + row % 7)), static_cast<int>(row % 11), row % 3});
    shops.push_back(purchases.back().shop);
    scores.push_back(purchases.back().score);
    times.push_back(purchases.back().times);
    expected.try_emplace(shops.back(), cx::zero_to_ten).first->second.record(scores.back(), times.back());
  }
  const auto is_expected = [&](const auto& by) {
    return std::equal(by.begin(), by.end(), expected.begin(), expected.end());
  };
  const cx::tally empty{cx::zero_to_ten};
  for (const unsigned threads : {1U, 3U}) {
    CHECK(is_expected(cx::break_down(
        empty, purchases, [](cx::tally& into, const purchase& each) { into.record(each.score, each.times); },
        cx::by(&purchase::shop), {.threads = threads})));
    CHECK(is_expected(
        cx::break_down(empty, cx::columns(scores, times),
                       [](cx::tally& into, int score, unsigned count) { into.record(score, count); },
                       cx::by(shops), {.threads = threads})));
  }
  CHECK_THROWS_AS(
      cx::break_down(
          empty, cx::columns(scores, std::vector<int>{1}), [](cx::tally&, int, int) {}, cx::by(shops)),
      std::invalid_argument);
  CHECK_THROWS_AS(cx::break_down(
                      empty, cx::columns(scores), [](cx::tally&, int) {}, cx::by(std::vector<int>{1})),
                  std::invalid_argument);
}

TEST_CASE("weighted answers and pairs in columns are counted as those of records", "[break_down]") {
  struct person {
    std::string segment;
    int before;
    std::optional<int> after;
    double weight;
  };
  std::vector<person> people;
  std::vector<std::string> segments;
  std::vector<int> before;
  std::vector<std::optional<int>> after;
  std::vector<double> weights;
  for (int row = 0; row < 40'000; ++row) {
    people.push_back({row % 5 == 0 ? "retail" : "business", row % 11, row * 3 % 11, 0.25 * (row % 9)});
    if (row % 13 == 0) people.back().after.reset();
    segments.push_back(people.back().segment);
    before.push_back(people.back().before);
    after.push_back(people.back().after);
    weights.push_back(people.back().weight);
  }
  const cx::tally_options options{.missing = {7}, .threads = 2};
  const auto weighted = cx::break_down(cx::zero_to_ten, people, cx::weighted(&person::after, &person::weight),
                                       &person::segment);
  CHECK(cx::break_down(cx::zero_to_ten, cx::weighted(after, weights), cx::by(segments)) == weighted);
  CHECK(cx::break_down(cx::zero_to_ten, cx::weighted(after, weights), segments) == weighted);
  CHECK(weighted.total() == cx::weighted_tally_of(cx::zero_to_ten, people, &person::after, &person::weight));

  const auto pairs = cx::break_down(cx::zero_to_ten, people, cx::paired(&person::before, &person::after),
                                    cx::by(&person::segment), options);
  CHECK(cx::break_down(cx::zero_to_ten, cx::paired(before, after), cx::by(segments), options) == pairs);
  std::map<std::string, cx::paired_tally> expected;
  for (const person& each : people) {
    cx::paired_tally& tally = expected.try_emplace(each.segment, cx::zero_to_ten).first->second;
    if (each.before == 7 || !each.after || *each.after == 7) {
      tally.record_incomplete();
    } else {
      tally.record(each.before, *each.after);
    }
  }
  CHECK(std::equal(pairs.begin(), pairs.end(), expected.begin(), expected.end()));
  CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, cx::paired(before, after), cx::by(segments),
                                 {.off_scale = cx::off_scale_answers::count}),
                  std::invalid_argument);
  before.back() = 11;
  CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, cx::paired(before, after), segments), std::out_of_range);
  before.pop_back();
  CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, cx::paired(before, after), segments),
                  std::invalid_argument);
}

TEST_CASE("a moment is grouped by its day in UTC", "[break_down]") {
  struct event {
    std::chrono::system_clock::time_point at;
    int score;
  };
  const cx::day day = 2024y / 3 / 5;
  const std::vector<event> events{{day, 10}, {day + 23h + 59min, 9}, {day - 1ms, 8}};
  const auto by_day = cx::break_down(cx::zero_to_ten, events, &event::score, &event::at);
  REQUIRE(by_day.size() == 2);
  CHECK(by_day.find(day)->answered() == 2);
  const auto by_month = cx::break_down(cx::zero_to_ten, events, &event::score,
                                       [](const event& each) { return cx::month_of(each.at - 120h); });
  CHECK(by_month.size() == 1);
}

TEST_CASE("a grouping of variables is that of their values", "[break_down]") {
  const auto month = [](const answer& each) { return cx::month_of(each.on); };
  const auto segment = &answer::segment;
  CHECK(cx::break_down(cx::zero_to_ten, answers, &answer::score, cx::by(segment, month)) ==
        cx::break_down(cx::zero_to_ten, answers, &answer::score, segment, month));
}

TEST_CASE("views are counted as well", "[break_down]") {
  const auto by = cx::break_down(cx::zero_to_ten, std::views::iota(0, 11), std::identity{},
                                 [](int score) { return score > 8; });
  CHECK(by.find(true)->answered() == 2);
  const auto twice = std::views::iota(0, 22) | std::views::transform([](int number) { return number / 2; });
  CHECK(cx::tally_of(cx::zero_to_ten, twice).count(10) == 2);
  CHECK(cx::break_down(cx::zero_to_ten, twice, twice).size() == 11);
}

}  // namespace tests_of_break_down
