// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/customers/flow_of.hpp>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace cxmetrics::benchmarks {
namespace {

const day first_day = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};

std::vector<period> months_from_first(std::int64_t months) {
  const auto last = std::chrono::year_month_day{first_day} + std::chrono::months{months};
  return periods_of(granularity::month, {first_day, std::chrono::sys_days{last}});
}

customers customers_of(const std::vector<period>& months, std::size_t rows) {
  const auto days = (months.back().last() - first_day).count();
  return customers_from(static_cast<std::int32_t>(first_day.time_since_epoch().count()),
                        static_cast<std::int32_t>(days), rows);
}

void count_flows(benchmark::State& state, const std::vector<period>& months, const customers& columns,
                 flow_detail detail, unsigned threads) {
  const spell_columns spells{columns.since, columns.until};
  compare_with_plain_read(
      state, {std::as_bytes(spells.since()), std::as_bytes(spells.until())},
      [&] { benchmark::DoNotOptimize(flows_of(months, spells, {.detail = detail, .threads = threads})); },
      threads);
}

void monthly_flows(benchmark::State& state) {
  const auto months = months_from_first(state.range(1));
  const auto columns = customers_of(months, static_cast<std::size_t>(state.range(0)));
  count_flows(state, months, columns, flow_detail::totals, static_cast<unsigned>(state.range(2)));
}

void monthly_flows_with_days(benchmark::State& state) {
  const auto months = months_from_first(60);
  const auto columns = customers_of(months, static_cast<std::size_t>(state.range(0)));
  count_flows(state, months, columns, flow_detail::daily, 1);
}

void monthly_flows_of_sorted(benchmark::State& state) {
  const auto months = months_from_first(60);
  auto columns = customers_of(months, static_cast<std::size_t>(state.range(0)));
  // By first day: the ends keep their order among those of the same day.
  std::vector<std::size_t> order(columns.since.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return columns.since[a] < columns.since[b]; });
  customers sorted = columns;
  for (std::size_t row = 0; row < order.size(); ++row) {
    sorted.since[row] = columns.since[order[row]];
    sorted.until[row] = columns.until[order[row]];
  }
  count_flows(state, months, sorted, flow_detail::totals, 1);
}

BENCHMARK(monthly_flows)
    ->ArgNames({"rows", "months", "threads"})
    ->Args({100'000, 60, 1})
    ->Args({1'000'000, 60, 1})
    ->Args({20'000'000, 60, 1})
    ->Args({20'000'000, 12, 1})
    ->Args({20'000'000, 120, 1})
    ->Args({20'000'000, 240, 1})
    ->Args({20'000'000, 480, 1})
    ->Args({20'000'000, 60, 2})
    ->UseManualTime();
BENCHMARK(monthly_flows_with_days)->ArgName("rows")->Arg(20'000'000)->UseManualTime();
BENCHMARK(monthly_flows_of_sorted)->ArgName("rows")->Arg(20'000'000)->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
