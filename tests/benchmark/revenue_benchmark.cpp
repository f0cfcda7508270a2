// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"
#include "price_rows.hpp"

#include <cxmetrics/customers/purchase_model.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace cxmetrics::benchmarks {
namespace {

void revenue_movements(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  compare_with_plain_read(state, rows.bytes(), [&] { benchmark::DoNotOptimize(flows_of(rows)); });
}
BENCHMARK(revenue_movements)->ArgName("rows")->Arg(20'000'000)->UseManualTime()->Iterations(2);

// So many customers with histories of whole days.
void fit_of_purchases(benchmark::State& state) {
  std::mt19937_64 random(1);
  std::gamma_distribution<double> rate(0.24, 1 / 4.4);
  std::uniform_real_distribution<double> chance(0, 1);
  std::vector<purchase_history> histories;
  for (std::int64_t at = 0; at < state.range(0); ++at) {
    const double lambda = rate(random);
    const double leaves = chance(random) * 0.5;
    purchase_history history{0, 0, 27 + static_cast<double>(at % 84) / 7, 0};
    for (double now = 0;;) {
      now += -std::log(1 - chance(random)) / lambda;
      if (!(now < history.age)) break;
      ++history.repeats;
      history.recency = std::floor(now * 7) / 7;
      if (chance(random) < leaves) break;
    }
    histories.push_back(history);
  }
  const auto bytes = std::as_bytes(std::span(histories));
  compare_with_plain_read(state, {bytes}, [&] { benchmark::DoNotOptimize(fit_bg_nbd(histories)); });
}
BENCHMARK(fit_of_purchases)->ArgName("customers")->Arg(1'000'000)->UseManualTime()->Iterations(2);

}  // namespace
}  // namespace cxmetrics::benchmarks
