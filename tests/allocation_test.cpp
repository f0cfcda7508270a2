// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The address sanitizer has an operator new of its own, which must not be replaced.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CXMETRICS_TESTS_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define CXMETRICS_TESTS_ADDRESS_SANITIZER
#endif

#ifndef CXMETRICS_TESTS_ADDRESS_SANITIZER
#include "support/catch.hpp"

#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

namespace {

std::atomic<std::size_t> allocations = 0;
std::atomic<std::size_t> allocated_bytes = 0;

template <class Task>
std::size_t allocations_of(Task&& task) {
  const std::size_t before = allocations;
  task();
  return allocations - before;
}

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  allocated_bytes += size;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace cx = cxmetrics;

TEST_CASE("allocations are seen", "[allocation]") {
  CHECK(allocations_of([] { std::vector<int>(100).front() = 1; }) == 1);
}

TEST_CASE("a snapshot of few words takes no counter for each day it names", "[allocation]") {
  constexpr std::int64_t days = 8'000'000;
  const cx::day first{std::chrono::days{0}};
  cx::snapshot stored =
      cx::customer_ledger{{{first, first + std::chrono::days{1}}}, cx::flow_detail::daily}.snapshot();
  stored.parameters.at(1) = -days / 2;
  stored.parameters.at(2) = days / 2;
  const std::size_t before = allocated_bytes;
  CHECK_THROWS_WITH(cx::customer_ledger::restore(stored), cx::tests::contains("words"));
  CHECK(allocated_bytes - before < 5 * days);
}

TEST_CASE("a snapshot of few words takes no cell for each cohort and age it names", "[allocation]") {
  constexpr int periods = 3'000;
  const cx::day first{std::chrono::days{0}};
  cx::snapshot stored = cx::customer_cohorts{
      {{first, first + std::chrono::days{1}}},
      first + std::chrono::days{
                  periods}}.snapshot();
  for (int at = 2; at <= periods; ++at) stored.parameters.push_back(at);
  const std::size_t before = allocated_bytes;
  CHECK_THROWS_WITH(cx::customer_cohorts::restore(stored), cx::tests::contains("words"));
  CHECK(allocated_bytes - before < std::size_t{1'000} * periods);
}

TEST_CASE("one thread counts answers without allocating", "[allocation]") {
  const cx::tally_options options{cx::off_scale_answers::count, {11, 99, -7, 1'000'000}};
  const std::vector<int> scores{10, 9, 11, 99, -7, 0, 55};
  const std::vector<std::optional<int>> optional_scores{10, std::nullopt, 99};
  CHECK(allocations_of([&] { return cx::tally_of(cx::zero_to_ten, scores, options).answered(); }) == 0);
  CHECK(allocations_of([&] { return cx::tally_of(cx::zero_to_ten, optional_scores, options).answered(); }) ==
        0);
}

TEST_CASE("scores and dates are read without allocating", "[allocation]") {
  const cx::score_reader scores(cx::zero_to_ten, {.missing = {"99"}});
  const cx::date_reader dates;
  for (const std::string_view text : {"7", "007.0", "99", "n/a", ""}) {
    CHECK(allocations_of([&] { return scores.read(text); }) == 0);
  }
  for (const std::string_view text :
       {"2024-02-29", "2024-02-29T23:59:59+01:00", "1700000000", "no date at all", ""}) {
    CHECK(allocations_of([&] { return dates.read(text); }) == 0);
  }
}

#endif
