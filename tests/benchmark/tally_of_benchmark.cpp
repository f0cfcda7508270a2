// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/survey/tally_of.hpp>

namespace cxmetrics::benchmarks {
namespace {

template <class Score>
void tally_of(benchmark::State& state) {
  const auto column = scores<Score>(static_cast<std::size_t>(state.range(0)));
  compare_with_plain_read(state, {std::as_bytes(std::span(column))}, [&] {
    benchmark::DoNotOptimize(cxmetrics::tally_of(zero_to_ten, column, {.missing = {11}}));
  });
}

BENCHMARK_TEMPLATE(tally_of, std::uint8_t)
    ->ArgName("rows")
    ->Arg(32'768)
    ->Arg(1'000'000)
    ->Arg(32'000'000)
    ->Arg(200'000'000)
    ->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
