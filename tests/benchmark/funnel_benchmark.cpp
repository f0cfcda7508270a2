// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"

#include <cxmetrics/journey/funnel.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::benchmarks {
namespace {

constexpr std::size_t events_of_customer = 20;

struct events {
  explicit events(std::size_t rows) : customer(rows), second(rows), event(rows) {}
  std::vector<std::uint32_t> customer;
  std::vector<std::int64_t> second;
  std::vector<std::uint32_t> event;
};

// Numbers below 2,147,483,647 in which no order is to be seen. duckdb_funnel_benchmark.mjs makes the same.
std::uint64_t scattered(std::uint64_t number, std::uint64_t salt) {
  constexpr std::uint64_t prime = 2'147'483'647;
  const std::uint64_t first = (number * 48'271 + salt) % prime;
  const std::uint64_t second = (first * first + number) % prime;
  return (second * second + first) % prime;
}

// Twenty events of each customer, about two hours apart: half of them are no steps, and the later a step, the rarer it
// is.
void put(events& log, std::size_t row, std::size_t customer, std::size_t turn) {
  static constexpr std::uint32_t what[] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
  const std::size_t number = customer * events_of_customer + turn;
  log.customer[row] = static_cast<std::uint32_t>(customer);
  log.second[row] = static_cast<std::int64_t>(1'700'000'000 + scattered(customer, 1) % 10'000'000 +
                                              turn * 7'200 + scattered(number, 2) % 7'200);
  log.event[row] = what[scattered(number, 3) % 20];
}

events sorted_log(std::size_t rows) {
  events log(rows);
  for (std::size_t row = 0; row < rows; ++row)
    put(log, row, row / events_of_customer, row % events_of_customer);
  return log;
}

// The same rows from all customers in turn, as a log has them that is written while they come and go.
events log_by_turns(std::size_t rows) {
  const std::size_t customers = rows / events_of_customer;
  events log(rows);
  for (std::size_t row = 0; row < rows; ++row) put(log, row, row % customers, row / customers);
  return log;
}

void count_funnel(benchmark::State& state, const events& log) {
  const funnel empty{{.steps = {"visit", "cart", "pay", "done"}, .within = std::chrono::hours{24}}};
  std::uint64_t finished = 0;
  compare_with_plain_read(state,
                          {std::as_bytes(std::span(log.customer)), std::as_bytes(std::span(log.second)),
                           std::as_bytes(std::span(log.event))},
                          [&] {
                            funnel counted = empty;
                            counted.record(log.customer, log.second, log.event);
                            finished = counted.reached(3);
                          });
  state.counters["finished"] = static_cast<double>(finished);
}

void funnel_of_a_sorted_log(benchmark::State& state) {
  count_funnel(state, sorted_log(static_cast<std::size_t>(state.range(0))));
}

void funnel_of_a_log_by_turns(benchmark::State& state) {
  count_funnel(state, log_by_turns(static_cast<std::size_t>(state.range(0))));
}

BENCHMARK(funnel_of_a_sorted_log)->ArgName("rows")->Arg(1'000'000)->Arg(100'000'000)->UseManualTime();
BENCHMARK(funnel_of_a_log_by_turns)->ArgName("rows")->Arg(1'000'000)->Arg(100'000'000)->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
