// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "report.hpp"

#include <cstdio>
#include <exception>
#include <string_view>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// As any program of Google Benchmark; with --report=FILE the tables of a document are written anew.
int main(int argc, char** argv) {
#if defined(__GLIBC__)
  // Threads take memory where all do: what is left of an arena of their own would hide what the next ones take.
  mallopt(M_ARENA_MAX, 1);
#endif
  benchmark::Initialize(&argc, argv);
  constexpr std::string_view option = "--report=";
  if (argc == 2 && std::string_view(argv[1]).starts_with(option)) {
    try {
      cxmetrics::benchmarks::report report;
      // In rounds: a machine that others use, too, is slow for minutes at a time.
      for (int round = 0; round < 3; ++round) benchmark::RunSpecifiedBenchmarks(&report);
      report.replace_in(argv[1] + option.size());
      return 0;
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "%s\n", failure.what());
      return 1;
    }
  }
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
