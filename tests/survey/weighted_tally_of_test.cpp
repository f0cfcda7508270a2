// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <forward_list>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <vector>

namespace tests_of_weighted_tally_of {
namespace cx = cxmetrics;

namespace {

struct answer {
  std::optional<int> score;
  double weight;
  std::string stratum;
  int day;
};
const std::vector<answer> answers{
    {9, 0.5, "north", 1}, {3, 2, "north", 2}, {9, 0.25, "south", 1}, {std::nullopt, 7, "south", 1}};

// Enough for three threads, with weights whose sums are different in doubles in any other order.
std::vector<answer> many_answers() {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> weight(0, 3);
  std::vector<answer> result;
  for (int row = 0; row < 60'000; ++row) {
    const auto score = static_cast<int>(random() % 13);
    result.push_back({score == 12 ? std::nullopt : std::optional(score), weight(random),
                      std::string(1 + random() % 40, 'a'), static_cast<int>(random() % 5)});
  }
  return result;
}

// A part of a key that can only be ordered.
struct stratum {
  std::string name;
  friend auto operator<=>(const stratum&, const stratum&) = default;
};

}  // namespace

TEST_CASE("weighted records are counted by score and weight", "[weighted_tally_of]") {
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::weight);
  STATIC_REQUIRE(std::is_same_v<decltype(tally), const cx::weighted_tally>);
  CHECK(tally.answered() == 3);
  CHECK(tally.missing() == 1);
  CHECK(tally.weight(9) == 0.75);
  CHECK(tally.weight() == 2.75);
}

TEST_CASE("whole numbers are weights too", "[weighted_tally_of]") {
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::day);
  CHECK(tally.weight(9) == 2);
}

TEST_CASE("a projection to an importance makes an importance tally", "[weighted_tally_of]") {
  const auto revenue = [](const answer& a) { return cx::importance_weight{a.weight}; };
  const auto tally = cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, revenue);
  STATIC_REQUIRE(std::is_same_v<decltype(tally), const cx::importance_tally>);
  CHECK(tally.weight(9) == 0.75);
}

TEST_CASE("weighted answers off the scale are refused or counted, and missing codes are missing",
          "[weighted_tally_of]") {
  CHECK_THROWS_AS(cx::weighted_tally_of(cx::one_to_five, answers, &answer::score, &answer::weight),
                  std::out_of_range);
  const auto tally = cx::weighted_tally_of(cx::one_to_five, answers, &answer::score, &answer::weight,
                                           {.off_scale = cx::off_scale_answers::count, .missing = {3}});
  CHECK(tally.off_scale() == 2);
  CHECK(tally.missing() == 2);
  CHECK(tally.weight() == 0);
}

TEST_CASE("a negative weight is refused, also of somebody who did not answer", "[weighted_tally_of]") {
  const std::vector<answer> wrong{{std::nullopt, -1, "north", 1}};
  CHECK_THROWS_AS(cx::weighted_tally_of(cx::zero_to_ten, wrong, &answer::score, &answer::weight),
                  std::invalid_argument);
}

TEST_CASE("weighted answers break down by stratum and day", "[weighted_tally_of]") {
  const auto by = cx::break_down(cx::zero_to_ten, answers, cx::weighted(&answer::score, &answer::weight),
                                 &answer::stratum, &answer::day);
  REQUIRE(by.size() == 3);
  CHECK(by.find({"north", 2})->weight(3) == 2);
  CHECK(by.find({"south", 1})->missing() == 1);
  CHECK(by.rollup<0>().find("north")->answered() == 2);
  CHECK(by.total() == cx::weighted_tally_of(cx::zero_to_ten, answers, &answer::score, &answer::weight));
}

TEST_CASE("a weighted breakdown has the bits of a plain map, on any number of threads",
          "[weighted_tally_of]") {
  const auto records = many_answers();
  std::map<std::tuple<std::string, int>, cx::weighted_tally> expected;
  for (const answer& each : records) {
    auto& cell = expected.try_emplace({each.stratum, each.day}, cx::zero_to_ten).first->second;
    if (each.score && *each.score > 10) {
      cell.record_off_scale();
    } else {
      cell.record(each.score, cx::sampling_weight{each.weight});
    }
  }
  cx::tally_options options{.off_scale = cx::off_scale_answers::count};
  for (const unsigned threads : {1U, 2U, 3U}) {
    options.threads = threads;
    const auto by = cx::break_down(cx::zero_to_ten, records, cx::weighted(&answer::score, &answer::weight),
                                   cx::by(&answer::stratum, &answer::day), options);
    CHECK(std::equal(by.begin(), by.end(), expected.begin(), expected.end()));
    const auto total =
        cx::weighted_tally_of(cx::zero_to_ten, records, &answer::score, &answer::weight, options);
    CHECK(total == by.total());
    const auto ordered =
        cx::break_down(cx::zero_to_ten, records, cx::weighted(&answer::score, &answer::weight),
                       cx::by([](const answer& each) { return stratum{each.stratum}; }), options);
    CHECK(ordered.find({"aaa"})->weight() == by.rollup<0>().find("aaa")->weight());
    CHECK(ordered.total() == total);
  }
  const std::forward_list<answer> list(records.begin(), records.end());
  CHECK(cx::break_down(cx::zero_to_ten, list, cx::weighted(&answer::score, &answer::weight),
                       cx::by(&answer::stratum), options) ==
        cx::break_down(cx::zero_to_ten, records, cx::weighted(&answer::score, &answer::weight),
                       cx::by(&answer::stratum), options));
}

TEST_CASE("weighted answers are counted by as many threads as asked for", "[weighted_tally_of]") {
  const auto records = many_answers();
  std::mutex mutex;
  std::set<std::thread::id> seen;
  const auto weight = [&](const answer& each) {
    const std::lock_guard guard(mutex);
    seen.insert(std::this_thread::get_id());
    return each.weight;
  };
  const cx::tally_options options{.off_scale = cx::off_scale_answers::count, .threads = 3};
  cx::break_down(cx::zero_to_ten, records, cx::weighted(&answer::score, weight), cx::by(&answer::day),
                 options);
  CHECK(seen.size() == 3);
  seen.clear();
  cx::weighted_tally_of(cx::zero_to_ten, records, &answer::score, weight, options);
  CHECK(seen.size() == 3);
}

}  // namespace tests_of_weighted_tally_of
