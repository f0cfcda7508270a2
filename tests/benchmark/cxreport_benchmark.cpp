// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// The program itself, from start to end: NPS, CSAT and CES by segment and month and by touchpoint, each with intervals
// and comparisons, from one reading of a file. Against reading the bytes of the file and adding them up.
namespace cxmetrics::benchmarks {
namespace {

// The most memory that the program took, in MiB, or that this one holds while it starts it, whichever is more; NaN if
// it failed.
double run_cxreport(const std::string& file, const std::string& threads) {
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(1);
    execl(CXMETRICS_CXREPORT, "cxreport", file.c_str(), "--threads", threads.c_str(), "--quiet",
          static_cast<char*>(nullptr));
    _exit(1);
  }
  int status = 1;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(used.ru_maxrss) / 1024;
}

void cxreport_of_file(benchmark::State& state) {
  const std::string file = CXMETRICS_BENCHMARK_DATA "/answers_" + std::to_string(state.range(0)) + "m.csv";
  if (!std::filesystem::exists(file)) {
    state.SkipWithError("build the target benchmark-data first");
    return;
  }
  double mebibytes = 0;
  compare_with_read(
      state, std::filesystem::file_size(file), [&] { benchmark::DoNotOptimize(plain_read_of_file(file)); },
      [&] {
        mebibytes = run_cxreport(file, std::to_string(state.range(1)));
        if (std::isnan(mebibytes)) state.SkipWithError("cxreport failed");
      });
  state.counters["peak_MiB"] = mebibytes;
}
BENCHMARK(cxreport_of_file)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({10, 1})
    ->Args({10, 2})
    ->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
