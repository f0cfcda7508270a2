// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/survey/break_down.hpp>

#include <algorithm>
#include <string>

namespace cxmetrics::benchmarks {
namespace {

enum class order { random, sorted, one_sided };

// Ids in no order, in order, or nine of ten the same.
std::vector<std::uint32_t> ids_in(order order, std::size_t rows, std::uint32_t groups) {
  auto ids = group_ids(rows, groups);
  if (order == order::sorted) std::sort(ids.begin(), ids.end());
  if (order == order::one_sided) {
    random_numbers random(3);
    for (std::uint32_t& id : ids) {
      if (random.below(10) > 0) id = groups / 2;
    }
  }
  return ids;
}

template <order Order>
void break_down_ids(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto threads = static_cast<unsigned>(state.range(2));
  const auto answers = scores<std::uint8_t>(rows);
  const auto ids = ids_in(Order, rows, static_cast<std::uint32_t>(state.range(1)));
  compare_with_plain_read(
      state, {std::as_bytes(std::span(answers)), std::as_bytes(std::span(ids))},
      [&] {
        benchmark::DoNotOptimize(cxmetrics::break_down(zero_to_ten, answers, cxmetrics::by(ids),
                                                       {.missing = {11}, .threads = threads}));
      },
      threads);
}

BENCHMARK_TEMPLATE(break_down_ids, order::random)
    ->ArgNames({"rows", "groups", "threads"})
    ->ArgsProduct({{1'000'000, 100'000'000}, {1'000, 100'000}, {1}})
    ->Args({100'000'000, 10, 1})
    ->Args({100'000'000, 10'000, 1})
    ->Args({100'000'000, 1'000'000, 1})
    ->ArgsProduct({{100'000'000}, {1'000, 100'000}, {2}})
    ->UseManualTime();
BENCHMARK_TEMPLATE(break_down_ids, order::sorted)
    ->ArgNames({"rows", "groups", "threads"})
    ->ArgsProduct({{100'000'000}, {1'000, 100'000}, {1}})
    ->UseManualTime();
BENCHMARK_TEMPLATE(break_down_ids, order::one_sided)
    ->ArgNames({"rows", "groups", "threads"})
    ->ArgsProduct({{100'000'000}, {1'000, 100'000}, {1}})
    ->UseManualTime();

// Text keys, against a read of the scores and the strings.
void break_down_text(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto answers = scores<std::uint8_t>(rows);
  const auto ids = group_ids(rows, static_cast<std::uint32_t>(state.range(1)));
  std::vector<std::string> segments;
  segments.reserve(rows);
  for (const std::uint32_t id : ids) segments.push_back("segment " + std::to_string(id));
  compare_with_plain_read(
      state, {std::as_bytes(std::span(answers)), std::as_bytes(std::span(segments))}, [&] {
        benchmark::DoNotOptimize(
            cxmetrics::break_down(zero_to_ten, answers, cxmetrics::by(segments), {.missing = {11}}));
      });
}
BENCHMARK(break_down_text)
    ->ArgNames({"rows", "groups"})
    ->ArgsProduct({{10'000'000}, {10, 1'000, 100'000}})
    ->UseManualTime();

struct answer {
  std::uint32_t customer;
  std::int16_t month;
  std::uint8_t segment;
  std::uint8_t score;
  std::uint64_t instant;
};

// Records by two keys, beside the loop one would write by hand for keys that are known to be small.
void break_down_records(benchmark::State& state) {
  constexpr std::size_t segments = 20;
  constexpr std::size_t months = 24;
  const auto rows = static_cast<std::size_t>(state.range(0));
  random_numbers random(4);
  const auto column = scores<std::uint8_t>(rows);
  std::vector<answer> answers(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    answers[row] = {static_cast<std::uint32_t>(random()), static_cast<std::int16_t>(random.below(months)),
                    static_cast<std::uint8_t>(random.below(segments)), column[row], random()};
  }
  const auto by_hand = [&] {
    std::vector<std::array<std::uint64_t, 12>> counts(segments * months);
    for (const answer& each : answers) {
      if (each.score > 11) continue;
      ++counts[each.segment * months + static_cast<std::size_t>(each.month)][each.score];
    }
    benchmark::DoNotOptimize(counts.data());
  };
  double best_by_hand = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, {std::as_bytes(std::span(answers))},
      [&] {
        benchmark::DoNotOptimize(cxmetrics::break_down(zero_to_ten, answers, &answer::score,
                                                       cxmetrics::by(&answer::segment, &answer::month),
                                                       {.missing = {11}}));
      },
      1, [&] { best_by_hand = std::min(best_by_hand, seconds_of(by_hand)); });
  state.counters["of_hand_written"] = 1e3 * best_by_hand / state.counters["best_ms"].value;
}
BENCHMARK(break_down_records)->ArgName("rows")->Arg(1'000'000)->Arg(20'000'000)->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
