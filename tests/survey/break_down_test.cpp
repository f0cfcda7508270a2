// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/break_down.hpp>

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
    const auto by =
        cx::break_down(cx::zero_to_ten, {cx::off_scale_answers::count, missing, threads}, scores, groups);
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
      const auto by = cx::break_down(scale, options, scores, groups);
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
  const auto scores = some_scores(100'000);
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
                    "2 scores do not go with 1 groups");
}

TEST_CASE("an answer off the scale is thrown at unless it is to be counted", "[breakdown]") {
  std::vector<int> scores(40'000, 9);
  const std::vector<std::uint32_t> groups(scores.size(), 4);
  scores[30'000] = 17;
  scores[39'000] = -3;
  for (const unsigned threads : {1U, 2U}) {
    CHECK_THROWS_WITH(cx::break_down(cx::zero_to_ten, {.threads = threads}, scores, groups),
                      "score 17 is off the scale 0 to 10");
    CHECK_THROWS_AS(
        cx::break_down(cx::zero_to_ten, {.threads = threads}, scores, std::identity{}, [](int) { return 1; }),
        std::out_of_range);
    const auto by = cx::break_down(
        cx::zero_to_ten, {.off_scale = cx::off_scale_answers::count, .threads = threads}, scores, groups);
    CHECK(by.find(4)->off_scale() == 2);
  }
}

TEST_CASE("records are counted alike by any number of threads and from any kind of range", "[breakdown]") {
  const auto scores = some_scores(120'000);
  const cx::tally_options options{cx::off_scale_answers::count, {11, 99}};
  const auto third = [](std::int16_t score) { return score % 3; };
  const auto one = cx::break_down(cx::zero_to_ten, options, scores, std::identity{}, third);
  CHECK(one.total().asked() == scores.size());
  for (const unsigned threads : {0U, 2U, 7U}) {
    cx::tally_options parallel = options;
    parallel.threads = threads;
    CHECK(cx::break_down(cx::zero_to_ten, parallel, scores, std::identity{}, third) == one);
  }
  const std::forward_list<std::int16_t> list(scores.begin(), scores.end());
  CHECK(cx::break_down(cx::zero_to_ten, options, list, std::identity{}, third) == one);
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
  check(cx::break_down(cx::zero_to_ten, options, many, &given::score, &given::segment, &given::month));
  // One whose size is not known beforehand.
  auto all = std::views::filter(many, [](const given&) { return true; });
  check(cx::break_down(cx::zero_to_ten, options, all, &given::score, &given::segment, &given::month));

  std::vector<std::optional<int>> scores;
  std::vector<std::uint8_t> segments;
  std::vector<std::int16_t> months;
  for (const given& each : many) {
    scores.push_back(each.score);
    segments.push_back(each.segment);
    months.push_back(each.month);
  }
  check(cx::break_down(cx::zero_to_ten, options, scores, segments, months));

  // Each projection is called once for each record.
  std::size_t calls = 0;
  const auto next_score = [&calls, &many](const given&) { return many.at(calls++).score; };
  check(cx::break_down(cx::zero_to_ten, options, many, next_score, &given::segment, &given::month));
  CHECK(calls == many.size());

  // Off the scale in a small group and in another one.
  for (const std::uint8_t segment : {std::uint8_t{1}, std::uint8_t{200}}) {
    std::vector<given> one_off(20'000, given{segment, 1, 5});
    one_off.back().score = 12;
    CHECK_THROWS_AS(cx::break_down(cx::zero_to_ten, one_off, &given::score, &given::segment, &given::month),
                    std::out_of_range);
  }
}
