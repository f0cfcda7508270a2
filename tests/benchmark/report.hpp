// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_REPORT_HPP
#define CXMETRICS_TESTS_BENCHMARK_REPORT_HPP

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace cxmetrics::benchmarks {

// Collects what the benchmarks find as Markdown tables, one for each benchmark function.
class report : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

  // Puts the tables between the two marker lines of a file, in place of what stands there. Throws
  // std::runtime_error where the file cannot be read or written, or has no markers.
  void replace_in(const std::string& path) const;

 private:
  std::string text_;
  std::string function_;
};

}  // namespace cxmetrics::benchmarks

#endif
