// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/detail/instruction_set.hpp>
#include <cxmetrics/survey/tally_of.hpp>

namespace cxmetrics::benchmarks {
namespace {

using detail::instruction_set;

template <class Score>
void tally_of(benchmark::State& state) {
  const auto column = scores<Score>(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  compare_with_plain_read(
      state, {std::as_bytes(std::span(column))},
      [&] {
        benchmark::DoNotOptimize(
            cxmetrics::tally_of(zero_to_ten, column, {.missing = {11}, .threads = threads}));
      },
      threads);
}

BENCHMARK_TEMPLATE(tally_of, std::uint8_t)
    ->ArgNames({"rows", "threads"})
    ->Args({32'768, 1})
    ->Args({1'000'000, 1})
    ->Args({32'000'000, 1})
    ->Args({200'000'000, 1})
    ->Args({200'000'000, 2})
    ->UseManualTime();
BENCHMARK_TEMPLATE(tally_of, std::int16_t)
    ->ArgNames({"rows", "threads"})
    ->Args({100'000'000, 1})
    ->UseManualTime();
BENCHMARK_TEMPLATE(tally_of, std::int32_t)
    ->ArgNames({"rows", "threads"})
    ->Args({50'000'000, 1})
    ->Args({50'000'000, 2})
    ->UseManualTime();
BENCHMARK_TEMPLATE(tally_of, std::int64_t)
    ->ArgNames({"rows", "threads"})
    ->Args({25'000'000, 1})
    ->UseManualTime();

// One-byte scores with the kernels of one instruction set.
template <instruction_set Set>
void tally_of_with(benchmark::State& state) {
  if (Set > detail::best_instruction_set()) {
    state.SkipWithError("not on this machine");
    return;
  }
  const auto column = scores<std::uint8_t>(static_cast<std::size_t>(state.range(0)));
  detail::use_instruction_set(Set);
  compare_with_plain_read(state, {std::as_bytes(std::span(column))}, [&] {
    benchmark::DoNotOptimize(cxmetrics::tally_of(zero_to_ten, column, {.missing = {11}}));
  });
  detail::use_instruction_set(detail::best_instruction_set());
}
BENCHMARK_TEMPLATE(tally_of_with, instruction_set::scalar)
    ->ArgName("rows")
    ->Arg(200'000'000)
    ->UseManualTime();
BENCHMARK_TEMPLATE(tally_of_with, instruction_set::baseline)
    ->ArgName("rows")
    ->Arg(200'000'000)
    ->UseManualTime();
BENCHMARK_TEMPLATE(tally_of_with, instruction_set::avx2)->ArgName("rows")->Arg(200'000'000)->UseManualTime();

// One answer in 50 is missing as 99, a code far from the scale.
void tally_of_far_codes(benchmark::State& state) {
  auto column = scores<std::uint8_t>(static_cast<std::size_t>(state.range(0)));
  for (std::size_t row = 0; row < column.size(); row += 50) column[row] = 99;
  compare_with_plain_read(state, {std::as_bytes(std::span(column))}, [&] {
    benchmark::DoNotOptimize(cxmetrics::tally_of(zero_to_ten, column, {.missing = {11, 99}}));
  });
}
BENCHMARK(tally_of_far_codes)->ArgName("rows")->Arg(200'000'000)->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
