// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_REPORT_HPP
#define CXMETRICS_TESTS_BENCHMARK_REPORT_HPP

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::benchmarks {

// Collects what the benchmarks find as Markdown tables, one for each benchmark function, with a line for each of its sizes:
// of all rounds the best time of the work and of the read beside it, and the middle one of what else there is.
class report : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

  // Puts the tables between the two marker lines of a file, in place of what stands there. Throws
  // std::runtime_error where the file cannot be read or written, or has no markers.
  void replace_in(const std::string& path) const;

 private:
  struct line {
    std::string function;
    std::string sizes;
    std::map<std::string, std::vector<double>> found;  // by the names of counters
    std::string error;
  };

  static std::string text_of(const line& line);

  std::string machine_;
  std::map<std::pair<std::int64_t, std::int64_t>, line> lines_;  // in the order of the program
};

}  // namespace cxmetrics::benchmarks

#endif
