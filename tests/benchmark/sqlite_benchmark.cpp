// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"
#include "sqlite_table.hpp"

#include <cxmetrics/survey/break_down.hpp>

#include <array>
#include <cstdint>

namespace cxmetrics::benchmarks {
namespace {

// The same questions put to SQLite, its table in memory.
template <class Count>
void compare_with_query(benchmark::State& state, const char* query, Count count) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto answers = scores<std::uint8_t>(rows);
  const auto groups = group_ids(rows, 1'000);
  sqlite_table table("answers", "(score INTEGER, segment INTEGER)", rows, [&](std::size_t row) {
    return std::array<std::int64_t, 2>{answers[row], groups[row]};
  });
  double best = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, {std::as_bytes(std::span(answers)), std::as_bytes(std::span(groups))}, [&] { table.run(query); },
      1, [&] { best = std::min(best, seconds_of([&] { count(answers, groups); })); });
  state.counters["times_cxmetrics"] = 1e-3 * state.counters["best_ms"].value / best;
}

void sqlite_scores(benchmark::State& state) {
  compare_with_query(state, "SELECT score, count(*) FROM answers GROUP BY score",
                     [](const auto& answers, const auto&) {
                       benchmark::DoNotOptimize(tally_of(zero_to_ten, answers, {.missing = {11}}));
                     });
}
void sqlite_groups(benchmark::State& state) {
  compare_with_query(
      state,
      "SELECT segment, 100.0 * (count(*) FILTER (WHERE score BETWEEN 9 AND 10) - count(*) FILTER "
      "(WHERE score < 7)) / count(*) FILTER (WHERE score < 11) FROM answers GROUP BY segment",
      [](const auto& answers, const auto& groups) {
        benchmark::DoNotOptimize(break_down(zero_to_ten, answers, by(groups), {.missing = {11}}));
      });
}
BENCHMARK(sqlite_scores)->ArgName("rows")->Arg(1'000'000)->UseManualTime()->Iterations(2);
BENCHMARK(sqlite_groups)->ArgName("rows")->Arg(1'000'000)->UseManualTime()->Iterations(2);

}  // namespace
}  // namespace cxmetrics::benchmarks
