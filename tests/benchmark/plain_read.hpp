// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_PLAIN_READ_HPP
#define CXMETRICS_TESTS_BENCHMARK_PLAIN_READ_HPP

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace cxmetrics::benchmarks {

// The least a program can do with memory: add it up in 64-bit words, as the compiler makes it at -O3 for the
// baseline instruction set; the part of the buffer is divided among the threads.
std::uint64_t plain_read(std::span<const std::byte> memory, unsigned threads = 1);

// The same of a file: read it in blocks of 256 KiB and add them up.
std::uint64_t plain_read_of_file(const std::string& path);

// The most memory the process held at once since the last start(), less what it held then, in MiB; NaN where
// the system does not tell.
class peak_memory {
 public:
  void start();
  double mebibytes() const;

 private:
  double before_ = 0;
};

template <class Task>
double seconds_of(Task&& task) {
  const auto start = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Times work and a read of the same memory in turns, so that both meet the same neighbours on the machine,
// and reports the best of each: of_read = read / work (1 is the limit of the memory), bytes_per_second,
// peak_MiB. The benchmark must be registered with UseManualTime(). Short work is repeated until a sample is
// long enough for the clock; the time of an iteration is that of a sample. `beside` takes its turn, too, and its own time.
template <class Read, class Work, class Beside = void (*)()>
void compare_with_read(
    benchmark::State& state, std::size_t bytes, Read&& read, Work&& work, Beside&& beside = [] {}) {
  constexpr std::size_t least_sample = std::size_t{1} << 22;
  const std::size_t repeats = bytes == 0 || bytes >= least_sample ? 1 : least_sample / bytes + 1;
  const auto repeatedly = [repeats](auto& task) {
    return seconds_of([&] {
             for (std::size_t i = 0; i < repeats; ++i) task();
           }) /
           static_cast<double>(repeats);
  };
  double best_read = std::numeric_limits<double>::infinity();
  double best_work = best_read;
  peak_memory peak;
  peak.start();
  work();
  const double mebibytes = peak.mebibytes();
  for (auto _ : state) {
    beside();
    best_read = std::min(best_read, repeatedly(read));
    const double seconds = repeatedly(work);
    best_work = std::min(best_work, seconds);
    state.SetIterationTime(static_cast<double>(repeats) * seconds);
  }
  state.counters["best_ms"] = 1e3 * best_work;
  if (bytes > 0) state.counters["GB/s"] = 1e-9 * static_cast<double>(bytes) / best_work;
  state.counters["of_read"] = best_read / best_work;
  state.counters["peak_MiB"] = mebibytes;
}

// The same for work on columns in memory.
template <class Work, class Beside = void (*)()>
void compare_with_plain_read(
    benchmark::State& state, const std::vector<std::span<const std::byte>>& columns, Work&& work,
    unsigned threads = 1, Beside&& beside = [] {}) {
  std::size_t bytes = 0;
  for (const auto column : columns) bytes += column.size();
  const auto read = [&] {
    for (const auto column : columns) benchmark::DoNotOptimize(plain_read(column, threads));
  };
  compare_with_read(state, bytes, read, work, beside);
}

}  // namespace cxmetrics::benchmarks

#endif
