// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/cohorts_of.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes_of.hpp>
#include <cxmetrics/customers/survival.hpp>

#include <algorithm>
#include <chrono>
#include <limits>

namespace cxmetrics::benchmarks {
namespace {

const day first_entry = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};
constexpr std::int32_t days_of_five_years = 1827;

customers five_years_of(std::size_t rows) {
  return customers_from(static_cast<std::int32_t>(first_entry.time_since_epoch().count()), days_of_five_years,
                        rows);
}

// Beside the flows of the same customers in the same months.
void cohort_triangle(benchmark::State& state) {
  const customers columns = five_years_of(static_cast<std::size_t>(state.range(0)));
  const spell_columns spells{columns.since, columns.until};
  const day end = first_entry + std::chrono::days{days_of_five_years};
  const auto months = periods_of(granularity::month, {first_entry, end});
  double best_flows = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, {std::as_bytes(spells.since()), std::as_bytes(spells.until())},
      [&] { benchmark::DoNotOptimize(cohorts_of(months, spells, end - std::chrono::days{1})); }, 1,
      [&] {
        best_flows =
            std::min(best_flows, seconds_of([&] {
                       benchmark::DoNotOptimize(flows_of(months, spells, {.detail = flow_detail::totals}));
                     }));
      });
  state.counters["times_flows"] = 1e-3 * state.counters["best_ms"].value / best_flows;
}

// From the columns to the curve.
void kaplan_meier_curve(benchmark::State& state) {
  const customers columns = five_years_of(static_cast<std::size_t>(state.range(0)));
  const spell_columns spells{columns.since, columns.until};
  const observation observed{first_entry + std::chrono::days{days_of_five_years - 1}};
  compare_with_plain_read(state, {std::as_bytes(spells.since()), std::as_bytes(spells.until())},
                          [&] { benchmark::DoNotOptimize(kaplan_meier(lifetimes_of(spells, observed))); });
}

// A log in the order of customers and days, of twenty acts a customer.
void inactivity_of_a_log(benchmark::State& state) {
  random_numbers random(4);
  const auto rows = static_cast<std::size_t>(state.range(0));
  std::vector<std::uint32_t> customers(rows);
  std::vector<std::int32_t> days(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    customers[row] = static_cast<std::uint32_t>(row / 20);
    const auto gap = static_cast<std::int32_t>(random.below(50) == 0 ? random.below(120) : random.below(20));
    days[row] = row % 20 == 0 ? 18'000 + gap : days[row - 1] + gap;
  }
  compare_with_plain_read(state, {std::as_bytes(std::span(customers)), std::as_bytes(std::span(days))}, [&] {
    benchmark::DoNotOptimize(spells_of(customers, days, inactivity{std::chrono::days{30}}));
  });
}

BENCHMARK(cohort_triangle)->ArgName("rows")->Arg(1'000'000)->Arg(20'000'000)->UseManualTime();
BENCHMARK(kaplan_meier_curve)->ArgName("rows")->Arg(1'000'000)->Arg(10'000'000)->UseManualTime();
BENCHMARK(inactivity_of_a_log)->ArgName("rows")->Arg(10'000'000)->Arg(100'000'000)->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
