// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <algorithm>
#include <limits>

namespace cxmetrics::benchmarks {
namespace {

// 10,000 replicates of the NPS or of a metric with eleven worths. times_resampling: how much longer it takes to draw
// the answers of a replicate one by one; of_read: against reading the answers once.
void bootstrap(benchmark::State& state, const metric& metric) {
  const auto column = scores<std::uint8_t>(static_cast<std::size_t>(state.range(0)));
  const auto answers = distribution_of(metric, tally_of(zero_to_ten, column, {.missing = {11}}));
  const bootstrap_options options{.threads = static_cast<unsigned>(state.range(1))};
  double best_resampling = std::numeric_limits<double>::infinity();
  int resamplings = 0;
  random_numbers random(5);
  compare_with_read(
      state, 0, [&] { benchmark::DoNotOptimize(plain_read(std::as_bytes(std::span(column)))); },
      [&] { benchmark::DoNotOptimize(bootstrap_percentile(answers, 0.95, options)); },
      [&] {
        if (++resamplings > 3) return;
        best_resampling = std::min(best_resampling, seconds_of([&] {
                                     std::uint64_t sum = 0;
                                     for (std::size_t draw = 0; draw < column.size(); ++draw) {
                                       sum += column[random.below(column.size())];
                                     }
                                     benchmark::DoNotOptimize(sum);
                                   }));
      });
  state.counters["times_resampling"] =
      1e3 * best_resampling * options.replicates / state.counters["best_ms"].value;
}

void bootstrap_of_nps(benchmark::State& state) {
  bootstrap(state, nps);
}
void bootstrap_of_all_scores(benchmark::State& state) {
  bootstrap(state, mean_score(zero_to_ten));
}
BENCHMARK(bootstrap_of_nps)
    ->ArgNames({"answers", "threads"})
    ->Args({1'000, 1})
    ->Args({1'000'000, 1})
    ->Args({10'000'000, 1})
    ->UseManualTime();
BENCHMARK(bootstrap_of_all_scores)
    ->ArgNames({"answers", "threads"})
    ->Args({1'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
